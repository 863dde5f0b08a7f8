"""Words as large as there is room for, in the middle of it."""

from textual.content import Content

from kiosk.text.large_words import large_words
from screens.widgets.text_layout import level, wrapped


def large_lines(text: str, width: int, rows: int, style: str) -> list[Content]:
    """`text` in large letters; in bold ones where it has no room, or no letters that have been drawn."""
    drawn = large_words(text, width, rows)
    if drawn:
        return level([Content.styled(line, style) for line in drawn], rows)
    return level(wrapped(text, width, f"bold {style}"), rows)
