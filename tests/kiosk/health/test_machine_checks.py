"""What the kernel, the disk and the log tell of a machine."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from kiosk.backup.backup_folder import choose_folder
from kiosk.health import machine_checks
from kiosk.health.diagnosis import Diagnosis
from kiosk.health.machine_checks import disk, failures, running_version, temperature, touch
from kiosk.health.terminal_checks import size
from kiosk.machine.kiosk import Kiosk
from kiosk.machine.version import DISTRIBUTION, newer_version
from kiosk.storage.log_file import LOG, log_failure
from kiosk.streams.ledger.ledger import Ledger

DEVICES = """\
I: Bus=0003 Vendor=046d Product=c31c Version=0110
N: Name="Logitech USB Keyboard"
B: PROP=0
B: EV=120013

I: Bus=0003 Vendor=0eef Product=0001 Version=0100
N: Name="eGalax Inc. eGalaxTouch"
B: PROP=2
B: EV=b
"""


class Usage(NamedTuple):
    free: int


def told(diagnosis: Diagnosis) -> tuple[str, str]:
    return diagnosis.state, diagnosis.found.en


def test_a_screen_that_is_touched_is_told_from_a_keyboard(tmp_path: Path) -> None:
    (tmp_path / "devices").write_text(DEVICES)
    assert told(touch(tmp_path / "devices")) == ("good", "eGalax Inc. eGalaxTouch")
    (tmp_path / "devices").write_text(DEVICES.replace("PROP=2", "PROP=0"))
    assert touch(tmp_path / "devices").state == touch(tmp_path / "nothing").state == "unknown"


def test_the_hottest_part_counts(tmp_path: Path) -> None:
    assert temperature(tmp_path).state == "unknown"
    for number, degrees in enumerate((41000, 62000)):
        (tmp_path / f"thermal_zone{number}").mkdir()
        (tmp_path / f"thermal_zone{number}" / "temp").write_text(f"{degrees}\n")
    assert told(temperature(tmp_path)) == ("good", "62 °C")
    (tmp_path / "thermal_zone0" / "temp").write_text("91000\n")
    assert told(temperature(tmp_path)) == ("failing", "91 °C: too hot")


@pytest.mark.parametrize(("mebibytes", "state"), [(70_000, "good"), (900, "warning"), (150, "failing")])
def test_a_disk_that_fills_is_said_before_it_is_full(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, mebibytes: int, state: str
) -> None:
    monkeypatch.setattr(machine_checks.shutil, "disk_usage", lambda _: Usage(mebibytes << 20))
    assert disk(kiosk).state == state


@pytest.mark.parametrize(("columns", "rows", "state"), [(80, 24, "good"), (63, 43, "good"), (79, 30, "failing")])
def test_a_terminal_without_room_for_pages_fails(columns: int, rows: int, state: str) -> None:
    assert size(columns, rows).state == state


def test_a_program_that_was_renewed_under_a_running_counter_is_told(kiosk: Kiosk) -> None:
    with Ledger(kiosk.path("ledger.db"), practice=True) as ledger:
        assert running_version(ledger).state == "good"
        ledger.state.set("version", "0.0.9")
        assert "the counter runs 0.0.9" in running_version(ledger).found.en


def test_failures_of_the_last_week_are_counted(make_kiosk: Callable[..., Kiosk]) -> None:
    kiosk = make_kiosk(date(2024, 3, 20))
    assert failures(kiosk).state == "good"
    for _ in range(2):
        log_failure(kiosk.path(LOG), "kiosk sync failed", ValueError())
    failed = failures(kiosk)
    assert failed.state == "warning"
    assert "2 within 7 days" in failed.found.en
    assert "kiosk sync failed" in failed.found.en
    old = kiosk.path(LOG)
    old.write_text(old.read_text().replace('{"at":"20', '{"at":"19'))
    assert failures(kiosk).state == "good"


def test_a_backup_is_asked_for_and_its_age_told(kiosk: Kiosk, tmp_path: Path) -> None:
    def backup() -> Diagnosis:
        (check,) = machine_checks.backup(kiosk)
        return check

    assert backup().state == "warning"
    stick = tmp_path / "stick"
    stick.mkdir()
    choose_folder(kiosk, stick, None)
    assert told(backup()) == ("failing", "none yet")
    for days, state in ((10, "failing"), (1, "good")):
        (stick / f"phatthalung-1-practice-{kiosk.today - timedelta(days)}.zip").touch()
        assert backup().state == state
    stick.rename(tmp_path / "drawer")
    assert backup().state == "failing"


def test_a_clone_that_is_pulled_is_no_other_version_that_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = tmp_path / f"{DISTRIBUTION.replace('-', '_')}-9.9.9.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {DISTRIBUTION}\nVersion: 9.9.9\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert newer_version() == "9.9.9"
    (info / "direct_url.json").write_text('{"dir_info": {"editable": true}, "url": "file:///src"}')
    assert newer_version() is None
