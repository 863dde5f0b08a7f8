"""The office's record goes to headquarters as the ledger does, is one for all its kiosks, and comes back whole."""

import json
from pathlib import Path

from kiosk.machine.kiosk import Kiosk
from kiosk.streams.record.record import Draft, Record
from kiosk.streams.record.statements import statements
from kiosk.streams.record.verify import problems
from tests.support.commands import run
from tests.support.headquarters import Headquarters
from tests.support.sample import DAY
from tests.support.syncs import synced

PHONE = "fact/office.phone"


def opened(folder: Path) -> Record:
    folder.joinpath("practice").mkdir(parents=True, exist_ok=True)
    return Record(folder / "practice" / "record.db", practice=True)


def write(folder: Path, what: str, value: object, takes_back: str | None = None) -> str:
    with opened(folder) as record:
        line = record.write(lambda: Draft(DAY, "approver", what, value, takes_back))
        assert line is not None
        return line.id


def said(folder: Path) -> dict[str, object]:
    facts = statements(folder / "practice", ["fact"])["fact"]
    return {name: statement.value for name, statement in facts.items()}


def ids(folder: Path) -> list[str]:
    with opened(folder) as record:
        return [line.id for line in record.lines()]


def test_two_kiosks_of_an_office_show_one_record_and_a_replaced_machine_has_all_of_it_back(
    headquarters: Headquarters, tmp_path: Path
) -> None:
    first, second, new = tmp_path / "1", tmp_path / "2", tmp_path / "new"
    headquarters.enrol(first, "phatthalung-1")
    headquarters.enrol(second, "phatthalung-2")
    line = write(first, PHONE, {"value": "1"})
    write(first, "follow-up/M1.2", {"kind": "followed-up", "remark": ""})
    assert synced(first)["confirmed"] is True
    assert synced(second)["confirmed"] is True
    assert said(second) == said(first) == {"office.phone": {"value": "1"}}
    write(second, PHONE, {"value": "2"})
    with opened(second) as record:
        assert record.lines(PHONE)[-1].takes_back == line
    assert synced(second)["confirmed"] is True
    outcome = synced(first)
    assert outcome["record"]["confirmed"] is True  # type: ignore[index]
    assert said(first) == said(second) == {"office.phone": {"value": "2"}}
    assert ids(first) == ids(second)
    with opened(first) as record:
        record.take_back(record.lines("follow-up/*")[0].id, DAY, "approver")
    assert synced(first)["confirmed"] is True

    code = run(headquarters.folder, "hq", "rekey", "phatthalung-1").stdout.split()[-1]
    assert run(new, "restore", headquarters.url, stdin=f"{code}\n").returncode == 0
    assert ids(new) == ids(first)
    assert said(new) == said(first)
    with opened(new) as record:
        assert list(problems(record)) == []
    verified = run(new, "ledger", "verify").stdout
    assert "The record is whole" in verified
    assert "3 lines: 3 under headquarters' receipt" in verified
    assert "7 lines of records" in run(headquarters.folder, "hq", "verify").stdout
    status = json.loads(run(headquarters.folder, "hq", "report", "--json").stdout)
    assert [kiosk["kiosk"] for kiosk in status["offices"][0]["kiosks"]] == ["phatthalung-1", "phatthalung-2"]


def test_what_two_kiosks_wrote_without_knowing_of_each_other_is_told_alike_at_both(
    headquarters: Headquarters, tmp_path: Path
) -> None:
    folders = [tmp_path / name for name in "12"]
    for number, folder in enumerate(folders, 1):
        headquarters.enrol(folder, f"phatthalung-{number}")
        write(folder, PHONE, {"value": str(number)})
    for folder in (*folders, folders[0]):
        assert synced(folder)["confirmed"] is True
    assert said(folders[0]) == said(folders[1]) == {"office.phone": {"value": "2"}}
    write(folders[0], PHONE, {"value": "3"})
    for folder in folders:
        assert synced(folder)["confirmed"] is True
    assert said(folders[0]) == said(folders[1]) == {"office.phone": {"value": "3"}}


def test_a_line_that_cannot_be_true_is_set_aside_and_told_nobody(headquarters: Headquarters, tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    headquarters.enrol(first, "phatthalung-1")
    headquarters.enrol(second, "phatthalung-2")
    with opened(first) as record:
        record.write(lambda: Draft(DAY.replace(year=2030), "approver", "figure/IIT", 7))
        record.write(lambda: Draft(DAY, "approver", "figure/IIT", None, "0" * 8 + "-0000" * 3 + "-" + "0" * 12))
        record.write(lambda: Draft(DAY, "approver", "figure/IIT", 8))
    done = run(first, "sync")
    assert done.returncode == 0
    assert "future-day 1, no-line 1" in done.stdout
    assert synced(second)["confirmed"] is True
    with opened(second) as record:
        assert [line.value for line in record.lines()] == ["8"]
    assert run(headquarters.folder, "hq", "verify").stdout.startswith("The register is whole.")


def test_a_restored_record_goes_on_in_a_new_epoch_with_what_was_written_after_the_copy(
    headquarters: Headquarters, tmp_path: Path, kiosk: Kiosk
) -> None:
    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    write(folder, "figure/IIT", 1)
    path = folder / "practice" / "record.db"
    copy = path.read_bytes()
    write(folder, "figure/IIT", 2)
    assert synced(folder)["confirmed"] is True
    path.write_bytes(copy)
    write(folder, "figure/IIT", 3)
    assert synced(folder)["confirmed"] is True
    with opened(folder) as record:
        assert sorted(line.value for line in record.lines()) == ["1", "2", "3"]
        assert list(problems(record)) == []
