"""The expected year: the newest plan, moved by its rhythm to a fiscal year that nobody has stated or signed."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from msgspec.structs import replace

from kiosk.catalogue.address import Address
from kiosk.catalogue.assessment import (
    DRAFT,
    YEARS,
    Assessment,
    CalendarRow,
    ClosedDays,
    Disclosure,
    Measure,
    Period,
    Window,
    holding,
)
from kiosk.catalogue.holidays import Holidays
from kiosk.catalogue.open_days import OpenDays
from kiosk.catalogue.year_words import years_moved
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import years_later

AHEAD = 3
"""Years after the fiscal year whose closed days are in it too, because a forecast may reach them."""

HOLIDAYS = "thai-holidays"
"""The source of the closed days."""


def expected_year(assessments: Iterable[Assessment], day: date, holidays: Holidays) -> Assessment | None:
    """The fiscal year of a day as it may be expected; None where it is known, and for a day that cannot be meant."""
    source = source_of_expected(assessments, day)
    if source is None:
        return None
    year = source.year + _years_since(source.fiscal_year.start, day)
    return moved(source, year, holidays) if year in YEARS else None


def source_of_expected(assessments: Iterable[Assessment], day: date) -> Assessment | None:
    """The newest plan before a day that no fiscal year holds; None where one does, and before all of them."""
    known = sorted(assessments, key=lambda year: year.year)
    if not known or day < known[0].fiscal_year.start or holding(known, day):
        return None
    earlier = [year for year in known if year.fiscal_year.end < day]
    return [*earlier[:1], *(year for year in earlier if not year.is_expected)][-1]


def moved(source: Assessment, year: int, holidays: Holidays) -> Assessment:
    """A plan in another fiscal year. Its dates move by whole years, its closed days are those that are known.

    A day by which something must be done is moved to the last open day up to it, as the plan of 2567 is read (D9).
    """
    years = year - source.year
    fiscal = _period(source.fiscal_year, years)
    closed = ClosedDays(HOLIDAYS, closed_days(fiscal.start, holidays))
    open_days, eit = OpenDays(closed.days), source.eit
    window = Window(
        years_later(eit.start, years), last_open(eit.deadline, years, open_days), years_later(eit.outer, years)
    )
    plan = replace(
        source,
        id=str(year),
        year=year,
        source=DRAFT,
        signed=None,
        fiscal_year=fiscal,
        closed=closed,
        calendar=[_row(row, years) for row in source.calendar],
        measures=[_measure(measure, years, open_days) for measure in source.measures],
        disclosures=[_undisclosed(item) for item in source.disclosures],
    )
    return worded(with_window(plan, window, before=_window(eit, years)), lambda _, words: years_moved(words, years))


def closed_days(start: date, holidays: Holidays) -> list[date]:
    """The holidays of the fiscal year that begins on a day, and of those after it that a forecast may reach."""
    return [day for day in sorted(holidays.by_day) if start <= day < years_later(start, 1 + AHEAD)]


def with_window(year: Assessment, window: Window, before: Window) -> Assessment:
    """A year with another window; rows of the calendar that ran with the one `before` run with it."""

    def row(each: CalendarRow) -> CalendarRow:
        if each.start != before.start or each.end not in (before.deadline, before.outer):
            return each
        end = window.deadline if each.end == before.deadline else window.outer
        return replace(each, start=window.start, end=end)

    return replace(year, eit=window, calendar=[row(each) for each in year.calendar])


def worded(year: Assessment, words_of: Callable[[str, Bilingual], Bilingual]) -> Assessment:
    """A year with other words: `words_of` gives those for a name, such as M9.1.activity, and the words there."""

    def row(each: CalendarRow) -> CalendarRow:
        words = {name: words_of(f"{each.id}.{name}", getattr(each, name)) for name in ROW_WORDS}
        return replace(each, **words)

    def measure(each: Measure) -> Measure:
        words = {name: words_of(f"{each.id}.{name}", getattr(each, name)) for name in MEASURE_WORDS}
        return replace(each, **words)

    return replace(year, calendar=[*map(row, year.calendar)], measures=[*map(measure, year.measures)])


ROW_WORDS = ("title", "short_title", "action", "responsible")
MEASURE_WORDS = ("title", "activity", "output", "responsible")
"""Fields of a calendar row, and of a measure, that are words."""


def last_open(day: date, years: int, open_days: OpenDays) -> date:
    """The last open day up to the same day of another year."""
    later = years_later(day, years)
    return later if later in open_days else open_days.last(later, 1)[0]


def _years_since(start: date, day: date) -> int:
    """Whole years from the first day of a fiscal year to that of the one that holds a day."""
    years = day.year - start.year
    return years - (years_later(start, years) > day)


def _period(period: Period, years: int) -> Period:
    end = years_later(period.end + timedelta(1), years) - timedelta(1)
    return Period(years_later(period.start, years), end)


def _window(window: Window, years: int) -> Window:
    return Window(*(years_later(day, years) for day in (window.start, window.deadline, window.outer)))


def _row(row: CalendarRow, years: int) -> CalendarRow:
    period = _period(Period(row.start, row.end), years)
    return replace(row, start=period.start, end=period.end)


def _measure(measure: Measure, years: int, open_days: OpenDays) -> Measure:
    return measure if measure.due is None else replace(measure, due=last_open(measure.due, years, open_days))


def _undisclosed(item: Disclosure) -> Disclosure:
    """An item with nothing that was said of another year but its title, which is to be confirmed."""
    return Disclosure(item.id, replace(item.title, confirmed=None), Address())
