"""Thirty requests that no kiosk sends: each is refused by its name, none is a failure, and none leaves anything."""

import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.protocol.daily_root import Cosigned
from kiosk.protocol.payloads import MAX_BYTES
from kiosk.protocol.signing import batch_bytes
from tests.kiosk.protocol.test_golden_vectors import NEWER
from tests.support.bulletins import bulletin
from tests.support.sample import HEALTH
from tests.support.scripted import Desk, Site, signed, word


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'hq.db'}"


@pytest.fixture
def desk(site: Site) -> Desk:
    """A kiosk that has sent two entries."""
    desk = site.enrolled("phatthalung-1")
    desk.count(), desk.count()
    site.take(desk)
    return desk


MALFORMED = (400, "malformed")
UNSIGNED = (401, "unknown-kiosk")

BATCHES: dict[str, dict[str, Any]] = {
    "a report below the first": {"report": 0},
    "a report that is no integer": {"report": 1.5},
    "a report beyond every one": {"report": 2**53 + 1},
    "a report in words": {"report": "1"},
    "no nonce": {"nonce": ""},
    "a nonce in capitals": {"nonce": "A" * 32},
    "a nonce of another length": {"nonce": "0" * 31},
    "a nonce with a line break": {"nonce": "0" * 32 + "\n"},
    "a first seq of zero": {"first_seq": 0},
    "a hash that is none": {"head": "g" * 64},
    "a genesis that is none": {"genesis": ["x"]},
    "entries that are none": {"entries": [[1, 2, 3]]},
    "an entry of 31 February": {"entries": [[3, "0" * 8, "2024-02-31", "respondent", "inspection", 1, None, "staff"]]},
    "more entries than a batch has": {"entries": [[]] * 1_001},
    "a moment without a zone": {"sent_at": "2024-03-01T03:00:00"},
    "a moment that is none": {"sent_at": "2024-02-30T03:00:00Z"},
    "a signature that is none": {"signature": "00"},
    "a health of other length": {"health": ["1.0.0"]},
    "an encoding of later": {"encoding": 99},
    "a part that is nothing": {"health": None},
}
BODIES: dict[str, bytes] = {
    "nothing": b"",
    "half of an object": b'{"report": 1',
    "a number that is none": b'{"report": NaN}',
    "nesting without end": b'{"entries": ' + b"[" * 200_000,
    "nesting in a part that nobody knows": b'{"more": ' + b"[" * 200_000,
    "half of a surrogate": b'{"nonce": "\\ud800"}',
    "bytes that are no letters": b'{"nonce": "\xff"}',
}


def test_batches_that_are_none_are_malformed(site: Site, desk: Desk) -> None:
    before = site.reports(), site.rows("SELECT * FROM epochs")
    for what, other in BATCHES.items():
        body = msgspec.json.encode({**msgspec.to_builtins(desk.batch(3, 2)), **other})
        assert word(site.ask("POST", desk.path + "/entries", content=body)) == MALFORMED, what
    for what, body in BODIES.items():
        assert word(site.ask("POST", desk.path + "/entries", content=body)) == MALFORMED, what
    too_large = site.ask("POST", desk.path + "/entries", content=b" " * (MAX_BYTES + 1))
    assert word(too_large) == (413, "too-large")
    assert (site.reports(), site.rows("SELECT * FROM epochs")) == before


@pytest.mark.parametrize(
    "part", ["report", "nonce", "first_seq", "previous", "encoding", "genesis", "sent_at", "health"]
)
def test_no_part_of_a_batch_stands_outside_of_its_signature(site: Site, desk: Desk, part: str) -> None:
    desk.count()
    batch, other = desk.batch(1), Desk("phatthalung-1")
    health = msgspec.structs.replace(batch.health, closed=[desk.entries[0].day])
    changed = {
        "report": batch.report + 1,
        "nonce": "0" * 32,
        "first_seq": 2,
        "previous": "0" * 64,
        "encoding": 2,
        "genesis": other.genesis,
        "sent_at": "2024-03-02T03:00:00Z",
        "health": health,
    }
    signed_as = batch_bytes(desk.kiosk, desk.epoch, batch)
    forged = msgspec.structs.replace(batch, **{part: changed[part]})
    assert batch_bytes(desk.kiosk, desk.epoch, forged) != signed_as
    assert word(site.post(desk, forged))[0] in (400, 401)


def test_what_a_newer_kiosk_says_more_of_itself_halts_nothing_and_is_signed_too(site: Site, desk: Desk) -> None:
    later = [*msgspec.to_builtins(HEALTH), "cheerful", {"lamp": [1, 2]}]
    desk.count()
    receipt = site.take(desk, desk.batch(len(desk.entries), health=later))
    assert receipt.acked == len(desk.entries)
    desk.count()
    with_root = {"keeps": [0, ["trang-1"], "more"], "knows": [["trang-1", desk.epoch, 3, "more"]]}
    assert site.take(desk, desk.batch(len(desk.entries), health=later, **with_root)).acked == len(desk.entries)
    desk.count()
    batch = desk.batch(len(desk.entries), health=later)
    forged = msgspec.structs.replace(batch, health=[*later[:-1], {"lamp": []}])
    assert word(site.post(desk, forged)) == UNSIGNED


def test_what_a_kiosk_of_before_says_of_itself_is_taken_whatever_it_lacks(site: Site, desk: Desk) -> None:
    """Headquarters is upgraded first: its kiosks say less of themselves, until each of them is."""
    told = [*{len(health): health for each in NEWER["batches"] if (health := each["batch"]["health"])}.values()]
    assert len(told) > 2, "kiosks of three versions and more"
    for health in told:
        desk.count()
        assert site.take(desk, desk.batch(len(desk.entries), health=health)).acked == len(desk.entries)


def test_questions_that_are_none_are_refused(site: Site, desk: Desk) -> None:
    path = f"{desk.path}?seq=1"
    right = signed(desk.key, path)
    for what, headers, answer in (
        ("no date", {"Kiosk-Date": ""}, MALFORMED),
        ("a date in words", {"Kiosk-Date": "nonsense"}, MALFORMED),
        ("a date without a zone", {"Kiosk-Date": "2024-03-01T03:00:00"}, MALFORMED),
        ("a week", {"Kiosk-Date": "2024-W09-5"}, MALFORMED),
        ("30 February", {"Kiosk-Date": "2024-02-30T03:00:00Z"}, MALFORMED),
        ("another date", {"Kiosk-Date": "2001-01-01T00:00:00Z"}, UNSIGNED),
        ("no nonce", {"Kiosk-Nonce": ""}, MALFORMED),
        ("a nonce in capitals", {"Kiosk-Nonce": "A" * 32}, MALFORMED),
        ("another nonce", {"Kiosk-Nonce": "0" * 32}, UNSIGNED),
        ("no signature", {"Kiosk-Signature": ""}, UNSIGNED),
        ("a signature of another length", {"Kiosk-Signature": "00"}, UNSIGNED),
        ("a signature in words", {"Kiosk-Signature": "me"}, UNSIGNED),
    ):
        assert word(site.ask("GET", path, headers={**right, **headers})) == answer, what
    assert word(site.ask("GET", f"{desk.path}?seq=2", headers=right)) == UNSIGNED
    for seq in ("", "-1", "1.0", "%D9%A1", "9999999999", "1e3"):
        other = f"{desk.path}?seq={seq}"
        assert word(site.ask("GET", other, headers=signed(desk.key, other))) == MALFORMED, seq


def test_a_wrong_clock_is_never_refused(site: Site, desk: Desk) -> None:
    path = f"{desk.path}?seq=1"
    for date in ("0001-01-01T00:00:00Z", "2001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"):
        assert site.ask("GET", path, headers=signed(desk.key, path, date)).status_code == 200


def test_paths_that_lead_nowhere_are_refused(site: Site, desk: Desk) -> None:
    for name in ("%00", "..", "Phatthalung-1", "phatthalung-1%27%20OR%201=1--", "a" * 64, "%E0%B8%81"):
        path = f"/v2/kiosks/{name}/ledger/{desk.epoch}/entries"
        assert site.ask("POST", path, content=b"{}").status_code in (401, 404), name
    for epoch in ("x", "%00", desk.epoch.upper(), desk.epoch + "0"):
        path = f"/v2/kiosks/phatthalung-1/ledger/{epoch}/entries"
        assert word(site.ask("POST", path, content=b"{}")) == MALFORMED, epoch
    for path in ("/v2", "/v2/kiosks", "/v2/kiosks/phatthalung-1", "/v2/kiosks/phatthalung-1/diary", "/v3/enrol"):
        assert word(site.ask("GET", path)) == (404, "no-such-call"), path


@pytest.mark.parametrize("path", ["/v1/enrol", "/v1/kiosks/phatthalung-1/epochs", "/v1/", "/v1/anything/at/all"])
def test_a_kiosk_of_the_first_version_is_told_that_it_is_too_old(site: Site, path: str) -> None:
    for method in ("GET", "POST"):
        assert word(site.ask(method, path)) == (426, "too-old")


def test_who_has_no_key_is_not_told_whether_there_is_a_kiosk_of_a_name(site: Site, desk: Desk) -> None:
    """Found as: one answer to a name that nobody has, another to a kiosk's, and a third to a suspended one's."""
    site.enrolled("phatthalung-2"), site.code("phatthalung-3")
    site.register.admission.suspend("phatthalung-2", True)
    site.now += datetime.timedelta(days=1)
    site.take(desk)  # which makes a root
    forged = msgspec.json.encode(Cosigned("— somebody\n"))
    for method, path, body in (
        ("GET", "/ledger", b""),
        ("GET", f"/ledger/{desk.epoch}?seq=1", b""),
        ("GET", f"/record/{desk.epoch}/entries?after=0", b""),
        ("GET", "/bulletins?after=0", b""),
        ("POST", f"/ledger/{desk.epoch}/entries", msgspec.json.encode(Desk(desk.kiosk).batch())),
        ("POST", f"/roots/{site.now.date() - datetime.timedelta(days=1)}", forged),
        ("POST", "/roots/2024-02-01", forged),
        ("POST", "/bulletins", msgspec.json.encode(bulletin())),
    ):
        answers = set()
        for name in ("phatthalung-1", "phatthalung-2", "phatthalung-3", "nobody-1"):
            asked = f"/v2/kiosks/{name}{path}"
            headers = signed(Desk(name).key, asked) if method == "GET" else {}
            answer = site.ask(method, asked, content=body, headers=headers)
            answers.add((answer.status_code, answer.content, str(answer.headers)))
        assert len(answers) == 1, (path, answers)
