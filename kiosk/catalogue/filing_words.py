"""A filing period as it is said to a visitor: whether they can come today, the dates, what it costs to be late."""

from datetime import date

from msgspec import Struct

from kiosk.catalogue.fact_words import fee_words
from kiosk.catalogue.filing import Asked, FilingPeriod, FilingRule, FilingState
from kiosk.catalogue.open_days import OpenDays
from kiosk.catalogue.services import Service
from kiosk.text.bilingual import Bilingual, Phrases, joined, same
from kiosk.text.dates import medium_date, short_date, short_weekday
from kiosk.text.thai import BETWEEN

MARKS: dict[FilingState, str] = {"open": "●", "early": "○", "closed-today": "○", "no-open-day": "▼", "late": "▼"}


class DateWords(Struct, frozen=True):
    """One date of a period: what it is called, the day, and what is to know about it."""

    label: Bilingual
    day: Bilingual
    more: Bilingual
    on: date | None = None
    """The day itself, where it is one."""


class FilingWords:
    """What is said of a service on a day, to somebody who has told the one day that it is reckoned from."""

    def __init__(self, service: Service, asked: date, today: date, open_days: OpenDays, say: Phrases) -> None:
        """ValueError for a service that has no filing rule."""
        if service.filing is None:
            raise ValueError(f"{service.id} has no filing rule")
        self.service = service
        self.rule: FilingRule = service.filing
        self.asked = asked
        self.period: FilingPeriod = self.rule.period(asked)
        self.today, self.open_days, self.say = today, open_days, say
        self.state: FilingState = self.period.state(today, open_days)

    @property
    def mark(self) -> str:
        """The shape of the state, which is told without its colour."""
        return MARKS[self.state]

    @property
    def is_late(self) -> bool:
        """Whether nobody can come in time any more."""
        return self.mark == MARKS["late"]

    @property
    def headline(self) -> Bilingual:
        """Whether one can come today, or since when it is too late and what that costs by now."""
        day = weekday_date(self.period.next_open(self.today, self.open_days))
        if self.state != "late":
            return self.say(f"dates.{self.state}", day=day)
        days = (self.today - self.period.last).days
        overstay = self.rule.asks == "end-of-stay"
        late = self.say("dates.overstay" if overstay else "dates.late", count=days)
        baht = self.rule.fine(days)
        return late if baht is None else late + ": " + self.say("service.baht", amount=f"{baht:,}")

    @property
    def come_late(self) -> Bilingual | None:
        """What whoever is late does now; nothing while one can still come in time."""
        return self.say("dates.come_late", receipt=self.say("service.receipt")) if self.state == "late" else None

    @property
    def dates(self) -> list[DateWords]:
        """From when, when it is due, and the last day on which the office is open."""
        say, period = self.say, self.period
        due = {
            "report-or-arrival": say("dates.day", count=self.rule.day or 1, day=short_date(self.asked)),
            "guest-arrival": say("dates.hours", count=self.rule.hours or 0),
            "end-of-stay": same(""),
        }[self.rule.asks]
        name = "dates.stay_ends" if self.rule.asks == "end-of-stay" else "dates.due"
        return [self._first(), DateWords(say(name), weekday_date(period.due), due), self._last()]

    def _first(self) -> DateWords:
        first, opens = self.period.first, self.rule.opens
        if first is None:
            return DateWords(self.say("dates.first"), self.say("dates.any_day"), same(""))
        before = same("") if opens is None else self.say("dates.before", count=opens)
        return DateWords(self.say("dates.first"), weekday_date(first), before)

    def _last(self) -> DateWords:
        last, end = self.period.last_open(self.open_days), self.period.last
        if last is None:
            return DateWords(self.say("dates.last"), self.say("dates.none"), self.say("dates.online"))
        closed = same("") if last == end else self.say("dates.closed_on", day=short_date(end))
        name = "dates.last_gone" if self.state == "late" else "dates.last"
        return DateWords(self.say(name), weekday_date(last), closed, last)

    @property
    def cost_if_late(self) -> Bilingual:
        """What the service says of lateness; from when it is late where it says nothing."""
        day = medium_date(_day_after(self.period.last))
        return self.service.late.figure or self.say("dates.late_from", day=day)

    @property
    def if_late(self) -> Bilingual:
        """The same, and from when it is late in any case."""
        late = self.service.late.figure
        day = short_date(_day_after(self.period.last))
        return self.cost_if_late if late is None else self.say("dates.if_late", late=late, day=day)

    @property
    def to_bring(self) -> Bilingual | None:
        """What it costs whoever is in time, if that is one figure, and where it says which papers to bring."""
        fee, say = self.service.fee, self.say
        amount = fee_words(fee, say)
        cost = amount if fee.is_none else say("dates.fee", fee=amount) if isinstance(fee.figure, int) else None
        papers = say("dates.papers") if self.service.documents.figure else None
        said = [words for words in (None if self.is_late else cost, papers) if words is not None]
        return joined(said, BETWEEN) if said else None

    @property
    def counted(self) -> Bilingual:
        """How the days are counted."""
        return self.say(f"dates.counted_{self.rule.asks}")


def asked_words(asks: Asked, say: Phrases) -> Bilingual:
    """The day that is asked for."""
    return say(f"dates.ask_{asks}")


def weekday_date(day: date) -> Bilingual:
    """พ. 18 พ.ย. 2569 / Wed 18 Nov 2026."""
    return joined([short_weekday(day), medium_date(day)])


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
