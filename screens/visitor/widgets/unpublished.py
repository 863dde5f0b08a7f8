"""What the office has not published yet, in one quiet line: nothing else on the page leads to it."""

from textual.content import Content

from kiosk.text.bilingual import Bilingual, joined
from screens.widgets.block import Block
from screens.widgets.text_layout import wrapped


class Unpublished(Block):
    """Words and the names that they speak of, in both languages as far as there is room; nothing without names."""

    def __init__(self, words: Bilingual, names: list[Bilingual], classes: str = "") -> None:
        super().__init__(classes=classes)
        self.words = words.fill(names=joined(names, " · ")) if names else None

    def lines(self, width: int) -> list[Content]:
        if self.words is None:
            return []
        first = wrapped(self.first(self.words), width, "$soft")
        second = wrapped(self.second(self.words), width, "$soft")
        is_measured = self.content_size.height == 0
        return [*first, *second] if is_measured or self.has_room(len(first) + len(second)) else first
