"""What was lost on one side comes back from the other, and nothing counts twice."""

import json
import tomllib
from pathlib import Path

from kiosk.ledger.ledger import Ledger
from kiosk.ledger.verify import problems
from kiosk.machine import Kiosk
from tests.support import independent_reader as reader
from tests.support.commands import run
from tests.support.headquarters import Headquarters
from tests.support.sample import DAY
from tests.support.syncs import counted, enrolled, synced


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
    assert "gave back 5 entries" in taken.stdout
    assert here(new) == {"inspection": 1, "investigation": 1, "general-staff": 1, "total": 3}
    outcome = synced(new)
    assert (outcome["confirmed"], outcome["acked"]) == (True, 1 + 5 + 1), "what was given back, and a note of it"
    assert (
        here(new) == office_total(headquarters) == {"inspection": 1, "investigation": 1, "general-staff": 1, "total": 3}
    )
    with Ledger(new / "practice" / "ledger.db", practice=True) as ledger:
        assert ledger.itap.newest() == {None: (7, DAY)}
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


def test_a_count_that_falls_between_a_fork_and_its_new_epoch_is_sent_too(kiosk: Kiosk) -> None:
    with enrolled(kiosk) as ledger:
        epoch, seq, _ = ledger.chain.head()
        ledger.count("investigation", DAY)
        ledger.rotate(epoch, seq)
        assert [entry.work_group for entry, _ in ledger.chain.entries(ledger.chain.head()[0])] == ["investigation"]
        assert sum(ledger.chain.end(genesis.epoch) for genesis in ledger.chain.epochs()) == 2
