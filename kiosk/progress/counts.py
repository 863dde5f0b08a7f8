"""The office's counts against its quotas: what `kiosk counts`, the staff screens and HQ's report all show."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from msgspec import Struct

from kiosk.catalogue.assessment import Assessment
from kiosk.ledger.ledger import Ledger
from kiosk.machine import Kiosk
from kiosk.progress import pace
from kiosk.progress.pace import Forecast, Status
from kiosk.protocol.chain import Channel, DayCount

TOTAL = "total"


class Span(Struct, frozen=True):
    """The window of the assessment in days and open days."""

    start: datetime.date
    deadline: datetime.date
    outer: datetime.date
    open_days: int
    open_days_left: int


class Progress(Struct, frozen=True):
    """One minimum, and how far the office is. `count` is `here` + `elsewhere`, and is no count of answers.

    `expected` is by today; `rate` and `needed_per_open_day` are respondents an open day; `itap` is the newest
    figure that ITAP showed; `self_reported` are the other channel's respondents, never added.
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
    status: Status


class OfficeCounts(Struct, frozen=True):
    """Five independent minima: four work groups and the stated total."""

    assessment: int
    as_of: datetime.date
    practice: bool
    window: Span
    elsewhere_as_of: str | None
    groups: list[Progress]
    total: Progress


@dataclass(frozen=True)
class Tallied:
    """Respondents by day and work group, for one channel."""

    by_day: Counter[tuple[datetime.date, str]]

    def within(self, start: datetime.date, end: datetime.date, group: str) -> int:
        return sum(n for (day, of), n in self.by_day.items() if start <= day <= end and group in (TOTAL, of))

    def on(self, days: Iterable[datetime.date], group: str) -> int:
        wanted = set(days)
        return sum(n for (day, of), n in self.by_day.items() if day in wanted and group in (TOTAL, of))

    def daily(self, group: str) -> Counter[datetime.date]:
        """How many a day."""
        days: Counter[datetime.date] = Counter()
        for (day, of), n in self.by_day.items():
            days[day] += n if group in (TOTAL, of) else 0
        return days


def of_kiosk(kiosk: Kiosk, ledger: Ledger, until: datetime.date = datetime.date.max) -> OfficeCounts:
    """The counts of the kiosk's office as this ledger knows them now; of entries up to the day `until`."""
    assessment, today = kiosk.assessment, kiosk.today
    days = _days_until(kiosk, until)
    return office_counts(
        assessment,
        kiosk.office.office_class,
        kiosk.office.counts_from,
        today,
        practice=kiosk.practice,
        here=ledger.tally(*days),
        elsewhere=ledger.elsewhere(*days),
        elsewhere_as_of=ledger.last_receipt_time(),
        itap={group: figure for group, (figure, _) in ledger.itap(until).items()},
    )


def day_by_day(kiosk: Kiosk, ledger: Ledger, until: datetime.date = datetime.date.max) -> Tallied:
    """The office's respondents that `count` is made of, by day and work group: this kiosk's and the others'."""
    days = _days_until(kiosk, until)
    return tallied([*ledger.tally(*days), *ledger.elsewhere(*days)], kiosk.office.counts_from, kiosk.today)


def span(assessment: Assessment, today: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The first and the last day whose tallies the counts of `today` look at."""
    return min(assessment.eit.start, today - datetime.timedelta(60)), max(assessment.eit.outer, today)


def _days_until(kiosk: Kiosk, until: datetime.date) -> tuple[datetime.date, datetime.date]:
    start, end = span(kiosk.assessment, kiosk.today)
    return start, min(end, until)


def office_counts(
    assessment: Assessment,
    office_class: str,
    counts_from: Channel,
    today: datetime.date,
    *,
    practice: bool,
    here: Iterable[DayCount],
    elsewhere: Iterable[DayCount],
    elsewhere_as_of: str | None,
    itap: Mapping[str | None, int],
) -> OfficeCounts:
    """Tallies put beside quotas, for any office and day. KeyError if the class has no quotas in this assessment."""
    window, open_days = assessment.eit, assessment.open_days
    quotas = assessment.quotas[office_class]
    other: Channel = "visitor" if counts_from == "staff" else "staff"
    here, elsewhere = list(here), list(elsewhere)
    counted_here, counted_elsewhere, reported = (
        tallied(here, counts_from, today),
        tallied(elsewhere, counts_from, today),
        tallied([*here, *elsewhere], other, today),
    )
    recent_days = open_days.last(today, pace.RECENT)

    def progress(group: str) -> Progress:
        quota = quotas[group]
        at_home = counted_here.within(window.start, window.outer, group)
        away = counted_elsewhere.within(window.start, window.outer, group)
        count = at_home + away
        recent = counted_here.on(recent_days, group) + counted_elsewhere.on(recent_days, group)
        due = pace.expected(quota, window, open_days, today)
        need = pace.needed(quota, count, window, open_days, today)
        return Progress(
            id=group,
            quota=quota,
            count=count,
            here=at_home,
            elsewhere=away,
            today=counted_here.on([today], group) + counted_elsewhere.on([today], group),
            self_reported=reported.within(window.start, window.outer, group),
            itap=itap.get(None if group == TOTAL else group),
            expected=round(due, 1),
            needed_per_open_day=None if need is None else round(need, 2),
            rate=recent / pace.RECENT,
            forecast=pace.forecast(quota - count, recent, open_days, today),
            status=pace.status(quota, count, due, window, today),
        )

    return OfficeCounts(
        assessment=assessment.year,
        as_of=today,
        practice=practice,
        window=Span(
            window.start,
            window.deadline,
            window.outer,
            open_days.count(window.start, window.deadline),
            pace.days_left(window, open_days, today),
        ),
        elsewhere_as_of=elsewhere_as_of,
        groups=[progress(group.id) for group in assessment.work_groups],
        total=progress(TOTAL),
    )


def tallied(counts: list[DayCount], channel: Channel, today: datetime.date) -> Tallied:
    """One channel of `counts`; visitors' own presses only up to yesterday, so that none is echoed to staff."""
    by_day: Counter[tuple[datetime.date, str]] = Counter()
    for one in counts:
        if one.channel == channel and not (channel == "visitor" and one.day >= today):
            by_day[one.day, one.work_group] += one.count
    return Tallied(by_day)


def in_words(found: OfficeCounts) -> str:
    """The counts as a table for a terminal."""
    window = found.window
    lines = [
        f"{'PRACTICE  ' if found.practice else ''}Assessment {found.assessment}, as of {found.as_of}: counted here, "
        "not answers",
        f"{window.start} to {window.deadline} (outer {window.outer}), {window.open_days_left} open days left",
        "",
        f"{'':<20}{'count':>6}   {'min':<5}{'today':>6}{'expected':>10}{'a day':>8}{'doing':>7}  status",
    ]
    for one in [*found.groups, found.total]:
        need = "-" if one.needed_per_open_day is None else f"{one.needed_per_open_day:.2f}"
        when = f", {one.forecast.date}" if one.forecast else ", no progress"
        lines.append(
            f"{one.id:<20}{one.count:>6} / {one.quota:<5}{one.today:>6}{one.expected:>10}{need:>8}{one.rate:>7}"
            f"  {one.status}{'' if one.status == 'met' else when}"
        )
    return "\n".join(lines)
