"""The year page: from an expected year to a signed one, and what every open screen makes of it."""

from collections.abc import Callable
from datetime import date

import pytest

from kiosk.catalogue.load import load
from kiosk.editing.year import QUESTIONS, open_year
from kiosk.editing.year_items import offered, readings
from kiosk.machine.kiosk import Kiosk, open_ledger
from kiosk.streams.ledger.ledger import Ledger
from kiosk.text.languages import Language
from screens.apps.staff_terminal import StaffApp
from tests.support.clock import Clock
from tests.support.keys import ENTER_PIN
from tests.support.pilot import Opened, press, settle, text, until

NOVEMBER = date(2026, 11, 26)


@pytest.fixture
def unsigned(make_kiosk: Callable[..., Kiosk]) -> Kiosk:
    """A kiosk of an empty folder, today in a fiscal year that nobody has signed."""
    return make_kiosk(NOVEMBER, catalogue=load(today=NOVEMBER))


TO_THE_SIGNATURE = [
    (("9", "0", "right"), ["Fiscal year ◇ to sign"]),
    (("left", "left"), ["FY2027 (B.E. 2570) to sign: press ↵"]),
    (("enter",), ["What is the number of the ITA plan order?"]),
    (("1", *"1/2570", "enter"), ["In which role do you write this?"]),
    (("1",), ["1/2570"]),
    (("enter",) * 3, ["New Year's Day · opens 4 Jan", "121 open days", "Year 2568–2569  not in this kiosk"]),
    (("2", *"2/7/2570", "enter"), ["2 ก.ค. 2570", "122 open days"]),
    (("left", *("enter",) * (3 + 3 + 4 + 4 + 1)), ["In which role do you sign?"]),
    (("1",), ["Signed on 26 Nov 2026"]),
]
"""The keys of somebody who answers as the page offers, and what they then see."""


async def test_who_has_read_nothing_signs_the_year_and_counts_a_respondent_in_60_keys(unsigned: Kiosk) -> None:
    pressed: list[str] = []
    app = StaffApp(unsigned)
    async with app.run_test(size=(137, 28)) as pilot:

        async def type_(*keys: str) -> None:
            pressed.extend(keys)
            await press(pilot, *keys)

        await until(pilot, lambda: app.staff.is_open)
        await settle(pilot)
        assert "◇ คาดว่า" in text(pilot)
        for keys, seen in TO_THE_SIGNATURE:
            await type_(*keys)
            for words in seen:
                assert words in text(pilot), text(pilot)
        year = app.kiosk.assessment
        assert not year.is_expected
        assert year.signed is not None
        assert any("1/2570" in measure.responsible.th for measure in year.measures)
        await type_("left")
        assert "Post of the head" not in text(pilot), "a signed year is left at once"
        while "Counted here" not in text(pilot):
            await type_("left")
        assert "◇ expected" not in text(pilot)
        assert "to sign: press ↵" not in text(pilot)
        await type_("1")
        await until(pilot, lambda: "Today 1" in text(pilot))
    assert len(pressed) <= 60, len(pressed)
    with Ledger(unsigned.path("ledger.db"), practice=True) as ledger:
        assert sum(day.count for day in ledger.tally.counts(NOVEMBER, NOVEMBER)) == 1


async def test_beside_each_question_stands_what_is_answered_or_offered(unsigned: Kiosk) -> None:
    form = open_year(unsigned)
    form.answer("order", "1/2570", "approver")
    form.answer("survey", offered(form, "survey"), "approver")
    app = StaffApp(unsigned)
    async with app.run_test(size=(137, 28)) as pilot:
        await until(pilot, lambda: app.staff.is_open)
        await press(pilot, "0", "right", "3")
        shown = " ".join(text(pilot).split())
        assert "✔ 1 คำสั่งแผน ITA 1/2570" in shown
        assert "● 2 ระดับหัวหน้าหน่วย" in shown
        assert "○ 3 ขั้นต่ำ 5 ค่า ◇ 10·100·200·200·500" in shown
        assert "✔ 4 ช่วงแบบวัด EIT 1 ม.ค. – 1 ก.ค." in shown
        assert "○ 5 กำหนดสุดท้าย ◇ 31 ก.ค." in shown
        assert "○ 6 ปฏิทิน 13 แถว ◇ คาดว่า" in shown


@pytest.mark.parametrize("size", [(137, 28), (63, 43), (80, 24)])
@pytest.mark.parametrize("language", ["th", "en"])
async def test_no_question_is_cut(unsigned: Kiosk, size: tuple[int, int], language: Language) -> None:
    form = open_year(unsigned)
    app = StaffApp(unsigned)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.staff.is_open)
        await press(pilot, *(["9"] if language == "en" else []), "0", "right", "3")
        for question in QUESTIONS:
            shown = "".join(text(pilot).split())
            assert "…" not in shown.replace("…/2570", ""), (question, text(pilot))
            for reading in readings(form, question):
                assert reading.of(language).split()[-1] in shown, (reading, text(pilot))
            await press(pilot, *(["enter", "1"] if question == "order" else ["0"]))


@pytest.mark.parametrize(
    ("before", "after", "then"),
    [
        ("2026-09-30 23:59", "2026-10-01 00:00", "Begins 1 Jan 2027, to 1 Jul 2027  ◇ expected"),
        ("2026-12-31 23:59", "2027-01-01 00:00", "To 1 Jul 2027"),
    ],
)
async def test_staff_live_through_the_midnights_of_the_year(
    make_kiosk: Callable[..., Kiosk], before: str, after: str, then: str
) -> None:
    clock = Clock(before)
    app = StaffApp(clock.on(make_kiosk()))
    async with app.run_test(size=(137, 28)) as pilot:
        await until(pilot, lambda: app.staff.is_open)
        await press(pilot, "9")
        assert then not in text(pilot)
        await clock.move(pilot, after)
        await until(pilot, lambda: then in text(pilot))
        assert app.kiosk.catalogue.assessments[-1].is_expected, "content was read anew for the day"


async def test_visitors_live_through_the_midnights_of_the_year(
    counter: Opened, make_kiosk: Callable[..., Kiosk]
) -> None:
    """Home did not turn on 1 October."""
    clock = Clock("2026-09-30 23:59")
    async with counter("9", on=clock.on(make_kiosk())) as pilot:
        assert "EIT survey opens 1 Jan 2027 (expected)" in text(pilot)
        await clock.move(pilot, "2026-10-01 00:00")
        assert "EIT survey opens 1 Jan 2027 (expected)" in text(pilot)
        await clock.move(pilot, "2026-12-31 23:59")
        assert not pilot.app.screen.query("SurveyCard")
        await clock.move(pilot, "2027-01-01 00:00")
        await until(pilot, lambda: bool(pilot.app.screen.query("SurveyCard")))
        assert "until 1 Jul 2027" in text(pilot)
        assert "(expected)" in text(pilot)


async def test_the_counter_shows_a_year_that_was_signed_elsewhere(counter: Opened, unsigned: Kiosk) -> None:
    """A running counter did not see the new year for 90 seconds, until it was opened anew."""
    clock = Clock("2026-11-26 09:41")
    async with counter("9", on=clock.on(unsigned)) as pilot:
        assert "1 Jan 2027 (expected)" in text(pilot)
        form = open_year(unsigned)
        for question in form.open_questions:
            form.answer(question, offered(form, question), "approver")
        form.sign("approver")
        await clock.move(pilot, "2026-11-26 09:42")
        await until(pilot, lambda: "EIT survey opens 1 Jan 2027" in text(pilot) and "(expected)" not in text(pilot))


async def test_earlier_years_are_read_as_they_ended_and_nothing_is_counted_there(unsigned: Kiosk) -> None:
    """A year that is over was in no page; what was counted in one that nobody has signed stands with the others."""
    with open_ledger(unsigned) as ledger:
        for _ in range(3):
            ledger.count("investigation", date(2024, 3, 1))
        ledger.count("inspection", date(2026, 2, 3))
    app = StaffApp(unsigned)
    async with app.run_test(size=(137, 28)) as pilot:
        await until(pilot, lambda: app.staff.is_open)
        await press(pilot, "9", "6", "0")
        await until(pilot, lambda: "Fiscal year FY2026 (B.E. 2569)" in text(pilot))
        assert "1 / 200" in text(pilot)
        assert "M10.1" in text(pilot)
        await press(pilot, "1")
        await until(pilot, lambda: "Fiscal year FY2024 (B.E. 2567)" in text(pilot))
        assert "3 / 100   MISSED" in text(pilot)
        assert "not counted here" not in text(pilot)
        await press(pilot, "1", "3")
        await press(pilot, "2")
        await until(pilot, lambda: "Fiscal year FY2026 (B.E. 2569)" in text(pilot))
    with open_ledger(unsigned) as ledger:
        assert sum(day.count for day in ledger.tally.counts(date(2023, 10, 1), NOVEMBER)) == 4


async def test_a_year_in_which_this_counter_did_not_exist_was_not_missed(unsigned: Kiosk) -> None:
    app = StaffApp(unsigned)
    async with app.run_test(size=(137, 28)) as pilot:
        await until(pilot, lambda: app.staff.is_open)
        await press(pilot, "9", "0", "right", "4")
        await until(pilot, lambda: "0 / 100   not counted here ○" in text(pilot))
        assert "MISSED" not in text(pilot)
        assert "▼" not in text(pilot)


async def test_a_signed_year_is_looked_through_and_an_answer_changed_holds_once_it_is_signed_again(
    unsigned: Kiosk,
) -> None:
    """After the signature questions 2 to 9 were reached by no key: no closed day could be added."""
    form = open_year(unsigned)
    for question in QUESTIONS:
        form.answer(question, offered(form, question), "approver")
    form.sign("approver")
    app = StaffApp(unsigned.reread())
    async with app.run_test(size=(137, 28)) as pilot:
        await until(pilot, lambda: app.staff.is_open)
        await press(pilot, "9", "0", "right", "3", "right")
        assert "Question 1 of 10" in text(pilot)
        await press(pilot, "enter", *["right"] * 6)
        assert "On which days is the office closed" in text(pilot)
        await press(pilot, "1", *"5/3/2570", "enter", "1")
        await until(pilot, lambda: "Changed since it was signed" in text(pilot))
        assert "Fri 5 Mar 2027" in text(pilot), "it is turned to the day that was added"
        await press(pilot, "right", "right")
        assert "In which role do you sign?" in text(pilot)
        await press(pilot, "2")
        await until(pilot, lambda: "✔ Signed on 26 Nov 2026" in text(pilot))
        assert "In which role do you sign?" not in text(pilot), "nobody is asked for a signature that is there"
        assert "✔ 10  Signature" in text(pilot).replace("●", "✔")
        assert date(2027, 3, 5) in app.kiosk.assessment.closed.days


async def test_whose_role_is_kept_stands_on_the_page_until_the_first_page_is_left_again(unsigned: Kiosk) -> None:
    """Whoever took over at the menu wrote on in the role of somebody else, and did not see it."""
    app = StaffApp(unsigned)
    async with app.run_test(size=(137, 28)) as pilot:
        await until(pilot, lambda: app.staff.is_open)
        await press(pilot, "9", "0", "right", "3", "enter", "2")
        assert "writing as Approving officer" in text(pilot)
        await press(pilot, "left", "left")
        assert "writing as Approving officer" in text(pilot), "on the menu too"
        await press(pilot, "left", "left")
        assert "Counted here" in text(pilot)
        await press(pilot, "0")
        assert "writing as" not in text(pilot)


async def test_a_year_that_a_plan_states_is_not_called_expected(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "0", "right", "3") as pilot:
        shown = text(pilot)
        assert shown.count("ตามแผน") == 9, "but for the question that is asked, and what the plan says of itself"
        assert "ตามแผนที่มีอยู่ จนกว่าจะลงนามข้อ 10" in " ".join(shown.split())
        assert "คาดว่า" not in shown


async def test_how_days_are_written_is_said_where_days_are_asked_for(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "0", "right", "3", "1") as pilot:
        assert "2570-01-04" not in text(pilot)
        await press(pilot, "escape", "enter", "1", "1")
        assert "ผู้กำกับการ" in text(pilot).rsplit("พิมพ์อย่างใดอย่างหนึ่ง", 1)[1], "posts are typed as they are called"
        await press(pilot, "escape", *["0"] * 2, "1")
        assert "2570-01-04" in text(pilot)


async def test_a_year_without_an_orders_number_is_signed_too(unsigned: Kiosk) -> None:
    """The key for "not known yet" led nine questions on to "please answer question 1", and back by nine keys."""
    app = StaffApp(unsigned)
    async with app.run_test(size=(137, 28)) as pilot:
        await until(pilot, lambda: app.staff.is_open)
        await press(pilot, "9", "0", "right", "3")
        assert "No number" in text(pilot)
        assert "Not known yet" not in text(pilot)
        await press(pilot, "enter", "1")
        assert "What is the post of the head" in text(pilot)
    assert open_year(unsigned).answers.order == ""


async def test_the_signature_leads_to_the_first_question_that_is_open(unsigned: Kiosk) -> None:
    form = open_year(unsigned)
    for question in QUESTIONS:
        if question != "quotas":
            form.answer(question, offered(form, question), "approver")
    app = StaffApp(unsigned)
    async with app.run_test(size=(137, 28)) as pilot:
        await until(pilot, lambda: app.staff.is_open)
        await press(pilot, "9", "0", "right", "3", "0")
        await until(pilot, lambda: "Please answer question 3 before you sign." in text(pilot))
        assert "Approving officer" not in text(pilot)
        await press(pilot, "enter")
        assert "What are the minimum numbers of respondents?" in text(pilot)


async def test_all_lines_of_a_question_are_seen_before_they_are_taken(unsigned: Kiosk) -> None:
    """One key took the 13 rows of the calendar, of which six had been shown."""
    form = open_year(unsigned)
    for question in QUESTIONS[: QUESTIONS.index("calendar")]:
        form.answer(question, offered(form, question), "approver")
    app = StaffApp(unsigned)
    async with app.run_test(size=(137, 28)) as pilot:
        await until(pilot, lambda: app.staff.is_open)
        await press(pilot, "9", "0", "right", "3")
        for rows in ("C1 ", "C7 ", "C13 "):
            assert rows in text(pilot)
            assert ("Use these" in text(pilot)) == (rows == "C13 ")
            await press(pilot, "enter")
        assert "In which role" in text(pilot)
        await press(pilot, "left", "left")
        assert "C7 " in text(pilot), "back through the pages"
