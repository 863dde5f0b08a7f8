"""The papers that a service asks for, to tick off."""

from textual.content import Content

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.fact_words import document_words
from kiosk.catalogue.facts import RequiredDocument
from kiosk.text.bilingual import Phrases
from screens.widgets.block import Block, both
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import widest, wrapped

_TWO_COLUMNS = 100
_TICK_INDENT = 9
_BETWEEN = " · "


class Tick(Pressable):
    """A paper that the visitor can tick off. The tick lives on the screen and nowhere else."""

    def __init__(self, item: RequiredDocument, catalogue: Catalogue) -> None:
        words = document_words(item, catalogue.documents[item.document], catalogue.phrases)
        super().__init__("", words)
        document = catalogue.documents[item.document]
        self.title, self.note = document, document.note
        self.paper = document + " (" + item.condition + ")" if item.condition else document
        """What the card calls it: a paper that not everybody needs says who does."""
        self.ticked = False

    def press(self) -> None:
        """Tick or untick it."""
        self.ticked = not self.ticked
        self.set_class(self.ticked, "-chosen")
        self.refresh()
        super().press()

    def lines(self, width: int) -> list[Content]:
        mark = self._badge() + Content("  ") + Content.styled("☑" if self.ticked else "☐", "$accent")
        title, room = self.first(self.title), width - _TICK_INDENT
        counts = self.first(self.words).removeprefix(title)
        named = Content.styled(title, "bold") + Content.styled(counts, "$soft")
        if named.cell_length <= room:
            return [mark.pad_right(_TICK_INDENT - mark.cell_length) + named, *self._under(self._more, width)]
        counts = counts.removeprefix(_BETWEEN)
        below = f"{counts}   {self._more}"
        return [
            *wrapped(title, width, "bold", _TICK_INDENT, mark),
            *self._under(below if widest([below]) <= room else counts, width),
        ]

    def _under(self, words: str, width: int) -> list[Content]:
        return wrapped(words, width, "$soft", _TICK_INDENT)

    @property
    def _more(self) -> str:
        """Which pages or kinds of the paper are meant; its name in the other language where that needs no saying."""
        return self.second(self.title) if self.note is None else self.first(self.note)


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
        return both(self, words, width) if self.has_room(2) else wrapped(self.first(words), width, "$ink")
