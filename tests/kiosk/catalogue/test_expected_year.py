"""The expected year: the newest plan moved to a fiscal year of which nobody has said anything yet."""

import json
from datetime import date
from pathlib import Path

import pytest

from kiosk.catalogue.assessment import Assessment
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.load import load
from kiosk.catalogue.year_words import names_year, ordered, years_moved
from kiosk.health.check import check
from kiosk.text.bilingual import Bilingual
from tests.support.commands import run

NOVEMBER = date(2026, 11, 26)


@pytest.fixture(scope="module")
def year(catalogue: Catalogue) -> Assessment:
    return catalogue.year_of(NOVEMBER)


def test_a_year_that_a_plan_states_is_not_expected(catalogue: Catalogue) -> None:
    stated = catalogue.year_of(date(2024, 9, 30))
    assert (stated.year, stated.is_expected) == (2567, False)


def test_every_year_after_the_newest_plan_is_expected_to_have_its_rhythm(year: Assessment) -> None:
    assert (year.year, year.is_expected) == (2570, True)
    assert (year.fiscal_year.start, year.fiscal_year.end) == (date(2026, 10, 1), date(2027, 9, 30))
    assert (year.eit.start, year.eit.deadline, year.eit.outer) == (
        date(2027, 1, 1),
        date(2027, 7, 1),
        date(2027, 7, 31),
    )
    assert year.open_days.count(year.eit.start, year.eit.deadline) == 121
    rows = {row.id: (row.start, row.end) for row in year.calendar}
    assert rows["C1"] == (date(2026, 10, 1), date(2026, 12, 31))
    assert rows["C9"] == (date(2027, 6, 17), date(2027, 6, 26))


def test_its_minima_groups_and_measures_are_those_of_the_plan(catalogue: Catalogue, year: Assessment) -> None:
    plan = catalogue.year_of(date(2024, 3, 1))
    assert year.quotas == plan.quotas
    assert year.work_groups == plan.work_groups
    assert [(measure.id, measure.served_by) for measure in year.measures] == [
        (measure.id, measure.served_by) for measure in plan.measures
    ]


def test_what_is_wrong_with_it_is_said_of_the_file_that_it_is_moved_from(content: Path, tmp_path: Path) -> None:
    """It was said of the office's record, even where there was none."""
    plan = content / "ita/2567.toml"
    plan.write_text(plan.read_text("utf-8").replace("\ninvestigation = 100\n", "\n", 1), "utf-8")
    checked = check(NOVEMBER, folder=tmp_path / "data", content=content)
    assert [fault.file for fault in checked.errors] == ["content/ita/2567.toml", "content/ita/2567.toml (2570)"]


def test_a_day_by_which_something_is_due_is_never_a_closed_one(catalogue: Catalogue) -> None:
    """A due date on a Saturday passed every check."""
    for day in (NOVEMBER, date(2027, 11, 1), date(2029, 11, 1), date(2031, 11, 1)):
        year = catalogue.year_of(day)
        assert year.eit.deadline in year.open_days
        assert all(measure.due in year.open_days for measure in year.measures if measure.due)
    leap = catalogue.year_of(date(2028, 1, 1))
    assert leap.eit.deadline == date(2028, 6, 30), "1 July 2028 is a Saturday"
    assert {row.id: row.end for row in leap.calendar}["C6"] == leap.eit.deadline


def test_its_closed_days_are_the_holidays_that_ship(year: Assessment) -> None:
    assert date(2026, 12, 7) in year.closed.days
    assert min(year.closed.days) >= year.fiscal_year.start
    assert max(year.closed.days).year >= 2030, "a forecast may reach the years after it"


def test_no_fact_of_another_year_is_taken_over(year: Assessment) -> None:
    assert all(item.address.value is None for item in year.disclosures)
    assert len(year.disclosures) == 24
    named = [each for measure in year.measures for each in (measure.activity, measure.output, measure.responsible)]
    named += [row.action for row in year.calendar]
    assert not any("2567" in text or "2024" in text for words in named for text in words.pair())
    assert any("คำสั่งที่ …/2570" in words.th for words in named)


def test_the_first_known_year_is_not_moved_back_and_a_clock_gone_astray_finds_a_year(catalogue: Catalogue) -> None:
    assert catalogue.year_of(date(1999, 1, 1)).year == 2567
    assert catalogue.year_of(date(2300, 1, 1)).year == 2567
    assert catalogue.year_of(date(2040, 1, 1)).year == 2583


@pytest.mark.parametrize(
    ("words", "later"),
    [
        ("ตามคำสั่งที่ 1/2567", "ตามคำสั่งที่ …/2570"),
        ("ตามคำสั่งที่ 1/2567 ลงวันที่ 5 มกราคม 2567", "ตามคำสั่งที่ …/2570"),
        ("Order 1/2567 of 5 January 2024", "Order …/2570"),
        ("ปีงบประมาณ ๒๕๖๗", "ปีงบประมาณ ๒๕๗๐"),
        ("from 16 July 2024", "from 16 July 2027"),
        ("ไม่น้อยกว่า 2000 ราย ภายใน 31/12/2567", "ไม่น้อยกว่า 2000 ราย ภายใน 31/12/2570"),
        ("20000 and 1178", "20000 and 1178"),
    ],
)
def test_years_in_words_are_moved_and_nothing_else_is(words: str, later: str) -> None:
    both = Bilingual(words, words)
    assert years_moved(both, 3).th == later
    assert names_year(both) == (words != later)


def test_an_order_is_named_once_its_number_is_known() -> None:
    assert ordered(Bilingual("คำสั่งที่ …/2570", "Order …/2570"), "7/2570").en == "Order 7/2570"


def test_facts_of_years_that_are_over_wait_for_nobody(tmp_path: Path) -> None:
    """226, 274, 322: O1–O24 of every dead year stood in the list for good."""
    current = load(today=NOVEMBER).current_facts(NOVEMBER)
    assert {named.file for named in current if named.owner.startswith("25")} == {"2570"}
    answer = json.loads(run(tmp_path, "check", "--json", day="2026-11-26").stdout)
    assert answer["errors"] == []
    assert {each["id"][:4] for each in answer["awaiting"] if each["id"].startswith("25")} == {"2570"}


def test_counts_state_the_fiscal_year_and_that_it_is_a_draft(tmp_path: Path) -> None:
    def of(day: str) -> tuple[int, bool, str]:
        counts = json.loads(run(tmp_path, "counts", "--json", day=day).stdout)
        return counts["assessment"], counts["expected"], counts["total"]["status"]

    assert of("2026-11-26") == (2570, True, "before")
    assert of("2027-03-01") == (2570, True, "behind")
    assert of("2027-08-15") == (2570, True, "missed")
    assert of("2024-03-01") == (2567, False, "behind")
    assert "not signed: DRAFT" in run(tmp_path, "counts", day="2026-11-26").stdout
