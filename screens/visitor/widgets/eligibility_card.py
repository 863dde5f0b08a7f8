"""Who a service is for."""

from textual.content import Content
from textual.geometry import Size

from kiosk.catalogue.services import Service
from kiosk.text.bilingual import Bilingual, Phrases
from screens.visitor.widgets.card_heading import card_heading
from screens.widgets.block import Block
from screens.widgets.text_layout import wrapped

_INDENT = 3


class EligibilityCard(Block):
    """A sentence, the alternatives as a list, and what else is to know as far as there is room."""

    def __init__(self, service: Service, phrases: Phrases) -> None:
        super().__init__(classes="card block")
        self.service = service
        self.phrases = phrases

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len([*self._lines(width), *self._note(width)])

    def lines(self, width: int) -> list[Content]:
        lines, note = self._lines(width), self._note(width)
        return lines + note if self.has_room(len(lines) + len(note)) else lines

    def _lines(self, width: int) -> list[Content]:
        head, eligible = card_heading(self, self.phrases("service.who"), width), self.service.who.figure
        if eligible is None:
            return head + wrapped(self.first(self.phrases("service.not_stated")), width, "$soft")
        lines = head + wrapped(self.first(eligible.lead), width, "$ink")
        return lines + [line for words in eligible.any_of for line in self._alternative(words, width)]

    def _note(self, width: int) -> list[Content]:
        eligible = self.service.who.figure
        return wrapped(self.first(eligible.note), width, "$soft") if eligible and eligible.note else []

    def _alternative(self, words: Bilingual, width: int) -> list[Content]:
        return wrapped(self.first(words), width, "$ink", _INDENT, Content.styled("•", "$accent"))
