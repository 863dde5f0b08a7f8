"""The answer strip: documents, fee and time of a service, each with how far the office stands behind it."""

from typing import Any

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content

from kiosk.catalogue.fact_words import documents_words, fee_words, state_words, time_words
from kiosk.catalogue.facts import Fact
from kiosk.catalogue.services import Service
from kiosk.text.bilingual import Bilingual, Phrases
from screens.visitor.widgets.fact_state import state_style
from screens.widgets.block import Block
from screens.widgets.text_layout import beside, big, wrapped

_HATCH = 4


class AnswerStrip(Container):
    """Three cards: documents, fee, time."""

    def __init__(self, service: Service, phrases: Phrases) -> None:
        super().__init__()
        self.service = service
        self.phrases = phrases

    def compose(self) -> ComposeResult:
        service, say = self.service, self.phrases
        papers = service.documents.figure
        yield Answer(
            say("service.documents"),
            documents_words(service.documents, say),
            service.documents,
            say,
            digit=str(len(papers)) if papers and len(papers) < 10 else "",
        )
        yield Answer(say("service.fee"), fee_words(service.fee, say), service.fee, say)
        yield Answer(say("service.time"), time_words(service.time, say), service.time, say)


class Answer(Block):
    """Name in both languages, value, state. What is not confirmed is hatched, so that it looks different from none."""

    def __init__(self, name: Bilingual, value: Bilingual, fact: Fact[Any], phrases: Phrases, digit: str = "") -> None:
        super().__init__(classes="card -confirmed" if fact.confirmed else "card -waiting")
        self.name_words = name
        self.value = value
        self.fact = fact
        self.phrases = phrases
        self.digit = digit

    def lines(self, width: int) -> list[Content]:
        name = Content.styled(self.first(self.name_words), "bold $ink")
        names = name + Content("  ") + Content.styled(self.second(self.name_words), "$soft")
        value_style = "bold $ink" if self.fact.confirmed else "$warn"
        words = f"{self.fact.mark} {self.first(state_words(self.fact, self.phrases))}"
        state = Content.styled(words, state_style(self.fact))
        if not self.has_room(2):
            return [self._in_one_line(name, self.first(self.value), value_style, state, width)]
        left, at = self._left()
        text = [names, *wrapped(self.first(self.value), width - at, value_style)]
        return beside(left, [*text, state][: max(self.content_size.height, 3)], at)

    def _left(self) -> tuple[list[Content], int]:
        if not self.fact.confirmed:
            return [Content.styled("╱" * _HATCH, "$warn 60%")] * 3, _HATCH + 2
        if self.digit:
            return [Content.styled("  " + row, "bold $ok") for row in big(self.digit)], 8
        return [Content("")] * 3, 3

    def _in_one_line(self, name: Content, value: str, style: str, state: Content, width: int) -> Content:
        start = Content(" ") + name.pad_right(max(14 - name.cell_length, 1)) + Content.styled(value, style)
        whole = start + Content("  ") + state
        return whole if whole.cell_length <= width else start + Content("  ") + state[:1]
