"""A service: documents, fee and time at once; then papers to tick, details, a card to show, the way online."""

from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Grid
from textual.geometry import Size
from textual.widget import Widget

from kiosk.catalogue.services import Service
from kiosk.machine import Kiosk
from kiosk.text.bilingual import Bilingual
from screens.messages import OnlineChosen
from screens.paged import PagedScreen
from screens.visitor.widgets.answer_strip import AnswerStrip
from screens.visitor.widgets.document_list import PaperList, Tick, TickCount
from screens.visitor.widgets.key_bar import KeyBar
from screens.visitor.widgets.steps import PORTIONS, Details, StepList
from screens.visitor.widgets.tick_card import TickCard
from screens.widgets.block import BilingualLine
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title

Chapter = Literal["overview", "ticks", "steps", "details", "card"]
"""What a page of a service is about."""

_TICKS_A_PAGE = {"-wide": 6, "-portrait": 6, "-compact": 4, "-large": 2, "-large-portrait": 4}
_ENTRIES_A_CARD = {"-wide": 14, "-portrait": 12, "-compact": 7, "-large": 4, "-large-portrait": 8}
"""In each layout."""

CROWDED = 7
"""With more papers than this the list takes the whole width, and the steps stand with the details."""


class ServiceScreen(PagedScreen):
    """One service, page by page; nothing scrolls."""

    CSS_PATH = "service.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk, service: Service) -> None:
        super().__init__(kiosk)
        self.service = service
        self.papers = service.documents.figure or []
        self.ticks: list[Tick] = []
        self._blocks: dict[Chapter, list[Widget]] = {}
        """What each chapter shows, made when it is first turned to: the first page need not wait for the others."""
        if len(self.papers) > CROWDED:
            self.add_class("-crowded", update=False)

    def body(self) -> ComposeResult:
        service, say = self.service, self.phrases
        yield Title(service.title, also=self._form, aside=self._speaks_for, more=self.page_words)
        self._blocks["overview"] = self._made("overview")
        yield from self._blocks["overview"]
        way = say("key.online" if self._way_online == service.online else "key.manuals")
        online = Pressable("right", way, id="online-way")
        online.display = False
        yield KeyBar(say, online, Pressable("right", say("key.next"), id="next", classes="-primary"))

    def _made(self, chapter: Chapter) -> list[Widget]:
        service, catalogue, say = self.service, self.kiosk.catalogue, self.phrases
        if chapter == "overview":
            lists = Container(StepList(service, catalogue), PaperList(service, catalogue), id="overview")
            return [AnswerStrip(service, say), lists]
        if chapter == "ticks":
            self.ticks = [Tick(item, catalogue) for item in self.papers]
            return [Grid(*self.ticks, id="ticks"), TickCount(len(self.papers), say)]
        if chapter == "steps":
            return [Container(StepList(service, catalogue, whole=True), Details(service, catalogue), id="steps")]
        if chapter == "details":
            return [Details(service, catalogue)]
        return [BilingualLine(say("service.show_card"), id="show"), TickCard(say)]

    def lay_out(self, size: Size) -> None:
        """Lay the pages out again; what was in front stays in front as far as it can."""
        before = self.classes
        super().lay_out(size)
        if self.is_mounted and self.classes != before:
            self.call_after_refresh(self.watch_page)

    @property
    def pages(self) -> int:
        return len(self.portions)

    @property
    def portions(self) -> list[tuple[Chapter, int]]:
        """The pages at the present size: what each is about, and which portion of it."""
        pages: list[tuple[Chapter, int]] = [("overview", 0)]
        pages += [("ticks", number) for number in range(self._tick_pages)]
        pages.append(("steps", 0))
        pages += [("details", number) for number in range(0 if self._is_sparse else 1, PORTIONS)]
        return pages + [("card", number) for number in range(self._cards)]

    @property
    def _tick_pages(self) -> int:
        return -(-len(self.papers) // self._at_this_size(_TICKS_A_PAGE))

    @property
    def _is_sparse(self) -> bool:
        """Whether the steps have a page to themselves."""
        return not (self.has_class("-wide") or self.has_class("-portrait"))

    @property
    def _cards(self) -> int:
        """How many pages the card takes: the papers, and a heading for those missing and for those there."""
        headings = len({tick.ticked for tick in self.ticks}) or min(len(self.papers), 1)
        return -(-(len(self.papers) + headings) // self._at_this_size(_ENTRIES_A_CARD))

    def _at_this_size(self, counts: dict[str, int]) -> int:
        return next((count for size, count in counts.items() if self.has_class(size)), counts["-wide"])

    def watch_page(self) -> None:
        """Show the page that is turned to."""
        if self.page >= self.pages:
            self.page = self.pages - 1
            return
        chapter, portion = self.portions[self.page]
        if chapter not in self._blocks:
            self._blocks[chapter] = self._made(chapter)
            self.mount_all(self._blocks[chapter])
        for name, blocks in self._blocks.items():
            for block in blocks:
                block.display = name == chapter
        for block in self._blocks[chapter]:
            if isinstance(block, Details):
                block.turn_to(portion)
            elif isinstance(block, TickCard):
                block.show(self.ticks, portion, self._at_this_size(_ENTRIES_A_CARD))
        if chapter == "ticks":
            self._show_ticks(portion)
        last = self.page == self.pages - 1
        self.query_one("#next").display = not last
        self.query_one("#online-way").display = last and self._way_online is not None
        title = self.query_one(Title)
        title.more = self.page_words
        title.refresh(layout=True)
        self.set_focus(None)

    def _show_ticks(self, portion: int) -> None:
        """As many on each page as on the others, or nearly so."""
        size = -(-len(self.ticks) // self._tick_pages)
        for number, tick in enumerate(self.ticks):
            tick.display = number // size == portion
            tick.key = str(number % size + 1)

    @property
    def _way_online(self) -> str | None:
        return self.kiosk.catalogue.channels.way_online(self.service.online)

    @property
    def _speaks_for(self) -> Bilingual:
        return self.phrases("service.speaks_for", office=self.kiosk.office.short_name)

    @property
    def _form(self) -> Bilingual | None:
        form = self.service.form
        return None if form is None else self.phrases("family.form", form=form)

    @on(Pressable.Pressed, "#online-way")
    def go_online(self) -> None:
        """Show the code of the service's way online, or of the manuals."""
        if self._way_online is not None:
            self.go(OnlineChosen(self._way_online))

    @on(Pressable.Pressed, "Tick")
    def tick(self) -> None:
        """Say how many are ticked now."""
        self.query_one(TickCount).show(sum(tick.ticked for tick in self.ticks))
