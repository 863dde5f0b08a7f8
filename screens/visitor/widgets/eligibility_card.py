"""Who a service is for."""

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size

from kiosk.catalogue.facts import Eligibility
from kiosk.catalogue.services import Service
from kiosk.text.bilingual import Bilingual, Phrases
from screens.visitor.widgets.card_heading import card_heading, heading_in_line, rows_in_line
from screens.widgets.block import Block, both
from screens.widgets.text_layout import most_rows, wrapped

_INDENT = 3

Part = tuple[int, list[Content]]
"""The rows that it takes in the language that takes most, and its lines in the page's language."""


def note_fits(who: Eligibility, width: int, rows: int) -> bool:
    """Whether heading, sentence, alternatives and note have room, in every language."""
    return who.note is None or rows_of(who, width) <= rows


def rows_of(who: Eligibility, width: int) -> int:
    """The rows of heading, sentence, alternatives and note, in the language that takes most."""
    return 1 + _taken(who, width) + (most_rows([who.note], width) if who.note else 0)


def _taken(who: Eligibility, width: int) -> int:
    """The rows of the sentence and of its alternatives, in the language that takes most."""
    return most_rows([who.lead], width) + _listed(who, width)


def _listed(who: Eligibility, width: int) -> int:
    return sum(most_rows([words], width - _INDENT) for words in who.any_of)


class EligibilityCard(Block):
    """A sentence, the alternatives as a list, and what else is to know, if it `is_noted_later` on no other page.

    It is said in both languages where the card is higher than one of them takes.
    """

    def __init__(self, service: Service, phrases: Phrases, is_noted_later: Callable[[], bool]) -> None:
        super().__init__(classes="card block")
        self.service = service
        self.phrases = phrases
        self.is_noted_later = is_noted_later

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return _rows(self._arranged(width, viewport.height))

    def lines(self, width: int) -> list[Content]:
        return [line for _, lines in self._arranged(width, self.content_size.height) for line in lines]

    def _arranged(self, width: int, rows: int) -> list[Part]:
        """The heading before the sentence where there is no row for it in one of the languages; then without it."""
        if limit := self.styles.max_height:
            rows = int(limit.value) - self.gutter.height
        heading = self.phrases("service.who")
        head = card_heading(self, heading, width)
        lines, who = self._eligible(width), self.service.who.figure
        if who is None:
            return [(len(head), head), (len(lines), lines)]
        parts = [(_taken(who, width), lines)]
        noted = [] if self.is_noted_later() or who.note is None else [who.note]
        parts += [(most_rows([note], width), wrapped(self.first(note), width, "$soft")) for note in noted]
        if not self.styles.is_auto_height:
            other = self._said(who, self.second, width, "$soft")
            other += [line for note in noted for line in wrapped(self.second(note), width, "$soft")]
            free = rows - len(head) - sum(len(said) for _, said in parts) - len(other)
            parts += [(len(other), [*[Content("")] * (free > 0), *other])] if free >= 0 else []
        if len(head) + _rows(parts) <= rows:
            return [(len(head), head), *parts]
        named = (
            heading_in_line(self, heading, who.lead, width, "$ink") + lines[len(wrapped(self.first(who.lead), width)) :]
        )
        brief = [(rows_in_line(heading, who.lead, width) + _listed(who, width), named), *parts[1:]]
        return brief if _rows(brief) <= rows else parts

    def _eligible(self, width: int) -> list[Content]:
        eligible = self.service.who.figure
        if eligible is None:
            return both(self, self.phrases("service.not_stated"), width, "$soft")
        return self._said(eligible, self.first, width, "$ink")

    def _said(self, who: Eligibility, localized: Callable[[Bilingual], str], width: int, style: str) -> list[Content]:
        """The sentence and its alternatives, in one language."""
        mark = Content.styled("•", "$accent")
        listed = (wrapped(localized(words), width, style, _INDENT, mark) for words in who.any_of)
        return [*wrapped(localized(who.lead), width, style), *(line for lines in listed for line in lines)]


def _rows(parts: list[Part]) -> int:
    return sum(taken for taken, _ in parts)
