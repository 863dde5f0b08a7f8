"""The office's counts against its quotas: what `kiosk counts`, the staff screens and HQ's report all show."""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from kiosk.catalogue.assessment import TOTAL, Assessment
from kiosk.machine.kiosk import Kiosk
from kiosk.progress import pace
from kiosk.progress.daily_counts import DailyCounts, daily_counts
from kiosk.progress.pace import Forecast, Status
from kiosk.protocol.chain import Channel, DayCount
from kiosk.streams.ledger.ledger import Ledger


class Span(Struct, frozen=True):
    """The window of the assessment in days and open days."""

    start: datetime.date
    deadline: datetime.date
    outer: datetime.date
    open_days: int
    open_days_left: int


class Progress(Struct, frozen=True):
    """One minimum, and how far the office is. `count` is `here` + `elsewhere`, and is no count of answers.

    `expected` is by today; `rate` and `needed_per_open_day` are respondents an open day; `missing` are those that
    will be missing on the deadline at that rate; `itap` is the newest figure that ITAP showed; `self_reported` are the
    other channel's respondents, never added.
    """

    id: str
    quota: int
    count: int
    here: int
    elsewhere: int
    today: int
    self_reported: int
    itap: int | None
    expected: float
    needed_per_open_day: float | None
    rate: float
    forecast: Forecast | None
    missing: int
    status: Status

    @property
    def is_met_here(self) -> bool:
        """Met by this count alone: ITAP's own figure, which is what counts in the end, is below the quota."""
        return self.status == "met" and self.itap is not None and self.itap < self.quota

    @property
    def has_pace(self) -> bool:
        """Whether a pace is to be kept: not before the start, once the quota is met, or when all is over."""
        return self.status not in ("before", "met", "missed")

    @property
    def due(self) -> int:
        """What is expected by today in whole respondents: half of one is due as one."""
        return math.ceil(self.expected)

    @property
    def needed(self) -> float | None:
        """Needed an open day to one decimal, rounded up: so many a day are enough."""
        return None if self.needed_per_open_day is None else math.ceil(round(100 * self.needed_per_open_day) / 10) / 10

    @property
    def difference(self) -> int | None:
        """The count less what is due: less the quota once that is met or the deadline has passed; None before."""
        if self.status == "before":
            return None
        return self.count - (self.quota if self.status in ("met", "missed", "late") else self.due)


class OfficeCounts(Struct, frozen=True):
    """Five independent minima: four work groups and the stated total.

    `assessment` is the fiscal year (B.E.); `expected`, whether nobody has signed it yet.
    """

    assessment: int
    expected: bool
    as_of: datetime.date
    practice: bool
    window: Span
    elsewhere_as_of: str | None
    groups: list[Progress]
    total: Progress

    @property
    def minima(self) -> list[Progress]:
        """All of them in the order of their keys, the total last."""
        return [*self.groups, self.total]


@dataclass(frozen=True)
class Terms:
    """What an office is held to: the year's window and open days, the quotas of its class, on a day.

    `counts_from` is the channel whose respondents are the count; the other one's are self-reported.
    """

    assessment: Assessment
    office_class: str
    counts_from: Channel
    today: datetime.date


@dataclass(frozen=True)
class OfficeTallies:
    """What is known of an office: tallies of its kiosks here and elsewhere, and ITAP's figures by minimum."""

    here: Sequence[DayCount]
    elsewhere: Sequence[DayCount] = ()
    elsewhere_as_of: str | None = None
    itap: Mapping[str, int] = field(default_factory=dict)


def of_kiosk(kiosk: Kiosk, ledger: Ledger, until: datetime.date = datetime.date.max) -> OfficeCounts:
    """The counts of the kiosk's office as this ledger knows them now; of entries up to the day `until`."""
    days = _days_until(kiosk, until)
    tallies = OfficeTallies(
        here=ledger.tally.counts(*days),
        elsewhere=ledger.elsewhere.between(*days),
        elsewhere_as_of=ledger.receipts.last_time(),
        itap={group or TOTAL: figure for group, (figure, _) in ledger.itap.newest(until).items()},
    )
    terms = Terms(kiosk.assessment, kiosk.office_class, kiosk.office.counts_from, kiosk.today)
    return office_counts(terms, tallies, practice=kiosk.practice)


def day_by_day(kiosk: Kiosk, ledger: Ledger, until: datetime.date = datetime.date.max) -> DailyCounts:
    """The office's respondents that `count` is made of, by day and work group: this kiosk's and the others'."""
    days = _days_until(kiosk, until)
    return daily_counts(
        [*ledger.tally.counts(*days), *ledger.elsewhere.between(*days)], kiosk.office.counts_from, kiosk.today
    )


def _days_until(kiosk: Kiosk, until: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The first and the last day whose tallies the counts of today look at, but none after `until`."""
    window, today = kiosk.assessment.eit, kiosk.today
    return min(window.start, today - datetime.timedelta(60)), min(max(window.outer, today), until)


def office_counts(terms: Terms, tallies: OfficeTallies, *, practice: bool) -> OfficeCounts:
    """Tallies put beside quotas, for any office and day. KeyError if the class has no quotas in this assessment."""
    assessment, window, today = terms.assessment, terms.assessment.eit, terms.today
    respondents = _Respondents.of(terms, tallies)

    def progress(group: str) -> Progress:
        return _progress(group, terms, respondents, tallies.itap.get(group))

    return OfficeCounts(
        assessment=assessment.year,
        expected=assessment.is_expected,
        as_of=today,
        practice=practice,
        window=Span(
            window.start,
            window.deadline,
            window.outer,
            assessment.open_days.count(window.start, window.deadline),
            pace.days_left(window, assessment.open_days, today),
        ),
        elsewhere_as_of=tallies.elsewhere_as_of,
        groups=[progress(group.id) for group in assessment.work_groups],
        total=progress(TOTAL),
    )


@dataclass(frozen=True)
class _Respondents:
    """An office's respondents: those counted here and elsewhere, and those of the channel that is never added."""

    here: DailyCounts
    elsewhere: DailyCounts
    self_reported: DailyCounts
    recent_start: datetime.date
    today: datetime.date

    @classmethod
    def of(cls, terms: Terms, tallies: OfficeTallies) -> "_Respondents":
        other: Channel = "visitor" if terms.counts_from == "staff" else "staff"
        return cls(
            daily_counts(tallies.here, terms.counts_from, terms.today),
            daily_counts(tallies.elsewhere, terms.counts_from, terms.today),
            daily_counts([*tallies.here, *tallies.elsewhere], other, terms.today),
            terms.assessment.open_days.last(terms.today, pace.RECENT)[0],
            terms.today,
        )

    def now(self, group: str) -> int:
        """How many the whole office counted today."""
        return self.here.within(self.today, self.today, group) + self.elsewhere.within(self.today, self.today, group)

    def recent(self, group: str) -> int:
        """How many it counted since the tenth-last open day, and before today; on closed days between them, too."""
        start, end = self.recent_start, self.today - datetime.timedelta(1)
        return self.here.within(start, end, group) + self.elsewhere.within(start, end, group)


def _progress(group: str, terms: Terms, respondents: _Respondents, itap: int | None) -> Progress:
    """One minimum: its figures as they were counted, and what pace makes of them."""
    assessment, window, today = terms.assessment, terms.assessment.eit, terms.today
    quota, open_days = assessment.quotas[terms.office_class][group], assessment.open_days
    here = respondents.here.within(window.start, window.outer, group)
    elsewhere = respondents.elsewhere.within(window.start, window.outer, group)
    count, recent = here + elsewhere, respondents.recent(group)
    due = round(pace.expected(quota, window, open_days, today), 1)
    missing = pace.missing(quota, count, recent, window, open_days, today)
    too_slow = missing > 0 and (recent > 0 or due > 0)  # on the first day nothing was due, nor could be counted
    return Progress(
        id=group,
        quota=quota,
        count=count,
        here=here,
        elsewhere=elsewhere,
        today=respondents.now(group),
        self_reported=respondents.self_reported.within(window.start, window.outer, group),
        itap=itap,
        expected=due,
        needed_per_open_day=pace.needed(quota, count, window, open_days, today),
        rate=recent / pace.RECENT,
        forecast=pace.forecast(quota - count, recent, open_days, today),
        missing=missing,
        status=pace.status(quota, count, due, window, today, too_slow=too_slow),
    )
