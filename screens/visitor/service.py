"""A service, in the order of a visitor's questions: for whom, when, fee, time, papers; then ticks, steps, the card."""

from dataclasses import replace
from typing import Any, Literal

from textual import on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widget import Widget

from kiosk.catalogue.fact_words import documents_words
from kiosk.catalogue.facts import Fact
from kiosk.catalogue.services import Service
from kiosk.machine.kiosk import Kiosk
from screens.messages import DatesWanted, OnlineChosen
from screens.paged import PagedScreen
from screens.visitor.checklist_pages import ChecklistPages
from screens.visitor.widgets.documents_card import DocumentsCard
from screens.visitor.widgets.eligibility_card import EligibilityCard, note_fits, rows_of
from screens.visitor.widgets.fee_card import FeeCard
from screens.visitor.widgets.key_bar import KeyBar
from screens.visitor.widgets.particulars import Particulars, entries_of
from screens.visitor.widgets.particulars_flow import Columns, Entry, Room, in_both, paged
from screens.visitor.widgets.tick_list import TickList
from screens.visitor.widgets.whose_word import Heading, WhoseWord
from screens.visitor.widgets.window_card import WindowCard
from screens.widgets.containers import Container
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title

Chapter = Literal["overview", "ticks", "particulars", "card", "home"]
"""What a page of a service is about."""

_ROOM = {
    "-wide": Room(2, 61, 15),
    "-portrait": Room(1, 57, 22),
    "-compact": Room(1, 76, 13),
    "-large": Room(1, 90, 10),
    "-large-portrait": Room(1, 43, 16),
}
"""For particulars, in the smallest terminal of each layout: what stands on a page does not depend on its size."""

_INSTEAD = {
    "-wide": Room(2, 61, 6),
    "-portrait": Room(1, 57, 12),
    "-compact": None,
    "-large": None,
    "-large-portrait": None,
}
"""The same in the place of the papers; upright whom a service is for takes some of its rows."""

_FIRST = {
    "-wide": (59, 7),
    "-portrait": None,
    "-compact": (76, 5),
    "-large": (90, 3),
    "-large-portrait": (43, 7),
}
"""The cells and rows that the first page has for who it is for, its note included; upright it has what it needs."""


class ServiceScreen(PagedScreen):
    """One service, page by page; nothing scrolls."""

    CSS_PATH = "service.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk, service: Service) -> None:
        super().__init__(kiosk)
        self.subject = self.service = service
        self.checklist = ChecklistPages(self, service, self._title)
        self._blocks: dict[Chapter, list[Widget]] = {}
        """What each chapter shows, made when it is first turned to: the first page need not wait for the others."""
        self._portioned: tuple[object, list[tuple[Chapter, int]]] = None, []
        self._flowed: dict[str, tuple[Columns, list[Columns]]] = {}

    @property
    def is_as_opened(self) -> bool:
        return super().is_as_opened and not self.checklist.is_begun

    def body(self) -> ComposeResult:
        say = self.phrases
        yield Heading(self._title(), self._facts("overview"), self.kiosk.catalogue)
        self._blocks["overview"] = self._made("overview")
        yield from self._blocks["overview"]
        way = say("key.online" if self._way_online == self.service.online else "key.manuals")
        online = Pressable("right", way, id="online-way")
        online.display = False
        yield KeyBar(say, online, Pressable("right", say("key.next"), id="next", classes="-primary"))

    def _made(self, chapter: Chapter, portion: int = 0) -> list[Widget]:
        service, catalogue, say = self.service, self.kiosk.catalogue, self.phrases
        if chapter == "overview":
            cards = WindowCard(service, say), FeeCard(service, catalogue, self.has_large_digits)
            lists_fees = isinstance(service.fee.figure, list) and not (service.window.figure or service.late.figure)
            terms = Container(*cards, id="terms", classes="-fees" if lists_fees else "")
            first = Container(EligibilityCard(service, say, self.is_noted_later), terms, id="first")
            instead = [] if service.documents.figure else [Particulars(id="instead")]
            return [Container(first, DocumentsCard(service, catalogue), *instead, id="overview")]
        if chapter == "particulars":
            return [Particulars()]
        return [self.checklist.made(chapter, portion)]

    def _facts(self, chapter: Chapter) -> list[Fact[Any]]:
        """What a page about `chapter` states."""
        service = self.service
        steps = self.kiosk.catalogue.steps[service.steps]
        if chapter == "overview":
            instead: list[Fact[Any]] = [service.result] if self._instead_of_papers else []
            instead += [] if self._particulars else [steps]
            terms: list[Fact[Any]] = [service.window, service.late, service.fee, service.time]
            return [service.documents, service.who, *terms, *instead]
        if chapter == "particulars":
            noted = [service.who] if self.is_noted_later() else []
            result = [] if self._instead_of_papers else [service.result]
            return [*noted, steps, *result, service.late, service.time]
        return [service.documents]

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
        """The pages as they are now: what each is about, and which portion of it. They are worked out once a state."""
        state = self.layout_name, self.checklist.state
        if state != self._portioned[0]:
            self._portioned = state, self._all_portions()
        return self._portioned[1]

    def _all_portions(self) -> list[tuple[Chapter, int]]:
        pages: list[tuple[Chapter, int]] = [("overview", 0)]
        pages += self.checklist.ticks()
        if not self.checklist.more:
            pages += [("particulars", number) for number in range(len(self._particulars))]
        return pages + self.checklist.closing()

    @property
    def _particulars(self) -> list[Columns]:
        """The particulars on pages of their own."""
        return self._flow[1]

    @property
    def _instead_of_papers(self) -> Columns:
        """The particulars of a service without a list of papers that have room in its place."""
        return self._flow[0]

    @property
    def _flow(self) -> tuple[Columns, list[Columns]]:
        """Both, worked out once a layout: as much as there is room for in the place of the papers, then the others."""
        name = self.layout_name
        if name not in self._flowed:
            instead, entries = self._put_instead(self._entries)
            self._flowed[name] = instead, paged(in_both(entries, _ROOM[name]), _ROOM[name])
        return self._flowed[name]

    def _put_instead(self, entries: list[Entry]) -> tuple[Columns, list[Entry]]:
        """What stands in the place of the papers, and which entries do not: all or, where steps have no room there, the
        first of the others."""
        documents, eligible, say = self.service.documents, self.service.who.figure, self.phrases
        room = _INSTEAD[self.layout_name]
        if room is None or documents.figure:
            return [], entries
        if eligible is not None and self.layout_name == "-portrait":
            room = replace(room, rows=room.rows - rows_of(eligible, room.width))
        named = Entry(documents_words(documents, say), say("service.documents"))
        steps, others = ([entry for entry in entries if bool(entry.mark) == wanted] for wanted in (True, False))
        for order in ([named, *steps, *others], [*steps, named, *others]):
            first, *more = paged(in_both(order, room), room)
            if not more and not any(column[0].again and not column[0].heading for column in first):
                return first, []
        beside = others[:1]
        first, *more = paged(in_both([named, *beside], room), room)
        return ([], entries) if more else (first, [entry for entry in entries if entry not in beside])

    @property
    def _entries(self) -> list[Entry]:
        return entries_of(self.service, self.kiosk.catalogue, noted=self.is_noted_later())

    def is_noted_later(self) -> bool:
        """Whether the note on who it is for stands with the particulars: where the first page has no room for it."""
        who, room = self.service.who.figure, _FIRST[self.layout_name]
        return who is not None and room is not None and not note_fits(who, *room)

    def has_large_digits(self) -> bool:
        """Whether the fee stands in large digits: where that of every service has room for them, in every language."""
        return self.layout_name in ("-wide", "-portrait", "-large")

    @property
    def layout_name(self) -> str:
        """The layout that the page wears; the roomiest while the terminal is too small for any."""
        return next((name for name in _ROOM if self.has_class(name)), "-wide")

    def on_mount(self) -> None:
        if not self.service.documents.figure:
            self.watch_page()  # what stands in the place of papers may leave no other page

    def watch_lang(self) -> None:
        super().watch_lang()
        self.watch_page()  # another language may take more pages, or lead home by another code

    def watch_page(self) -> None:
        """Show the page that is turned to."""
        portions = self.portions
        if self.page >= len(portions):
            self.page = len(portions) - 1
            return
        chapter, portion = portions[self.page]
        if chapter in ("card", "home"):
            for block in self._blocks.pop(chapter, []):
                block.remove()
        if chapter not in self._blocks:
            self._blocks[chapter] = self._made(chapter, portion)
            self.mount_all(self._blocks[chapter])
        self._show_instead_of_papers()
        for name, blocks in self._blocks.items():
            for block in blocks:
                block.display = name == chapter
        for block in self._blocks[chapter]:
            if isinstance(block, Particulars):
                block.show(self._particulars[portion])
            elif isinstance(block, TickList):
                block.turn_to(portion, self.checklist.ticks_a_page)
        last = self.page == len(portions) - 1
        self.query_one("#next").display = not last
        self.query_one("#online-way").display = last and self._way_online is not None
        self.query_one(WhoseWord).show(self._facts(chapter))
        heading = self.query_one(Heading)
        heading.display = chapter not in ("card", "home")
        self.number_pages()
        self.set_focus(None)

    def _show_instead_of_papers(self) -> None:
        for particulars in self.query("#instead").results(Particulars):
            instead = self._instead_of_papers
            particulars.show(instead)
            particulars.display = bool(instead)
            self.query_one(DocumentsCard).display = not instead

    @property
    def place(self) -> tuple[int, int]:
        """Those of the visitor's own list are counted apart: no tick changes the number of another page."""
        chapters = [chapter for chapter, _ in self.portions]
        page = self.page + 1 - chapters[: self.page].count("card")
        return page, len(chapters) - chapters.count("card") + self.checklist.in_cards

    def number_pages(self) -> None:
        self.heading.narrowest = self._title_cells
        super().number_pages()

    @property
    def _title_cells(self) -> int:
        """The cells of a title on each page, less the digits that the number of this one lacks."""
        page, pages = self.place
        return self.checklist.title_cells - len(f"{pages}") + len(f"{page}")

    @property
    def _way_online(self) -> str | None:
        return self.kiosk.catalogue.channels.way_online(self.service.online)

    def _title(self) -> Title:
        """The same on every page, but for which of them it is."""
        service, words, figures = self.service, self.page_words, self.page_figures
        form = None if service.form is None else self.phrases("family.form", form=service.form)
        title = Title(service.title, more=words, brief=figures, also=form, short=service.short_title)
        title.narrowest = self._title_cells
        return title

    @on(Pressable.Pressed, "#online-way")
    def go_online(self) -> None:
        """Show the code of the service's way online, or of the manuals."""
        if self._way_online is not None:
            self.go(OnlineChosen(self._way_online))

    @on(Pressable.Pressed, "WindowCard")
    def work_out_dates(self) -> None:
        """Work out the visitor's own dates."""
        self.go(DatesWanted(self.service))

    @on(Pressable.Pressed, "DocumentsCard")
    def take_home(self) -> None:
        """Turn to where the list that is taken home begins: on pages of its own, or beside the card."""
        chapters = [chapter for chapter, _ in self.portions]
        self.page = chapters.index("home" if "home" in chapters else "card")
