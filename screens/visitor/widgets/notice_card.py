"""A notice in short: its first part in words, and whether the office stands behind its last one."""

from textual.content import Content

from kiosk.catalogue.notices import Notice
from kiosk.text.bilingual import Bilingual, Phrases
from screens.visitor.widgets.fact_state import state_lines, state_style
from screens.widgets.block import Block, both
from screens.widgets.text_layout import wrapped


class NoticeCard(Block):
    """The notice that leads, beside the hotlines. Its key leads to the whole of it."""

    def __init__(self, notice: Notice, phrases: Phrases) -> None:
        super().__init__(classes="card block")
        self.notice = notice
        self.phrases = phrases

    def lines(self, width: int) -> list[Content]:
        last = self.notice.part[-1]
        title = [*both(self, self.notice.title, width, "bold $accent"), Content("")]
        state = state_lines(self, last.text, self.phrases, width, bold=True)
        if len(self.notice.part) > 1:
            state = [*wrapped(self.first(last.title), width, state_style(last.text)), *state]
        return title + self._words(width, self.content_size.height - len(title) - len(state)) + state

    def _words(self, width: int, rows: int) -> list[Content]:
        """The first part in both languages if that fits, else in the page's own, as far as it fits."""
        words, blank = self._said, [Content("")]
        first, second = wrapped(self.first(words), width, "$ink"), wrapped(self.second(words), width, "$soft")
        if len(first) + len(second) + 2 <= rows:
            return first + blank + second + blank
        if len(first) < rows:
            return first + blank
        return [*first[: max(rows - 2, 0)], Content.styled("…", "$soft"), *blank]

    @property
    def _said(self) -> Bilingual:
        text = self.notice.part[0].text
        if text.is_none:
            return self.phrases("notice.none")
        return text.figure or self.phrases("service.not_stated")
