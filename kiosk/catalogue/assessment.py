"""One fiscal year of the ITA: its window, quotas, open days, calendar and plan, read from content/ita/."""

import datetime
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta, Struct, structs

from kiosk.catalogue.address import Address
from kiosk.catalogue.facts import Confirmed, Statement
from kiosk.catalogue.open_days import OpenDays
from kiosk.text.bilingual import Bilingual

if TYPE_CHECKING:
    from kiosk.protocol.meaning import KnownYears

Phase = Literal["before", "open", "late", "after"]
"""Where a day stands: before the start, up to the deadline, up to the outer date, after it."""

TOTAL = "total"
"""Stands for all work groups where one of them could stand."""

YEARS = range(2560, 2601)
"""Buddhist years that an assessment may be of; a printed 25567 is none of them."""

DRAFT = "ita-draft"
"""The source of a year that nobody has signed: it is expected, from an earlier year's plan."""

PAGES = ["officer", "services", "online", "complaints", "disclosure", "internal"]
"""Pages that serve measures of the plan, besides the notices and the online services by their own names; `internal`
is none, for a measure that no visitor sees."""


class Period(Struct, frozen=True, forbid_unknown_fields=True):
    """From one day to another, both included."""

    start: datetime.date
    end: datetime.date


class Window(Struct, frozen=True, forbid_unknown_fields=True):
    """When EIT respondents count: paced to the deadline, kept up to the outer date."""

    start: datetime.date
    deadline: datetime.date
    outer: datetime.date

    def phase(self, today: datetime.date) -> Phase:
        """Where `today` stands in the window."""
        if today < self.start:
            return "before"
        if today <= self.deadline:
            return "open"
        return "late" if today <= self.outer else "after"

    def last(self, today: datetime.date) -> datetime.date:
        """The day by which a quota is to be reached: the deadline, after it the outer date."""
        return self.outer if today > self.deadline else self.deadline


class WorkGroup(Struct, frozen=True, forbid_unknown_fields=True):
    """One of the lines of work that have a minimum of their own. `serves` says to the public what it does."""

    id: str
    title: Bilingual
    short_title: Bilingual
    serves: Bilingual | None = None


class ClosedDays(Struct, frozen=True, forbid_unknown_fields=True):
    """Weekdays on which government offices are closed, and days on which one office is open all the same."""

    source: str
    days: list[datetime.date]
    opened: list[datetime.date] = []


class CalendarPhase(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the ITA calendar."""

    id: str
    title: Bilingual
    short_title: Bilingual


class CalendarRow(Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the ITA calendar, C1–C13; `figure` is the number of ITAP's that says how far it is."""

    id: str
    phase: str
    start: datetime.date
    end: datetime.date
    title: Bilingual
    short_title: Bilingual
    action: Bilingual
    responsible: Bilingual
    figure: Literal["IIT", "EIT2", "STAFF"] | None = None


class Indicator(Struct, frozen=True, forbid_unknown_fields=True):
    """One of the ten indicators of the ITA."""

    number: int
    title: Bilingual


class Measure(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One of the 20 measures of the plan, M1.1–M10.1; all are followed up monthly.

    It is due on a day, with a row of the calendar, or daily and never done for good. `sheets` are the infographics to
    be put up, `reports` whether each work group hands one in. `served_by` names the pages that serve it: those of
    PAGES, a notice, or an online service.
    """

    id: str
    indicator: int
    due: datetime.date | None = None
    due_with: str | None = None
    recurring: Literal["daily", "weekly"] | None = None
    title: Bilingual
    issue: Bilingual | None = None
    activity: Bilingual
    output: Bilingual
    sheets: Annotated[int, Meta(ge=0, le=9)] = 0
    reports: bool = False
    awareness: Bilingual
    responsible: Bilingual
    served_by: Annotated[list[str], Meta(min_length=1)]

    @property
    def has_outputs(self) -> bool:
        """Whether what it brings is counted."""
        return self.sheets > 0 or self.reports


class Disclosure(Struct, frozen=True, forbid_unknown_fields=True):
    """One open-data item, O1–O24: its title, and where on the office's website it is disclosed."""

    id: str
    title: Annotated[Statement, Meta(title="facts.title_of")]
    address: Annotated[Address, Meta(title="facts.address")]

    @property
    def is_published(self) -> bool:
        """Whether the office has said where it is disclosed, or that it is nowhere."""
        return self.address.value is not None


class Reading(Struct, frozen=True, forbid_unknown_fields=True):
    """How a passage is read in which the printed plan contradicts itself, and which question of the year it decides.

    The office confirms it with its answer to that question.
    """

    id: str
    question: Literal["quotas", "survey", "outer", "calendar", "measures", "words"]
    words: Bilingual


_IN_THE_FILE = {
    "readings": "reading",
    "work_groups": "work_group",
    "phases": "phase",
    "indicators": "indicator",
    "measures": "measure",
    "disclosures": "disclosure",
}


class Assessment(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename=_IN_THE_FILE, dict=True):
    """Everything that belongs to one fiscal year, Buddhist Era.

    `office_class` is the post of the office's head in that year, where the office has said it with its signature;
    `bulletin`, the number of that in which headquarters has stated the year.
    """

    id: str
    year: int
    fiscal_year: Period
    source: str
    eit: Window
    quotas: dict[str, dict[str, Annotated[int, Meta(ge=1)]]]
    work_groups: Annotated[list[WorkGroup], Meta(min_length=1)]
    closed: ClosedDays
    phases: list[CalendarPhase]
    calendar: list[CalendarRow]
    indicators: list[Indicator]
    measures: list[Measure]
    disclosures: list[Disclosure]
    readings: list[Reading] = []
    office_class: str | None = None
    signed: Confirmed | None = None
    bulletin: int | None = None

    @property
    def is_expected(self) -> bool:
        """Whether nobody has signed it or stated it in a plan: it is marked wherever it shows."""
        return self.source == DRAFT

    @cached_property
    def minima_digest(self) -> str:
        """SHA-256 of the minima of every class, hex, by which two machines see whether theirs are the same."""
        import hashlib  # OpenSSL, which the first page does not wait for

        return hashlib.sha256(msgspec.json.encode(self.quotas, order="sorted")).hexdigest()

    @cached_property
    def open_days(self) -> OpenDays:
        """The days on which the office is open, as far as this year's file knows."""
        return OpenDays(self.closed.days, self.closed.opened)

    def kept_by(self, closed: list[datetime.date], opened: list[datetime.date]) -> "Assessment":
        """The assessment at an office that is closed, or open, on these days too."""
        own = ClosedDays(self.closed.source, [*self.closed.days, *closed], [*self.closed.opened, *opened])
        return structs.replace(self, closed=own)

    def group(self, group: str) -> WorkGroup:
        """The work group of that id. KeyError if there is none."""
        return {each.id: each for each in self.work_groups}[group]


def holding(assessments: Iterable[Assessment], day: datetime.date) -> Assessment | None:
    """The assessment whose fiscal year holds a day, if there is one."""
    return next((year for year in assessments if year.fiscal_year.start <= day <= year.fiscal_year.end), None)


def known_years(assessments: list[Assessment]) -> "KnownYears":
    """What an entry may say as far as these years' files know."""
    from kiosk.protocol.meaning import KnownYears, Year

    return KnownYears(
        [
            Year(year.fiscal_year.start, year.fiscal_year.end, frozenset(group.id for group in year.work_groups))
            for year in assessments
        ]
    )
