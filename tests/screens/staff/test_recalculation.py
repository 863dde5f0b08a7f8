"""Recalculation: a made-up quarter with closed days, several, earlier days and slips, worked out by other code than the
kiosk's; the screen, JSON, the workbook, CSV and headquarters say the same."""

import csv
import json
import math
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

import openpyxl

from kiosk.machine.kiosk import Kiosk, open_ledger
from kiosk.progress.several import write
from kiosk.streams.ledger.several import Several
from tests.screens.staff.test_one_truth import said
from tests.support.commands import run
from tests.support.headquarters import Headquarters
from tests.support.pilot import Opened, press, text
from tests.support.workbooks import as_told, figures, rows

START, DEADLINE, ONE = date(2024, 1, 1), date(2024, 7, 1), timedelta(1)
QUARTER = date(2024, 3, 29)
"""The last open day of the quarter."""
QUOTAS = {"general-staff": 10, "investigation": 100, "inspection": 200, "foreigner-services": 200, "total": 500}
CLOSED = set(tomllib.loads((files("content") / "ita" / "2567.toml").read_text("utf-8"))["closed"]["days"])


def open_days(first: date, last: date) -> list[date]:
    every = [first + number * ONE for number in range((last - first).days + 1)]
    return [day for day in every if day.weekday() < 5 and day not in CLOSED]


def made_up(kiosk: Kiosk, since: date = START) -> Counter[tuple[date, str]]:
    """Write weeks into the ledger; gives how many respondents of each day and group are left of them."""
    today = kiosk.today
    chance, left = Random(15), Counter[tuple[date, str]]()
    with open_ledger(kiosk) as ledger:
        for group, a_day in (
            ("general-staff", 0.2),
            ("investigation", 0.4),
            ("inspection", 2),
            ("foreigner-services", 1),
        ):
            for day in (since + number * ONE for number in range((today - since).days + 1)):
                share = 0.1 if day.weekday() > 4 or day in CLOSED else 1.0
                for _ in range(sum(chance.random() < a_day * share / 3 for _ in range(3))):
                    ledger.count(group, day)
                    left[day, group] += 1
        earlier = min(25, (today - START).days)
        for ago, group, number in ((1, "investigation", 15), (0, "inspection", 7), (earlier, "foreigner-services", 40)):
            write(kiosk, ledger, Several.of(group, today - ago * ONE, number), "team", "staff")
            left[today - ago * ONE, group] += number
        write(kiosk, ledger, Several.of("investigation", today - ONE, 2, takes_back=True), "pressed-twice", "staff")
        left[today - ONE, "investigation"] -= 2
    return left


def reached(rest: int, of_ten: float, today: date) -> str:
    """The open day on which so many more are there, at a rate of so many in ten open days."""
    left, day = math.ceil(10 * rest / of_ten), today - ONE
    while left > 0:
        day += ONE
        left -= day.weekday() < 5 and day not in CLOSED
    return str(max(day, today))


def reached_at(rest: int, recent: int, today: date) -> dict[str, str | None] | None:
    """The same at the rate of the last ten open days, and at both ends of its range; None without a rate."""
    rates = {"date": recent, "earliest": recent + 1.28 * math.sqrt(recent), "latest": recent - 1.28 * math.sqrt(recent)}
    told = {name: reached(rest, rate, today) if rate > 0 else None for name, rate in rates.items()}
    return told if recent else None


def worked_out(left: Counter[tuple[date, str]], group: str, today: date = QUARTER) -> dict[str, object]:
    def counted(first: date, last: date) -> int:
        return sum(n for (day, of), n in left.items() if first <= day <= last and group in ("total", of))

    quota, count = QUOTAS[group], counted(START, today)
    due = round(float(Fraction(quota * len(open_days(START, today - ONE)), len(open_days(START, DEADLINE)))), 1)
    ahead, rest = len(open_days(today, DEADLINE)), quota - count
    recent = counted(open_days(START - 60 * ONE, today - ONE)[-10], today - ONE)
    missing = max(math.ceil(rest - Fraction(recent, 10) * ahead), 0)
    status = "met" if rest <= 0 else "behind" if count < max(due - 1, 0.95 * due) else "slowing" if missing else "fine"
    return {
        "forecast": reached_at(max(rest, 0), recent, today),
        "quota": quota,
        "count": count,
        "today": counted(today, today),
        "expected": due,
        "needed_per_open_day": math.ceil(Fraction(100 * max(rest, 0), ahead)) / 100,
        "rate": recent / 10,
        "missing": missing,
        "status": "ahead" if status == "fine" and count >= 1.05 * due + 1 else status.replace("fine", "on-pace"),
    }


def are_in_the_files(expected: list[dict[str, Any]], told: list[dict[str, Any]], march: Path) -> None:
    """The workbook of the month and its CSV file, `march` and their endings, say the same of all minima."""
    book = rows(openpyxl.load_workbook(march.with_suffix(".xlsx")), 0)
    assert [figures(row) for row in book] == [as_told(minimum) for minimum in told]
    assert [row["Missing at the end"] for row in book] == [minimum["missing"] for minimum in expected]
    forecasts = [minimum["forecast"]["date"] for minimum in expected if minimum["forecast"]]
    assert [str(row["Forecast"])[:10] for row in book if str(row["Forecast"])[:2] == "20"] == forecasts
    table = list(csv.reader(march.with_suffix(".csv").read_text("utf-8-sig").splitlines()))
    at = next(number for number, row in enumerate(table) if any("Due before" in cell for cell in row))
    today = dict(zip(table[at], next(row for row in table if row[:1] == [str(QUARTER)]), strict=True))
    in_csv = {
        heading: today[next(key for key in today if heading in key)] for heading in ("Due before", "Sum", "Of these")
    }
    assert in_csv == {"Due before": str(expected[-1]["expected"]), "Sum": str(expected[-1]["count"]), "Of these": "7"}


def is_on_screen(minimum: dict[str, Any], shown: str) -> None:
    """The counts say of a minimum what is expected."""
    assert f"{minimum['count']} / {minimum['quota']} " in shown
    if minimum["status"] != "met":
        assert f"due {math.ceil(float(str(minimum['expected'])))} " in shown
    if minimum["forecast"] and minimum["status"] != "met":
        assert f"forecast {said(minimum['forecast']['date'])}" in shown
    if minimum["missing"]:
        assert f"▼ {minimum['missing']} missing on 1 Jul" in shown


async def test_every_figure_is_the_one_that_other_code_works_out(
    counter: Opened, make_kiosk: Callable[..., Kiosk], tmp_path: Path
) -> None:
    folder, kiosk = tmp_path / "kiosk", make_kiosk(QUARTER)
    left = made_up(kiosk)
    expected = [worked_out(left, group) for group in QUOTAS]
    assert {"behind", "slowing"} <= {str(minimum["status"]) for minimum in expected}

    def same(minima: list[dict[str, object]]) -> None:
        assert [{key: minimum[key] for key in expected[0]} for minimum in minima] == expected

    told = json.loads(run(folder, "counts", "--json", day=QUARTER).stdout)
    same([*told["groups"], told["total"]])
    with Headquarters(tmp_path / "quarter", day=QUARTER) as headquarters:
        headquarters.enrol(folder, "phatthalung-1")
        assert run(folder, "sync", day=QUARTER).returncode == 0
    (office,) = json.loads(run(headquarters.folder, "hq", "report", "--json", day=QUARTER).stdout)["offices"]
    same([*office["groups"], office["total"]])
    (kiosk_there,) = office["kiosks"]
    assert {"later", "several", "taken-back"} <= {note["word"] for note in kiosk_there["notes"]}

    march = tmp_path / "march"
    for ending in (".xlsx", ".csv"):
        exported = run(folder, "export", "--month", "2567-03", str(march.with_suffix(ending)), day=QUARTER)
        assert exported.returncode == 0
    are_in_the_files(expected, [*told["groups"], told["total"]], march)

    async with counter(size="portrait", on=kiosk) as pilot:
        await pilot.app.open_staff()  # type: ignore[attr-defined]
        await press(pilot, "9")
        shown = " ".join(text(pilot).split())
        for minimum in expected:
            is_on_screen(minimum, shown)


def test_a_turn_of_the_year_within_the_last_ten_open_days_changes_no_figure(
    make_kiosk: Callable[..., Kiosk], headquarters: Headquarters, tmp_path: Path
) -> None:
    """Weeks from before New Year, none of which is in the count, all of which are in the pace."""
    folder, today = tmp_path / "kiosk", date(2024, 1, 9)
    headquarters.enrol(folder, "phatthalung-1")
    left = made_up(make_kiosk(today), since=date(2023, 12, 11))
    expected = [worked_out(left, group, today) for group in QUOTAS]
    told = json.loads(run(folder, "counts", "--json", day=today).stdout)
    assert [{key: each[key] for key in expected[0]} for each in [*told["groups"], told["total"]]] == expected
    assert run(folder, "sync", day=today).returncode == 0
    (office,) = json.loads(run(headquarters.folder, "hq", "report", "--json", day=today).stdout)["offices"]
    assert [{key: each[key] for key in expected[0]} for each in [*office["groups"], office["total"]]] == expected
    assert run(folder, "export", "--month", "2567-01", str(tmp_path / "january.xlsx"), day=today).returncode == 0
    book = rows(openpyxl.load_workbook(tmp_path / "january.xlsx"), 0)
    assert [figures(row) for row in book] == [as_told(minimum) for minimum in [*told["groups"], told["total"]]]
