"""What is unusual is noted once, by day, without a time and without a name."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kiosk.catalogue.office import Opening
from kiosk.ledger.ledger import Ledger
from kiosk.machine import Kiosk
from kiosk.progress.anomalies import BURST, BURST_SECONDS, AnomalyDetector, Bursts, is_jump, noted, unusual
from kiosk.text.dates import THAI_TIME
from tests.support.commands import run

presses = st.lists(st.floats(0, 3600), max_size=60).map(sorted)


def most_within(moments: list[float]) -> int:
    """The most presses of any two minutes, counted anew from each press."""
    return max((sum(0 <= moment - first <= BURST_SECONDS for moment in moments) for first in moments), default=0)


@given(presses)
def test_a_burst_is_found_exactly_where_six_are_within_two_minutes(moments: list[float]) -> None:
    bursts, ended = Bursts(), []
    for moment in moments:
        ended.append(bursts.over(moment))
        bursts.counted(moment)
    ended.append(bursts.over(7200))
    most = most_within(moments)
    assert max(ended) == (most if most >= BURST else 0)


@given(presses)
def test_what_was_taken_back_at_once_is_no_burst(moments: list[float]) -> None:
    bursts = Bursts()
    for moment in moments:
        bursts.counted(moment)
        bursts.taken_back()
    assert bursts.end() == 0


@given(st.integers(0, 500), st.floats(0, 50))
def test_a_jump_is_large_and_far_above_the_days_before(count: int, usual: float) -> None:
    assert is_jump(count, usual) == (count >= 10 and count >= 3 * usual)


def at(kiosk: Kiosk, day: date, hour: int, **office: object) -> Kiosk:
    """The kiosk at an hour of a day, Thai time."""
    moment = datetime.combine(day, time(hour), THAI_TIME)
    catalogue = structs.replace(kiosk.catalogue, office=structs.replace(kiosk.office, **office))
    return structs.replace(kiosk, clock=lambda: moment, catalogue=catalogue)


def words(ledger: Ledger) -> list[tuple[date, str]]:
    return [(note.day, str(note.value)) for note in ledger.notes()]


FRIDAY = date(2024, 3, 1)
OPENING = Opening(time(8, 30), time(16, 30))


def test_a_burst_is_one_note_when_it_is_over_and_holds_no_time(kiosk: Kiosk, ledger: Ledger) -> None:
    detector = AnomalyDetector(ledger)
    for moment in range(7):
        detector.counted(kiosk, float(moment))
        detector.look(kiosk, float(moment))
    assert words(ledger) == []
    detector.look(kiosk, 500.0)
    detector.look(kiosk, 501.0)
    assert words(ledger) == [(kiosk.today, "burst-7")]
    assert [(note.word, note.number) for note in noted(ledger)] == [("burst", 7)]
    note = ledger.notes()[0]
    assert (note.channel, note.work_group) == ("system", None)
    assert not re.search(r"\d\d:\d\d", str(note))


def test_a_burst_is_noted_when_the_page_is_left_in_its_middle(kiosk: Kiosk, ledger: Ledger) -> None:
    detector = AnomalyDetector(ledger)
    for moment in range(6):
        detector.counted(kiosk, float(moment))
    detector.look(kiosk)
    assert words(ledger) == [(kiosk.today, "burst-6")]


def test_counts_outside_the_opening_hours_are_noted_once_a_day(kiosk: Kiosk, ledger: Ledger) -> None:
    detector = AnomalyDetector(ledger)
    for hour in (9, 16, 17, 20):
        detector.counted(at(kiosk, FRIDAY, hour, opening=OPENING), hour * 3600.0)
    assert words(ledger) == [(FRIDAY, "out-of-hours")]


def test_while_the_opening_hours_are_unknown_nothing_is_outside_of_them(kiosk: Kiosk, ledger: Ledger) -> None:
    assert kiosk.office.opening is None
    AnomalyDetector(ledger).counted(at(kiosk, FRIDAY, 23), 0.0)
    assert words(ledger) == []


def test_a_count_on_a_closed_day_is_noted_without_any_hours(kiosk: Kiosk, ledger: Ledger) -> None:
    saturday = date(2024, 3, 2)
    AnomalyDetector(ledger).counted(at(kiosk, saturday, 10), 0.0)
    assert words(ledger) == [(saturday, "closed-day")]


def test_a_respondent_counted_by_command_is_looked_at_as_one_counted_by_key(tmp_path: Path) -> None:
    for _ in range(2):
        assert run(tmp_path, "count", "inspection", day="2024-03-02").returncode == 0
    assert run(tmp_path, "count", "inspection").returncode == 0
    with Ledger(tmp_path / "practice" / "ledger.db", practice=True) as ledger:
        assert words(ledger) == [(date(2024, 3, 2), "closed-day")]


def test_what_a_visitor_reports_leaves_no_note_that_would_tell_staff_of_it(kiosk: Kiosk, ledger: Ledger) -> None:
    day = date(2024, 7, 1)
    for _ in range(20):
        ledger.count("inspection", day, "visitor")
    assert unusual(at(kiosk, day, 10), ledger) == []


@pytest.mark.parametrize(
    ("day", "noted_"), [(date(2024, 7, 1), True), (date(2024, 6, 28), True), (date(2024, 6, 27), False)]
)
def test_a_jump_is_noted_on_the_eve_of_the_deadline_only(
    make_kiosk: Callable[..., Kiosk], ledger: Ledger, day: date, noted_: bool
) -> None:
    kiosk, detector = make_kiosk(day), AnomalyDetector(ledger)
    for days_ago in range(1, 15):
        ledger.count("inspection", day - timedelta(days_ago))
    for number in range(12):
        ledger.count("inspection", day)
        detector.counted(at(kiosk, day, 10), number * 600.0)
    assert words(ledger) == ([(day, "eve-jump")] if noted_ else [])
