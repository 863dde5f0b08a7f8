"""The heading of a card: its name in the page's language, bold, and in the other one."""

from textual.content import Content

from kiosk.text.bilingual import Bilingual
from screens.widgets.block import Block
from screens.widgets.text_layout import wrapped


def card_heading(block: Block, words: Bilingual, width: int) -> list[Content]:
    """Both names on a line, or below one another where they are too long for one."""
    first, second = block.first(words), block.second(words)
    if first == second:
        return wrapped(first, width, "bold $ink")
    line = Content.styled(first, "bold $ink") + Content("  ") + Content.styled(second, "$soft")
    return [line] if line.cell_length <= width else wrapped(first, width, "bold $ink") + wrapped(second, width, "$soft")
