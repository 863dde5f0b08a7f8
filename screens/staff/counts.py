"""Counts: the work groups and the total, logged by one key; are we on pace, and has last night's sync arrived?"""

import asyncio
import logging
import sqlite3
from contextlib import suppress

from textual import events, on, work
from textual.app import ComposeResult

from kiosk.editing.unconfirmed import unconfirmed
from kiosk.editing.year import year_to_sign
from kiosk.editing.year_differences import is_year_asked
from kiosk.machine.kiosk import Kiosk
from kiosk.progress.counts import OfficeCounts, of_kiosk
from kiosk.progress.due import DueWork
from kiosk.protocol.chain import Entry
from kiosk.streams.ledger.ledger import Impossible, NotCounted
from kiosk.sync.status import sync_status
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import fiscal_year
from screens.layouts import MANY, has_many_groups
from screens.messages import StaffPageChosen, SyncRead
from screens.page import Page
from screens.staff.anomaly_recorder import AnomalyRecorder
from screens.staff.ledger_watch import LedgerReader, LedgerWatch
from screens.staff.staff_page import StaffPage, keyed
from screens.staff.widgets.chart_card import ChartCard
from screens.staff.widgets.due_lines import DueLines
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import CountsKeys
from screens.staff.widgets.page_key import PageKey
from screens.staff.widgets.quota_row import QuotaRow
from screens.staff.widgets.side_cards import ComparisonCard, CountsRead, PressRecorded, SessionLog
from screens.widgets.containers import Container
from screens.widgets.debounce import Debounce
from screens.widgets.keystrokes import Keystroke, Keystrokes
from screens.widgets.pressable import Pressable

PAGE_KEYS = ("5", "6", "7", "right")
"""Keys of the pages behind the counts, in their order; a fifth work group takes the first of them."""

SEVERAL_KEY, MENU_KEY = "plus", "0"

DUE_READ_AFTER = 0.4
"""Seconds after which a page that came to the front says what is due: its first frame does not wait for it."""

_OWN_KEYS = ("8", "9", "left", "enter")
"""Keys of the page itself: undo, language, leave; and the year's or a call's, which a passport reader types too."""

RETURNED = 2.0
"""Seconds after which ← is no longer taken for one step back too many, by a hand that has just left another page."""

LONG = 0.3
"""Seconds after which a press that is not written yet says so."""


class CountsScreen(Page):
    """Focus stays where it is: every key works at once, on this page and on no other."""

    CSS_PATH = "counts.tcss"
    AUTO_FOCUS = ""

    def __init__(
        self,
        kiosk: Kiosk,
        watch: LedgerWatch,
        pages: list[StaffPage],
        several: StaffPage,
        menu: StaffPage,
        leave: Bilingual,
        told: Bilingual | None = None,
    ) -> None:
        """`told` is what staff are told when the page opens."""
        super().__init__(kiosk)
        self.ledger_watch = watch
        self.told = told
        self.asked = None if told else self._asked_year()
        self.leave_words = leave
        self.groups = {str(number): group for number, group in enumerate(kiosk.assessment.work_groups, 1)}
        free = [key for key in PAGE_KEYS if key not in self.groups]
        self.pages = {SEVERAL_KEY: several, **keyed(free, pages), MENU_KEY: menu}
        self.set_class(has_many_groups(kiosk.assessment), MANY, update=False)
        self._keystrokes = Keystrokes()
        self._leaving = False
        self._returned = Debounce(RETURNED)
        self._unwritten = 0
        self._figures = LedgerReader(self._read)
        self._anomalies = AnomalyRecorder(kiosk, watch.ledger)

    def compose(self) -> ComposeResult:
        say, window = self.phrases, self.kiosk.assessment.eit
        yield StaffHeader(self.kiosk, say("staff.counted_here"), say("staff.counted_here_short"))
        with Container(id="board"):
            with Container(id="quotas", classes="card"):
                for key, group in self.groups.items():
                    yield QuotaRow(key, group.title, group.short_title, say, window)
                yield QuotaRow("", say("staff.total"), say("staff.total"), say, window)
            with Container(id="side"):
                yield ChartCard(self.kiosk, self.ledger_watch)
                yield DueLines(say, classes="card")
                yield SessionLog(say, self.told or self.asked, classes="card")
                itap_key = next(key for key, page in self.pages.items() if page.name == "itap")
                yield ComparisonCard(self.kiosk, itap_key, classes="card")
        yield CountsKeys(say, self.leave_words, *(PageKey(key, page) for key, page in self.pages.items()))

    def on_mount(self) -> None:
        self._name_keys()
        for subscriber in (self._figures, self._anomalies):
            self.ledger_watch.subscribe(subscriber)

    def on_unmount(self) -> None:
        for subscriber in (self._figures, self._anomalies):
            self.ledger_watch.unsubscribe(subscriber)
        self._anomalies.finish()

    async def renewed(self, kiosk: Kiosk) -> None:
        await super().renewed(kiosk)
        self._anomalies.kiosk = kiosk
        self._name_keys()
        if self.asked and not is_year_asked(kiosk):
            for log in self.query(SessionLog):
                log.forget(self.asked)
            self.asked = None

    @work(thread=True, exclusive=True, group="due", exit_on_error=False)
    def _read_due(self) -> None:
        """How much is due behind the keys, on the menu's of all its pages; and what the machine itself needs."""
        from kiosk.health.upkeep import upkeep
        from kiosk.progress.due import read_due

        self.app.call_from_thread(self._say_due, read_due(self.kiosk))
        self.app.call_from_thread(self._say_upkeep, upkeep(self.kiosk))

    def _say_due(self, work: list[DueWork]) -> None:
        due, own = {each.page: len(each.names) for each in work}, {page.name for page in self.pages.values()}
        behind = sum(count for name, count in due.items() if name not in own)
        for lines in self.query(DueLines):
            lines.show(work, [])
            self.set_class(bool(lines.shown), "-due")
        for key in self.query(PageKey):
            key.say_due(behind if key.key == MENU_KEY else due.get(key.page.name, 0))

    def _say_upkeep(self, told: list[Bilingual]) -> None:
        for log in self.query(SessionLog):
            for words in told:
                log.say_once(words, self.kiosk)

    def _name_keys(self) -> None:
        """Say on the keys of pages what they lead to, and on the menu's how many facts wait for the office."""
        waiting = len(unconfirmed(self.kiosk.catalogue, self.kiosk.today))
        for key in self.query(PageKey):
            key.name_page(self.phrases, waiting)

    @on(Pressable.Pressed, "PageKey")
    def open_page(self, event: Pressable.Pressed) -> None:
        """One of the pages behind this one."""
        self.go(StaffPageChosen(event.pressable.id or ""))

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        self._leaving = False
        if self._shown:
            self._returned.lock_out()
        self.set_timer(DUE_READ_AFTER, self._read_due)

    def on_key(self, event: events.Key) -> None:
        """Every key is looked at, those too that do nothing here: a passport reader types letters among digits."""
        stroke = self._keystrokes.pressed(event.key, event.time)
        if event.key in self.groups or event.key in self.pages or event.key in _OWN_KEYS:
            event.stop()
            event.prevent_default()
            self._hold(stroke, event)

    @work(group="keys", exit_on_error=False)
    async def _hold(self, stroke: Keystroke, event: events.Key) -> None:
        """Do what a key does, once it is known that a hand has pressed it."""
        if stroke.verdict == "hand":
            await asyncio.sleep(stroke.settles)
        if stroke.verdict == "hand":
            self._press(event)
        else:
            self._tell(self.phrases(f"staff.{stroke.verdict}"))

    def _press(self, event: events.Key) -> None:
        """Count at once. A key right after one that leads to a page is meant for that page, and dropped."""
        self._leaving = self._leaving or event.key in self.pages
        if event.key == "enter" and self.uses_enter and self.focused is None:
            self.go(StaffPageChosen("year"))
        elif event.key not in self.groups:
            super().on_key(event)
        elif not self._leaving:
            self._begin_write(self.groups[event.key].id)

    def leave(self) -> None:
        """Lock, or end the program; who has just come back and steps back once more is asked whether they mean it."""
        if self._returned.accepts():
            super().leave()
        else:
            self._returned.reset()
            self._tell(self.phrases("staff.leave_sure", leave=self.leave_words))

    def _tell(self, words: Bilingual) -> None:
        """Say what became of a key that did nothing."""
        for log in self.query(SessionLog):
            log.say(words, self.kiosk)

    def _asked_year(self) -> Bilingual | None:
        """What staff are told of a year that waits to be signed."""
        if not is_year_asked(self.kiosk):
            return None
        return self.phrases("year.asked", year=fiscal_year(year_to_sign(self.kiosk).year))

    @property
    def uses_enter(self) -> bool:
        """Whether ↵ leads to the year that waits to be signed, as staff are told here."""
        return self.asked is not None

    @on(Pressable.Pressed, "#undo")
    def undo(self) -> None:
        """Take back the newest entry of this terminal of today."""
        if not self._leaving:
            self._begin_write(None)

    def _begin_write(self, group: str | None) -> None:
        """Write a press, and say so where that takes long."""
        self._unwritten += 1
        self.set_timer(LONG, self._say_whether_writing)
        self._write(group)

    def _say_whether_writing(self) -> None:
        """A press that is not written after LONG says so, and so does the page once it is."""
        for log in self.query(SessionLog):
            log.wait(self._unwritten > 0)

    @work(thread=True, group="write", exit_on_error=False)
    def _write(self, group: str | None) -> None:
        """Count, and read the figures once: kept from the watch, so that it does not read them a second time."""
        with self._figures.kept_from_watch():
            try:
                entry = self._append(group)
            except NotCounted as error:
                logging.getLogger("kiosk").exception("A press was not counted")
                why_not = error.words if isinstance(error, Impossible) else None
                self.post_message(PressRecorded(group, None, None, why_not))
                return
            self.post_message(self._recorded(entry))

    def _append(self, group: str | None) -> Entry | None:
        """A respondent of `group`, or for None a correction; None if there is nothing to take back."""
        ledger, today = self.ledger_watch.ledger, self.kiosk.today
        own = self.ledger_watch.own
        entry = ledger.take_back(today, among=own) if group is None else ledger.count(group, today)
        if entry is not None:
            own.add(entry.id)
        return entry

    def _recorded(self, entry: Entry | None) -> PressRecorded:
        """What a press came to, which is said whether or not the figures can be read with it."""
        counts: OfficeCounts | None = None
        with suppress(sqlite3.Error):  # the watch reads them when it can
            counts = of_kiosk(self.kiosk, self.ledger_watch.ledger)
        if entry is None:
            return PressRecorded(None, 0, counts)
        if counts is not None:
            self._figures.has_shown(entry)
        return PressRecorded(entry.work_group, int(entry.value), counts)

    def _read(self) -> None:
        """Somebody has written: this terminal, another one, a sync, the visitor's page."""
        ledger = self.ledger_watch.ledger
        _, itap_day = ledger.itap.newest().get(None, (None, None))
        self.post_message(CountsRead(of_kiosk(self.kiosk, ledger), itap_day))
        self.post_message(SyncRead(sync_status(self.kiosk, ledger)))

    @on(CountsRead)
    def show(self, event: CountsRead) -> None:
        """Draw the figures."""
        for card in self.query(ComparisonCard):
            card.itap_day = event.itap_day
        self._draw(event.counts)

    @on(PressRecorded)
    def echo(self, event: PressRecorded) -> None:
        """Say what the key has done, next to the new figures."""
        self._unwritten -= 1
        self._say_whether_writing()
        if event.counts is not None:
            self._draw(event.counts)
        for log in self.query(SessionLog):
            log.add(event, self.kiosk)

    def _draw(self, counts: OfficeCounts) -> None:
        if not self.query(QuotaRow):
            return  # the figures came when the page was already being taken down
        for row, progress in zip(self.query(QuotaRow), [*counts.groups, counts.total], strict=True):
            row.show(progress, counts.as_of)
        self.query_one(SessionLog).show(counts)
        self.query_one(ComparisonCard).show(counts)
