"""Every number on the staff's screen is what `kiosk counts --json`, the month's workbook and headquarters say."""

import json
import math
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from kiosk.machine.kiosk import Kiosk
from kiosk.streams.ledger.ledger import Ledger
from kiosk.text.dates import medium_date, short_date
from tests.support.commands import run
from tests.support.headquarters import Headquarters
from tests.support.pilot import Opened, press, text
from tests.support.workbooks import as_told, figures, rows

HERE = {"general-staff": 11, "investigation": 31, "inspection": 12, "foreigner-services": 80}
AWAY = {"inspection": 4, "foreigner-services": 7}


def counted(folder: Path, respondents: dict[str, int]) -> None:
    """So many of each work group on the open days of February, the last of them first, and one of each today."""
    days = [date(2024, 2, day) for day in (29, 28, 27, 23, 22, 21, 20, 19, 16, 15, 14, 13)]
    with Ledger(folder / "practice" / "ledger.db", practice=True) as ledger:
        for group, count in respondents.items():
            for number in range(count - 1):
                ledger.count(group, days[number % len(days)])
            ledger.count(group, date(2024, 3, 1))
        ledger.count("inspection", days[0], "visitor")


def said(day: str) -> str:
    """A day as the counts say it in English: its year where it is another than this."""
    read = date.fromisoformat(day)
    return (short_date if read.year == 2024 else medium_date)(read).en


def is_on_screen(minimum: dict[str, Any], shown: list[str]) -> None:
    """The row of a minimum among the lines of the counts says what the command said of it."""
    at = next(number for number, line in enumerate(shown) if f" {minimum['count']} / {minimum['quota']} " in line)
    row = " | ".join(shown[at : at + 4])
    if minimum["status"] == "met":
        assert "MET +1" in row
        return
    assert f"due {math.ceil(minimum['expected'])} " in row
    assert f"need {math.ceil(round(10 * minimum['needed_per_open_day'], 3)) / 10:.1f} a day" in row
    assert f"{minimum['missing']} missing on 1 Jul" in row or not minimum["missing"]
    assert f"now {minimum['rate']:.1f}" in row
    assert f"{minimum['status'].upper().replace('-', ' ').replace('SLOWING', 'ON PACE, SLOWING')} " in row
    assert f"forecast {said(minimum['forecast']['date'])}" in row


async def test_screen_command_workbook_and_headquarters_say_the_same_of_every_minimum(
    counter: Opened, kiosk: Kiosk, headquarters: Headquarters, tmp_path: Path
) -> None:
    second = tmp_path / "second"
    for folder, name, respondents in ((second, "phatthalung-2", AWAY), (tmp_path / "kiosk", "phatthalung-1", HERE)):
        headquarters.enrol(folder, name)
        counted(folder, respondents)
        assert run(folder, "sync").returncode == 0
    for group, figure in (("total", "120"), ("general-staff", "10"), ("inspection", "9")):
        assert run(tmp_path / "kiosk", "itap", group, figure).returncode == 0
    assert run(tmp_path / "kiosk", "sync").returncode == 0

    told = json.loads(run(tmp_path / "kiosk", "counts", "--json").stdout)
    minima = [*told["groups"], told["total"]]
    assert [minimum["elsewhere"] for minimum in minima] == [0, 0, 4, 7, 11]
    assert [minimum["here"] for minimum in minima] == [*HERE.values(), sum(HERE.values())]

    (office,) = json.loads(run(headquarters.folder, "hq", "report", "--json").stdout)["offices"]
    shared = [key for key in minima[0] if key not in ("here", "elsewhere")]
    for mine, theirs in zip(minima, [*office["groups"], office["total"]], strict=True):
        assert {key: theirs[key] for key in shared} == {key: mine[key] for key in shared}

    assert run(tmp_path / "kiosk", "export", "--month", "2567-03", str(tmp_path / "march.xlsx")).returncode == 0
    summary = rows(openpyxl.load_workbook(tmp_path / "march.xlsx"), 0)
    assert [figures(row) for row in summary] == [as_told(minimum) for minimum in minima]

    async with counter(size="portrait") as pilot:
        await pilot.app.open_staff()  # type: ignore[attr-defined]
        await press(pilot, "9")
        shown = [" ".join(line.split()) for line in text(pilot).splitlines()]
        for minimum in minima:
            is_on_screen(minimum, shown)
        total, whole = minima[-1], " ".join(shown)
        assert f"ITAP {total['itap']} (1 Mar), counted {total['count']}" in whole
        assert f"Here {total['here']}, other kiosks {total['elsewhere']}" in whole
        assert f"self-reported {total['self_reported']} (not added)" in whole
        assert f"Today {total['today']} {' · '.join(str(minimum['today']) for minimum in minima[:-1])}" in whole
