"""What was lost on one side comes back from the other, and nothing counts twice."""

import json
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import httpx
import msgspec
import pytest

from kiosk.machine.kiosk import Kiosk
from kiosk.protocol.chain import Entry
from kiosk.protocol.payloads import HeldEntries, HeldEpoch, HeldEpochs
from kiosk.protocol.signing import batch_bytes, public_hex
from kiosk.streams.ledger.ledger import TAKEN_OVER, Ledger
from kiosk.streams.ledger.verify import problems
from kiosk.sync.client import Halted
from kiosk.sync.pull import Pull, PullResult
from tests.support import independent_reader as reader
from tests.support.commands import run
from tests.support.headquarters import Headquarters
from tests.support.sample import DAY
from tests.support.scripted import Desk
from tests.support.syncs import answered, by_hand, counted, enrolled, synced


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
    counts = {group["id"]: group["count"] for group in report["offices"][0]["groups"]}
    assert counts["inspection"] == 2
    assert counts["investigation"] == 1
    assert report["offices"][0]["kiosks"][0]["alarms"]


def office_total(headquarters: Headquarters, office: int = 0) -> dict[str, int]:
    report = json.loads(run(headquarters.folder, "hq", "report", "--json").stdout)["offices"][office]
    return {group["id"]: group["count"] for group in [*report["groups"], report["total"]] if group["count"]}


def here(folder: Path) -> dict[str, int]:
    counts = json.loads(run(folder, "counts", "--json").stdout)
    return {group["id"]: group["count"] for group in [*counts["groups"], counts["total"]] if group["count"]}


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
    assert "gave back 6 entries" in taken.stdout
    assert here(new) == {"inspection": 1, "investigation": 1, "general-staff": 1, "total": 3}
    outcome = synced(new)
    assert (outcome["confirmed"], outcome["acked"]) == (True, 2 + 6 + 1), "what was given back, and a note of it"
    assert (
        here(new) == office_total(headquarters) == {"inspection": 1, "investigation": 1, "general-staff": 1, "total": 3}
    )
    with Ledger(new / "practice" / "ledger.db", practice=True) as ledger:
        assert ledger.itap.newest() == {None: (7, DAY)}
        assert [note.value for note in ledger.notes()] == ["enrolled", "enrolled", "taken-over"], "of both machines"
        assert list(problems(ledger)) == []
        assert ledger.take_back(DAY, "inspection") is not None
    assert synced(new)["sent"] == 1
    gone = run(old, "sync")
    assert gone.returncode == 1
    assert "not with this key" in gone.stderr
    assert run(headquarters.folder, "hq", "verify").stdout.startswith("The register is whole.")
    exported = tmp_path / "entries.jsonl"
    run(new, "ledger", "export", str(exported))
    public_key = tomllib.loads((new / "practice" / "hq.toml").read_text())["public_key"]
    assert reader.faults(exported.read_text().splitlines(), public_key) == []


def test_a_lost_folder_comes_back_from_headquarters_by_one_command(headquarters: Headquarters, tmp_path: Path) -> None:
    lost, new = tmp_path / "lost", tmp_path / "new"
    headquarters.enrol(lost, "phatthalung-1")
    counted(lost, "inspection", "inspection", "investigation")
    assert synced(lost)["confirmed"] is True
    code = run(headquarters.folder, "hq", "rekey", "phatthalung-1").stdout.split()[-1]
    restored = run(new, "restore", headquarters.url, stdin=f"{code}\n")
    assert restored.returncode == 0, restored.stderr
    assert "Headquarters holds every entry." in restored.stdout
    assert here(new) == here(lost) == office_total(headquarters)
    assert run(new, "ledger", "verify").returncode == 0


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
    with Ledger(folder / "practice" / "ledger.db", practice=True) as ledger:
        assert {note.value for note in ledger.notes()} == {"enrolled", "restored", "taken-over"}


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


def test_a_count_that_falls_between_a_fork_and_its_new_epoch_is_sent_too(kiosk: Kiosk) -> None:
    with enrolled(kiosk) as ledger:
        epoch, seq, _ = ledger.chain.head()
        ledger.count("investigation", DAY)
        ledger.rotate(epoch, seq)
        assert [entry.work_group for entry, _ in ledger.chain.entries(ledger.chain.head()[0])] == ["investigation"]
        assert sum(ledger.chain.end(genesis.epoch) for genesis in ledger.chain.epochs()) == 2


Answers = Callable[[httpx.Request], httpx.Response]


def held_of(desk: Desk, **other: object) -> HeldEpoch:
    """What a headquarters says that it holds of a kiosk: all that it has, under what it has signed for the end of it."""
    batch = desk.batch()
    statement = {
        "genesis": desk.genesis,
        "acked": batch.last_seq,
        "head": batch.head,
        "encoding": 1,
        "checkpoint": batch_bytes(desk.kiosk, desk.epoch, batch).decode(),
        "signature": batch.signature,
        "signed_by": public_hex(desk.key),
    }
    return HeldEpoch(**{**statement, **other})  # type: ignore[arg-type]


def offering(desk: Desk, held: HeldEpoch, entries: list[Entry], keys: list[str]) -> Answers:
    """A headquarters that holds that epoch and gives those entries for it, whatever they are, and signs for both."""

    def answer(request: httpx.Request) -> httpx.Response:
        if "after" in str(request.url):
            page = HeldEntries(desk.genesis, held.acked, held.head, entries, "", "")
            return answered(request, page, desk.epoch)
        return answered(request, HeldEpochs([held], keys, 0, "", ""))

    return answer


def pulled(kiosk: Kiosk, ledger: Ledger, answer: Answers) -> PullResult:
    pull = Pull(by_hand(kiosk, ledger, answer).hq, ledger, DAY)
    return pull.run(pull.listed())


def test_only_what_lies_under_a_checkpoint_of_this_kiosk_is_taken_over(kiosk: Kiosk) -> None:
    """Headquarters' own signature is not enough: it could make up what a kiosk has counted."""
    other, stranger = Desk("phatthalung-1"), Desk("phatthalung-1")
    for desk in (other, stranger):
        desk.count(), desk.count()
    stranger.genesis = other.genesis
    another_name = Desk("trang-1", other.key, other.genesis, other.entries)
    keys = [public_hex(other.key)]
    checkpoint = held_of(other).checkpoint
    assert checkpoint is not None
    with enrolled(kiosk) as ledger:
        for held in (
            held_of(other, checkpoint=None, signature=None, signed_by=None),
            held_of(other, signature=held_of(stranger).signature),
            held_of(other, checkpoint=checkpoint.replace(other.head(2), other.head(1))),
            held_of(stranger, head=other.head(2)),
            held_of(another_name),
            msgspec.structs.replace(held_of(other), signed_by=public_hex(stranger.key)),
        ):
            assert pulled(kiosk, ledger, offering(other, held, other.entries, keys)) == PullResult(0, 2)
        assert pulled(kiosk, ledger, offering(other, held_of(other), other.entries, [])) == PullResult(0, 2)
        assert ledger.chain.head()[1] == 1
        assert ledger.notes() == []
        assert pulled(kiosk, ledger, offering(other, held_of(other), other.entries, keys)) == PullResult(2, 0)


def test_what_headquarters_holds_is_taken_over_once_and_only_if_it_hangs_together(kiosk: Kiosk) -> None:
    other = Desk("phatthalung-1")
    other.count(), other.count()
    held, keys = held_of(other), [public_hex(other.key)]
    forged = [other.entries[0], msgspec.structs.replace(other.entries[1], day=date(2024, 3, 2))]
    with enrolled(kiosk) as ledger:
        with pytest.raises(Halted, match="does not hang together"):
            pulled(kiosk, ledger, offering(other, held, forged, keys))
        assert ledger.chain.head()[1] == 1
        for taken in (2, 0):
            assert pulled(kiosk, ledger, offering(other, held, other.entries, keys)) == PullResult(taken, 0)
            assert ledger.chain.head()[1] == 1 + 2 + 1
            assert [note.value for note in ledger.notes()] == [TAKEN_OVER]


def test_a_sync_says_what_came_back(headquarters: Headquarters, tmp_path: Path) -> None:
    folder, copy = tmp_path / "kiosk", tmp_path / "copy.db"
    headquarters.enrol(folder, "phatthalung-1")
    counted(folder, "inspection")
    run(folder, "ledger", "backup", str(copy))
    counted(folder, "inspection", "investigation")
    assert run(folder, "sync").stdout == "Headquarters holds every entry.\n"
    run(folder, "ledger", "restore", str(copy))
    told = run(folder, "sync").stdout
    assert told.startswith("Headquarters holds every entry. It gave back what this ledger lacked (entries: 2)")
    assert run(folder, "sync").stdout == "Headquarters holds every entry.\n"
    with Ledger(folder / "practice" / "ledger.db", practice=True) as ledger:
        assert [note.value for note in ledger.notes()] == ["enrolled", "restored", TAKEN_OVER]
        assert [ledger.chain.length(genesis.epoch) for genesis in ledger.chain.epochs()] == [3, 4]
        assert list(problems(ledger)) == []
