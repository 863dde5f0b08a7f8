"""Counts: four groups and the total, logged by one key; are we on pace, and has last night's sync arrived?"""

from collections import deque
from dataclasses import dataclass
from time import monotonic

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.events import Key
from textual.message import Message

from kiosk.counts import OfficeCounts, of_kiosk
from kiosk.ledger import Ledger, NotCounted
from kiosk.office import Kiosk
from kiosk.signoff import unsigned
from kiosk.syncing import Standing, standing
from kiosk.words import Bilingual, Phrases, same
from screens.messages import StaffPageChosen
from screens.page import Page
from screens.widgets.drawn import Drawn, wrapped
from screens.widgets.keybar import StaffKeys
from screens.widgets.pressable import Pressable
from screens.widgets.quota import QuotaRow
from screens.widgets.staffheader import StaffHeader

DOUBLE_PRESS = 0.4
"""Seconds within which a second press of the same key is the same press."""


@dataclass
class CountsRead(Message):
    """The figures as the ledger has them now."""

    counts: OfficeCounts
    standing: Standing


@dataclass
class EntryMade(Message):
    """A key has had its effect: +1, −1, nothing to take back (0), or the ledger could not be written (None)."""

    group: str | None
    change: int | None
    counts: OfficeCounts


class CountsScreen(Page):
    """Focus stays where it is: every key works at once, on this page and on no other."""

    CSS_PATH = "counts.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk, ledger: Ledger, leave: Bilingual) -> None:
        super().__init__(kiosk)
        self.ledger = ledger
        self.leave_words = leave
        self.groups = kiosk.assessment.work_groups
        self._pressed: dict[str, float] = {}
        self._leaving = False
        self._seen: object = None

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("staff.counted_here"))
        with Container(id="board"):
            with Container(id="quotas", classes="card"):
                for number, group in enumerate(self.groups, 1):
                    yield QuotaRow(str(number), group.title, group.short_title, say)
                yield QuotaRow("", say("staff.total"), say("staff.total"), say)
            with Container(id="side"):
                yield Sitting(say, classes="card")
                yield Beside(say, classes="card")
        yield StaffKeys(
            say,
            self.leave_words,
            Pressable("0", same(""), id="facts"),
            Pressable("8", say("staff.undo"), short=say("staff.undo_short"), id="undo"),
        )

    def on_mount(self) -> None:
        self._count_facts()
        self._read()
        self.set_interval(0.5, self._read)

    async def renewed(self, kiosk: Kiosk) -> None:
        await super().renewed(kiosk)
        self._count_facts()

    def _count_facts(self) -> None:
        """Say on the key how many facts wait for the office."""
        count = len(unsigned(self.kiosk.catalogue, self.kiosk.today))
        key = self.query_one("#facts", Pressable)
        key.words, key.short = self.phrases("facts.key", count=count), self.phrases("facts.key_short", count=count)
        key.refresh()

    @on(Pressable.Pressed, "#facts")
    def open_facts(self) -> None:
        """Sign off what waits for the office."""
        self.go(StaffPageChosen("facts"))

    def on_screen_resume(self) -> None:
        self._leaving = False

    def on_key(self, event: Key) -> None:
        """The next key after 0 is meant for the page of facts, even if it comes before that page does."""
        self._leaving = self._leaving or event.key == "0"
        if event.key in ("1", "2", "3", "4") and int(event.key) <= len(self.groups):
            event.stop()
            event.prevent_default()
            self._once(event.key, self.groups[int(event.key) - 1].id)

    @on(Pressable.Pressed, "#undo")
    def undo(self) -> None:
        """Take back the newest staff entry of today."""
        self._once("8", None)

    def _once(self, key: str, group: str | None) -> None:
        """Let a double press be one press; a deliberate second one counts."""
        now, before = monotonic(), self._pressed.get(key, 0)
        if now - before >= DOUBLE_PRESS and not self._leaving:
            self._pressed[key] = now
            self._write(group)

    @work(thread=True, group="write", exit_on_error=False)
    def _write(self, group: str | None) -> None:
        today = self.kiosk.today
        change: int | None
        try:
            entry = self.ledger.take_back(today) if group is None else self.ledger.count(group, today)
            group, change = (None, 0) if entry is None else (entry.work_group, int(entry.value))
        except NotCounted:
            change = None
        self.post_message(EntryMade(group, change, of_kiosk(self.kiosk, self.ledger)))

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def _read(self) -> None:
        """Read again when somebody has written: this screen, the other terminal, a sync, the visitor's page."""
        seen = (self.ledger.version_of_data(), self.ledger.head(), self.kiosk.today)
        if seen != self._seen:
            self._seen = seen
            self.post_message(CountsRead(of_kiosk(self.kiosk, self.ledger), standing(self.kiosk, self.ledger)))

    @on(CountsRead)
    def show(self, event: CountsRead) -> None:
        """Draw the figures."""
        self._draw(event.counts)
        self.query_one(StaffHeader).show(event.standing)

    @on(EntryMade)
    def echo(self, event: EntryMade) -> None:
        """Say what the key has done, next to the new figures."""
        self._draw(event.counts)
        self.query_one(Sitting).add(event, self.kiosk)

    def _draw(self, counts: OfficeCounts) -> None:
        for row, progress in zip(self.query(QuotaRow), [*counts.groups, counts.total], strict=True):
            row.show(progress)
        self.query_one(Sitting).show(counts)
        self.query_one(Beside).show(counts)


class Sitting(Drawn):
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
        say = self.phrases
        if self.counts is None:
            return []
        head = Content.styled(self.first(say("staff.today", count=self.counts.total.today)), "bold $ink")
        each = " · ".join(str(one.today) for one in self.counts.groups)
        head += Content.styled(f"   {self.first(say('staff.today_groups'))} {each}", "$soft")
        done = [
            line
            for time, words, style in self.done
            for line in wrapped(self.first(words), width, style, 7, Content.styled(time, "$soft"))
        ] or wrapped(self.first(say("staff.nothing_yet")), width, "$soft")
        return [head, *done] if self.content_size.height > 1 else done[:1]


class Beside(Drawn):
    """What stands beside the count and is never added: other kiosks, self-reports, ITAP's own figure."""

    def __init__(self, phrases: Phrases, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.phrases = phrases
        self.counts: OfficeCounts | None = None

    def show(self, counts: OfficeCounts) -> None:
        """Draw these figures."""
        self.counts = counts
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        if self.counts is None:
            return []
        say, total = self.phrases, self.counts.total
        itap = say("staff.itap_none") if total.itap is None else say("staff.itap", figure=total.itap, count=total.count)
        return [
            *wrapped(self.first(itap), width, "bold $ink" if total.itap is not None else "$soft"),
            *wrapped(self.first(say("staff.self_reported", count=total.self_reported)), width, "$soft"),
            *wrapped(self.first(say("staff.elsewhere", here=total.here, elsewhere=total.elsewhere)), width, "$soft"),
        ]
