"""What could not be done, said over a page."""

from time import monotonic

from textual.content import Content

from kiosk.text.bilingual import Bilingual
from screens.widgets.block import Block
from screens.widgets.text_layout import wrapped

_LINES = 5
_SEEN = 2.0
"""Seconds in which a key was meant for the page before this was said."""


class Trouble(Block):
    """Toast: one sentence on top of the page; it goes with the next key, once there was time to see it."""

    def __init__(self, words: Bilingual) -> None:
        super().__init__()
        self.words = words
        self._said = monotonic()

    def on_mount(self) -> None:
        self.set_interval(0.5, self._leave_when_seen)

    def _leave_when_seen(self) -> None:
        if self.app.touched > self._said + _SEEN:  # type: ignore[attr-defined]
            self.remove()

    def lines(self, width: int) -> list[Content]:
        return wrapped(self.first(self.words), width, "bold $bad", 3, Content.styled("✖", "$bad"))[:_LINES]
