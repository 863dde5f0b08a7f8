"""A notice in short: its first part in words."""

from textual.content import Content

from kiosk.catalogue.notices import Notice
from kiosk.text.bilingual import Bilingual, Phrases
from screens.widgets.block import Block, both
from screens.widgets.text_layout import wrapped


class NoticeCard(Block):
    """The notice that leads, beside the hotlines. Its key leads to the whole of it."""

    def __init__(self, notice: Notice, phrases: Phrases) -> None:
        super().__init__(classes="card block")
        self.notice = notice
        self.phrases = phrases

    def lines(self, width: int) -> list[Content]:
        title = [*both(self, self.notice.title, width, "bold $accent"), Content("")]
        return title + self._words(width, self.content_size.height - len(title))

    def _words(self, width: int, rows: int) -> list[Content]:
        """The first part in both languages if that fits, else in the page's own, as far as it fits."""
        words = self._said
        first, second = wrapped(self.first(words), width, "$ink"), wrapped(self.second(words), width, "$soft")
        if len(first) + len(second) < rows:
            return [*first, Content(""), *second]
        return first if len(first) <= rows else [*first[: max(rows - 1, 0)], Content.styled("…", "$soft")]

    @property
    def _said(self) -> Bilingual:
        text = self.notice.part[0].text
        if text.is_none:
            return self.phrases("notice.none")
        return text.figure or self.phrases("service.not_stated")
