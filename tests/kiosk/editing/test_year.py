"""A fiscal year answered for and signed: lines of the record, and no file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from click.testing import CliRunner

from kiosk.catalogue.load import load
from kiosk.cli.root import cli
from kiosk.editing.year import QUESTIONS, YearForm, open_year, year_to_sign
from kiosk.editing.year_differences import is_year_asked, year_differences
from kiosk.editing.year_items import changed, items, offered, readings
from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.text.refusal import Refusal
from tests.support.bulletins import handed_down
from tests.support.year_files import next_year_tables

NOVEMBER = date(2026, 11, 26)


@pytest.fixture
def unsigned(make_kiosk: Callable[..., Kiosk]) -> Kiosk:
    return make_kiosk(NOVEMBER, catalogue=load(today=NOVEMBER))


def signed(form: YearForm) -> Kiosk:
    for question in form.open_questions:
        form.answer(question, offered(form, question), "approver")
    return form.sign("approver")


def test_what_is_offered_and_signed_is_the_year_and_no_longer_expected(unsigned: Kiosk) -> None:
    form = open_year(unsigned)
    assert (form.year, form.open_questions) == (2570, [*QUESTIONS])
    year = signed(form).assessment
    assert (year.eit, year.quotas) == (unsigned.assessment.eit, unsigned.assessment.quotas)
    assert not year.is_expected
    assert year.signed is not None
    assert (year.signed.on, year.signed.role) == (NOVEMBER, "approver")
    assert not (unsigned.folder / "ita").exists()


def test_answers_are_kept_until_they_are_signed_and_change_nothing_before(unsigned: Kiosk) -> None:
    form = open_year(unsigned)
    form.answer("quotas", {**offered(form, "quotas"), "total": 400}, "approver")
    with pytest.raises(Refusal) as refused:
        form.sign("approver")
    assert "1, 2, 4, 5, 6, 7, 8, 9" in refused.value.words.en
    assert unsigned.reread().assessment.quotas["superintendent"]["total"] == 500
    again = open_year(unsigned.reread())
    assert "quotas" not in again.open_questions
    assert signed(again).assessment.quotas["superintendent"]["total"] == 400


def test_a_signed_year_is_corrected_by_a_line_that_takes_back_a_line(unsigned: Kiosk) -> None:
    kiosk = signed(open_year(unsigned))
    form = open_year(kiosk)
    assert form.open_questions == []
    (line,) = items(form, "outer")
    form.answer("outer", changed(form, "outer", line, "๐๒๐๘๒๕๗๐"), "approver")
    corrected = form.sign("approver").assessment
    assert corrected.eit.outer == date(2027, 8, 2)
    assert {row.id: row.end for row in corrected.calendar}["C5"] == date(2027, 7, 31), (
        "the calendar was answered by itself"
    )
    with open_record(kiosk) as record:
        lines = record.lines("year/2570/signed")
        assert lines[1].takes_back == lines[0].id
        (holds,) = record.standing("year/2570/signed")
        record.take_back(holds.id, NOVEMBER, "approver")
    assert kiosk.reread().assessment.is_expected


def test_a_signed_year_stands_above_that_of_headquarters_and_is_asked_again_until_it_is_signed(unsigned: Kiosk) -> None:
    kiosk = signed(open_year(unsigned))
    kiosk = handed_down(kiosk, "year", {"assessment": next_year_tables(NOVEMBER, date(2027, 1, 11))})
    assert kiosk.assessment.eit.start == date(2027, 1, 1)
    assert is_year_asked(kiosk)
    form = open_year(kiosk)
    survey = next(each for each in year_differences(form) if each.question == "survey")
    assert (survey.here.en, survey.there.en) == ("Fri 1 Jan 2027 · closed day", "Mon 11 Jan 2027")

    form.answer("survey", offered(form.as_headquarters(), "survey"), "approver")
    taken = form.sign("approver")
    assert taken.assessment.eit.start == date(2027, 1, 11)
    assert not is_year_asked(taken), "the office keeps what else it has signed"


def test_a_year_of_headquarters_is_signed_as_it_is_with_one_key_a_question(unsigned: Kiosk) -> None:
    kiosk = handed_down(unsigned, "year", {"assessment": next_year_tables(NOVEMBER, date(2027, 1, 11))})
    assert not is_year_asked(kiosk), "headquarters has said it: nobody need"
    year = signed(open_year(kiosk))
    assert year.assessment.eit.start == date(2027, 1, 11)
    assert not is_year_asked(year)
    again = handed_down(year, "year", {"assessment": next_year_tables(NOVEMBER, date(2027, 1, 12))})
    assert is_year_asked(again)


@pytest.mark.parametrize(
    ("question", "number", "typed", "says"),
    [
        ("survey", 1, "2026-12-01", "fiscal year 2570"),
        ("survey", 1, "soon", "no day"),
        ("measures", 0, "2029-03-30", "fiscal year 2570"),
        ("calendar", 0, "2026-12-31 2026-10-01", "fiscal year 2570"),
        ("quotas", 0, "0", "no figure"),
        ("office_class", 0, "general", "use Superintendent"),
    ],
)
def test_what_a_clerk_mistypes_is_refused_in_a_sentence(
    unsigned: Kiosk, question: str, number: int, typed: str, says: str
) -> None:
    """A due date in another year passed every check."""
    form = open_year(unsigned)
    with pytest.raises(Refusal) as refused:
        form.answer(question, changed(form, question, items(form, question)[number], typed), "approver")  # type: ignore[arg-type]
    assert says in refused.value.words.en
    assert open_year(unsigned).open_questions == [*QUESTIONS]


def test_a_closed_day_is_added_and_taken_away_and_an_order_names_itself_in_the_words(unsigned: Kiosk) -> None:
    form = open_year(unsigned)
    added, *days = items(form, "closed")
    form.answer("closed", changed(form, "closed", added, "2570-03-12"), "approver")
    form.answer("closed", changed(form, "closed", days[0], ""), "approver")
    form.answer("order", "4/2570", "approver")
    year = signed(form).assessment
    assert date(2027, 3, 12) not in year.open_days
    assert date.fromisoformat(days[0].name) in year.open_days
    assert "คำสั่งที่ 4/2570" in next(measure for measure in year.measures if measure.id == "M9.1").responsible.th


def test_how_the_plan_is_read_is_confirmed_with_the_answer_that_it_decides(unsigned: Kiosk) -> None:
    form = open_year(unsigned)
    (reading,) = readings(form, "survey")
    assert reading.en.startswith("◇ Plan: The plan prints 1 July for EIT and 31 July for IIT")
    form.answer("survey", offered(form, "survey"), "approver")
    assert readings(form, "survey")[0].en.startswith("✔ Plan: ")
    of_minima = [reading.en for reading in readings(form, "quotas")]
    assert len(of_minima) == 3
    assert not any("D1" in reading for reading in of_minima), "staff have seen no list of readings with such a number"


def test_staff_are_asked_about_the_next_year_from_1_september(
    unsigned: Kiosk, make_kiosk: Callable[..., Kiosk]
) -> None:
    assert is_year_asked(unsigned)
    kiosk = signed(open_year(unsigned))
    assert not is_year_asked(kiosk)
    for day, year in ((date(2027, 8, 31), 2570), (date(2027, 9, 1), 2571), (date(2027, 10, 1), 2571)):
        later = make_kiosk(day, catalogue=kiosk.catalogue)
        assert year_to_sign(later).year == year
        assert is_year_asked(later) == (year == 2571)


def test_the_next_year_is_expected_from_the_one_that_was_signed(unsigned: Kiosk) -> None:
    form = open_year(unsigned)
    form.answer("quotas", {**offered(form, "quotas"), "total": 620}, "approver")
    following = signed(form).catalogue.year_of(date(2028, 2, 1))
    assert (following.year, following.is_expected) == (2571, True)
    assert following.quotas["superintendent"]["total"] == 620


def test_an_answer_is_written_in_a_third_of_a_second(unsigned: Kiosk) -> None:
    form = open_year(unsigned)
    form.answer("order", "1/2570", "approver")
    spent = []
    for question in QUESTIONS[1:4]:
        began = perf_counter()
        form.answer(question, offered(form, question), "approver")
        spent.append(perf_counter() - began)
    assert min(spent) < 0.3


def test_the_questions_are_asked_at_a_prompt_too(tmp_path: Path) -> None:
    options = ["--data", str(tmp_path), "--practice", "--today", "2026-11-26", "year", "--role", "approver"]
    done = CliRunner().invoke(cli, options, input="1 7/2570\n\n\n1 400\n\n" + "\n" * 6)
    assert done.exit_code == 0, done.output
    year = load(None, tmp_path / "practice", today=NOVEMBER).year_of(NOVEMBER)
    assert year.signed is not None
    assert "7/2570" in next(measure for measure in year.measures if measure.id == "M9.1").responsible.en
