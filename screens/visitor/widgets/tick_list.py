"""The papers of a service to tick off: six a page, as many on each page as on the others or nearly so."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, product

from textual.app import ComposeResult
from textual.content import Content

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.checklist import number_words
from kiosk.catalogue.facts import RequiredDocument
from kiosk.text.bilingual import Bilingual, Phrases
from screens.visitor.widgets.tick_card import APART, numbered
from screens.widgets.block import Block, both
from screens.widgets.containers import Container, Grid
from screens.widgets.pagination import even_pages
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import beside, big, fitting, wrapped

A_PAGE = 6
"""Papers that a page has keys for."""

_NARROW, _LOW = 40, 4
_NARROW_AND_LOW = 60
"""Cells below which the box stands under a badge: more of them where a tile is lower than `_LOW` rows."""

_UNDER, _TALL = 5, 8
"""Cells before the name, where the box stands under the badge, or beside a large digit."""

Say = Callable[[Bilingual], str]
"""Words in one of the two languages of a page."""

Joined = Callable[[list[Content], str, int], list[Content]]
"""The lines of a name with what follows it."""

Way = Callable[[Say, Say, int], list[Content]]
"""The lines of a paper in the language of the page and the other one, in so many cells."""

_FIGURE = 4
"""Rows from which the number of ticks is a large figure, if there are any."""


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
        return beside(beside(digit, [Content(""), box], 5), self._text(width - _TALL), _TALL)

    def _text(self, room: int) -> list[Content]:
        """All that the page's language says of a paper, then as much in the other one as has room. The same parts stand
        whichever of the two languages comes first."""
        text: list[Content] = []
        for way in self._ways():
            text, turned = (way(*say, room) for say in ((self.first, self.second), (self.second, self.first)))
            if self.has_room(max(len(text), len(turned))):
                break
        return text

    def _ways(self) -> Iterator[Way]:
        """How a paper may be said, from most words to fewest. The other language never names one without for whom it
        is, lest it seem to be asked of everybody: it rather says that alone, or nothing."""
        names = list(dict.fromkeys((self.words, self.short or self.words)))
        noted, unnoted = (self.note, self.condition), (None, self.condition)
        named = [[name, *parts] for name, parts in product(names, (noted, unnoted))]
        after = [partial(self._after, *each) for each in product(names, named, (_under, _run_on))]
        paired = [partial(self._paired, *each) for each in product(names, names)] if self.condition else []
        last = [partial(self._after, *each) for each in product(names, ([self.condition], []), (_under, _run_on))]
        return chain(after, paired, last)

    def _after(
        self, words: Bilingual, repeated: list[Bilingual | None], joined: Joined, first: Say, second: Say, room: int
    ) -> list[Content]:
        """What the page's language says, then what of that is repeated in the other one."""
        return self._wanted(words, first, room, joined) + _run(repeated, second, room)

    def _paired(self, words: Bilingual, repeated: Bilingual, first: Say, second: Say, room: int) -> list[Content]:
        """The name, then for whom it is in both languages, on one line if it holds that, then the name once more."""
        named = numbered(first(words), first(self.number), room, "bold", "$soft")
        noted = _run([self.note], first, room, "$ink")
        conditions = [_run([self.condition], say, room, style) for say, style in ((first, "$ink"), (second, "$soft"))]
        lines = [line for each in conditions for line in each]
        together = Content(" ").join(lines)
        both = [together] if together.cell_length <= room else lines
        return [*named, *noted, *both, *_run([repeated], second, room)]

    def _wanted(self, words: Bilingual, say: Say, room: int, joined: Joined) -> list[Content]:
        """The name, with the number at the end of its first line; without room there it follows what is meant by the
        paper. Last comes for whom it is."""
        lines, after = wrapped(say(words), room, "bold"), [self.note, self.number, self.condition]
        ended = numbered(say(words), say(self.number), room, "bold", "$soft")
        if len(ended) == len(lines):
            lines, after = ended, [self.note, self.condition]
        said = [say(words) for words in after if words is not None]
        return _ended(joined(lines, " · ".join(said), room), self.condition, say) if said else lines


def _run(parts: Sequence[Bilingual | None], say: Say, room: int, style: str = "$soft") -> list[Content]:
    """What there is of some words, apart from one another, over as many lines as that takes."""
    said = [say(words) for words in parts if words is not None]
    return _ended(wrapped(" · ".join(said), room, style), parts[-1], say) if said else []


def _ended(lines: list[Content], condition: Bilingual | None, say: Say) -> list[Content]:
    """Lines that end with a condition: nothing stands at a line's end before it, as if a list went on."""
    for at in range(1, len(lines)):
        rest = "".join(line.plain for line in lines[at:])
        if condition is not None and rest.replace(" ", "") == say(condition).replace(" ", ""):
            return [*lines[: at - 1], lines[at - 1][: len(lines[at - 1].plain.removesuffix(" ·"))], *lines[at:]]
    return lines


def _under(lines: list[Content], after: str, room: int) -> list[Content]:
    """What follows a name, on lines of its own."""
    return lines + wrapped(after, room, "$ink")


def _run_on(lines: list[Content], after: str, room: int) -> list[Content]:
    """What follows a name, from the end of its last line on."""
    *before, last = lines
    first, *more = wrapped(f"{last.plain} · {after}", room, "$ink")
    if " " * APART in last.plain or not first.plain.startswith(last.plain):
        return _under(lines, after, room)
    return [*before, first.stylize("bold", 0, len(last.plain)), *more]


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
        if self.has_room(2):
            return both(self, words, width)
        first, second = Content.styled(self.first(words), "$ink"), Content.styled(self.second(words), "$soft")
        return [fitting([first, second], width)]


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
