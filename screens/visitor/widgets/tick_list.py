"""The papers of a service to tick off: six a page, as many on each page as on the others or nearly so."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.checklist import number_words
from kiosk.catalogue.facts import RequiredDocument
from kiosk.text.bilingual import Bilingual, Phrases
from screens.visitor.widgets.tick_card import numbered
from screens.widgets.block import Block, both
from screens.widgets.containers import Container, Grid
from screens.widgets.pagination import even_pages
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import APART, beside, big, followed, spread, unmarked_ends, wrapped

A_PAGE = 6
"""Papers that a page has keys for."""

_NARROW, _LOW = 40, 4
_NARROW_AND_LOW = 60
"""Cells below which the box stands under a badge: more of them where a tile is lower than `_LOW` rows."""

_UNDER, _BESIDE = 5, 8
"""Cells before the name, where the box stands under the badge, or beside a large digit."""

_TALL = 6
"""Rows from which how many of a paper stands under its name; else it does only where the page has no room otherwise."""

Say = Callable[[Bilingual], str]
"""Words in one of the two languages of a page."""

_FIGURE = 3
"""Rows from which the number of ticks is a large figure, if there are any."""


class _Way(NamedTuple):
    """What a paper is called in the page's language, whether how many of it stands `under` its name rather than at the
    end of its first line, what is repeated in the other language, and what both say on one line."""

    name: Bilingual
    under: bool
    repeated: list[Bilingual | None]
    beside: Bilingual | None = None


class Tick(Pressable):
    """A paper that the visitor can tick off. The tick lives on the screen and nowhere else."""

    def __init__(self, paper: RequiredDocument, catalogue: Catalogue) -> None:
        document = catalogue.paper(paper)
        super().__init__("", document, short=document.brief)
        self.number = number_words(paper, document, catalogue.phrases)
        self.condition = paper.condition
        self.note = document.note
        self.ticked = False

    def press(self) -> None:
        """Tick or untick it."""
        self.ticked = not self.ticked
        self.set_class(self.ticked, "-chosen")
        self.refresh()
        super().press()

    def lines(self, width: int) -> list[Content]:
        box = Content.styled("☑", "$ink") if self.ticked else Content.styled("☐", "$accent")
        sizes = [peer.content_size for peer in self.siblings if peer.display] + [self.content_size]
        is_low = min(size.height for size in sizes) < _LOW
        if min(width, *(size.width for size in sizes)) < (_NARROW_AND_LOW if is_low else _NARROW):
            return beside([self._badge(), Content(" ") + box], self._text(width - _UNDER), _UNDER)
        digit = [Content.styled(row, self._strong) for row in big(self.key)]
        return beside(beside(digit, [Content(""), box], 5), self._text(width - _BESIDE), _BESIDE)

    def _text(self, room: int) -> list[Content]:
        """All that the page's language says of a paper, then as much in the other one as has room. The same parts stand
        whichever of the two languages comes first."""
        text: list[Content] = []
        for way in self._ways():
            text, turned = (
                self._said(way, *say, room) for say in ((self.first, self.second), (self.second, self.first))
            )
            if self.has_room(max(len(text), len(turned))):
                break
        return text

    def _ways(self) -> Iterator[_Way]:
        """How a paper may be said, from most words to fewest. The other language never names one without for whom it
        is, lest it seem to be asked of everybody: it rather says that alone, or nothing."""
        names = list(dict.fromkeys((self.words, self.short or self.words)))
        places = [True] if self._is_tall else [False, True]
        for name in names:
            for noted, other, under in product(([self.note], []), names, places):
                yield _Way(name, under, [other, *noted, self.condition])
            if self.condition is not None:
                for other, under in product(names, places):
                    yield _Way(name, under, [other], self.condition)
        for name, repeated, under in product(names, ([self.condition], []), places):
            yield _Way(name, under, repeated)

    def _said(self, way: _Way, first: Say, second: Say, room: int) -> list[Content]:
        """The name, what is meant by it and for whom it is; then what of that is repeated. How many of it stands at the
        right, in the first line or in that under the name; in a tall tile it leads what is under the name."""
        name, number, details = first(way.name), first(self.number), [self.note, self.condition]
        if not way.under:
            lines, number = numbered(name, number, room, "bold", "$soft"), ""
        elif self._is_tall:
            lines, number, details = wrapped(name, room, "bold"), "", [self.number, *details]
        else:
            lines = wrapped(name, room, "bold")
        under = _run(details, first, room, "$ink", number)
        if way.beside is not None:
            words = second(way.beside)
            apart = APART if under[-1].cell_length + APART + cell_len(words) <= room else 1
            under = followed(under, words, room, "$soft", apart=apart)
        return [*lines, *under, *_run(way.repeated, second, room, number="" if under else number)]

    @property
    def _is_tall(self) -> bool:
        return self.has_room(_TALL)


def _run(parts: list[Bilingual | None], say: Say, room: int, style: str = "$soft", number: str = "") -> list[Content]:
    """What there is of some words, one after the other; at a line's end nothing parts them but that. With a number its
    end is at that of the first line."""
    said = " · ".join(say(words) for words in parts if words is not None)
    if not number:
        return unmarked_ends(wrapped(said, room, style)) if said else []
    end = Content.styled(number, "$soft")
    first = wrapped(said, room - end.cell_length - APART, style)[0]
    rest = said[len(first.plain) :].lstrip()
    first, *others = unmarked_ends([first, *(wrapped(rest, room, style) if rest else [])])
    return [spread(first, end, room), *others]


class TickCount(Block):
    """What to do or, once anything is ticked, how many are; and that nothing is kept."""

    def __init__(self, count: int, phrases: Phrases) -> None:
        super().__init__(classes="aside")
        self.phrases = phrases
        self.ticked, self.count = 0, count

    def show(self, ticked: int) -> None:
        """Say another number."""
        self.ticked = ticked
        self.set_class(ticked > 0, "-begun")
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        unsaved = self.phrases("service.unsaved")
        words = self.phrases("service.touch", unsaved=unsaved)
        if self.ticked:
            words = self.phrases("service.ticked", ticked=self.ticked, count=self.count, unsaved=unsaved)
            if self.has_room(_FIGURE):
                figure = [Content.styled(row, "bold $ok") for row in big(str(self.ticked))]
                at = figure[0].cell_length + 3
                return beside(figure, both(self, words, width - at, "$ink"), at)
        if self.has_room(2):
            return both(self, words, width, "$ink")
        return followed([Content.styled(self.first(words), "$ink")], self.second(words), width, "$soft")


class TickList(Container):
    """All ticks of a service; those of one page are shown."""

    def __init__(self, papers: list[RequiredDocument], catalogue: Catalogue) -> None:
        super().__init__()
        self.ticks = [Tick(paper, catalogue) for paper in papers]
        self._grid = Grid(*self.ticks)
        self._count = TickCount(len(papers), catalogue.phrases)

    def compose(self) -> ComposeResult:
        yield self._grid
        yield self._count

    @property
    def ticked(self) -> set[int]:
        """The places of the papers that are ticked."""
        return {place for place, tick in enumerate(self.ticks) if tick.ticked}

    def turn_to(self, portion: int, a_page: int) -> None:
        """Show a page of the ticks, whose keys begin with 1 again."""
        pages = even_pages(len(self.ticks), a_page)
        start = sum(pages[:portion])
        end, count = start + pages[portion], pages[portion]
        for place, tick in enumerate(self.ticks):
            tick.display = start <= place < end
            tick.key = str(place - start + 1)
            tick.set_class(count <= 2 or (place == end - 1 and count % 2 == 1), "-alone")
        self.set_class(count <= A_PAGE - 2, "-few")
        self.set_class(count % 2 == 1, "-odd")

    def on_pressable_pressed(self) -> None:
        """Say how many are ticked now."""
        self._count.show(len(self.ticked))
