"""A page as visitors read it, over as many portions as it takes: every fact in full under its name."""

from collections.abc import Iterator
from dataclasses import dataclass
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


class Portion(NamedTuple):
    """What stands on the pane at once: lines, and the facts that they are of."""

    lines: list[Content]
    facts: list[OfficeFact]


class VisitorPane(Block):
    """The facts of a page; none is left out, and none is cut in two that has room on a pane of its own."""

    @dataclass
    class LaidOut(Message):
        """It is known what stands on each portion."""

        portions: list[list[OfficeFact]]

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__()
        self.kiosk = kiosk
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
        blocks = [(fact, self._said(fact, width)) for fact in self.page.facts]
        portions = portions_of(blocks, max(self.content_size.height, 1))
        told = [portion.facts for portion in portions]
        if told != self._told:
            self._told = told
            self.post_message(self.LaidOut(told))
        return portions[min(self.portion, len(portions) - 1)].lines

    def _said(self, fact: OfficeFact, width: int) -> list[Content]:
        """Its name, then its words in both languages: who signs has seen both."""
        lines = wrapped(self.first(self.page.name(fact)), width, "bold $ink")
        for words in value_words(fact.fact, self.kiosk.catalogue):
            if words.is_same:
                lines += wrapped(self.first(words), width, "$ink")
            else:
                lines += both(self, words, width)
        return lines


def portions_of(blocks: list[tuple[OfficeFact, list[Content]]], height: int) -> list[Portion]:
    """Blocks on portions of that height, an empty line between two; one that is higher takes several."""
    portions = [Portion([], [])]
    for fact, lines in blocks:
        for piece in _pieces(lines, height):
            last = portions[-1]
            if last.facts and (len(last.lines) + 1 + len(piece) > height or len(last.facts) == MOST):
                portions.append(last := Portion([], []))
            last.lines.extend([Content(""), *piece] if last.lines else piece)
            last.facts.append(fact)
    return portions


def _pieces(lines: list[Content], height: int) -> Iterator[list[Content]]:
    for at in range(0, max(len(lines), 1), height):
        yield lines[at : at + height]
