"""The Textual app: what the counter in front and the staff's terminal behind have in common."""

import logging
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any, Self

from textual import events, on, work
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.reactive import reactive
from textual.worker import Worker, WorkerState

from kiosk.machine.kiosk import Kiosk, check_of, open_ledger, open_record
from kiosk.security.pin import Pin
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import HOME, Language, following
from kiosk.text.refusal import Refusal
from screens.apps.garbage import PageGarbage
from screens.apps.hardened import HardenedApp
from screens.apps.page_cache import PageCache
from screens.apps.stylesheets import FIRST_STYLES, CachedStylesheet, read_styles
from screens.messages import KioskRenewed, LanguageSwitched, LedgerOpened, PageLeft, ProgramLeft, Routed
from screens.page import Page
from screens.staff.content_watch import ContentWatch
from screens.theme import CONTRAST_THEME, PAPER_THEME

if TYPE_CHECKING:
    from kiosk.streams.ledger.ledger import Ledger

_RETRY = 30
"""Seconds until a ledger that could not be opened is tried again."""

_REST = 1
"""Seconds without a key or touch after which the visitor is taken to read."""


class KioskApp(HardenedApp, inherit_bindings=False):
    """Language, signals, ledger, content, the stack of pages. Its parts put what they answer into `routes`."""

    CSS_PATH = FIRST_STYLES
    ROOM = "visitor"
    """The folder of the pages that are opened first, whose stylesheets wait for them."""
    lang: reactive[Language] = reactive(HOME, init=False)

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__()
        self.kiosk = kiosk
        self.ledger: Ledger | None = None
        self.retries_ledger = False
        """Whether a ledger that cannot be opened is tried again, instead of ending the program."""
        self.refusal: Refusal | None = None
        self.pin = Pin(kiosk.folder / "pin.toml")
        self.routes: dict[type[Routed], Callable[[Any], None]] = {}
        self.content_watch = ContentWatch(kiosk.folder)
        self.garbage = PageGarbage(self.set_timer)
        self.page_cache = PageCache(self, self.garbage)
        self._styles_are_read = False
        self._minute = ""
        self._day = kiosk.today
        self.register_theme(PAPER_THEME)
        self.register_theme(CONTRAST_THEME)
        # Put on before anything is drawn: a change of theme later would have every stylesheet read twice.
        self.set_reactive(App.theme, PAPER_THEME.name)
        self.update_classes({"-dark-mode": False, "-light-mode": True}, update=False)
        self.stylesheet = self.styles_of_layouts = CachedStylesheet(variables=self.get_css_variables())

    @property
    def locked(self) -> bool:
        """Whether only staff may leave the program."""
        return self.pin.is_set and not self.kiosk.demo

    def on_mount(self) -> None:
        self.set_interval(1, self._tick_while_open)
        self.set_timer(0.2, self.get_ready)

    def get_ready(self) -> None:
        """Deferred initialization, after the first frame: the ledger, and the stylesheets of the other pages."""
        self.open_ledger()
        self.read_styles()
        self.garbage.settle()

    @work(thread=True, exit_on_error=False)
    def open_ledger(self) -> None:
        """Open the ledger; a file that is none ends the program with a sentence, or is tried again every so often."""
        try:
            self.ledger = open_ledger(self.kiosk)
            self.post_message(LedgerOpened())
            self._take_in_first_edition()
        except Refusal as refusal:
            if self.retries_ledger:
                logging.getLogger("kiosk").exception("The ledger was not opened")
                self.call_from_thread(self.set_timer, _RETRY, self.open_ledger)
                return
            self.refusal = refusal
            self.call_from_thread(self.exit, return_code=refusal.exit_code)

    def _take_in_first_edition(self) -> None:
        """Take what staff wrote before there was a record into it, off the screen's thread."""
        from kiosk.streams.record.files import FIRST_EDITION

        try:
            if any((self.kiosk.folder / name).exists() for name in FIRST_EDITION):
                open_record(self.kiosk).close()
        except Refusal:
            logging.getLogger("kiosk").exception("The files of the first edition were not taken into the record")

    @on(LedgerOpened)
    @work(thread=True, group="tally", exit_on_error=False)
    def check_caches(self) -> None:
        """Compare the tally with its entries and the record's heads with its lines, when the first page is long drawn;
        a difference of the tally is told to staff."""
        import sqlite3

        from kiosk.progress.anomalies import hold_heads, hold_tally

        assert self.ledger is not None
        try:
            hold_tally(self.kiosk, self.ledger)
            hold_heads(self.kiosk)
        except (sqlite3.Error, Refusal):
            logging.getLogger("kiosk").exception("A cache could not be held to what it is of")

    async def _tick_while_open(self) -> None:
        """A timer still fires while the app closes its pages."""
        if self.screen_stack:
            await self.tick()

    async def tick(self) -> None:
        """Every second: garbage, the minute that a page shows, content that others have written, another day."""
        if monotonic() - self.touched >= _REST:
            self.garbage.collect()
        minute = self.kiosk.clock().strftime("%d%H%M")
        if minute != self._minute:
            self._minute = minute
            if isinstance(self.screen, Page):
                self.screen.minute_passed()
        if self.content_watch.has_changed() or self.kiosk.today != self._day:
            self._day = self.kiosk.today
            self.read_content()

    @work(thread=True, exclusive=True, group="content", exit_on_error=False)
    def read_content(self) -> None:
        """Read the content again; while a file is not right, the kiosk goes on with the last good ones."""
        self.post_message(KioskRenewed(self.kiosk.reread()))

    @on(LedgerOpened)
    @work(thread=True, exclusive=True, group="last-good", exit_on_error=False)
    def keep_files(self) -> None:
        """Keep copies of the office's own files while they are right; what is wrong with them is in the log."""
        from kiosk.catalogue.last_good import keep_last_good

        for fault in self.kiosk.faults:
            logging.getLogger("kiosk").warning("The last good copy stands in: %s", fault)
        if not self.kiosk.faults:
            keep_last_good(self.kiosk.office_file, self.kiosk.folder)
            if self.kiosk.cache is not None:
                self.kiosk.cache.keep(self.kiosk.catalogue)

    @on(KioskRenewed)
    async def renew(self, event: KioskRenewed) -> None:
        """From now on pages show the kiosk as it is; not those that are being taken down."""
        self.kiosk = event.kiosk
        self.page_cache.clear()
        self.keep_files()
        if self.ledger is not None:
            self.ledger.check = check_of(event.kiosk)
        for page in self.screen_stack:
            if isinstance(page, Page) and page.children:
                await page.renewed(event.kiosk)

    @on(Routed)
    def dispatch(self, message: Routed) -> None:
        """Dispatch by the routing table. KeyError for a message that no part of this app answers."""
        try:
            self.routes[type(message)](message)
        except Exception as error:
            if not isinstance(self.screen, Page):
                raise
            self.screen.failed(error)

    @on(Worker.StateChanged)
    def worker_changed(self, event: Worker.StateChanged) -> None:
        """The error handler of the app's own workers: what they raise is logged, and told to staff who are there."""
        if event.state != WorkerState.ERROR or event.worker.error is None:
            return
        if isinstance(self.screen, Page) and self.screen.on_failure is not None:
            self.screen.failed(event.worker.error)
        else:
            logging.getLogger("kiosk").error("A worker failed", exc_info=event.worker.error)

    def watch_lang(self) -> None:
        """Every page says everything again. Textual's `data_bind` would keep each page that ever was in memory."""
        for page in self.screen_stack:
            if isinstance(page, Page):
                page.lang = self.lang

    def read_styles(self) -> None:
        """Read what the pages behind the first one look like, before one of them is shown."""
        if not self._styles_are_read:
            self._styles_are_read = True
            read_styles(self.stylesheet, self.ROOM)

    def show(self, page: Page) -> Page:
        """Push a page onto the stack, or the one about the same that was kept; gives which."""
        self.read_styles()
        shown = self.fitted(self.page_cache.instead_of(page))
        self.push_screen(shown)
        return shown

    def refresh(self, *, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Not for a page that is gone, after which Textual would lay out and draw the one in front."""
        return self if layout else super().refresh(repaint=repaint, recompose=recompose)

    def _end_batch(self) -> None:
        """Textual forgets the frame for which the page in front asked within the batch: it stayed undrawn."""
        super()._end_batch()
        if not self._batch_count and self.screen_stack:
            self.screen.check_idle()

    def pop_screen(self) -> AwaitComplete:
        page = self.screen
        popped = super().pop_screen()
        if isinstance(page, Page):
            self.page_cache.keep(page)
        self.garbage.leave()
        return popped

    def tell(self, mark: str, words: Bilingual, more: Bilingual) -> None:
        """Say one thing on a page of its own, which leads home by itself."""
        from screens.visitor.interstitial import InterstitialScreen

        self.show(InterstitialScreen(self.kiosk, mark, words, more))

    def fitted(self, page: Page) -> Page:
        """A page in the language that is spoken, laid out for this terminal from its first frame on."""
        if page.is_running:
            page.lang = self.lang
        else:
            page.set_reactive(Page.lang, self.lang)
        self.styles_of_layouts.lay_out(self.size)
        page.lay_out(self.size)
        return page

    def on_resize(self, event: events.Resize) -> None:
        """Another size may want rules of other layouts, before the page that is told of it next is styled."""
        self.styles_of_layouts.lay_out(event.size)

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
        """Go back to the page before."""
        self.go_back()

    def go_back(self) -> None:
        """Pop a page off the stack, but the first one."""
        if len(self.screen_stack) > 1:
            self.pop_screen()

    @on(ProgramLeft)
    def leave_program(self) -> None:
        """Staff end the program."""
        self.exit()
