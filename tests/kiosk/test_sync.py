"""The kiosk's half of the protocol against a real headquarters, and against what is none."""

import json
import sqlite3
import threading
import tomllib
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import msgspec
import pytest

from kiosk.audit import problems
from kiosk.calls import Halted, Unreachable
from kiosk.enrolment import Membership, keep_membership, membership
from kiosk.keys import load_key, make_key
from kiosk.ledger import Ledger
from kiosk.office import Kiosk
from kiosk.protocol import Batch, Entry, Held, HeldEpoch, HeldEpochs
from kiosk.recovery import recover
from kiosk.sync import Sync
from kiosk.syncing import nightly, standing, sync_now
from tests import reader
from tests.desk import HEALTH, Desk
from tests.helpers import Headquarters, run

DAY = date(2024, 3, 1)
PROBLEM_JSON = {"Content-Type": "application/problem+json"}


@contextmanager
def impostor(status: int, body: bytes, content_type: str = "text/html") -> Iterator[str]:
    """Something that answers every call, such as the log-in page of a network."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = answer

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def redirect(folder: Path, url: str) -> None:
    """Let the enrolled kiosk of `folder` call another address."""
    path = folder / "practice" / "hq.toml"
    lines = [f'url = "{url}"' if line.startswith("url") else line for line in path.read_text().splitlines()]
    path.write_text("\n".join(lines))


@contextmanager
def enrolled(kiosk: Kiosk) -> Iterator[Ledger]:
    """The ledger, with one count, of a kiosk that is enrolled somewhere."""
    keep_membership(kiosk, Membership("http://127.0.0.1:1", "phatthalung-1", "phatthalung", "0" * 64))
    make_key(kiosk.path("key.pem"))
    with Ledger(kiosk.path("ledger.db"), practice=True) as ledger:
        ledger.count("inspection", DAY)
        yield ledger


def by_hand(kiosk: Kiosk, ledger: Ledger, answer: Callable[[httpx.Request], httpx.Response]) -> Sync:
    """A run whose headquarters is a function."""
    member, key = membership(kiosk), load_key(kiosk.path("key.pem"))
    assert member is not None
    client = httpx.Client(transport=httpx.MockTransport(answer))
    return Sync(client, member, key, ledger, lambda _: HEALTH, lambda: "2024-03-01T03:00:00Z")


def counted(folder: Path, *groups: str) -> None:
    """Count as the counter of `folder` does."""
    folder.joinpath("practice").mkdir(parents=True, exist_ok=True)
    with Ledger(folder / "practice" / "ledger.db", practice=True) as ledger:
        for group in groups:
            ledger.count(group, DAY)


def synced(folder: Path) -> dict[str, object]:
    done = run(folder, "sync", "--json")
    return {"exit": done.returncode, **json.loads(done.stdout)}


def test_a_sync_confirms_every_entry_and_prints_what_it_did(headquarters: Headquarters, tmp_path: Path) -> None:
    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    counted(folder, "inspection", "investigation")
    found = synced(folder)
    assert list(found) == ["exit", "confirmed", "sent", "acked", "head", "epoch", "halt"]
    assert (found["exit"], found["confirmed"], found["sent"], found["acked"], found["halt"]) == (0, True, 2, 2, None)
    with sqlite3.connect(folder / "practice" / "ledger.db") as ledger:
        assert ledger.execute("SELECT hash FROM entry WHERE seq = 2").fetchone() == (found["head"],)
    ledger.close()


def test_zero_is_data_an_empty_ledger_reports_too(headquarters: Headquarters, tmp_path: Path) -> None:
    headquarters.enrol(tmp_path / "kiosk", "phatthalung-1")
    assert synced(tmp_path / "kiosk")["confirmed"] is True
    report = json.loads(run(headquarters.folder, "hq", "report", "--json").stdout)
    assert report["offices"][0]["kiosks"][0]["state"] == "reporting"


def test_a_kiosk_that_is_not_enrolled_says_how(tmp_path: Path) -> None:
    done = run(tmp_path, "sync")
    assert done.returncode == 1
    assert "kiosk enrol" in done.stderr


def test_a_wrong_code_a_used_one_and_a_second_kiosk_with_it_are_refused(
    headquarters: Headquarters, tmp_path: Path
) -> None:
    code = headquarters.code("phatthalung-1")
    assert "wrong" in run(tmp_path / "a", "enrol", headquarters.url, "0000-0000-0000-0000").stderr
    assert run(tmp_path / "a", "enrol", headquarters.url, code).returncode == 0
    refused = run(tmp_path / "b", "enrol", headquarters.url, code)
    assert refused.returncode == 1
    assert "used" in refused.stderr
    assert not (tmp_path / "b" / "practice" / "hq.toml").exists()


def test_a_refused_enrolment_leaves_the_kiosk_enrolled_as_it_was(headquarters: Headquarters, tmp_path: Path) -> None:
    headquarters.enrol(tmp_path, "phatthalung-1")
    assert run(tmp_path, "enrol", headquarters.url, "0000-0000-0000-0000").returncode == 1
    assert synced(tmp_path)["confirmed"] is True


def test_a_practice_kiosk_does_not_enrol_at_a_real_register(headquarters: Headquarters, tmp_path: Path) -> None:
    done = run(tmp_path, "enrol", headquarters.url, headquarters.code("phatthalung-1"), real=True)
    assert done.returncode == 1
    assert "practice" in done.stderr


@pytest.mark.parametrize("url", ["http://hq.example.go.th", "ftp://127.0.0.1", "headquarters"])
def test_without_tls_only_this_very_machine_is_spoken_to(tmp_path: Path, url: str) -> None:
    done = run(tmp_path, "enrol", url, "0000")
    assert done.returncode == 1
    assert "https://" in done.stderr


def test_headquarters_down_is_said_and_nothing_is_lost(headquarters: Headquarters, tmp_path: Path) -> None:
    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    counted(folder, "inspection")
    headquarters.kill()
    done = run(folder, "sync")
    assert done.returncode == 1
    assert "cannot be reached" in done.stderr
    counted(folder, "inspection")
    headquarters.start()
    assert synced(folder)["sent"] == 2


@pytest.mark.parametrize(
    ("status", "body", "content_type"),
    [
        (200, b"<html>Welcome to the airport network</html>", "text/html"),
        (200, b"{}", "application/json"),
        (302, b"", "text/html"),
        (404, b"<html>not here</html>", "text/html"),
    ],
)
def test_what_is_not_headquarters_is_never_success(
    headquarters: Headquarters, tmp_path: Path, status: int, body: bytes, content_type: str
) -> None:
    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    counted(folder, "inspection")
    with impostor(status, body, content_type) as url:
        redirect(folder, url)
        found = synced(folder)
    assert (found["exit"], found["confirmed"], found["acked"]) == (1, False, 0)
    redirect(folder, headquarters.url)
    assert synced(folder)["confirmed"] is True


def test_a_receipt_that_another_key_has_signed_is_no_receipt(headquarters: Headquarters, tmp_path: Path) -> None:
    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    path = folder / "practice" / "hq.toml"
    lines = [
        f'public_key = "{"0" * 64}"' if line.startswith("public_key") else line
        for line in path.read_text().splitlines()
    ]
    path.write_text("\n".join(lines))
    counted(folder, "inspection")
    done = run(folder, "sync")
    assert done.returncode == 1
    assert "receipt" in done.stderr


def test_more_than_a_batch_of_entries_all_arrive(headquarters: Headquarters, tmp_path: Path, kiosk: Kiosk) -> None:
    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    with Ledger(folder / "practice" / "ledger.db", practice=True) as ledger:
        ledger.adopt(
            [Entry(1, str(uuid.uuid4()), DAY, "respondent", "inspection", 1, None, "staff") for _ in range(1203)]
        )
    found = synced(folder)
    assert (found["sent"], found["acked"]) == (1203, 1203)


def test_counts_of_the_offices_other_kiosk_come_with_the_receipt(headquarters: Headquarters, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    headquarters.enrol(one, "phatthalung-1")
    headquarters.enrol(two, "phatthalung-2")
    counted(two, "investigation")
    counted(one, "investigation")
    synced(two)
    synced(one)
    found = json.loads(run(one, "counts", "--json").stdout)
    group = found["groups"][1]
    assert (group["here"], group["elsewhere"], group["count"]) == (1, 1, 2)
    assert found["elsewhere_as_of"].startswith("2024-03-01T")


def test_a_restored_backup_goes_on_in_a_new_epoch_and_nothing_counts_twice(
    headquarters: Headquarters, tmp_path: Path
) -> None:
    folder = tmp_path / "kiosk"
    ledger = folder / "practice" / "ledger.db"
    headquarters.enrol(folder, "phatthalung-1")
    counted(folder, "inspection")
    backup = ledger.read_bytes()
    counted(folder, "inspection")
    assert synced(folder)["confirmed"] is True
    ledger.write_bytes(backup)
    counted(folder, "investigation")
    assert synced(folder)["confirmed"] is True
    report = json.loads(run(headquarters.folder, "hq", "report", "--json").stdout)
    counts = {one["id"]: one["count"] for one in report["offices"][0]["groups"]}
    assert counts["inspection"] == 2
    assert counts["investigation"] == 1
    assert report["offices"][0]["kiosks"][0]["alarms"]


def test_each_kiosk_has_its_own_time_of_night_between_half_past_one_and_a_quarter_past_two(kiosk: Kiosk) -> None:
    now = kiosk.clock()
    times = {nightly(f"phatthalung-{number}", now).strftime("%H:%M:%S") for number in range(50)}
    assert len(times) == 50
    assert all("01:30:00" <= time <= "02:15:00" for time in times)


def office_total(headquarters: Headquarters, office: int = 0) -> dict[str, int]:
    report = json.loads(run(headquarters.folder, "hq", "report", "--json").stdout)["offices"][office]
    return {one["id"]: one["count"] for one in [*report["groups"], report["total"]] if one["count"]}


def here(folder: Path) -> dict[str, int]:
    found = json.loads(run(folder, "counts", "--json").stdout)
    return {one["id"]: one["count"] for one in [*found["groups"], found["total"]] if one["count"]}


def test_a_replaced_machine_gets_its_past_back_and_keeps_what_it_counted_before_it_enrolled(
    headquarters: Headquarters, tmp_path: Path
) -> None:
    """A broken disk costs nothing that headquarters had confirmed; the machine that is gone is let in no more."""
    old, new = tmp_path / "old", tmp_path / "new"
    headquarters.enrol(old, "phatthalung-1")
    counted(old, "inspection", "inspection", "investigation")
    with Ledger(old / "practice" / "ledger.db", practice=True) as ledger:
        ledger.take_back(DAY, "inspection")
        ledger.note_itap(None, 7, DAY)
    assert synced(old)["confirmed"] is True
    counted(new, "general-staff")
    code = run(headquarters.folder, "hq", "rekey", "phatthalung-1").stdout.split()[-1]
    taken = run(new, "enrol", headquarters.url, code)
    assert taken.returncode == 0
    assert "gave back 5 entries" in taken.stdout
    assert here(new) == {"inspection": 1, "investigation": 1, "general-staff": 1, "total": 3}
    found = synced(new)
    assert (found["confirmed"], found["acked"]) == (True, 1 + 5)
    assert (
        here(new) == office_total(headquarters) == {"inspection": 1, "investigation": 1, "general-staff": 1, "total": 3}
    )
    with Ledger(new / "practice" / "ledger.db", practice=True) as ledger:
        assert ledger.itap() == {None: (7, DAY)}
        assert list(problems(ledger)) == []
        assert ledger.take_back(DAY, "inspection") is not None
    assert synced(new)["sent"] == 1
    gone = run(old, "sync")
    assert gone.returncode == 1
    assert "another key" in gone.stderr
    assert run(headquarters.folder, "hq", "verify").stdout == "The register is whole.\n"
    exported = tmp_path / "entries.jsonl"
    run(new, "ledger", "export", str(exported))
    public_key = tomllib.loads((new / "practice" / "hq.toml").read_text())["public_key"]
    assert reader.faults(exported.read_text().splitlines(), public_key) == []


def test_a_restored_backup_knows_again_what_was_counted_after_it(headquarters: Headquarters, tmp_path: Path) -> None:
    """turso#8129: what was acknowledged after the backup comes back, what is counted after it is sent."""
    folder, copy = tmp_path / "kiosk", tmp_path / "copy.db"
    headquarters.enrol(folder, "phatthalung-1")
    counted(folder, "inspection")
    run(folder, "ledger", "backup", str(copy))
    counted(folder, "inspection", "investigation")
    assert synced(folder)["confirmed"] is True
    assert run(folder, "ledger", "restore", str(copy)).returncode == 0
    counted(folder, "general-staff")
    assert synced(folder)["confirmed"] is True
    assert (
        here(folder)
        == office_total(headquarters)
        == {"inspection": 2, "investigation": 1, "general-staff": 1, "total": 4}
    )
    assert synced(folder)["sent"] == 0


def test_a_headquarters_that_was_restored_gets_everything_again_and_raises_the_alarm(
    headquarters: Headquarters, tmp_path: Path
) -> None:
    """cht-core#8093, with `kiosk hq backup`, while a kiosk was enrolled and had sent more since."""
    folder, copy = tmp_path / "kiosk", tmp_path / "hq.copy"
    headquarters.enrol(folder, "phatthalung-1")
    counted(folder, "inspection")
    assert synced(folder)["confirmed"] is True
    saved = run(headquarters.folder, "hq", "backup", str(copy))
    assert (saved.returncode, saved.stderr) == (0, "")
    counted(folder, "inspection")
    assert synced(folder)["confirmed"] is True
    headquarters.kill()
    (headquarters.folder / "practice" / "hq.db").write_bytes(copy.read_bytes())
    headquarters.start()
    assert synced(folder)["confirmed"] is True
    assert office_total(headquarters) == {"inspection": 2, "total": 2}
    report = json.loads(run(headquarters.folder, "hq", "report", "--json").stdout)
    assert [alarm.partition(":")[0] for alarm in report["offices"][0]["kiosks"][0]["alarms"]] == ["lost-here"]


def test_a_suspended_kiosk_counts_on_and_sends_all_when_it_is_lifted(
    headquarters: Headquarters, tmp_path: Path
) -> None:
    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    assert run(headquarters.folder, "hq", "suspend", "phatthalung-1").returncode == 0
    counted(folder, "inspection")
    found = synced(folder)
    assert (found["exit"], found["confirmed"], found["halt"]) == (1, False, "suspended")
    counted(folder, "inspection")
    run(headquarters.folder, "hq", "suspend", "--lift", "phatthalung-1")
    assert synced(folder)["sent"] == 2
    assert run(headquarters.folder, "hq", "suspend", "nobody-1").returncode == 1


def problem(word: str, status: int, **more: object) -> bytes:
    return json.dumps(
        {"type": f"https://kiosk.invalid/problems/{word}", "title": word, "status": status, **more}
    ).encode()


@pytest.mark.parametrize(
    ("word", "status", "said"),
    [
        ("too-old", 426, "too-old"),
        ("bad-chain", 422, "This ledger is whole"),
        ("unknown-kiosk", 401, "kiosk enrol"),
        ("malformed", 400, "malformed"),
    ],
)
def test_a_halt_says_what_to_do_is_remembered_for_staff_and_stops_no_counting(
    kiosk: Kiosk, word: str, status: int, said: str
) -> None:
    with enrolled(kiosk) as ledger, impostor(status, problem(word, status), "application/problem+json") as url:
        redirect(kiosk.folder.parent, url)
        outcome, sentence = sync_now(kiosk, ledger)
        assert (outcome.confirmed, outcome.halt) == (False, word)
        assert said in sentence
        assert "Counting goes on" in sentence
        assert standing(kiosk, ledger).word == "halted"
        ledger.count("inspection", kiosk.today)
        assert ledger.head()[1] == 2


def test_a_batch_that_is_too_large_is_halved_until_it_fits(kiosk: Kiosk) -> None:
    """Whether headquarters says so or a proxy in front of it, which speaks HTML."""
    sizes: list[int] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(404, content=problem("unknown-epoch", 404), headers=PROBLEM_JSON)
        batch = msgspec.json.decode(request.content, type=Batch)
        sizes.append(len(batch.entries))
        if len(batch.entries) > 600:
            return httpx.Response(413, content=problem("too-large", 413, max=300), headers=PROBLEM_JSON)
        if len(batch.entries) > 100:
            return httpx.Response(413, content=b"<html>413</html>")
        return httpx.Response(500)

    with enrolled(kiosk) as ledger:
        ledger.adopt(
            [Entry(1, str(uuid.uuid4()), DAY, "respondent", "inspection", 1, None, "staff") for _ in range(999)]
        )
        with pytest.raises(Unreachable, match="busy"):
            by_hand(kiosk, ledger, answer).run()
    assert sizes == [1000, 300, 150, 75, 75, 75, 75]


def test_a_headquarters_that_never_agrees_ends_the_run(kiosk: Kiosk) -> None:
    """collect#1939: no answer may send the kiosk round for ever, nor fill its disk with epochs."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(404, content=problem("unknown-epoch", 404), headers=PROBLEM_JSON)
        return httpx.Response(409, content=problem("fork", 409, acked=0, head="0" * 64), headers=PROBLEM_JSON)

    with enrolled(kiosk) as ledger:
        with pytest.raises(Unreachable, match="contradicts itself"):
            by_hand(kiosk, ledger, answer).run()
        assert len(ledger.epochs()) < 50
        assert list(problems(ledger)) == []


def test_a_no_in_the_midst_of_a_run_is_a_halt_too(kiosk: Kiosk) -> None:
    answers = iter([("unknown-epoch", 404), ("fork", 409), ("suspended", 403)])

    def answer(_: httpx.Request) -> httpx.Response:
        word, status = next(answers)
        return httpx.Response(status, content=problem(word, status, acked=1), headers=PROBLEM_JSON)

    with enrolled(kiosk) as ledger, pytest.raises(Halted, match="suspended"):
        by_hand(kiosk, ledger, answer).run()


def test_a_count_that_falls_between_a_fork_and_its_new_epoch_is_sent_too(kiosk: Kiosk) -> None:
    with enrolled(kiosk) as ledger:
        epoch, seq, _ = ledger.head()
        ledger.count("investigation", DAY)
        ledger.rotate(epoch, seq)
        assert [entry.work_group for entry, _ in ledger.chained(ledger.head()[0])] == ["investigation"]
        assert sum(ledger.end(one.epoch) for one in ledger.epochs()) == 2


def test_a_long_retry_after_is_left_to_the_next_hour(kiosk: Kiosk) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.method)
        return httpx.Response(503, headers={"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"})

    with enrolled(kiosk) as ledger, pytest.raises(Unreachable):
        by_hand(kiosk, ledger, answer).run()
    assert asked == ["GET"]


def test_what_headquarters_holds_is_taken_over_only_if_it_hangs_together(kiosk: Kiosk) -> None:
    other = Desk("phatthalung-1")
    other.count(), other.count()
    listed = HeldEpochs([HeldEpoch(other.genesis, 2, other.head(2))])
    page = Held(other.genesis, 2, other.head(2), other.entries)
    forged = msgspec.structs.replace(
        page, entries=[other.entries[0], msgspec.structs.replace(other.entries[1], day=date(2024, 3, 2))]
    )
    with enrolled(kiosk) as ledger:
        for held, taken in ((forged, None), (page, 2), (page, 0)):

            def answer(request: httpx.Request, held: Held = held) -> httpx.Response:
                return httpx.Response(200, content=msgspec.json.encode(held if "after" in str(request.url) else listed))

            line = by_hand(kiosk, ledger, answer)._line
            if taken is None:
                with pytest.raises(Halted, match="does not hang together"):
                    recover(line, ledger)
                assert ledger.head()[1] == 1
            else:
                assert recover(line, ledger) == taken
                assert ledger.head()[1] == 3
