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
        limit = self.styles.max_height
        return len(self._arranged(width, int(limit.value) - self.gutter.height if limit else viewport.height))

    def lines(self, width: int) -> list[Content]:
        return self._arranged(width, self.content_size.height)

    def _arranged(self, width: int, rows: int) -> list[Content]:
        """Without the note, or without the heading too, where there are no rows for them."""
        head, eligible = card_heading(self, self.phrases("service.who"), width), self._eligible(width)
        arranged = head + eligible + self._note(width), head + eligible
        return next((lines for lines in arranged if len(lines) <= rows), eligible)

    def _eligible(self, width: int) -> list[Content]:
        eligible = self.service.who.figure
        if eligible is None:
            return wrapped(self.first(self.phrases("service.not_stated")), width, "$soft")
        lines = wrapped(self.first(eligible.lead), width, "$ink")
        return lines + [line for words in eligible.any_of for line in self._alternative(words, width)]

    def _note(self, width: int) -> list[Content]:
        eligible = self.service.who.figure
        return wrapped(self.first(eligible.note), width, "$soft") if eligible and eligible.note else []

    def _alternative(self, words: Bilingual, width: int) -> list[Content]:
        return wrapped(self.first(words), width, "$ink", _INDENT, Content.styled("•", "$accent"))
