"""`kiosk assessment new`: a year is data, drafted from another year and used as soon as its fiscal year begins."""

import json
import stat
import subprocess
from datetime import date
from pathlib import Path

import pytest

from kiosk.catalogue.assessment import Assessment
from kiosk.catalogue.load import load
from kiosk.editing.thai_holidays import closed_days, thai_holidays
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import years_later
from tests.support.commands import one_sentence, run

NOVEMBER = "2026-11-23"
"""Within fiscal year 2570."""


def new(folder: Path, year: str = "2570", source: str = "2567") -> "subprocess.CompletedProcess[str]":
    return run(folder, "assessment", "new", year, "--from", source, day=NOVEMBER)


@pytest.fixture
def drafted(tmp_path: Path) -> Assessment:
    """The draft of 2570, as the next start reads it."""
    done = new(tmp_path)
    assert done.returncode == 0, done.stderr
    return load(None, tmp_path / "practice").year_of(date(2026, 11, 23))


def test_it_says_in_one_line_where_the_draft_is(tmp_path: Path) -> None:
    (sentence,) = new(tmp_path).stdout.splitlines()
    path = tmp_path / "practice" / "ita" / "2570.toml"
    assert str(path) in sentence
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text("utf-8").startswith("# DRAFT of the assessment of fiscal year 2570, made from that of 2567.")


def test_every_date_is_moved_by_whole_years(drafted: Assessment) -> None:
    assert drafted.year == 2570
    assert (drafted.fiscal_year.start, drafted.fiscal_year.end) == (date(2026, 10, 1), date(2027, 9, 30))
    assert (drafted.eit.start, drafted.eit.deadline, drafted.eit.outer) == (
        date(2027, 1, 1),
        date(2027, 7, 1),
        date(2027, 7, 31),
    )
    assert {row.id: row.end for row in drafted.calendar}["C9"] == date(2027, 6, 26)
    assert {measure.id: measure.due for measure in drafted.measures}["M1.5"] == date(2027, 3, 15)


def test_29_february_becomes_28_where_there_is_none() -> None:
    assert years_later(date(2024, 2, 29), 3) == date(2027, 2, 28)
    assert years_later(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_plan_quotas_and_groups_are_those_of_the_source(drafted: Assessment) -> None:
    (source,) = [year for year in load().assessments if year.year == 2567]
    assert drafted.quotas == source.quotas
    assert drafted.work_groups == source.work_groups
    assert [year.id for year in drafted.measures] == [year.id for year in source.measures]
    assert [year.served_by for year in drafted.measures] == [year.served_by for year in source.measures]


def test_nothing_in_a_draft_is_confirmed(tmp_path: Path) -> None:
    new(tmp_path, "2568")
    confirm = ("--value", "https://www.immigration.go.th/o1", "--role", "approver")
    assert run(tmp_path, "confirm", "2568-O1.address", *confirm).returncode == 0
    new(tmp_path, "2569", "2568")
    years = {year.year: year for year in load(None, tmp_path / "practice").assessments}
    assert years[2568].disclosures[0].address.state == "confirmed"
    assert [item.address.state for item in years[2569].disclosures] == ["unknown"] * 24
    assert all(item.title.confirmed is None for item in years[2569].disclosures)
    assert years[2569].source == "ita-draft"


def test_words_that_name_a_year_are_moved_and_listed_for_a_look_by_the_ids_of_the_plan(tmp_path: Path) -> None:
    """The clerk was told of calendar[10].action.th, and of nothing at all in the second draft."""
    new(tmp_path)
    new(tmp_path, "2571", "2570")
    for year in (2570, 2571):
        text = (tmp_path / "practice" / "ita" / f"{year}.toml").read_text("utf-8")
        heading = {line for line in text.splitlines() if line.startswith("#   ")}
        assert heading == {"#   C10.action", "#   M9.1.activity", "#   M9.1.responsible"}
        assert f"16 กรกฎาคม {year}" in text
        assert f"ตามคำสั่งที่ …/{year}" in text
        assert "2567" not in text.split("[", 1)[1]


def test_closed_days_are_those_of_the_shipped_year() -> None:
    """The hand-checked days of 2567 to 2570 and the library's agree; Labour Day and its substitute are working days."""
    (shipped,) = [year for year in load().assessments if year.year == 2567]
    days = closed_days(date(2023, 10, 1), date(2027, 10, 1))
    assert [*days] == shipped.closed.days
    assert date(2024, 5, 1) not in days
    assert date(2027, 5, 3) not in days


def test_the_holidays_that_ship_are_those_of_the_library_for_ten_years() -> None:
    shipped = load().holidays
    assert shipped.holiday == thai_holidays(range(2024, 2034))
    assert shipped.by_day[date(2026, 12, 7)].name == Bilingual("ชดเชยวันชาติ", "National Day (in lieu)")
    assert date(2027, 5, 3) not in shipped.by_day, "Labour Day is no holiday of government offices"


def test_days_of_the_moon_that_nobody_has_announced_are_marked_as_expected() -> None:
    by_day = load().holidays.by_day
    assert {day for day, each in by_day.items() if each.name.en == "Visakha Bucha" and day not in each.expected} == {
        date(2024, 5, 22)
    }
    assert date(2027, 2, 22) in by_day[date(2027, 2, 22)].expected
    assert date(2030, 12, 10) in by_day[date(2030, 12, 10)].days, "a day of the sun needs no announcement"


def test_a_draft_passes_the_check(tmp_path: Path) -> None:
    new(tmp_path)
    done = run(tmp_path, "check", "--json", day=NOVEMBER)
    assert json.loads(done.stdout)["errors"] == []
    assert done.returncode == 0


def test_what_is_forgotten_in_a_year_written_by_hand_is_named_by_its_line(tmp_path: Path) -> None:
    """A measure was deleted, and another due on a Sunday: 0 errors."""
    new(tmp_path)
    path = tmp_path / "practice" / "ita" / "2570.toml"
    text = path.read_text("utf-8").replace("due = 2027-03-30", "due = 2027-03-28", 1)
    start = text.index('[[measure]]\nid = "M8.1"')
    path.write_text(text[:start] + text[text.index("[[measure]]", start + 1) :], "utf-8")
    lines = run(tmp_path, "check", day=NOVEMBER).stdout.splitlines()
    faults = [line.removeprefix(f"{path}: line ") for line in lines if line.startswith(str(path))]
    assert [line.partition(": ")[2] for line in faults] == [
        "measure.M1.2.due: 2027-03-28 is a closed day; write an open day, such as 2027-03-26.",
        "measure: M8.1 of the plan of 2567 is missing; put it back, as the plan before has it.",
    ]
    number = int(faults[0].partition(":")[0])
    assert path.read_text("utf-8").splitlines()[number - 1] == "due = 2027-03-28"


def test_a_year_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    new(tmp_path)
    path = tmp_path / "practice" / "ita" / "2570.toml"
    path.write_text(path.read_text("utf-8").replace("total = 500", "total = 400"), "utf-8")
    assert "2570 is there already" in one_sentence(new(tmp_path), 1)
    assert "total = 400" in path.read_text("utf-8")
    assert "2567 is there already" in one_sentence(new(tmp_path, "2567"), 1)


@pytest.mark.parametrize(
    ("year", "source", "says"),
    [("25670", "2567", "25670 cannot be meant"), ("2570", "2566", "use one of 2567"), ("soon", "2567", "--help")],
)
def test_a_year_that_cannot_be_meant_is_wrong_usage(tmp_path: Path, year: str, source: str, says: str) -> None:
    assert says in one_sentence(new(tmp_path, year, source), 2)
    assert not (tmp_path / "practice" / "ita").exists()


def test_a_draft_is_never_taken_for_signed(tmp_path: Path, drafted: Assessment) -> None:
    assert drafted.is_expected
    path = tmp_path / "practice" / "ita" / "2570.toml"
    path.write_text(path.read_text("utf-8").replace("total = 500", "total = 400"), "utf-8")
    counts = json.loads(run(tmp_path, "counts", "--json", day=NOVEMBER).stdout)
    assert (counts["assessment"], counts["expected"], counts["total"]["quota"]) == (2570, True, 400)
