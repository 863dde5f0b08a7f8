"""The course of a minimum is made of the same figures as its count."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.burnup import courses
from kiosk.streams.ledger.ledger import Ledger

START = date(2024, 1, 1)


def test_it_has_a_day_for_every_day_until_today_and_dues_for_every_day_of_the_window(
    kiosk: Kiosk, ledger: Ledger
) -> None:
    *_, total = courses(kiosk, ledger)
    assert total.day(len(total.daily) - 1) == kiosk.today
    assert total.day(len(total.due) - 1) == date(2024, 7, 31)
    assert total.due[-1] == pytest.approx(500)
    assert total.due[(date(2024, 7, 2) - START).days] == pytest.approx(500)


def test_what_is_due_of_a_day_is_one_figure_on_the_chart_and_beside_the_count(kiosk: Kiosk, ledger: Ledger) -> None:
    for course in courses(kiosk, ledger):
        assert round(course.due[len(course.daily) - 1], 1) == course.progress.expected


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(-20, 74), st.sampled_from(["inspection", "investigation"])), max_size=12))
def test_the_days_add_up_to_the_count(
    make_kiosk: Callable[..., Kiosk], tmp_path_factory: pytest.TempPathFactory, days: list[tuple[int, str]]
) -> None:
    kiosk = make_kiosk(folder=tmp_path_factory.mktemp("course"), day=date(2024, 3, 15))
    with Ledger(kiosk.path("ledger.db"), practice=True) as ledger:
        for ahead, group in days:
            ledger.count(group, START + timedelta(ahead))
        for course in courses(kiosk, ledger):
            assert sum(course.daily) == course.progress.count
            assert course.counted[-1] == course.progress.count


def test_entries_after_a_day_are_left_out_when_that_day_is_asked_for(kiosk: Kiosk, ledger: Ledger) -> None:
    ledger.count("inspection", date(2024, 2, 29))
    ledger.count("inspection", date(2024, 3, 1))
    ledger.note_itap(None, 7, date(2024, 2, 1))
    ledger.note_itap(None, 9, date(2024, 3, 1))
    *_, total = courses(kiosk, ledger, date(2024, 2, 29))
    assert (total.progress.count, total.progress.itap) == (1, 7)
    assert ledger.itap.all() == [(date(2024, 2, 1), None, 7), (date(2024, 3, 1), None, 9)]


def test_an_itap_figure_that_a_new_epoch_repeats_is_noted_once(kiosk: Kiosk, ledger: Ledger) -> None:
    ledger.note_itap("inspection", 3, kiosk.today)
    ledger.note_itap("inspection", 5, kiosk.today)
    epoch, *_ = ledger.chain.head()
    ledger.rotate(epoch, 0)
    assert [figure for *_, figure in ledger.itap.all()] == [3, 5]
    assert ledger.itap.newest()["inspection"][0] == 5
