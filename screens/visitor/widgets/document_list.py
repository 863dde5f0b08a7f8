"""The papers that a service asks for: as a list, and to tick off."""

from itertools import chain
from typing import Any

from textual.content import Content

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.fact_words import document_words
from kiosk.catalogue.facts import Fact, RequiredDocument
from kiosk.catalogue.services import Service
from kiosk.text.bilingual import Bilingual, Phrases, joined
from screens.visitor.widgets.fact_state import state_line
from screens.widgets.block import Block, both
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import beside, widest, wrapped

_TWO_COLUMNS = 100
_TICK_INDENT = 9
_BETWEEN = " · "


def heading(block: Block, words: Bilingual, fact: Fact[Any], say: Phrases, width: int) -> list[Content]:
    """The first line of a list of facts: its name in both languages, and how far the office stands behind it."""
    parts = [
        Content.styled(block.first(words), "bold $ink"),
        Content.styled(block.second(words), "$soft"),
        state_line(block, fact, say),
    ]
    line = Content("  ").join(parts)
    return [line if line.cell_length <= width else Content("  ").join([parts[0], parts[2]])]


class PaperList(Block):
    """Every paper on a line, in two columns where there is width; then where to go and what comes next, if there is
    room."""

    def __init__(self, service: Service, catalogue: Catalogue) -> None:
        super().__init__(classes="card block")
        self.service = service
        self.catalogue = catalogue

    def lines(self, width: int) -> list[Content]:
        say, documents = self.catalogue.phrases, self.service.documents
        head = heading(self, say("service.bring"), documents, say, width)
        papers = documents.figure or []
        if not papers:
            nothing = say("service.no_documents" if documents.is_none else "service.not_stated")
            return [*head, Content(""), *wrapped(self.first(nothing), width, "$ink")]
        columns = 2 if width >= _TWO_COLUMNS else 1
        room = (width - 3 * (columns - 1)) // columns
        items = [self._item(item, room) for item in papers]
        listed = self._fitting(items, columns, room, self.content_size.height - len(head))
        rows = self.content_size.height - len(head)
        for more in (self._where(width), wrapped(self.first(say("service.tick_next")), width, "$soft")):
            if more and len(listed) + 1 + len(more) <= rows:
                listed = [*listed, Content(""), *more]
            if len(listed) < rows and listed[0]:
                listed = [Content(""), *listed]
        return head + listed

    def _where(self, width: int) -> list[Content]:
        """The places that the steps lead through, in both languages; empty while they are not known."""
        say, steps = self.catalogue.phrases, self.catalogue.steps[self.service.steps].figure or []
        places = dict.fromkeys(step.place for step in steps if step.place is not None)
        if not places:
            return []
        words = joined([self.catalogue.places[place] for place in places], " → ")
        name = say("service.where")
        at = widest([self.first(name), self.second(name)]) + 2
        first = wrapped(self.first(words), width, "$ink", at, Content.styled(self.first(name), "bold $ink"))
        return first + wrapped(self.second(words), width, "$soft", at, Content.styled(self.second(name), "$soft"))

    def _item(self, item: RequiredDocument, room: int) -> list[Content]:
        words = document_words(item, self.catalogue.documents[item.document], self.catalogue.phrases)
        return wrapped(self.first(words), room, "$ink", 3, Content.styled("☐", "$accent"))

    def _fitting(self, items: list[list[Content]], columns: int, room: int, rows: int) -> list[Content]:
        """As many items as `rows` hold; where that is not all, the last row says how many the tick-list adds."""
        for count in range(len(items), 0, -1):
            half = -(-count // columns)
            left, right = list(chain(*items[:half])), list(chain(*items[half:count]))
            listed = beside(left, right, room + 3) if right else left
            if count < len(items):
                more = self.catalogue.phrases("service.more_items", count=len(items) - count)
                listed = [*listed, *wrapped(self.first(more), room, "$soft", 3)]
            if len(listed) <= rows:
                break
        return listed


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
