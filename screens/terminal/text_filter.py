"""The line filter: every text on the screen, in one place, as terminals draw it right and do nothing else with it."""

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from kiosk.text.characters import hidden, is_visible
from kiosk.text.thai import reorder_sara_am

_NO_CHARACTER = "\ufffd"
_BOLD = Style(bold=True)


class TextFilter(LineFilter):
    """Sanitizes what is about to be drawn and rewrites its SARA AM; widths and data stay as they are."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment if control or (text.isascii() and text.isprintable()) else Segment(_drawable(text), style, control)
            for segment in segments
            for text, style, control in [segment]
        ]


class BoldFilter(LineFilter):
    """Makes every letter bold."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment if segment.control else Segment(segment.text, (segment.style or Style.null()) + _BOLD)
            for segment in segments
        ]


BOLD = BoldFilter()


def _drawable(text: str) -> str:
    """A terminal's cells must not move: a character that takes none is dropped, where another shows U+FFFD."""
    if hidden(text):
        text = "".join(
            character if is_visible(character) else _NO_CHARACTER * cell_len(character) for character in text
        )
    return reorder_sara_am(text)
