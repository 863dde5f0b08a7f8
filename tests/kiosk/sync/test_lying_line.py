"""Who sits on the line and has no key can keep a kiosk from its headquarters, and can change nothing on either side."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest

from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.ledger.verify import problems
from tests.support.commands import run
from tests.support.headquarters import Headquarters
from tests.support.lying_line import LyingLine, Said, lying_line
from tests.support.sample import DAY
from tests.support.scripted import Desk
from tests.support.syncs import at_once, counted, redirect, synced

TYPE = "https://kiosk.invalid/problems/"


@pytest.fixture
def folder(headquarters: Headquarters, tmp_path: Path) -> Path:
    """A kiosk that is enrolled, which it has noted, has counted two, and has sent all of it."""
    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    counted(folder, "inspection", "investigation")
    assert synced(folder)["confirmed"] is True
    return folder


@pytest.fixture
def line(headquarters: Headquarters, folder: Path) -> Iterator[LyingLine]:
    """The kiosk calls its headquarters over a line that may lie."""
    with at_once(attempts=1), lying_line(headquarters.url) as line:
        redirect(folder, line.url)
        yield line


def ledger_of(folder: Path) -> Ledger:
    return Ledger(folder / "practice" / "ledger.db", practice=True)


def as_it_was(folder: Path) -> None:
    """One epoch, the three entries, and nothing to find fault with."""
    with ledger_of(folder) as ledger:
        assert len(ledger.chain.epochs()) == 1
        assert ledger.chain.head()[1] == 3
        assert list(problems(ledger)) == []


def forged_epoch() -> Desk:
    """Three hundred respondents whom nobody counted, in a chain that hangs together."""
    forged = Desk("phatthalung-1")
    for _ in range(300):
        forged.count("foreigner-services")
    return forged


def test_a_forged_epoch_is_not_taken_over(headquarters: Headquarters, folder: Path, line: LyingLine) -> None:
    """Restore poisoning: the entries came into the ledger, and went on, signed by the kiosk, to its headquarters."""
    forged = forged_epoch()
    batch = forged.batch()
    end = [300, batch.head, 1, "", batch.signature, "0" * 64]

    def lie(method: str, path: str, said: Said) -> Said:
        if method == "GET" and path.endswith("/ledger"):
            said[1]["epochs"].append([msgspec.to_builtins(forged.genesis), *end])
        if "after=" in path:
            return 200, {**said[1], "entries": msgspec.to_builtins(forged.entries)}
        return said

    line.lie = lie
    outcome = synced(folder)
    assert (outcome["confirmed"], outcome["exit"]) == (False, 1)
    as_it_was(folder)
    report = json.loads(run(headquarters.folder, "hq", "report", "--json").stdout)
    assert report["offices"][0]["total"]["count"] == 2


def test_lies_about_heads_make_no_epoch_and_the_next_count_arrives(
    headquarters: Headquarters, folder: Path, line: LyingLine
) -> None:
    """Two such syncs once left 81 epochs, and no sync could end any more."""

    def lie(method: str, path: str, said: Said) -> Said:
        if method == "GET" and path.endswith("/ledger"):
            said[1]["epochs"] = [[*epoch[:2], "0" * 64, *epoch[3:]] for epoch in said[1]["epochs"]]
        elif method == "GET":
            said[1]["head"] = said[1]["hash_at"] = "0" * 64
        return said

    line.lie = lie
    for _ in range(2):
        assert synced(folder)["confirmed"] is False
    as_it_was(folder)
    redirect(folder, headquarters.url)
    counted(folder, "inspection")
    assert synced(folder)["confirmed"] is True


def test_a_forged_problem_sends_the_kiosk_to_what_headquarters_has_signed(folder: Path, line: LyingLine) -> None:
    for word, status in (("fork", 409), ("gap", 409), ("unknown-epoch", 404)):
        refused = {"type": TYPE + word, "title": word, "status": status, "acked": 2**40, "head": "0" * 64}
        forged = status, refused
        line.lie = lambda method, _path, said, forged=forged: forged if method == "POST" else said  # type: ignore[misc]
        assert "contradicts itself" in run(folder, "sync").stderr
        as_it_was(folder)


def test_an_old_answer_is_none_to_a_new_question(folder: Path, line: LyingLine) -> None:
    """Signed by headquarters all the same: of before the second kiosk's machine, say, had sent anything."""
    assert synced(folder)["confirmed"] is True
    old = {(method, path): json.dumps(said[1]) for method, path, _, said in line.seen}
    line.lie = lambda method, path, said: (200, json.loads(old[method, path])) if method == "GET" else said
    assert "not headquarters" in run(folder, "sync").stderr
    line.lie = lambda method, path, said: (200, json.loads(old[method, path])) if method == "POST" else said
    assert "receipt that is not right" in run(folder, "sync").stderr
    as_it_was(folder)


def test_what_was_sent_once_and_is_sent_again_by_somebody_else_changes_nothing(
    headquarters: Headquarters, folder: Path, line: LyingLine
) -> None:
    """A recording played every night once kept a kiosk that was switched off among those that report."""
    counted(folder, "inspection")
    assert synced(folder)["confirmed"] is True
    (method, path, body, _), _of_record = [seen for seen in line.seen if seen[0] == "POST"]
    assert synced(folder)["confirmed"] is True
    before = run(headquarters.folder, "hq", "report", "--json").stdout
    again = httpx.request(method, headquarters.url + path, content=body)
    assert (again.status_code, again.json()["stored"]) == (200, 0)
    assert run(headquarters.folder, "hq", "report", "--json").stdout == before


def test_a_receipt_that_was_changed_on_the_way_confirms_nothing(folder: Path, line: LyingLine) -> None:
    counted(folder, "inspection")
    forged = {
        "acked": 2,
        "head": "0" * 64,
        "elsewhere": [[DAY.isoformat(), "inspection", "staff", 500]],
        "set_aside": [[1, "future-day"]],
        "report": 2**50,
        "server_time": "2030-01-01T00:00:00Z",
        "nonce": "0" * 32,
    }
    for part, value in forged.items():
        said_so = {part: value}
        line.lie = lambda method, _path, said, so=said_so: (said[0], said[1] | so if method == "POST" else said[1])  # type: ignore[misc]
        assert synced(folder)["confirmed"] is False, part
    with ledger_of(folder) as ledger:
        assert ledger.elsewhere.between(DAY, DAY) == []
        assert int(ledger.state.get("report") or 0) < 2**50
    line.lie = lambda _method, _path, said: said
    assert synced(folder)["confirmed"] is True


def test_a_sync_of_many_epochs_ends_and_asks_no_more_for_each(folder: Path, line: LyingLine) -> None:
    """Turns per change, not per epoch: from 41 epochs on, no sync ended."""
    with ledger_of(folder) as ledger:
        for _ in range(60):
            ledger.count("inspection", DAY)
            epoch, seq, _ = ledger.chain.head()
            ledger.rotate(epoch, seq - 1)
    assert synced(folder)["confirmed"] is True
    line.seen.clear()
    assert synced(folder)["confirmed"] is True
    assert len(line.seen) <= 6
    with ledger_of(folder) as ledger:
        assert len(ledger.chain.epochs()) == 61


def test_a_kiosk_that_trusts_no_answer_says_so_with_its_next_knock(
    headquarters: Headquarters, folder: Path, line: LyingLine
) -> None:
    """Found as: such a kiosk stood among those that report, as every batch of it came."""
    line.lie = lambda method, _path, said: (200, {**said[1], "signature": "0" * 128}) if method == "POST" else said
    assert synced(folder)["wrong_answer"] == "wrong-receipt"
    synced(folder)
    assert state_of(headquarters) == ("halted", "wrong-answer")
    line.lie = lambda _method, _path, said: said
    assert synced(folder)["confirmed"] is True
    synced(folder)
    assert state_of(headquarters) == ("reporting", None)


def state_of(headquarters: Headquarters) -> tuple[str, str | None]:
    report = json.loads(run(headquarters.folder, "hq", "report", "--json").stdout)
    [kiosk] = report["offices"][0]["kiosks"]
    return kiosk["state"], kiosk["halt"]
