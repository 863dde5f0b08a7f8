"""What the register promises, on SQLite and on PostgreSQL alike."""

import asyncio
import datetime
import uuid

import httpx
import msgspec
import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.store.verify import problems
from kiosk.protocol.chain import Entry, Genesis
from kiosk.protocol.payloads import Batch
from kiosk.protocol.signing import public_hex
from tests.support import independent_reader as reader
from tests.support.sample import DAY, HEALTH, KNOWN
from tests.support.scripted import Desk, Site, word


def test_entries_are_taken_once_and_again_is_the_same_receipt(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    for group in ("inspection", "inspection", "investigation"):
        desk.count(group)
    desk.take_back(desk.entries[0])
    first = site.take(desk)
    assert (first.acked, first.head, first.stored, first.replayed) == (4, desk.head(4), 4, 0)
    again = site.take(desk)
    assert (again.acked, again.head, again.stored, again.replayed) == (4, desk.head(4), 0, 4)
    desk.count("general-staff")
    overlapping = site.take(desk, desk.batch(3))
    assert (overlapping.acked, overlapping.stored, overlapping.replayed) == (5, 1, 2)
    assert site.tally("phatthalung-1") == {"inspection": 1, "investigation": 1, "general-staff": 1}
    assert list(problems(site.register.engine, KNOWN)) == []


def test_zero_is_data_a_report_without_entries_gets_its_receipt(site: Site) -> None:
    receipt = site.take(site.enrolled("phatthalung-1"))
    assert (receipt.acked, receipt.stored) == (0, 0)
    assert site.rows("SELECT last_report FROM kiosks") == [("2024-03-01T03:00:00Z",)]


def test_a_gap_and_an_unknown_epoch_say_where_to_go_on(site: Site) -> None:
    """central#608, kobocat#470: what is missing is asked for, never guessed."""
    desk = site.enrolled("phatthalung-1")
    for _ in range(4):
        desk.count()
    assert word(site.post(desk, desk.batch(1, genesis=None))) == (404, "unknown-epoch")
    site.take(desk, desk.batch(1, 2))
    gap = site.post(desk, desk.batch(4))
    assert word(gap) == (409, "gap")
    assert gap.json()["acked"] == 2
    assert site.take(desk, desk.batch(3)).acked == 4


def kept(site: Site) -> list[tuple[object, ...]]:
    return site.reports() + site.rows("SELECT * FROM epochs") + site.rows("SELECT * FROM alarms")


def test_a_replay_is_told_what_is_held_and_changes_nothing(site: Site) -> None:
    """Anybody could send a recording again: it moved the last report, and put back the health of that day."""
    desk = site.enrolled("phatthalung-1")
    desk.count()
    old = desk.batch(health=msgspec.structs.replace(HEALTH, closed=[DAY], confirmed=9))
    first = site.take(desk, old)
    desk.count()
    last = desk.batch()
    newer = site.take(desk, last)
    before = kept(site)
    site.now += datetime.timedelta(days=3)
    assert site.take(desk, last).stored == 0
    again = site.take(desk, old)
    assert (again.acked, again.head, again.stored, again.report) == (2, desk.head(2), 0, newer.report)
    assert (again.nonce, again.report > first.report) == (old.nonce, True)
    clone = Desk(desk.kiosk, desk.key, desk.genesis, desk.entries[:1])
    clone.count("investigation")
    assert word(site.post(clone, clone.batch(report=old.report))) == (409, "fork")
    other = Desk(desk.kiosk, desk.key)
    other.count()
    assert site.take(desk, desk.batch(report=1)).report == newer.report
    assert site.take(other, other.batch(report=old.report)).acked == 0
    assert kept(site) == before, "nothing is stored, nothing is an alarm, nobody has reported"


def test_a_number_that_was_used_is_learnt_in_every_signed_answer(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    desk.count()
    report = site.take(desk).report
    assert site.get(desk, f"{desk.path}?seq=0").json()["report"] == report
    assert site.get(desk, "/v2/kiosks/phatthalung-1/ledger").json()["report"] == report
    code = site.register.admission.rekey("phatthalung-1", site.now)
    desk.key = Ed25519PrivateKey.generate()
    site.enrol(desk, code)
    assert site.get(desk, f"{desk.path}?seq=0").json()["report"] == 0, "what another key has signed is no replay of it"


def test_six_hundred_empty_ledgers_leave_no_alarm_and_six_hundred_others_one(site: Site) -> None:
    """They were as many alarms, to be acknowledged one at a time."""
    desk = site.enrolled("phatthalung-1")
    desk.count()
    site.take(desk)
    for _ in range(20):
        assert site.take(empty := Desk(desk.kiosk, desk.key)).head == empty.head(0)
    assert site.alarms() == []
    assert len(site.rows("SELECT * FROM epochs")) == 1, "what is empty is not held"
    for _ in range(5):
        other = Desk(desk.kiosk, desk.key)
        other.count()
        site.take(other)
    assert site.rows("SELECT kind, times FROM alarms") == [("new-ledger", 5)]


def test_a_chain_that_goes_on_differently_is_a_fork_and_one_alarm(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    desk.count(), desk.count()
    site.take(desk)
    clone = Desk(desk.kiosk, desk.key, desk.genesis, desk.entries[:1])
    clone.count("investigation"), clone.count("investigation")
    for _ in range(2):
        fork = site.post(clone)
        assert word(fork) == (409, "fork")
        assert (fork.json()["acked"], fork.json()["head"]) == (2, desk.head(2))
    assert word(site.post(clone, clone.batch(3))) == (409, "fork")
    assert site.alarms() == [("phatthalung-1", "fork")]
    assert site.tally("phatthalung-1") == {"inspection": 2}


def test_an_id_counts_once_whatever_epoch_or_clone_brings_it(site: Site) -> None:
    """getodk#50, kobocat#859: the second copy is stored, and has no effect."""
    desk = site.enrolled("phatthalung-1")
    one, two = desk.count(), desk.count()
    desk.take_back(one)
    site.take(desk)
    again = Desk(desk.kiosk, desk.key, Genesis(desk.genesis.ledger, str(uuid.uuid4()), desk.epoch, 1, desk.head(1)))
    again.add(two), again.take_back(one), again.count()
    site.take(again)
    other = site.enrolled("phatthalung-2")
    other.genesis = Genesis(desk.genesis.ledger, str(uuid.uuid4()), desk.epoch, 1, desk.head(1))
    other.add(two)
    site.take(other)
    assert site.tally("phatthalung-1") == {"inspection": 2}
    assert site.tally("phatthalung-2") == {}
    assert ("phatthalung-1", "new-epoch") in site.alarms()
    assert list(problems(site.register.engine, KNOWN)) == []


def test_a_receipt_tells_what_the_offices_other_kiosks_count(site: Site) -> None:
    one, two = site.enrolled("phatthalung-1"), site.enrolled("phatthalung-2")
    far = site.enrolled("trang-1", office="trang")
    for desk in (one, two, far):
        desk.count(), desk.count("investigation", channel="visitor")
        site.take(desk)
    told = site.take(one).elsewhere
    assert [(c.work_group, c.channel, c.count) for c in told] == [
        ("inspection", "staff", 1),
        ("investigation", "visitor", 1),
    ]


def test_a_clone_under_a_name_of_its_own_is_told_no_count_that_it_holds_itself(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    kept, gone = desk.count(), desk.count()
    desk.take_back(gone)
    site.take(desk)
    clone = site.enrolled("phatthalung-2")
    clone.genesis = desk.genesis
    for entry in desk.entries:
        clone.add(entry)
    clone.count()
    first = site.take(clone)
    assert first.elsewhere == []
    assert ("phatthalung-2", "cloned") in site.alarms()
    desk.count(), clone.take_back(kept)
    assert [c.count for c in site.take(desk).elsewhere] == [1]
    assert [c.count for c in site.take(clone).elsewhere] == [1]
    assert site.tally("phatthalung-1") == {"inspection": 2}, "a clone takes back nothing that is counted for another"
    assert site.tally("phatthalung-2") == {"inspection": 1}, "and what it counts itself is counted"
    assert list(problems(site.register.engine, KNOWN)) == []


def test_a_wrong_clock_is_noted_and_takes_nothing_from_others(site: Site) -> None:
    """cht-core#6284: clocks travel; neither the report nor the others' counts may depend on them."""
    desk, two = site.enrolled("phatthalung-1"), site.enrolled("phatthalung-2")
    desk.count()
    two.count(), two.count(day=datetime.date(9999, 12, 31)), two.count(day=datetime.date(1, 1, 1))
    site.take(two, two.batch(sent_at="2099-01-01T00:00:00Z"))
    assert [c.count for c in site.take(desk).elsewhere if c.day == DAY] == [1]
    assert site.take(desk, desk.batch(sent_at="0001-01-01T00:00:00Z")).acked == 1
    ((ahead,),) = site.rows("SELECT clock_ahead FROM kiosks WHERE kiosk = 'phatthalung-2'")
    assert ahead > 70 * 365 * 86400


def test_a_register_restored_from_an_older_backup_is_filled_again_and_says_so_once(site: Site) -> None:
    """cht-core#8093: the kiosk knows how far it has receipts, and headquarters hears it."""
    desk = site.enrolled("phatthalung-1")
    for _ in range(3):
        desk.count()
    health = msgspec.structs.replace(HEALTH, confirmed=3)
    site.take(desk, desk.batch(1, 1, health=health))
    site.take(desk, desk.batch(2, 2, health=health))
    site.take(desk, desk.batch(3, health=health))
    site.take(desk, desk.batch(health=health))
    assert site.alarms() == [("phatthalung-1", "lost-here")]
    assert site.tally("phatthalung-1") == {"inspection": 3}


def test_a_machine_learns_what_is_held_of_it(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    note = Entry(1, str(uuid.uuid4()), DAY, "note", None, "backfill", None, "system")
    desk.count(), desk.add(note)
    site.take(desk, batch := desk.batch())
    head = site.get(desk, f"{desk.path}?seq=1").json()
    assert (head["acked"], head["head"], head["hash_at"]) == (2, desk.head(2), desk.head(1))
    assert site.get(desk, f"{desk.path}?seq=9").json()["hash_at"] is None
    listed = site.get(desk, "/v2/kiosks/phatthalung-1/ledger").json()["epochs"]
    signed = reader.batch_message(desk.kiosk, desk.epoch, msgspec.to_builtins(batch)).decode()
    ends = [2, desk.head(2), 1, signed, batch.signature, public_hex(desk.key)]
    assert listed == [[msgspec.to_builtins(desk.genesis), *ends]]
    held = site.get(desk, f"{desk.path}/entries?after=1").json()
    assert held["entries"] == [msgspec.to_builtins(desk.entries[1])]
    assert word(site.get(desk, f"/v2/kiosks/phatthalung-1/ledger/{uuid.uuid4()}?seq=0")) == (404, "unknown-epoch")
    assert word(site.get(desk, f"{desk.path}?seq=x")) == (400, "malformed")


def broken(desk: Desk) -> dict[str, tuple[Batch, tuple[int, str]]]:
    """Batches that are wrong in one way each, and the answer to them."""
    right, entry = desk.batch(), desk.entries[0]
    many = [msgspec.structs.replace(entry, value=1000)]
    swapped = desk.batch(entries=desk.entries[::-1])
    stranger = Desk(desk.kiosk, genesis=desk.genesis, entries=desk.entries)
    misfit = Desk(desk.kiosk, desk.key, desk.genesis, many)
    return {
        "another key": (stranger.batch(), (401, "unknown-kiosk")),
        "another time": (msgspec.structs.replace(right, sent_at="2024-03-01T03:00:01Z"), (401, "unknown-kiosk")),
        "out of line": (swapped, (422, "bad-chain")),
        "another head": (desk.batch(head="0" * 64), (422, "bad-chain")),
        "another beginning": (desk.batch(genesis=Genesis(desk.epoch, desk.epoch)), (422, "bad-chain")),
        "an epoch of another name": (desk.batch(genesis=Genesis(desk.genesis.ledger, desk.genesis.ledger)), (422, "bad-chain")),
        "a respondent that counts a thousand": (misfit.batch(), (400, "malformed")),
        "a day that is none": (desk.batch(sent_at="2024-02-31T00:00:00Z"), (400, "malformed")),
        "a signature that is none": (desk.batch(signature="00"), (400, "malformed")),
        "too old": (desk.batch(health=msgspec.structs.replace(HEALTH, version="0.9.1")), (426, "too-old")),
    }  # fmt: skip


def test_what_is_wrong_is_refused_by_its_name_and_leaves_nothing(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    desk.count(), desk.count()
    for what, (batch, answer) in broken(desk).items():
        assert word(site.post(desk, batch)) == answer, what
    assert site.rows("SELECT * FROM entries") == site.rows("SELECT * FROM epochs") == []
    nobody, stranger = Desk("nobody-1"), Ed25519PrivateKey.generate()
    assert word(site.post(nobody)) == (401, "unknown-kiosk")
    assert word(site.ask("POST", f"{desk.path}/entries", content=b"{")) == (400, "malformed")
    assert word(site.ask("POST", f"{desk.path}/entries", content=b" " * (1 << 20) + b"{}")) == (413, "too-large")
    assert word(site.ask("POST", "/v2/kiosks/%00/ledger/x/entries", content=b"{}")) == (401, "unknown-kiosk")
    assert word(site.ask("POST", "/v2/kiosks/phatthalung-1/ledger/%00/entries")) == (400, "malformed")
    assert word(site.ask("GET", "/v3/kiosks")) == (404, "no-such-call")
    assert word(site.ask("DELETE", desk.path)) == (405, "no-such-call")
    assert word(site.ask("GET", f"{desk.path}?seq=0")) == (400, "malformed")
    assert word(site.get(desk, f"{desk.path}?seq=0", key=stranger)) == (401, "unknown-kiosk")


def test_fifty_identical_and_fifty_conflicting_posts_at_once_have_one_effect(site: Site) -> None:
    """kobocat#859: posts race, and the database alone decides."""
    desk = site.enrolled("phatthalung-1")
    desk.count(), desk.count()
    rivals = [Desk(desk.kiosk, desk.key, desk.genesis, []) for _ in range(50)]
    for rival in rivals:
        rival.count("investigation")
    senders = [sender for rival in rivals for sender in (desk, rival)]

    async def at_once() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(site.app), base_url="http://hq") as client:
            bodies = [(sender.path + "/entries", msgspec.json.encode(sender.batch())) for sender in senders]
            return await asyncio.gather(*(client.post(path, content=body) for path, body in bodies))

    answers = asyncio.run(at_once())
    taken = [answer for answer in answers if answer.status_code == 201]
    assert len(taken) == 1
    assert {answer.status_code for answer in answers} <= {200, 201, 409}
    winner = next(sender for sender in (desk, *rivals) if sender.head(len(sender.entries)) == taken[0].json()["head"])
    assert sum(site.tally(desk.kiosk).values()) == len(winner.entries)
    assert list(problems(site.register.engine, KNOWN)) == []


def test_a_database_that_stumbles_is_busy_and_nothing_is_lost(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = site.enrolled("phatthalung-1")
    desk.count()

    def stumble(*_: object) -> None:
        raise sa.exc.OperationalError("COMMIT", {}, Exception("deadlock detected"))

    monkeypatch.setattr(site.register, "submit", stumble)
    answer = site.post(desk)
    assert word(answer) == (503, "busy")
    assert answer.headers["retry-after"] == "5"
    monkeypatch.undo()
    assert site.take(desk).stored == 1
