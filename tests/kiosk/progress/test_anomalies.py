"""What is unusual is noted once, by day, without a time and without a name."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from kiosk.catalogue.opening import Opening
from kiosk.editing.confirm import confirm
from kiosk.machine.kiosk import Kiosk
from kiosk.progress.anomalies import BURST, bursts, is_jump, note_unusual, unusual
from kiosk.progress.note_words import CLOCK_BEHIND, OTHER_DAY, in_words, noted
from kiosk.progress.self_reports import MOST_A_DAY, report
from kiosk.streams.ledger.ledger import TAKEN_OVER, Ledger
from kiosk.streams.ledger.recent_entries import SPAN
from kiosk.text.dates import THAI_TIME
from tests.support.commands import run
from tests.support.ledgers import respondents

FRIDAY = date(2024, 3, 1)
OPENING = Opening(time(8, 30), time(16, 30), source="office")

presses = st.lists(st.floats(0, 3600), max_size=60).map(sorted)


def most_within(moments: list[float]) -> int:
    """The most presses of any two minutes, counted anew from each press."""
    return max((sum(0 <= moment - first <= SPAN for moment in moments) for first in moments), default=0)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(presses)
def test_a_burst_is_found_exactly_where_six_are_within_two_minutes(
    tmp_path_factory: pytest.TempPathFactory, moments: list[float]
) -> None:
    most = 0
    with Ledger(tmp_path_factory.mktemp("ledger") / "ledger.db", practice=True) as ledger:
        for moment in moments:
            ledger.count("inspection", FRIDAY)
            most = max(most, ledger.recent.look(moment).within)
    assert most == most_within(moments)
    assert bool(bursts(most)) == (most >= BURST)


def test_what_was_taken_back_at_once_is_no_burst(ledger: Ledger) -> None:
    for moment in range(20):
        ledger.count("inspection", FRIDAY)
        ledger.take_back(FRIDAY)
        assert ledger.recent.look(float(moment)).within == 0


@given(st.integers(0, 100_000))
def test_a_burst_is_told_by_how_often_six_have_doubled(within: int) -> None:
    words = bursts(within)
    assert bool(words) == (within >= BURST)
    for word in words:
        least = int(word.removeprefix("burst-"))
        assert least <= within < 2 * least


@given(st.integers(0, 500), st.floats(0, 50))
def test_a_jump_is_large_and_far_above_the_days_before(count: int, usual: float) -> None:
    assert is_jump(count, usual) == (count >= 10 and count >= 3 * usual)


def at(kiosk: Kiosk, day: date, hour: int, **office: object) -> Kiosk:
    """The kiosk at an hour of a day, Thai time."""
    moment = datetime.combine(day, time(hour), THAI_TIME)
    catalogue = structs.replace(kiosk.catalogue, office=structs.replace(kiosk.office, **office))
    return structs.replace(kiosk, clock=lambda: moment, catalogue=catalogue)


def data(folder: Path) -> Path:
    """The practice ledger in a data folder that is there."""
    (folder / "practice").mkdir(exist_ok=True)
    return folder / "practice" / "ledger.db"


def words(ledger: Ledger) -> list[tuple[date, str]]:
    return [(note.day, str(note.value)) for note in ledger.notes()]


def counted(kiosk: Kiosk, ledger: Ledger) -> None:
    """A respondent is counted, and what is unusual noted."""
    ledger.count("inspection", kiosk.today)
    note_unusual(kiosk, ledger)


def test_a_burst_is_noted_as_it_grows_and_shown_once_a_day_without_a_time(kiosk: Kiosk, ledger: Ledger) -> None:
    for _ in range(13):
        counted(kiosk, ledger)
    assert words(ledger) == [(kiosk.today, "burst-6"), (kiosk.today, "burst-12")]
    assert [(note.word, note.number) for note in noted(ledger.notes())] == [("burst", 12)]
    note = ledger.notes()[0]
    assert (note.channel, note.work_group) == ("system", None)
    assert not re.search(r"\d\d:\d\d", str(note))


def test_sixty_counts_by_command_in_a_loop_leave_a_note(tmp_path: Path) -> None:
    """Found as: a loop of `kiosk count` was no burst, because bursts were seen by the screen alone."""
    assert run(tmp_path, "count", "inspection", day="2024-03-01").returncode == 0
    with Ledger(data(tmp_path), practice=True) as ledger:
        for _ in range(58):  # as a loop of commands would, but sooner
            ledger.count("inspection", FRIDAY)
    assert run(tmp_path, "count", "inspection", day="2024-03-01").returncode == 0
    with Ledger(data(tmp_path), practice=True) as ledger:
        assert [(note.word, note.number) for note in noted(ledger.notes())] == [("burst", 48)]


def test_six_commands_in_a_row_are_a_burst(tmp_path: Path) -> None:
    for _ in range(6):
        assert run(tmp_path, "count", "inspection", day="2024-03-01").returncode == 0
    with Ledger(data(tmp_path), practice=True) as ledger:
        assert words(ledger) == [(FRIDAY, "burst-6")]


def test_entries_of_another_program_are_looked_at_too(kiosk: Kiosk, ledger: Ledger) -> None:
    counted(kiosk, ledger)
    with Ledger(ledger.path, practice=True) as other:
        for _ in range(50):
            other.count("inspection", date(2024, 1, 9))
    note_unusual(kiosk, ledger)
    assert words(ledger) == [(kiosk.today, OTHER_DAY), (kiosk.today, "burst-48")]


def test_a_ledger_that_was_made_to_forget_where_it_looked_last_hides_nothing(kiosk: Kiosk, ledger: Ledger) -> None:
    """Found as: with that line of its memory gone, or before there was one, only the last of fifty was looked at."""
    counted(kiosk, ledger)
    with Ledger(ledger.path, practice=True) as other:
        for _ in range(50):
            other.count("inspection", FRIDAY)
        with other._file.transaction():
            other._file.execute("DELETE FROM state WHERE name = 'recent'")
    note_unusual(kiosk, ledger)
    assert words(ledger) == [(kiosk.today, "burst-48")]


def test_a_machine_whose_clock_is_behind_its_own_ledger_notes_that_once_a_day(
    make_kiosk: Callable[..., Kiosk], ledger: Ledger
) -> None:
    """Found as: a clock at 1970 counted under 1970, and nothing said so."""
    counted(make_kiosk(FRIDAY), ledger)
    for _ in range(2):
        counted(make_kiosk(date(2024, 1, 9)), ledger)
    assert words(ledger) == [(date(2024, 1, 9), CLOCK_BEHIND)]


def test_what_was_taken_over_is_no_burst(kiosk: Kiosk, ledger: Ledger) -> None:
    counted(kiosk, ledger)
    ledger.adopt(respondents(20))
    counted(kiosk, ledger)
    assert [word for _, word in words(ledger)] == [TAKEN_OVER]


def test_a_note_of_a_newer_version_shows_as_its_own_word(kiosk: Kiosk, ledger: Ledger) -> None:
    ledger.note("made-tomorrow-7", kiosk.today)
    [note] = noted(ledger.notes())
    assert in_words(kiosk.catalogue.phrases, note).en == "Note: made-tomorrow-7"


def test_counts_outside_the_opening_hours_are_noted_once_a_day(kiosk: Kiosk, ledger: Ledger) -> None:
    for hour in (9, 16, 17, 20):
        counted(at(kiosk, FRIDAY, hour, opening=OPENING), ledger)
    assert words(ledger) == [(FRIDAY, "out-of-hours")]


def test_while_the_office_has_not_given_its_hours_nothing_is_outside_of_them(kiosk: Kiosk, ledger: Ledger) -> None:
    assert kiosk.office.opening is not None, "the national hours, which home goes by"
    assert not kiosk.office.opening.is_own
    counted(at(kiosk, FRIDAY, 23), ledger)
    assert words(ledger) == []


def test_hours_that_the_office_confirms_are_those_that_counts_are_looked_at_by(kiosk: Kiosk, ledger: Ledger) -> None:
    confirm(kiosk, "office.hours", "approver", {"th": "08.30–15.30 น.", "en": "08:30–15:30"})
    counted(at(kiosk.reread(), FRIDAY, 16), ledger)
    assert words(ledger) == [(FRIDAY, "out-of-hours")]


def test_a_count_on_a_closed_day_is_noted_without_any_hours(kiosk: Kiosk, ledger: Ledger) -> None:
    saturday = date(2024, 3, 2)
    counted(at(kiosk, saturday, 10), ledger)
    assert words(ledger) == [(saturday, "closed-day")]


def test_a_respondent_counted_by_command_is_looked_at_as_one_counted_by_key(tmp_path: Path) -> None:
    assert run(tmp_path, "count", "inspection").returncode == 0
    for _ in range(2):
        assert run(tmp_path, "count", "inspection", day="2024-03-09").returncode == 0
    with Ledger(data(tmp_path), practice=True) as ledger:
        assert words(ledger) == [(date(2024, 3, 9), "closed-day")]


def test_what_a_visitor_reports_leaves_no_note_that_would_tell_staff_of_it(kiosk: Kiosk, ledger: Ledger) -> None:
    saturday = date(2024, 3, 2)
    for _ in range(20):
        ledger.count("inspection", saturday, "visitor")
        note_unusual(at(kiosk, saturday, 10), ledger)
    assert words(ledger) == []


@pytest.mark.parametrize(
    ("day", "noted_"), [(date(2024, 7, 1), True), (date(2024, 6, 28), True), (date(2024, 6, 27), False)]
)
def test_a_jump_is_noted_on_the_eve_of_the_deadline_only(
    make_kiosk: Callable[..., Kiosk], ledger: Ledger, day: date, noted_: bool
) -> None:
    kiosk = make_kiosk(day)
    for days_ago in range(1, 15):
        ledger.count("inspection", day - timedelta(days_ago))
    for _ in range(12):
        ledger.count("inspection", day)
    assert ("eve-jump" in unusual(at(kiosk, day, 10), ledger, [])) == noted_


def test_i_have_answered_is_capped_a_day_and_noted_and_staff_read_of_it_tomorrow(
    kiosk: Kiosk, ledger: Ledger, make_kiosk: Callable[..., Kiosk]
) -> None:
    """Found as: 1,440 a day were possible, and nothing said so."""
    assert [report(kiosk, ledger, "inspection") for _ in range(MOST_A_DAY + 5)] == [True] * MOST_A_DAY + [False] * 5
    assert words(ledger) == [(kiosk.today, "answered-capped")]
    assert report(make_kiosk(kiosk.today + timedelta(1)), ledger, "inspection")
