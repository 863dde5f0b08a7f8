"""The Textual app: what the counter in front and the staff's terminal behind have in common. Language, signals,
content that changes, the way from page to page."""

import asyncio
import gc
import logging
import signal
from pathlib import Path, PurePath
from time import monotonic
from typing import TYPE_CHECKING

from rich.console import RenderableType
from textual import events, on, work
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.filter import LineFilter
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from kiosk.catalogue.confirmed_facts import FACTS
from kiosk.catalogue.roster import ROSTER
from kiosk.errors import Refusal
from kiosk.machine import Kiosk, open_ledger
from kiosk.security.pin import Pin
from kiosk.storage.private_file import written_at
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import HOME, Language, following
from screens.layouts import LARGE, TOO_SMALL
from screens.messages import KioskRenewed, LanguageSwitched, LedgerOpened, PageLeft
from screens.page import Page
from screens.terminal.driver import TerminalDriver
from screens.terminal.keymap import normalized
from screens.terminal.sara_am_filter import SaraAm
from screens.terminal.tty_hold import ENDING
from screens.theme import CONTRAST_THEME, PAPER_THEME
from screens.widgets.header import Header

if TYPE_CHECKING:
    from kiosk.ledger.ledger import Ledger

_SARA_AM = SaraAm()

_HERE = Path(__file__).parent.parent
_FIRST_STYLES: list[str | PurePath] = [_HERE / "app.tcss", _HERE / "visitor" / "home.tcss"]

_NEW_OBJECTS = 50_000
"""So many more than there were before Python looks for garbage while a page is made: two pages have fewer."""

_TRY_AGAIN = 30
"""Seconds until a locked counter without its ledger looks for it again."""

_TOUCHES = (events.Key, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp, events.Paste)


class KioskApp(App[None], inherit_bindings=False):
    """What the counter and the staff's terminal have in common."""

    CSS_PATH = _FIRST_STYLES
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    STYLES = "visitor"
    """The folder of the pages that are opened first, whose stylesheets wait for them."""
    lang: reactive[Language] = reactive(HOME, init=False)
    large = False
    """Whether pages wear the large layout: fewer, larger rows."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(driver_class=TerminalDriver)
        self.kiosk = kiosk
        self.ledger: Ledger | None = None
        self.refusal: Refusal | None = None
        self.crashed = False
        self.does_without = False
        self.pin = Pin(kiosk.folder / "pin.toml")
        self.touched = monotonic()
        self._minute = ""
        self._left_garbage = False
        self._written = self._last_written()
        self.register_theme(PAPER_THEME)
        self.register_theme(CONTRAST_THEME)
        # Put on before anything is drawn: a change of theme later would have every stylesheet read twice.
        self.set_reactive(App.theme, PAPER_THEME.name)
        self.update_classes({"-dark-mode": False, "-light-mode": True}, update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    @property
    def locked(self) -> bool:
        """Whether only staff may leave the program."""
        return self.pin.is_set and not self.kiosk.demo

    def get_line_filters(self) -> list[LineFilter]:
        return [_SARA_AM]  # no colour is the terminal's own, which Textual's filter would make one of its theme

    def pop_screen(self) -> AwaitComplete:
        """Leave a page for good. Textual's style cache would keep what its last thousand widgets drew."""
        for widget in self.screen.walk_children(Widget, with_self=True):
            widget._styles_cache.clear()
        self._left_garbage = True
        return super().pop_screen()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.AppBlur):
            return  # Textual would hide the focus until the next key: a counter's terminal may tell no other window
        if isinstance(event, _TOUCHES):
            self.touched = monotonic()
        if isinstance(event, events.Key) and not isinstance(self.focused, Input):
            event = normalized(event)
            page = self.screen
            blind = page.has_class(TOO_SMALL) and not (isinstance(page, Page) and page.ANY_KEY)
            if blind and event.key != "ctrl+q":
                return  # what cannot be seen must not count anybody
        await super().on_event(event)

    def on_mount(self) -> None:
        self._mind_signals()
        self.set_interval(1, self.tick)
        self.set_timer(0.2, self.get_ready)

    def get_ready(self) -> None:
        """What the first page need not wait for: the ledger, and the stylesheets of the other pages.

        What is in memory by now stays for good: looking through it for garbage is over.
        """
        self.open_ledger()
        self.read_styles(self.STYLES)
        if not gc.isenabled():  # as terminal.get_ready left it
            gc.freeze()
            gc.set_threshold(_NEW_OBJECTS)
            gc.enable()

    def read_styles(self, pages: str) -> None:
        """Read the stylesheets of a folder of pages at once: each page that is opened would have all read again.

        A widget is styled by going through every rule there is; a visitor's pages do without those of the staff.
        """
        paths = sorted((_HERE / pages).glob("*.tcss"))
        if new := [path for path in paths if not self.stylesheet.has_source(str(path))]:
            self.stylesheet.read_all(new)
            self.stylesheet.reparse()

    def _mind_signals(self) -> None:
        """SIGTERM and SIGHUP give the terminal back."""
        loop = asyncio.get_running_loop()
        for number in ENDING:
            loop.add_signal_handler(number, self.exit)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)

    @work(thread=True, exit_on_error=False)
    def open_ledger(self) -> None:
        """Open the ledger after the first page is drawn; a file that is none ends the program with a sentence.

        A locked counter that was open before does without, and tries again every so often.
        """
        try:
            self.ledger = open_ledger(self.kiosk)
            self.post_message(LedgerOpened())
        except Refusal as refusal:
            if self.does_without:
                logging.getLogger("kiosk").exception("The ledger was not opened")
                self.call_from_thread(self.set_timer, _TRY_AGAIN, self.open_ledger)
                return
            self.refusal = refusal
            self.call_from_thread(self.exit, return_code=refusal.exit_code)

    @on(LedgerOpened)
    @work(thread=True, group="tally", exit_on_error=False)
    def hold_tally(self) -> None:
        """Compare the tally with its entries, when the first page is long drawn; what is wrong is said to staff."""
        import sqlite3

        from kiosk.progress.anomalies import hold_tally

        assert self.ledger is not None
        try:
            hold_tally(self.kiosk, self.ledger)
        except (sqlite3.Error, Refusal):
            logging.getLogger("kiosk").exception("The tally could not be held to its entries")

    async def tick(self) -> None:
        """Every second: garbage is looked for if a page was left; the clock on the band moves when its minute does."""
        if self._left_garbage:
            self._left_garbage = False
            gc.collect()
        minute = self.kiosk.clock().strftime("%d%H%M")
        if minute != self._minute:
            self._minute = minute
            for header in self.screen.query(Header):
                header.refresh()

        if (written := self._last_written()) != self._written:
            self._written = written
            self.read_content()

    def _last_written(self) -> list[int]:
        """When the office's facts and roster were last written, by this program or another; 0 if nobody can say."""
        return [written_at(self.kiosk.folder / name) for name in (FACTS, ROSTER)]

    @work(thread=True, exclusive=True, group="content", exit_on_error=False)
    def read_content(self) -> None:
        """Read the content again; while a file is not right, the kiosk goes on with what it knows."""
        try:
            self.post_message(KioskRenewed(self.kiosk.reread()))
        except Refusal:
            logging.getLogger("kiosk").exception("The content was not read again")

    @on(KioskRenewed)
    async def renew(self, event: KioskRenewed) -> None:
        """From now on pages show the kiosk as it is; not those that are being taken down."""
        self.kiosk = event.kiosk
        for page in self.screen_stack:
            if isinstance(page, Page) and page.children:
                await page.renewed(event.kiosk)

    def watch_lang(self) -> None:
        """Every page says everything again. Textual's `data_bind` would keep each page that ever was in memory."""
        for page in self.screen_stack:
            if isinstance(page, Page):
                page.lang = self.lang

    def show(self, page: Page) -> None:
        """Put a page in front."""
        self.push_screen(self.fitted(page))

    def tell(self, mark: str, words: Bilingual, more: Bilingual) -> None:
        """Say one thing on a page of its own, which leads home by itself."""
        from screens.visitor.message import MessageScreen

        self.show(MessageScreen(self.kiosk, mark, words, more))

    def fitted(self, page: Page) -> Page:
        """A page in the language that is spoken, laid out for this terminal from its first frame on."""
        page.set_reactive(Page.lang, self.lang)
        page.set_class(self.large, LARGE, update=False)
        page.lay_out(self.size)
        return page

    async def on_key(self, event: events.Key) -> None:
        """Ctrl+Q leaves, unless only staff may."""
        if event.key == "ctrl+q" and not self.locked:
            self.exit()

    @on(LanguageSwitched)
    def switch_language(self) -> None:
        """Say everything in the next language."""
        self.lang = following(self.lang, self.kiosk.catalogue.languages)

    @on(PageLeft)
    def page_left(self) -> None:
        """The page before is wanted."""
        self.go_back()

    def go_back(self) -> None:
        """Back to the page before."""
        if len(self.screen_stack) > 1:
            self.pop_screen()

    def _fatal_error(self) -> None:
        """Textual would print a traceback with all locals on the public screen: it goes to the log file instead."""
        logging.getLogger("kiosk").exception("The screen failed")
        self._end_crashed()

    def panic(self, *renderables: RenderableType) -> None:
        """What Textual would print when its own threads fail goes to the log file too."""
        said = "".join(segment.text for one in renderables for segment in self.console.render(one))
        logging.getLogger("kiosk").error("The screen failed\n%s", said)
        self._end_crashed()

    def _end_crashed(self) -> None:
        self.crashed = True
        self._close_messages_no_wait()
