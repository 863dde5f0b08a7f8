"""The papers of a service to tick off: six a page, as many on each page as on the others or nearly so."""

from itertools import product

from textual.app import ComposeResult
from textual.content import Content

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.checklist import goes_without_saying, number_words
from kiosk.catalogue.facts import RequiredDocument
from kiosk.text.bilingual import Bilingual, Phrases
from screens.visitor.widgets.tick_card import numbered
from screens.widgets.block import Block, both
from screens.widgets.containers import Container, Grid
from screens.widgets.pagination import even_pages
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import beside, big, wrapped

A_PAGE = 6
"""Papers that a page has keys for."""

_NARROW = 40
_UNDER, _BESIDE, _TALL = 5, 7, 8
"""Cells before the name, where the box stands under the badge, beside it, or beside a large digit."""

_FULLNESS = (True, True, True), (True, True, False), (True, False, False), (False, True, False), (False, False, False)
"""Whether what is meant by a paper is said, and in the other language for whom it is, and what is meant."""

_FIGURE = 4
"""Rows from which the number of ticks is a large figure, if there are any."""


class Tick(Pressable):
    """A paper that the visitor can tick off. The tick lives on the screen and nowhere else."""

    def __init__(self, paper: RequiredDocument, catalogue: Catalogue) -> None:
        document = catalogue.paper(paper)
        super().__init__("", document, short=document.brief)
        number = number_words(paper, document, catalogue.phrases)
        self.numbers = [number, None] if goes_without_saying(paper, document) else [number]
        """With the number, or where it goes without saying and there is no room for it, without."""
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
        if min([width, *(peer.content_size.width for peer in self.siblings if peer.display)]) < _NARROW:
            return beside([self._badge(), Content(" ") + box], self._text(width - _UNDER), _UNDER)
        if not self.has_room(3):
            return beside([self._badge() + Content(" ") + box], self._text(width - _BESIDE), _BESIDE)
        digit = [Content.styled(row, self._strong) for row in big(self.key)]
        return beside(beside(digit, [Content(""), box], 5), self._text(width - _TALL), _TALL)

    def _text(self, room: int) -> list[Content]:
        """All of it in the page's language, then in the other one, as far as there is room: names come before what is
        meant by them, and the other language gives way first."""
        full, short = self.words, self.short or self.words
        for number, (words, other), (noted, *told) in product(
            self.numbers, ((full, full), (full, short), (short, short)), _FULLNESS
        ):
            text = self._wanted(words, number, room, noted=noted) + self._repeated(other, room, *told)
            if self.has_room(len(text)):
                return text
        alone = [self._wanted(words, self.numbers[-1], room) for words in (full, short)]
        return next((text for text in alone if self.has_room(len(text))), alone[-1])

    def _wanted(self, words: Bilingual, number: Bilingual | None, room: int, *, noted: bool = False) -> list[Content]:
        """The name, the number at the end of its first line; without room there it follows, beside the condition if a
        line holds both."""
        name = self.first(words)
        lines = wrapped(name, room, "bold")
        after = [self.first(words) for words in (number, self.condition) if words is not None]
        if number is not None:
            ended = numbered(name, after[0], room, "bold", "$soft")
            if len(ended) == len(lines):
                lines, after = ended, after[1:]
        together = wrapped(" · ".join(after), room, "$ink") if after else []
        lines += together if len(together) < 2 else [line for words in after for line in wrapped(words, room, "$ink")]
        return lines + (wrapped(self.first(self.note), room, "$ink") if self.note and noted else [])

    def _repeated(self, words: Bilingual, room: int, conditioned: bool, noted: bool) -> list[Content]:
        """The name in the other language, with the condition and what is meant."""
        said = [words, *([self.condition] if self.condition and conditioned else [])]
        lines = wrapped(" · ".join(map(self.second, said)), room, "$soft")
        return lines + (wrapped(self.second(self.note), room, "$soft") if self.note and noted else [])


class TickCount(Block):
    """How many are ticked, and that nothing is kept."""

    def __init__(self, count: int, phrases: Phrases) -> None:
        super().__init__(classes="aside")
        self.phrases = phrases
        self.ticked, self.count = 0, count

    def show(self, ticked: int) -> None:
        """Say another number."""
        self.ticked = ticked
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        words = self.phrases("service.ticked", ticked=self.ticked, count=self.count)
        if self.ticked and self.has_room(_FIGURE):
            figure = [Content.styled(row, "bold $ok") for row in big(str(self.ticked))]
            at = figure[0].cell_length + 3
            return beside(figure, both(self, words, width - at), at)
        return both(self, words, width) if self.has_room(2) else wrapped(self.first(words), width, "$ink")


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

    def on_pressable_pressed(self) -> None:
        """Say how many are ticked now."""
        self._count.show(len(self.ticked))
