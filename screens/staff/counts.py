"""Counts: four groups and the total, logged by one key; are we on pace, and has last night's sync arrived?"""

from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from time import monotonic

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Key
from textual.message import Message

from kiosk.editing.unconfirmed import unconfirmed
from kiosk.ledger.ledger import Ledger, NotCounted
from kiosk.machine import Kiosk
from kiosk.progress.anomalies import Watch
from kiosk.progress.counts import OfficeCounts, of_kiosk
from kiosk.sync.status import sync_status
from kiosk.text.bilingual import Bilingual, same
from screens.messages import StaffPageChosen, SyncRead
from screens.page import Page
from screens.staff.widgets.chart_card import ChartCard
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import CountsKeys
from screens.staff.widgets.quota_row import QuotaRow
from screens.staff.widgets.side_cards import Beside, EntryMade, Sitting
from screens.widgets.pressable import Pressable

DOUBLE_PRESS = 0.4
"""Seconds within which a second press of the same key is the same press."""

LEADS = ("5", "6", "7", "0")
"""The keys that lead to another page."""


@dataclass
class CountsRead(Message):
    """The figures as the ledger has them now."""

    counts: OfficeCounts
    itap_day: date | None


class CountsScreen(Page):
    """Focus stays where it is: every key works at once, on this page and on no other."""

    CSS_PATH = "counts.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk, ledger: Ledger, leave: Bilingual) -> None:
        super().__init__(kiosk)
        self.ledger = ledger
        self.leave_words = leave
        self.groups = kiosk.assessment.work_groups
        self._menu = Pressable("0", same(""), id="menu")
        self._pressed: dict[str, float] = {}
        self._leaving = self._reading = False
        self._seen: object = None
        self._itap_day: date | None = None
        self.noting = Watch(ledger)
        self._changes: deque[tuple[int, float]] = deque()

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("staff.counted_here"), say("staff.counted_here_short"))
        with Container(id="board"):
            with Container(id="quotas", classes="card"):
                for number, group in enumerate(self.groups, 1):
                    yield QuotaRow(str(number), group.title, group.short_title, say)
                yield QuotaRow("", say("staff.total"), say("staff.total"), say)
            with Container(id="side"):
                yield ChartCard(self.kiosk, self.ledger)
                yield Sitting(say, classes="card")
                yield Beside(self.kiosk, classes="card")
        yield CountsKeys(
            say,
            self.leave_words,
            Pressable("5", say("staff.itap_key"), short=say("staff.itap_key_short"), id="itap"),
            Pressable("6", say("staff.plan_key"), short=say("staff.plan_key_short"), id="plan"),
            Pressable("7", say("staff.calendar_key"), short=say("staff.calendar_key_short"), id="calendar"),
            self._menu,
        )

    def on_mount(self) -> None:
        self._count_facts()
        self._look()
        self.set_interval(0.5, self._look)

    async def renewed(self, kiosk: Kiosk) -> None:
        await super().renewed(kiosk)
        self._count_facts()

    def _count_facts(self) -> None:
        """Say on the key how many facts wait for the office."""
        count = len(unconfirmed(self.kiosk.catalogue, self.kiosk.today))
        self._menu.words = self.phrases("menu.key", count=count)
        self._menu.short = self.phrases("menu.key_short", count=count)
        self._menu.refresh()

    @on(Pressable.Pressed, "#itap, #plan, #calendar, #menu")
    def open_page(self, event: Pressable.Pressed) -> None:
        """One of the pages behind this one."""
        self.go(StaffPageChosen(event.pressable.id or ""))

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        self._leaving = False

    def on_unmount(self) -> None:
        self._mind()
        with suppress(NotCounted):
            self.noting.look(self.kiosk)

    def on_key(self, event: Key) -> None:
        """The next key after one that leads to a page is meant for it, even if it comes before that page does."""
        self._leaving = self._leaving or event.key in LEADS
        if event.key in ("1", "2", "3", "4") and int(event.key) <= len(self.groups):
            event.stop()
            event.prevent_default()
            self._once(event.key, self.groups[int(event.key) - 1].id, event.time)

    @on(Pressable.Pressed, "#undo")
    def undo(self, event: Pressable.Pressed) -> None:
        """Take back the newest staff entry of today."""
        self._once("8", None, event.time)

    def _once(self, key: str, group: str | None, pressed_at: float) -> None:
        """Let a double press be one press; a deliberate second one counts, however late a busy machine comes to it."""
        if pressed_at - self._pressed.get(key, 0) >= DOUBLE_PRESS and not self._leaving:
            self._pressed[key] = pressed_at
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
        self._changes.append((change or 0, monotonic()))

    def _mind(self) -> None:
        """Note what is unusual: after the keys have had their answers, and never so that it stops the counting."""
        with suppress(NotCounted):
            while self._changes:
                change, moment = self._changes.popleft()
                if change > 0:
                    self.noting.counted(self.kiosk, moment)
                elif change < 0:
                    self.noting.bursts.taken_back()

    def _look(self) -> None:
        """Read, unless a reading is still going on: on a slow disk one may take longer than the time between two."""
        if not self._reading:
            self._reading = True
            self._read()

    @work(thread=True, group="read", exit_on_error=False)
    def _read(self) -> None:
        """Read again when somebody has written: this screen, the other terminal, a sync, the visitor's page."""
        try:
            self._mind()
            with suppress(NotCounted):
                self.noting.look(self.kiosk, monotonic())
            seen = (self.ledger.data_version(), self.ledger.chain.head(), self.kiosk.today)
            if seen != self._seen:
                self._seen = seen
                _, itap_day = self.ledger.itap.newest().get(None, (None, None))
                counts = of_kiosk(self.kiosk, self.ledger)
                self.post_message(CountsRead(counts, itap_day))
                self.post_message(SyncRead(sync_status(self.kiosk, self.ledger)))
        finally:
            self._reading = False

    @on(CountsRead)
    def show(self, event: CountsRead) -> None:
        """Draw the figures."""
        self._itap_day = event.itap_day
        self._draw(event.counts)

    @on(EntryMade)
    def echo(self, event: EntryMade) -> None:
        """Say what the key has done, next to the new figures."""
        self._draw(event.counts)
        for sitting in self.query(Sitting):
            sitting.add(event, self.kiosk)

    def _draw(self, counts: OfficeCounts) -> None:
        if not self.query(QuotaRow):
            return  # the figures came when the page was already being taken down
        for row, progress in zip(self.query(QuotaRow), [*counts.groups, counts.total], strict=True):
            row.show(progress, counts.as_of.year)
        self.query_one(Sitting).show(counts)
        self.query_one(Beside).show(counts, self._itap_day)
