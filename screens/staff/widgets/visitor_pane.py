"""A page as visitors read it, over as many portions as it takes: every fact in full under its name."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from textual.content import Content
from textual.message import Message

from kiosk.editing.office_facts import OfficeFact, value_words
from kiosk.editing.sign_off import SignOffPage
from kiosk.machine.kiosk import Kiosk
from screens.widgets.block import Block, both
from screens.widgets.text_layout import wrapped

MOST = 5
"""Facts of a portion: as many as there are keys for them."""


_LEAST = 2
"""Items of a list that are begun on a portion: one alone would be lost under its heading."""


class Portion(NamedTuple):
    """What stands on the pane at once: lines, and the facts that they are of."""

    lines: list[Content]
    facts: list[OfficeFact]


class FactLines(NamedTuple):
    """A fact as visitors read it: its name, and the lines of each item that it says."""

    fact: OfficeFact
    name: list[Content]
    items: list[list[Content]]


class VisitorPane(Block):
    """The facts of a page, none left out: a list goes on under its name, and no item is cut that the pane can hold."""

    @dataclass
    class LaidOut(Message):
        """It is known what stands on each portion."""

        portions: list[list[OfficeFact]]

    def __init__(self, kiosk: Kiosk, room: Callable[[int], int]) -> None:
        """`room` says how many lines there are beside, or above, the keys of so many facts."""
        super().__init__()
        self.kiosk = kiosk
        self.room = room
        self.page = SignOffPage("", [])
        self.portion = 0
        self._told: list[list[OfficeFact]] | None = None

    def show(self, page: SignOffPage, portion: int) -> None:
        """Show a portion of a page."""
        if page is not self.page:
            self._told = None
        self.page, self.portion = page, portion
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        portions = self.portions(width)
        told = [portion.facts for portion in portions]
        if told != self._told:
            self._told = told
            self.post_message(self.LaidOut(told))
        return portions[min(self.portion, len(portions) - 1)].lines

    def portions(self, width: int) -> list[Portion]:
        """What stands on the pane one after the other."""
        return portions_of([self._said(fact, width) for fact in self.page.facts], self.room)

    def _said(self, fact: OfficeFact, width: int) -> FactLines:
        """Its name, then its words in both languages: who signs has seen both."""
        name = wrapped(self.first(self.page.name(fact)), width, "bold $ink")
        items = [both(self, words, width) for words in value_words(fact.fact, self.kiosk.catalogue)]
        return FactLines(fact, name, items)


def portions_of(facts: list[FactLines], room: Callable[[int], int]) -> list[Portion]:
    """Facts on portions, an empty line between two, as many of each as there is `room` for beside so many facts."""
    portions = [Portion([], [])]
    for said in facts:
        whole = max(room(1) - len(said.name), 1)
        left = [item[at : at + whole] for item in said.items for at in range(0, max(len(item), 1), whole)]
        while left:
            last = portions[-1]
            blank = [Content("")] if last.lines else []
            fits = _fitting(left, room(len(last.facts) + 1) - len(last.lines) - len(blank) - len(said.name))
            if last.facts and (len(last.facts) == MOST or fits < min(_LEAST, len(left))):
                portions.append(Portion([], []))
                continue
            taken, left = left[: max(fits, 1)], left[max(fits, 1) :]
            last.lines.extend([*blank, *said.name, *(line for item in taken for line in item)])
            last.facts.append(said.fact)
    return portions


def _fitting(items: list[list[Content]], lines: int) -> int:
    """How many of the items, from the first on, that many lines hold."""
    return sum(end <= lines for end in accumulate(map(len, items)))
