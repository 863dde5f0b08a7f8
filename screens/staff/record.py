"""The office's record: every line that staff have written, the newest first; a key takes one back."""

from itertools import zip_longest

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content

from kiosk.editing.history import HistoryLine, HistoryPage, history_page
from kiosk.editing.line_words import LineWords
from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.streams.record.files import RECORD
from kiosk.text.bilingual import joined, same
from kiosk.text.dates import medium_date
from kiosk.text.refusal import Refusal
from screens.messages import KioskRenewed, RoleWanted
from screens.paged import KEYS, PagedScreen
from screens.staff.content_watch import ContentWatch
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.widgets.block import Paragraphs
from screens.widgets.containers import Grid
from screens.widgets.pagination import page_count
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import shortened, wrapped
from screens.widgets.title import Title


class RecordScreen(PagedScreen):
    """Pagination: the lines of one page are read, however many there are."""

    CSS_PATH = "record.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk, content_watch: ContentWatch) -> None:
        super().__init__(kiosk)
        self.content_watch = content_watch
        self.history = HistoryPage([], 0)

    @property
    def pages(self) -> int:
        return page_count(self.history.length, len(KEYS))

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("record.title"))
        yield Title(say("record.choose"))
        with Grid(id="lines"):
            for key in KEYS:
                yield LineKey(key)
        yield Paragraphs(style="bold $bad", id="trouble")
        yield Paragraphs(say("record.about"), style="$soft", id="about")
        yield StaffKeys(say, say("key.back"), Pressable("right", say("key.next"), id="next", classes="-primary"))

    def on_mount(self) -> None:
        self.watch_page()

    async def renewed(self, kiosk: Kiosk) -> None:
        """Somebody has written a line."""
        await super().renewed(kiosk)
        self.read()

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def read(self) -> None:
        """Read the lines of the page anew."""
        with open_record(self.kiosk) as record:
            page = history_page(record, self.page, len(KEYS))
        self.app.call_from_thread(self._show, page)

    def _show(self, history: HistoryPage) -> None:
        self.history = history
        self.set_reactive(RecordScreen.page, min(self.page, self.pages - 1))
        super().watch_page()
        about = self.query_one("#about", Paragraphs)
        about.paragraphs = (self.phrases("record.about" if history.lines else "record.none"),)
        about.refresh(layout=True)
        words = LineWords(self.kiosk.catalogue)
        for key, line in zip_longest(self.query(LineKey), history.lines):
            key.show(line, words, self.kiosk)

    def watch_page(self) -> None:
        super().watch_page()
        self.read()

    @on(Pressable.Pressed, "LineKey")
    def choose(self, event: Pressable.Pressed) -> None:
        """The first press asks, the second takes the line back."""
        key = event.pressable
        assert isinstance(key, LineKey)
        if not isinstance(key.choice, HistoryLine):
            return
        if key.has_class("-chosen"):
            chosen = key.choice
            self.post_message(RoleWanted(lambda role: self._take_back(chosen, role)))
        else:
            for other in self.query(LineKey):
                other.remove_class("-chosen")
                other.refresh()
            key.add_class("-chosen")

    @work(thread=True, exclusive=True, group="write", exit_on_error=False)
    def _take_back(self, chosen: HistoryLine, role: str) -> None:
        try:
            with self.content_watch.own_write(RECORD), open_record(self.kiosk) as record:
                record.take_back(chosen.line.id, self.kiosk.today, role)
            self.post_message(KioskRenewed(self.kiosk.reread()))
        except Refusal as refusal:
            self.app.call_from_thread(self._refuse, refusal)

    def _refuse(self, refusal: Refusal) -> None:
        trouble = self.query_one("#trouble", Paragraphs)
        trouble.paragraphs = (refusal.words,)
        trouble.refresh(layout=True)


class LineKey(Pressable):
    """A line of the record: its number and what it is about, what it says, and under that its day and role."""

    def __init__(self, key: str) -> None:
        super().__init__(key, same(""))
        self.says = self.who = self.sure = same("")
        self.holds = False

    def show(self, line: HistoryLine | None, words: LineWords, kiosk: Kiosk) -> None:
        """Show a line, or nothing."""
        self.display = line is not None
        self.remove_class("-chosen")
        if line is None:
            return
        say = kiosk.catalogue.phrases
        self.choice, self.holds = line, line.holds
        self.disabled = not line.holds
        self.words = say("record.number", number=line.number) + "  " + words.title(line.line)
        correction = [] if line.takes_back is None else [say("record.takes_back", number=line.takes_back)]
        self.says = joined([*words.says(line.line), *correction], " · ")
        self.sure = say("record.sure", number=line.number)
        self.who = medium_date(line.line.day) + " · " + words.role(line.line)
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        at = 5
        second = self.sure if self.has_class("-chosen") else self.says
        name = shortened(self.first(self.words), width - at)
        badge = self._badge() if self.holds else Content("   ")
        says, who = wrapped(self.first(second), width, "$ink", at), wrapped(self.first(self.who), width, "$soft", at)
        if not self.has_room(1 + len(says) + len(who)):
            says = wrapped(shortened(self.first(second), width - at), width, "$ink", at)
        if not self.has_room(1 + len(says) + len(who)):
            who = wrapped(shortened(self.first(self.who), width - at), width, "$soft", at)
        return [badge + Content("  ") + Content.styled(name, "bold"), *says, *who]
