"""The heading of a card: its name in the page's language, bold, and in the other one."""

from textual.content import Content

from kiosk.text.bilingual import Bilingual, joined
from screens.widgets.block import Block
from screens.widgets.text_layout import most_rows, wrapped

_BETWEEN = "  "


def card_heading(block: Block, words: Bilingual, width: int) -> list[Content]:
    """Both names on a line, or below one another where they are too long for one."""
    first, second = block.first(words), block.second(words)
    if first == second:
        return wrapped(first, width, "bold $ink")
    line = Content.styled(first, "bold $ink") + Content(_BETWEEN) + Content.styled(second, "$soft")
    return [line] if line.cell_length <= width else wrapped(first, width, "bold $ink") + wrapped(second, width, "$soft")


def heading_in_line(block: Block, heading: Bilingual, words: Bilingual, width: int, style: str) -> list[Content]:
    """Words behind their heading, in the page's language alone: where no row is left for it."""
    named = block.first(heading)
    first, *others = wrapped(f"{named}{_BETWEEN}{block.first(words)}", width, style)
    return [Content.styled(named, "bold $ink") + first[len(named) :], *others]


def rows_in_line(heading: Bilingual, words: Bilingual, width: int) -> int:
    """The rows that this takes in the language that takes most."""
    return most_rows([joined([heading, words], _BETWEEN)], width)
