"""SARA AM as terminals draw it right, for every text on the screen in one place."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from kiosk.text.thai import reorder_sara_am


class SaraAm(LineFilter):
    """Rewrites SARA AM in what is about to be drawn; widths and data stay as they are."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            Segment(reorder_sara_am(text), style, control) if "ำ" in text else segment
            for segment in segments
            for text, style, control in [segment]
        ]
