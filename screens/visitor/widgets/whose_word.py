"""Whose word a page is, said once on it: the office's or headquarters' with its day, the law's, a source's."""

from collections.abc import Callable, Iterable
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size

from kiosk.catalogue.authority import Authority
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.facts import AWAITING_MARK, CONFIRMED_MARK, Fact
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import medium_date
from screens.widgets.block import Block, both
from screens.widgets.containers import Container
from screens.widgets.text_layout import widest, wrapped
from screens.widgets.title import Localized, Title

_INDENT = 2
"""Cells of the mark and the space behind it: where it stands under a title, words begin where those of the title do."""
_GENERAL = "general", "general_short"
_DOT = Content.styled(" · ", "$soft")

Arranged = Callable[[Localized, list[Bilingual], int], list[Content]]
"""Words in a language that name one of some sources, the fullest that has room."""


class Heading(Container):
    """The title of a page, and beside it whose word the page is; where it is narrow, under it."""

    def __init__(self, title: Title, facts: Iterable[Fact[Any]], catalogue: Catalogue) -> None:
        super().__init__()
        self.title_block = title
        self.whose_word = WhoseWord(facts, catalogue)

    def compose(self) -> ComposeResult:
        yield self.title_block
        yield self.whose_word


class WhoseWord(Block):
    """Two lines behind a mark, one where there is a row for no more. A page that states no fact has none."""

    def __init__(self, facts: Iterable[Fact[Any]], catalogue: Catalogue) -> None:
        super().__init__()
        self.catalogue = catalogue
        self.authority = Authority.of(facts)

    def show(self, facts: Iterable[Fact[Any]]) -> None:
        """Say it of other facts, as another page is turned to."""
        if (authority := Authority.of(facts)) != self.authority:
            self.authority = authority
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._marked(self._words(width - _INDENT)))

    def lines(self, width: int) -> list[Content]:
        room = width - _INDENT
        for words in (self._words(room), self._words(room, alone=True)):
            if self.has_room(len(words)):
                return self._marked(words)
        return self._marked([self._in_a_line(words, room)])

    def _marked(self, words: list[Content]) -> list[Content]:
        if self.authority.whose == "nobody":
            return []
        mark, style = (AWAITING_MARK, "$warn") if self.authority.whose == "general" else (CONFIRMED_MARK, "bold $ok")
        first, *others = words
        marked = Content.styled(mark, style).pad_right(_INDENT - 1) + first
        return [marked, *(line.pad_left(_INDENT) for line in others)]

    def _words(self, width: int, *, alone: bool = False) -> list[Content]:
        """In both languages where both say it, or in the page's `alone`."""
        say, authority = self.catalogue.phrases, self.authority
        match authority.whose:
            case "general":
                return self._alike(self._general, width)
            case "office":
                assert authority.confirmed_on is not None
                named = {"office": self.catalogue.office.short_name, "day": medium_date(authority.confirmed_on)}
                full, short = say("whose_word.office", **named), say("whose_word.office_short", **named)
                fits = widest([self.first(full), self.second(full)]) <= width
                words = full if fits else short
                return wrapped(self.first(words), width, "bold $ok") if alone else both(self, words, width, "bold $ok")
            case "bureau":
                words = say("whose_word.bureau", day=medium_date(authority.bureau[0].day))
                rests_on = [source.words for source in authority.bureau]
            case _:
                words, rests_on = say("whose_word.law"), [self._law(name, width) for name in authority.laws]
        under = [line for each in rests_on for line in wrapped(self.first(each), width, "$soft")]
        return [*wrapped(self.first(words), width, "$ink"), *under]

    def _law(self, name: str, width: int) -> Bilingual:
        """A law by its name, in brief where a line does not hold it in both languages."""
        law = self.catalogue.laws[name]
        return law if widest([self.first(law), self.second(law)]) <= width else law.brief

    def _alike(self, arranged: Arranged, width: int) -> list[Content]:
        """Words of the page's language, which say that there are other sources only where those of the other do."""
        sources = self._sources
        for localized in (self.first, self.second):
            if arranged(localized, sources, width) == arranged(localized, sources[-1:], width):
                sources = sources[-1:]
        return arranged(self.first, sources, width)

    def _general(self, localized: Localized, named: list[Bilingual], width: int) -> list[Content]:
        """That nobody here has checked it; bold what to do, and the source as fully as the line holds."""
        (general, short), ask = self._unchecked(localized), self._ask(localized)
        sources = [Content.styled(localized(name), "$soft") for name in named]
        asked = [ask + _DOT + source for source in sources]
        if general.cell_length <= width and (fitting := [line for line in asked if line.cell_length <= width]):
            return [general, fitting[0]]
        at_once = short + " " + ask
        parts = [at_once] if at_once.cell_length <= width else [short, ask]
        fitting = [source for source in sources if source.cell_length <= width]
        return [*parts, *(fitting[:1] or wrapped(sources[-1].plain, width, "$soft"))]

    def _in_a_line(self, words: list[Content], width: int) -> Content:
        """The same as fully as one line holds; a law by its name."""
        if self.authority.whose == "general":
            return self._alike(self._general_in_a_line, width)[0]
        line = Content("  ").join(words)
        if line.cell_length <= width:
            return line
        return words[1] if self.authority.whose == "law" and len(words) > 1 else words[0]

    def _general_in_a_line(self, localized: Localized, named: list[Bilingual], width: int) -> list[Content]:
        asked = [unchecked + " " + self._ask(localized) for unchecked in self._unchecked(localized)]
        sources = [Content.styled(localized(name), "$soft") for name in named]
        sourced = [question + _DOT + source for question in asked for source in sources]
        return [next((line for line in sourced if line.cell_length <= width), asked[-1])]

    def _unchecked(self, localized: Localized) -> list[Content]:
        say = self.catalogue.phrases
        return [Content.styled(localized(say(f"whose_word.{name}")), "$ink") for name in _GENERAL]

    def _ask(self, localized: Localized) -> Content:
        return Content.styled(localized(self.catalogue.phrases("whose_word.ask_first")), "bold $ink")

    @property
    def _sources(self) -> list[Bilingual]:
        """Who publishes what the page says: the first, with the word that there are others, and without; never a bare
        name, which would follow upon whom to ask."""
        say = self.catalogue.phrases
        first, *others = [self.catalogue.sources[name].publisher for name in self.authority.sources]
        names = [say("whose_word.source", source=first)]
        if any(other != first for other in others):
            names = [say("whose_word.sources", source=first), *names]
        return names
