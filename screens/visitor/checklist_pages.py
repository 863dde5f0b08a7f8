"""The pages on which a visitor gathers papers: ticks, the card to show, what is taken home. How many, at which size."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from textual.widget import Widget

from kiosk.catalogue.checklist import Checklist
from kiosk.catalogue.services import Service
from kiosk.catalogue.take_away import TakeAway, take_away
from kiosk.text.bilingual import Bilingual
from kiosk.text.qr import fits, size
from screens.paged import PagedScreen
from screens.terminal.sextant_support import finest_scale
from screens.visitor.widgets.code_card import WORDS, CodeCard
from screens.visitor.widgets.counter_card import CounterCard, Room, card_pages
from screens.visitor.widgets.particulars import entries_of
from screens.visitor.widgets.particulars_flow import Entry
from screens.visitor.widgets.take_home import FOOT, HEAD, WHOSE_WORD, SheetColumns, SheetRoom, TakeHome, sheet_pages
from screens.visitor.widgets.tick_card import Part
from screens.visitor.widgets.tick_list import TickList
from screens.widgets.title import Title

Chapter = Literal["ticks", "card", "home"]
"""What a page is about: papers to tick, the card to show, what is taken home."""

_GAP = 2
_PADDING = 4
_EDGES = 2
_BAR = 2
"""Cells before a title."""
_OVER_CODE = 1
"""Rows between whose word it is and a code under that."""
_SHORT_SHEET = 36, 7
"""Columns and rows that a sheet takes at least with whose word it is, beside a code or above it."""

_BESIDE = 37
"""Columns of the code that stands beside the cards: that of most addresses."""


_FEW = 2
"""Particulars, at most, that stand under the papers."""

Portion = tuple[Chapter, int]
"""A page: its chapter, and which portion of that it is."""


class TakenHome(NamedTuple):
    """What is taken home: a code, if there is one, the papers of each page, the rows of whose word it is under them."""

    code: TakeAway | None
    sheets: list[SheetColumns]
    whose_word: int


class Layout(NamedTuple):
    """What a page holds: ticks, cards, cells between its margins and under its title, rows down to the title's end,
    cells for whose word it is beside that; rows over the title that are given up for a code.

    An upright page has the code under the list, every other one beside list and title; a wide one `beside` cards too.
    It has `low_cards` under one another where that takes fewer pages.
    """

    ticks: int
    cards: Room
    columns: int
    rows: int
    title: int = 0
    beside: Room | None = None
    low_cards: Room | None = None
    whose_word: int = 0
    over_title: int = 0

    @property
    def code(self) -> tuple[int, int]:
        """Columns and rows that a code may take."""
        columns, rows = _SHORT_SHEET
        if self.title:
            return self.columns - columns, self.title + self.rows - WORDS
        return self.columns, self.rows - WORDS - rows


_LAYOUTS = {
    "-wide": Layout(6, Room(3, 39, 11), 133, 17, 4, Room(3, 26, 11), whose_word=60),
    "-compact": Layout(4, Room(2, 34, 11), 78, 16, 3),
    "-portrait": Layout(4, Room(2, 26, 21), 61, 27, low_cards=Room(4, 26, 10)),
    "-large": Layout(4, Room(3, 26, 9), 92, 12, 3, whose_word=44),
    "-large-portrait": Layout(2, Room(1, 43, 16), 47, 22, over_title=1, low_cards=Room(3, 43, 4)),
}


class ChecklistPages:
    """They belong to a page of a service, which shows their widgets and turns to their portions."""

    def __init__(self, page: PagedScreen, service: Service, title: Callable[[], Title]) -> None:
        self._page = page
        self._service = service
        self._title = title
        self._catalogue = page.kiosk.catalogue
        self._papers = service.documents.figure or []
        self._ticks: TickList | None = None
        """Made when it is first turned to: most pages of services wait, or are left, without."""
        self._homewards: dict[object, TakenHome] = {}

    @property
    def ticks_a_page(self) -> int:
        """How many papers to tick a page holds at the present size."""
        return self._layout.ticks

    @property
    def is_begun(self) -> bool:
        """Whether anything is ticked."""
        return bool(self._ticked)

    @property
    def _ticked(self) -> set[int]:
        """The places of the papers that are ticked."""
        return set() if self._ticks is None else self._ticks.ticked

    @property
    def state(self) -> tuple[object, ...]:
        """What the pages depend on besides the size: they are the same while it is."""
        return self._page.lang, frozenset(self._ticked), finest_scale()

    def ticks(self) -> list[Portion]:
        """The pages of papers to tick at the present size."""
        return [("ticks", number) for number in range(-(-len(self._papers) // self.ticks_a_page))]

    def closing(self) -> list[Portion]:
        """The pages that end a service: the card, if anything is ticked; the code, if it does not stand beside that."""
        cards: list[Portion] = [("card", number) for number in range(len(self._cards()))]
        return cards + [("home", number) for number in range(self._homeward - self.in_cards)]

    @property
    def in_cards(self) -> int:
        """How many of the pages that are taken home give way to the card, which then carries what they would."""
        return 0 if self._beside() is None else self._homeward

    @property
    def _homeward(self) -> int:
        """How many pages are taken home: one beside a code; without one, those of the papers."""
        if self._take_away() is not None:
            return 1
        return len(self._sheets()) if self._papers else 0

    @property
    def more(self) -> list[Entry]:
        """What else is to know where that is little, and no steps or note: it stands under the list, on no own page."""
        return self._more_beside(self._take_away())

    def _more_beside(self, best: TakeAway | None) -> list[Entry]:
        every, entries = (entries_of(self._service, self._catalogue, noted=noted) for noted in (True, False))
        is_brief = len(every) == len(entries) <= _FEW and not any(entry.mark for entry in entries)
        return entries if is_brief and self._papers and best is None else []

    def made(self, chapter: Chapter, portion: int) -> Widget:
        """A portion of a chapter as it is to be shown now. The ticks are always the same ones."""
        if chapter == "ticks":
            if self._ticks is None:
                self._ticks = TickList(self._papers, self._catalogue)
            return self._ticks
        service, say = self._service, self._catalogue.phrases
        if chapter == "card":
            cards = self._cards()
            title = Title(say("card.show"), *self._list_words(portion + 1, len(cards)), service.short_title)
            return CounterCard(title, self._catalogue, cards[portion], self._beside())
        home = self._taken_home()
        parts = home.sheets[portion], self._to_do(), self._code(), self.more, home.whose_word
        return TakeHome(self._title(), service, self._catalogue, *parts)

    def _list_words(self, page: int, pages: int) -> tuple[Bilingual, Bilingual]:
        """That it is the visitor's own list, and which page of that; and in brief."""
        say = self._catalogue.phrases
        if pages == 1:
            return say("card.list"), say("card.list")
        return say("card.list_page", page=page, pages=pages), say("card.list_figures", page=page, pages=pages)

    def _to_do(self) -> Bilingual:
        """To take the code; or to photograph the page, on each of several which these are."""
        say, best = self._catalogue.phrases, self._take_away()
        if best is not None and best.kind != "online":
            return say("take_home.title")
        if (count := self._homeward) == 1:
            return say("take_home.photograph")
        _, last = self._page.place
        return say("take_home.photograph_pages", first=last - count + 1, last=last)

    @property
    def title_cells(self) -> int:
        """The cells of the narrowest title: beside whose word a page is, or beside the code that does not stand under
        the list."""
        layout, best = self._layout, self._take_away()
        across = size(best.text, finest_scale())[0] + _GAP if best is not None and layout.title else 0
        return layout.columns - _BAR - max(layout.whose_word, across)

    @property
    def _layout(self) -> Layout:
        return next((layout for name, layout in _LAYOUTS.items() if self._page.has_class(name)), _LAYOUTS["-wide"])

    def _said(self, words: Bilingual) -> tuple[str, str]:
        language = self._page.lang
        return self._page.localized(words, language), self._page.localized(words, words.beside(language))

    def _cards(self) -> list[list[Part]]:
        """The cards of each page; none while nothing is ticked."""
        layout, checklist = self._layout, Checklist.of(self._papers, self._ticked)
        rooms = [layout.beside] if layout.beside and self._beside() else [layout.low_cards, layout.cards]
        pages = (card_pages(checklist, self._catalogue, room, self._said) for room in rooms if room)
        return min(pages, key=len)

    def _beside(self) -> TakeAway | None:
        """What stands beside the cards, where they have room for it and there are cards at all.

        A way online carries neither list nor fee: it never stands for the page to photograph.
        """
        best = self._take_away() if self._layout.beside and self._ticked else None
        return best if best and best.kind != "online" and size(best.text, finest_scale())[0] <= _BESIDE else None

    def _take_away(self) -> TakeAway | None:
        return self._taken_home().code

    def _sheets(self) -> list[SheetColumns]:
        return self._taken_home().sheets

    def _taken_home(self) -> TakenHome:
        """Worked out once in a language and a layout.

        A way online does not carry the papers: without room for them beside its code, they are photographed, and
        without papers there is nothing to take home.
        """
        language, layout, scale = state = self._page.lang, self._layout, finest_scale()
        if state not in self._homewards:
            best = take_away(self._service, self._catalogue, language, lambda text: fits(text, *layout.code, scale))
            home = self._with(best)
            if best is not None and best.kind == "online" and not (self._papers and home.sheets[0]):
                home = self._with(None)
            self._homewards[state] = home
        return self._homewards[state]

    def _code(self) -> CodeCard | None:
        best = self._take_away()
        if best is None:
            return None
        rows = WORDS + 1 if self._layout.title and self._has_edges(best, more=1) else WORDS
        return CodeCard(best, edges=self._has_edges(best), rows=rows, upright=not self._layout.title)

    def _has_edges(self, best: TakeAway, more: int = 0) -> bool:
        """Whether the code leaves its card the rows of its edges, and so many more."""
        return size(best.text, finest_scale())[1] + _EDGES + more <= self._layout.code[1]

    def _with(self, best: TakeAway | None) -> TakenHome:
        """The papers beside a code, or without one: then whose word it is takes one row where that saves a page and the
        row is as wide as the page."""
        layout, whose_word = self._layout, WHOSE_WORD
        columns, rows = layout.columns, layout.rows - _EDGES - HEAD - FOOT - len(self._more_beside(best))
        if best is not None:
            across, down = size(best.text, finest_scale())
            columns -= across + _GAP if layout.title else 0
            rows -= 0 if layout.title else down + WORDS + _EDGES * self._has_edges(best) + _OVER_CODE
        else:
            rows -= layout.over_title
        sheets = self._in(columns, rows - whose_word, best)
        if best is None and layout.title and len(closer := self._in(columns, rows - 1, best)) < len(sheets):
            sheets, whose_word = closer, 1
        return TakenHome(best, sheets, whose_word)

    def _in(self, columns: int, rows: int, best: TakeAway | None) -> list[SheetColumns]:
        room = SheetRoom(columns - _PADDING, rows, not self._layout.title)
        return sheet_pages(self._service, self._catalogue, self._said, room, is_single=best is not None)
