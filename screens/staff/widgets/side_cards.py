"""What stands beside the bars of the counts: today's keys, other kiosks, self-reports, ITAP's own figure."""

import datetime
from collections import deque
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.counts import OfficeCounts
from kiosk.progress.itap_gap import gap
from kiosk.progress.status_marks import signed
from kiosk.sync.status_words import moment_words
from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.dates import short_date
from screens.messages import SeveralRecorded
from screens.widgets.block import Block
from screens.widgets.text_layout import spread, widest, wrapped

_ANY = 999
"""More cells than any terminal has: a line for which room is made is not broken."""

_GAPS = {"same": ("●", "$ok"), "fewer": ("▼", "$bad"), "more": ("▲", "$warn")}


@dataclass
class CountsRead(Message):
    """The figures as the ledger has them now; `itap_day` is when the total's ITAP figure was typed in."""

    counts: OfficeCounts
    itap_day: datetime.date | None


@dataclass
class PressRecorded(Message):
    """What a press came to: +1, −1, nothing to take back (0), or not written (None) and why it cannot be.

    `counts` are the new figures, if they were read.
    """

    group: str | None
    change: int | None
    counts: OfficeCounts | None
    why_not: Bilingual | None = None


class SessionLog(Block):
    """Session log: today's numbers, and what the keys did since this page was opened. It lives in memory only."""

    def __init__(self, phrases: Phrases, told: Bilingual | None = None, classes: str = "") -> None:
        """`told` is what staff are told before they have pressed anything."""
        super().__init__(classes=classes)
        self.phrases = phrases
        self.counts: OfficeCounts | None = None
        self.presses: deque[tuple[str, Bilingual, str]] = deque(maxlen=8)
        self.waiting = False
        """Whether a press waits for the ledger, which somebody else holds."""
        if told is not None:
            self.presses.append(("", told, "bold $warn"))

    def show(self, counts: OfficeCounts) -> None:
        """Draw these figures."""
        self.counts = counts
        self.refresh()

    def forget(self, told: Bilingual) -> None:
        """What staff were told does not hold any more."""
        for press in [press for press in self.presses if press[1] == told]:
            self.presses.remove(press)
        self.refresh()

    def wait(self, waiting: bool) -> None:
        """Say on top that a press is not written yet, or no longer."""
        self.waiting = waiting
        self.refresh()

    def add(self, press: PressRecorded, kiosk: Kiosk) -> None:
        """Put a press on top."""
        time = kiosk.clock().strftime("%H:%M")
        self.presses.appendleft((time, *self._outcome(press, kiosk)))
        if press.change and kiosk.assessment.eit.phase(kiosk.today) in ("before", "after"):
            self.presses.appendleft((time, self.phrases("staff.outside"), "$warn"))
        self.refresh()

    def add_several(self, several: SeveralRecorded, kiosk: Kiosk) -> None:
        """Put several of a day on top."""
        group = kiosk.assessment.group(several.group).short_title
        change, day = signed(several.change), short_date(several.day)
        words = self.phrases("several.recorded", change=change, group=group, day=day)
        self.presses.appendleft((kiosk.clock().strftime("%H:%M"), words, "$ink"))
        self.refresh()

    def say(self, words: Bilingual, kiosk: Kiosk) -> None:
        """Put what became of keys that did nothing on top, once for all of them."""
        if not self.presses or self.presses[0][1] != words:
            self.presses.appendleft((kiosk.clock().strftime("%H:%M"), words, "$warn"))
            self.refresh()

    def say_once(self, words: Bilingual, kiosk: Kiosk) -> None:
        """Put words on top that have not been said since the page was opened."""
        if all(told != words for _, told, _ in self.presses):
            self.say(words, kiosk)

    def _outcome(self, press: PressRecorded, kiosk: Kiosk) -> tuple[Bilingual, str]:
        """What a press came to in words, and their style."""
        say = self.phrases
        if press.change is None:
            return press.why_not or say("staff.not_counted"), "bold $bad"
        if press.change == 0:
            return say("staff.nothing_to_undo"), "$warn"
        group = kiosk.assessment.group(str(press.group))
        counts = press.counts.groups if press.counts else []
        count = next((progress.count for progress in counts if progress.id == press.group), "…")
        return say("staff.plus" if press.change > 0 else "staff.minus", count=count, group=group.short_title), "$ink"

    def lines(self, width: int) -> list[Content]:
        if self.counts is None:
            return self._entries(width)[: self.content_size.height]
        today = Content.styled(self.first(self.phrases("staff.today", count=self.counts.total.today)), "bold $ink")
        by_group = " · ".join(str(progress.today) for progress in self.counts.groups)
        if not self.has_room(2):
            newest = self._entries(_ANY)[0]
            longer = today + Content.styled(f"  {by_group}", "$soft")
            fitting = [figures for figures in (longer, today) if _both_fit(newest, figures, width)]
            return [spread(newest, fitting[0], width) if fitting else newest]
        label = self.first(self.phrases("staff.today_groups", last=len(self.counts.groups)))
        return [today + Content.styled(f"   {label} {by_group}", "$soft"), *self._entries(width)][
            : self.content_size.height
        ]

    def _entries(self, width: int) -> list[Content]:
        waiting = wrapped(self.first(self.phrases("staff.writing")), width, "$soft") if self.waiting else []
        presses = [
            line
            for time, words, style in self.presses
            for line in wrapped(self.first(words), width, style, 7 if time else 0, Content.styled(time, "$soft"))
        ]
        return waiting + presses or wrapped(self.first(self.phrases("staff.nothing_yet")), width, "$soft")


class ComparisonCard(Block):
    """Comparison: the figures that stand beside the count and are never added. On a small terminal two lines."""

    def __init__(self, kiosk: Kiosk, itap_key: str, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.kiosk = kiosk
        self.itap_key = itap_key
        self.counts: OfficeCounts | None = None
        self.itap_day: datetime.date | None = None
        """When the total's ITAP figure was typed in."""

    def show(self, counts: OfficeCounts) -> None:
        """Draw these figures."""
        self.counts = counts
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
            return wrapped(self.first(say("staff.itap_none", itap_key=self.itap_key)), width, "$soft")
        shown = say("staff.itap", figure=total.itap, day=short_date(self.itap_day), count=total.count)
        difference = gap(total.count, total.itap)
        words = say("staff.itap_gap", number=abs(difference.number), percent=difference.percent)
        if difference.advice == "same":
            words = say("staff.itap_equal")
        shape, style = _GAPS[difference.advice]
        first = Content.styled(self.first(shown), "bold $ink")
        mark = Content.styled(f"{shape} {self.first(words)}", f"bold {style}")
        both = first + Content("  ") + mark
        return [both] if both.cell_length <= width else [first, mark]

    def _shortly(self, width: int) -> str:
        """What was counted where, in one line; with as of when where that fits, in fewer words where it must."""
        assert self.counts is not None
        say, total = self.kiosk.catalogue.phrases, self.counts.total
        figures = {"here": total.here, "elsewhere": total.elsewhere, "reported": total.self_reported}
        ways = [say("staff.here_short", **figures), say("staff.here_shortest", **figures)]
        if self.counts.elsewhere_as_of is not None:
            ways.insert(0, say("staff.here_short_at", when=self._as_of(self.counts.elsewhere_as_of), **figures))
        forms = [self.first(words) for words in ways]
        return next((words for words in forms if widest([words]) <= width), forms[-1])

    def _as_of(self, moment: str) -> Bilingual:
        return moment_words(datetime.datetime.fromisoformat(moment), self.kiosk)

    def _lacking(self, width: int) -> list[Content]:
        """The groups of which ITAP shows fewer than were counted, by their keys."""
        assert self.counts is not None
        short = [
            f"{number}: {progress.itap} / {progress.count}"
            for number, progress in enumerate(self.counts.groups, 1)
            if progress.itap is not None and gap(progress.count, progress.itap).advice != "same"
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
