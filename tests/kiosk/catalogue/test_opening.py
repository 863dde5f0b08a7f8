"""Open, lunch or closed: at every moment one of them, until the next change, on the days that the office serves."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.open_days import OpenDays
from kiosk.catalogue.opening import Lunch, Opening, OpeningState, opening_state, own_opening
from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.ranges import hours_agree
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import THAI_TIME

SHIPPED = Opening(time(8, 30), time(16, 30), "handbook-tm16", Lunch(time(12), time(13)))
MOMENT = timedelta(microseconds=1)

times = st.times().map(lambda each: each.replace(second=0, microsecond=0))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2033, 12, 31), timezones=st.just(THAI_TIME))
days = st.builds(OpenDays, *[st.sets(st.dates(date(2024, 1, 1), date(2034, 1, 31)), max_size=60)] * 2)


@st.composite
def openings(draw: st.DrawFn) -> Opening:
    """Hours of any office, with lunch or without."""
    start, out, back, end = sorted(draw(st.lists(times, min_size=4, max_size=4, unique=True)))
    return Opening(start, end, "office", draw(st.sampled_from([Lunch(out, back), "none"])))


@given(moments, openings(), days)
def test_a_moment_is_within_its_state_and_the_next_change_really_changes_it(
    moment: datetime, opening: Opening, days: OpenDays
) -> None:
    state = opening_state(moment, opening, days)
    assert state.since <= moment < state.until
    following = opening_state(state.until, opening, days)
    assert following.opened != state.opened
    assert following.since == state.until
    for within in (state.since, state.until - MOMENT):
        assert opening_state(within, opening, days) == state


@given(moments, openings(), days)
def test_an_office_is_open_in_its_hours_on_open_days_but_for_lunch(
    moment: datetime, opening: Opening, days: OpenDays
) -> None:
    serves = moment.date() in days and opening.start <= moment.time() < opening.end
    lunch = opening.lunch != "none" and opening.lunch.start <= moment.time() < opening.lunch.end
    expected = "closed" if not serves else "lunch" if lunch else "open"
    assert opening_state(moment, opening, days).opened == expected


@pytest.mark.parametrize(
    ("moment", "opened", "since", "until"),
    [
        ("2026-11-26 09:41", "open", "2026-11-26 08:30", "2026-11-26 12:00"),
        ("2026-11-26 12:00", "lunch", "2026-11-26 12:00", "2026-11-26 13:00"),
        ("2026-11-26 16:30", "closed", "2026-11-26 16:30", "2026-11-27 08:30"),
        ("2026-11-28 00:00", "closed", "2026-11-27 16:30", "2026-11-30 08:30"),
        ("2026-12-07 10:00", "closed", "2026-12-04 16:30", "2026-12-08 08:30"),
        ("2026-12-31 23:59", "closed", "2026-12-30 16:30", "2027-01-04 08:30"),
    ],
)
def test_the_shipped_office_over_noon_midnight_a_holiday_and_the_years_end(
    make_kiosk: Callable[..., Kiosk], moment: str, opened: str, since: str, until: str
) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=THAI_TIME)
    state = make_kiosk(clock=lambda: at).opening_state
    dates = [datetime.fromisoformat(each).replace(tzinfo=THAI_TIME) for each in (since, until)]
    assert state == OpeningState(opened, *dates)  # type: ignore[arg-type]


def test_a_day_that_the_office_closes_or_opens_itself_counts_before_any_calendar(
    make_kiosk: Callable[..., Kiosk], catalogue: Catalogue
) -> None:
    office = structs.replace(catalogue.office, closed=[date(2026, 11, 27)], opened=[date(2026, 12, 7)])
    own = make_kiosk(date(2026, 11, 26), catalogue=structs.replace(catalogue, office=office)).open_days
    assert own.next_closed(date(2026, 11, 26)) == date(2026, 11, 27)
    assert own.next_closed(date(2026, 11, 27)) == date(2026, 12, 10), "the 7th is a holiday, and the office is open"


def test_behind_the_last_known_holiday_no_closed_day_is_promised() -> None:
    assert OpenDays([date(2033, 12, 12)]).next_closed(date(2033, 12, 12)) is None


def test_hours_that_cannot_be_meant_are_refused() -> None:
    for wrong in (
        {"start": time(17)},
        {"lunch": Lunch(time(13), time(12))},
        {"lunch": Lunch(time(8), time(9))},
    ):
        with pytest.raises(ValueError, match=r"before|within"):
            structs.replace(SHIPPED, **wrong)


def test_the_check_finds_hours_that_people_read_otherwise_than_home_goes_by(catalogue: Catalogue) -> None:
    later = structs.replace(catalogue.office, opening=structs.replace(SHIPPED, end=time(16)))
    assert list(hours_agree(Parts({"office": catalogue.office}))) == []
    (fault,) = hours_agree(Parts({"office": later}))
    assert (fault.file, fault.key) == ("content/office.toml", "opening.end")


@pytest.mark.parametrize(
    ("thai", "english", "hours"),
    [
        ("จันทร์–ศุกร์ 08.30–16.30 น. พักเที่ยง 12.00–13.00 น.", "08:30–16:30, lunch 12:00–13:00", (8, 30, 16, 30, 12, 13)),
        ("๐๘.๓๐-๑๒.๐๐ น. และ ๑๓.๐๐-๑๕.๓๐ น.", "8.30 to 12.00 and 13.00 to 15.30", (8, 30, 15, 30, 12, 13)),
        ("08.30 ถึง 16.30 น. ไม่พักเที่ยง", "08:30–16:30 without a break", (8, 30, 16, 30, None, None)),
    ],
)
def test_hours_are_read_from_the_words_of_the_office(thai: str, english: str, hours: tuple[int, ...]) -> None:
    opening = own_opening(Bilingual(thai, english))
    assert opening is not None
    assert opening.is_own
    lunch = opening.lunch
    breaks = (None, None) if lunch == "none" else (lunch.start.hour, lunch.end.hour)
    assert (opening.start.hour, opening.start.minute, opening.end.hour, opening.end.minute, *breaks) == hours


@pytest.mark.parametrize(
    ("thai", "english"),
    [
        ("เวลาราชการ", "Office hours"),
        ("08.30–16.30 น.", "08:30–15:30"),
        ("08.30–26.30 น.", "08:30–26:30"),
        ("16.30–08.30 น.", "16:30–08:30"),
    ],
)
def test_hours_that_words_do_not_say_or_say_in_two_ways_are_not_guessed(thai: str, english: str) -> None:
    assert own_opening(Bilingual(thai, english)) is None
