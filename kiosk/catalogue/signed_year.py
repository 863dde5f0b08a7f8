"""A signed year: what the office has said of a fiscal year, laid over what was expected of it."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from kiosk.catalogue.assessment import Assessment, CalendarRow, ClosedDays, Period
from kiosk.catalogue.expected_year import moved, with_window, worded
from kiosk.catalogue.facts import Confirmed
from kiosk.catalogue.holidays import Holidays
from kiosk.catalogue.year_words import ordered
from kiosk.text.bilingual import Bilingual

OFFICE = "office"
"""The source of what the office itself has said."""


class Survey(Struct, frozen=True, forbid_unknown_fields=True):
    """The first day of the survey, and the last one to which the count is paced."""

    start: date
    deadline: date


class YearAnswers(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """Answers of the year page, by question; None for one that is open, so that what is expected stands.

    `order` is empty where there is none. Days of the calendar, of measures and words go by their ids, words by such
    names as M9.1.activity.
    """

    order: str | None = None
    office_class: str | None = None
    quotas: dict[str, int] | None = None
    survey: Survey | None = None
    outer: date | None = None
    calendar: dict[str, Period] | None = None
    measures: dict[str, date] | None = None
    closed: list[date] | None = None
    words: dict[str, Bilingual] | None = None


class SignedYear(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """All answers that were signed, and of which year the plan was that they were laid over.

    `bulletin` is the number of headquarters' bulletin about the year that had come by then, 0 for none.
    """

    plan: int
    answers: YearAnswers
    bulletin: int = 0


def with_signed(
    assessments: Iterable[Assessment], signed: Mapping[int, tuple[SignedYear, Confirmed]], holidays: Holidays
) -> list[Assessment]:
    """Years as they are stated, and those that the office has signed, by year."""
    known = {year.year: year for year in assessments}
    for number, (year, confirmed) in sorted(signed.items()):
        if (base := plan_of(known, number, year.plan, holidays)) is not None:
            known[number] = replace(answered(base, year.answers), source=OFFICE, signed=confirmed)
    return [known[number] for number in sorted(known)]


def plan_of(known: Mapping[int, Assessment], year: int, plan: int, holidays: Holidays) -> Assessment | None:
    """The year that answers are laid over: as it is stated, else the plan of another one moved; None without plans."""
    if year in known:
        return known[year]
    source = known.get(plan) or next((known[each] for each in sorted(known, reverse=True) if each < year), None)
    return source and moved(source, year, holidays)


def answered(year: Assessment, answers: YearAnswers) -> Assessment:
    """A year with the answers laid over it. KeyError for a class that has no minima in it."""
    window = year.eit
    if answers.survey is not None:
        window = replace(window, start=answers.survey.start, deadline=answers.survey.deadline)
    if answers.outer is not None:
        window = replace(window, outer=answers.outer)
    year = with_window(year, window, before=year.eit)
    if answers.calendar is not None:
        year = replace(year, calendar=[_row(row, answers.calendar) for row in year.calendar])
    if answers.measures is not None:
        due = answers.measures
        year = replace(year, measures=[replace(each, due=due.get(each.id, each.due)) for each in year.measures])
    if answers.closed is not None:
        year = replace(year, closed=ClosedDays(OFFICE, answers.closed, year.closed.opened))
    if answers.quotas is not None and answers.office_class is not None:
        year = replace(year, quotas={**year.quotas, answers.office_class: answers.quotas})
    return worded(
        replace(year, office_class=answers.office_class),
        lambda name, words: _words(name, words, answers),
    )


def _row(row: CalendarRow, periods: Mapping[str, Period]) -> CalendarRow:
    period = periods.get(row.id, Period(row.start, row.end))
    return replace(row, start=period.start, end=period.end)


def _words(name: str, words: Bilingual, answers: YearAnswers) -> Bilingual:
    """The answer's own words, else those of the plan with the order that the answer names."""
    own = (answers.words or {}).get(name, words)
    return ordered(own, answers.order) if answers.order else own
