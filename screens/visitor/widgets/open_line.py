"""The open line: whether the office serves now, and until when, where there is no room for a card."""

from collections.abc import Iterator

from textual.content import Content
from textual.geometry import Size

from kiosk.catalogue.opening_words import OPENING_MARKS
from kiosk.machine.kiosk import Kiosk
from screens.widgets.block import Block
from screens.widgets.text_layout import APART

_BESIDE = 26
"""Cells that are left for what stands before it."""


class OpenLine(Block):
    """At the right end of its line, in both languages where there is room."""

    def __init__(self, kiosk: Kiosk, id: str | None = None) -> None:
        super().__init__(id=id)
        self.kiosk = kiosk

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return self._line(container.width - _BESIDE).cell_length

    def lines(self, width: int) -> list[Content]:
        line = self._line(width)
        return [line.pad_left(width - line.cell_length)]

    def _line(self, width: int) -> Content:
        """The first form that has room, else the last."""
        lines = [*self._forms()] or [Content("")]
        return next((line for line in lines if line.cell_length <= width), lines[-1])

    def _forms(self) -> Iterator[Content]:
        """All of it in both languages, then without saying that closed is closed, in the other one or in both, then all
        of it in the page's own."""
        state, until = self.kiosk.opening_state, self.kiosk.until_words
        if state is None or until is None:
            return
        mark = Content.styled(OPENING_MARKS[state.opened], "$ok" if state.opened == "open" else "$ink")
        whole = self.kiosk.closed_words or until
        for words, others in ((whole, whole), (whole, until), (until, until)):
            first = mark + Content.styled(f" {self.first(words)}", "bold $ink")
            yield first + Content(" " * APART) + Content.styled(self.second(others), "$soft")
        yield mark + Content.styled(f" {self.first(whole)}", "bold $ink")
