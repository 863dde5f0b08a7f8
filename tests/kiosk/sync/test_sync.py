"""The kiosk's half of the protocol against a real headquarters, and against what is none."""

import json
import sqlite3
from pathlib import Path

import pytest

from kiosk.machine.kiosk import Kiosk
from kiosk.streams.ledger.ledger import Ledger
from kiosk.sync.schedule import nightly
from kiosk.text.dates import thai_day
from tests.support.commands import run
from tests.support.headquarters import Headquarters
from tests.support.ledgers import respondents
from tests.support.sample import DAY
from tests.support.syncs import counted, impostor, redirect, synced


def test_a_sync_confirms_every_entry_and_prints_what_it_did(headquarters: Headquarters, tmp_path: Path) -> None:
    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    counted(folder, "inspection", "investigation")
    outcome = synced(folder)
    assert list(outcome) == ["exit", "confirmed", "sent", "acked", "head", "epoch", "halt", "wrong_answer", "record"]
    assert (outcome["exit"], outcome["confirmed"], outcome["sent"], outcome["acked"], outcome["halt"]) == (
        0,
        True,
        3,
        3,
        None,
    )
    with sqlite3.connect(folder / "practice" / "ledger.db") as ledger:
        assert ledger.execute("SELECT hash FROM entry WHERE seq = 3").fetchone() == (outcome["head"],)
    ledger.close()


def test_zero_is_data_a_ledger_of_no_respondents_reports_too(headquarters: Headquarters, tmp_path: Path) -> None:
    headquarters.enrol(tmp_path / "kiosk", "phatthalung-1")
    assert synced(tmp_path / "kiosk")["confirmed"] is True
    report = json.loads(run(headquarters.folder, "hq", "report", "--json").stdout)
    assert report["offices"][0]["kiosks"][0]["state"] == "reporting"


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
    assert synced(folder)["sent"] == 3


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
        outcome = synced(folder)
    assert (outcome["exit"], outcome["confirmed"], outcome["acked"]) == (1, False, 0)
    redirect(folder, headquarters.url)
    assert synced(folder)["confirmed"] is True


def test_what_another_key_has_signed_is_not_headquarters_word(headquarters: Headquarters, tmp_path: Path) -> None:
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
    assert "not headquarters" in done.stderr


def test_more_than_a_batch_of_entries_all_arrive(headquarters: Headquarters, tmp_path: Path, kiosk: Kiosk) -> None:
    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    with Ledger(folder / "practice" / "ledger.db", practice=True) as ledger:
        ledger.adopt(respondents(1202))
    outcome = synced(folder)
    assert (outcome["sent"], outcome["acked"]) == (1204, 1204)


def test_counts_of_the_offices_other_kiosk_come_with_the_receipt(headquarters: Headquarters, tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    headquarters.enrol(first, "phatthalung-1")
    headquarters.enrol(second, "phatthalung-2")
    counted(second, "investigation")
    counted(first, "investigation")
    synced(second)
    synced(first)
    counts = json.loads(run(first, "counts", "--json").stdout)
    group = counts["groups"][1]
    assert (group["here"], group["elsewhere"], group["count"]) == (1, 1, 2)
    assert thai_day(counts["elsewhere_as_of"]) == DAY


def test_each_kiosk_has_its_own_time_of_night_between_half_past_one_and_a_quarter_past_two(kiosk: Kiosk) -> None:
    now = kiosk.clock()
    times = {nightly(f"phatthalung-{number}", now).strftime("%H:%M:%S") for number in range(50)}
    assert len(times) == 50
    assert all("01:30:00" <= time <= "02:15:00" for time in times)


def test_what_another_program_has_counted_is_looked_at_before_it_is_sent(
    headquarters: Headquarters, tmp_path: Path
) -> None:
    """Written into the file with no counter running, it would have been in no note."""
    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    assert synced(folder)["confirmed"] is True
    counted(folder, *["inspection"] * 6)
    assert synced(folder)["confirmed"] is True
    report = json.loads(run(headquarters.folder, "hq", "report", "--json").stdout)
    [kiosk] = report["offices"][0]["kiosks"]
    assert ("burst", 6) in [(note["word"], note["number"]) for note in kiosk["notes"]]
