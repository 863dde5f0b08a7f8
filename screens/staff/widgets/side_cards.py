"""What stands beside the bars of the counts: today's keys, other kiosks, self-reports, ITAP's own figure."""

import datetime
from collections import deque
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message

from kiosk.machine import Kiosk
from kiosk.progress.counts import OfficeCounts
from kiosk.progress.itap_gap import gap
from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.dates import short_date
from screens.staff.widgets.header import moment_words
from screens.widgets.block import Block
from screens.widgets.text_layout import spread, widest, wrapped

_ANY = 999
"""More cells than any terminal has: a line for which room is made is not broken."""

_GAPS = {"same": ("●", "$ok"), "fewer": ("▼", "$bad"), "more": ("▲", "$warn")}


@dataclass
class EntryMade(Message):
    """A key has had its effect: +1, −1, nothing to take back (0), or the ledger could not be written (None)."""

    group: str | None
    change: int | None
    counts: OfficeCounts


class Sitting(Block):
    """Today's numbers, and what the keys did since this page was opened. It lives in memory only."""

    def __init__(self, phrases: Phrases, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.phrases = phrases
        self.counts: OfficeCounts | None = None
        self.done: deque[tuple[str, Bilingual, str]] = deque(maxlen=8)

    def show(self, counts: OfficeCounts) -> None:
        """Draw these figures."""
        self.counts = counts
        self.refresh()

    def add(self, made: EntryMade, kiosk: Kiosk) -> None:
        """Put what a key has done on top."""
        say, time = self.phrases, kiosk.clock().strftime("%H:%M")
        if made.change is None:
            words, style = say("staff.not_counted"), "bold $bad"
        elif made.change == 0:
            words, style = say("staff.nothing_to_undo"), "$warn"
        else:
            one = kiosk.assessment.group(str(made.group))
            count = next(each.count for each in made.counts.groups if each.id == made.group)
            words = say("staff.plus" if made.change > 0 else "staff.minus", count=count, group=one.short_title)
            style = "$ink"
        self.done.appendleft((time, words, style))
        if made.change and kiosk.assessment.eit.phase(kiosk.today) in ("before", "after"):
            self.done.appendleft((time, say("staff.outside"), "$warn"))
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        if self.counts is None:
            return []
        today = Content.styled(self.first(self.phrases("staff.today", count=self.counts.total.today)), "bold $ink")
        each = " · ".join(str(one.today) for one in self.counts.groups)
        if not self.has_room(2):
            newest = self._done(_ANY)[0]
            ways = [today + Content.styled(f"  {each}", "$soft"), today]
            return [next((spread(newest, one, width) for one in ways if _both_fit(newest, one, width)), newest)]
        groups = Content.styled(f"   {self.first(self.phrases('staff.today_groups'))} {each}", "$soft")
        return [today + groups, *self._done(width)][: self.content_size.height]

    def _done(self, width: int) -> list[Content]:
        return [
            line
            for time, words, style in self.done
            for line in wrapped(self.first(words), width, style, 7, Content.styled(time, "$soft"))
        ] or wrapped(self.first(self.phrases("staff.nothing_yet")), width, "$soft")


class Beside(Block):
    """What stands beside the count and is never added. On a small terminal two lines."""

    def __init__(self, kiosk: Kiosk, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.kiosk = kiosk
        self.counts: OfficeCounts | None = None
        self.itap_day: datetime.date | None = None

    def show(self, counts: OfficeCounts, itap_day: datetime.date | None) -> None:
        """Draw these figures; `itap_day` is when the total's ITAP figure was typed in."""
        self.counts, self.itap_day = counts, itap_day
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        if self.counts is None:
            return []
        say, total = self.kiosk.catalogue.phrases, self.counts.total
        if not self.has_room(3):
            return [self._itap(width)[0], Content.styled(self._shortly(width), "$soft")]
        reported = self.first(say("staff.self_reported", count=total.self_reported))
        rest = [*wrapped(reported, width, "$soft"), *wrapped(self.first(self._elsewhere), width, "$soft")]
        itap, lacking = self._itap(width), self._lacking(width)
        return [*itap, *(lacking if self.has_room(len(itap) + len(lacking) + len(rest)) else []), *rest]

    def _itap(self, width: int) -> list[Content]:
        say, total = self.kiosk.catalogue.phrases, (self.counts and self.counts.total)
        if not total or total.itap is None or self.itap_day is None:
            return wrapped(self.first(say("staff.itap_none")), width, "$soft")
        shown = say("staff.itap", figure=total.itap, day=short_date(self.itap_day), count=total.count)
        found = gap(total.count, total.itap)
        words = say("staff.itap_gap", number=abs(found.number), percent=found.percent)
        if found.advice == "same":
            words = say("staff.itap_equal")
        shape, style = _GAPS[found.advice]
        first = Content.styled(self.first(shown), "bold $ink")
        mark = Content.styled(f"{shape} {self.first(words)}", f"bold {style}")
        both = first + Content("  ") + mark
        return [both] if both.cell_length <= width else [first, mark]

    def _shortly(self, width: int) -> str:
        """What was counted where, in one line; with as of when where that fits."""
        assert self.counts is not None
        say, total = self.kiosk.catalogue.phrases, self.counts.total
        figures = {"here": total.here, "elsewhere": total.elsewhere, "reported": total.self_reported}
        short = self.first(say("staff.here_short", **figures))
        if self.counts.elsewhere_as_of is None:
            return short
        longer = self.first(say("staff.here_short_at", when=self._as_of(self.counts.elsewhere_as_of), **figures))
        return longer if widest([longer]) <= width else short

    def _as_of(self, moment: str) -> Bilingual:
        return moment_words(datetime.datetime.fromisoformat(moment), self.kiosk)

    def _lacking(self, width: int) -> list[Content]:
        """The groups of which ITAP shows fewer than were counted, by their keys."""
        assert self.counts is not None
        short = [
            f"{number}: {one.itap} / {one.count}"
            for number, one in enumerate(self.counts.groups, 1)
            if one.itap is not None and gap(one.count, one.itap).advice != "same"
        ]
        return [Content.styled(line, "$soft") for line in _packed("ITAP ", short, width)]

    @property
    def _elsewhere(self) -> Bilingual:
        assert self.counts is not None
        say, total = self.kiosk.catalogue.phrases, self.counts.total
        figures = {"here": total.here, "elsewhere": total.elsewhere}
        if self.counts.elsewhere_as_of is None:
            return say("staff.elsewhere", **figures)
        return say("staff.elsewhere_at", when=self._as_of(self.counts.elsewhere_as_of), **figures)


def _both_fit(left: Content, right: Content, width: int) -> bool:
    return left.cell_length + 2 + right.cell_length <= width


def _packed(before: str, parts: list[str], width: int) -> list[str]:
    """Parts in one line, as many as fit."""
    while parts and len(before + "  ".join(parts)) > width:
        parts = parts[:-1]
    return [before + "  ".join(parts)] if parts else []
