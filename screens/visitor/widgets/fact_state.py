"""How far the office stands behind a fact, as it is drawn everywhere: mark, colour and words."""

from typing import Any

from textual.content import Content

from kiosk.catalogue.fact_words import brief_state_words
from kiosk.catalogue.facts import Fact
from kiosk.text.bilingual import Phrases
from screens.widgets.block import Block
from screens.widgets.text_layout import wrapped


def state_style(fact: Fact[Any]) -> str:
    """The colour of what the office stands behind, or does not yet."""
    return "$ok" if fact.confirmed else "$warn"


def state_line(block: Block, fact: Fact[Any], say: Phrases) -> Content:
    """Mark and words, in the page's language."""
    return Content.styled(f"{fact.mark} {block.first(brief_state_words(fact, say))}", state_style(fact))


def state_lines(block: Block, fact: Fact[Any], say: Phrases, width: int, *, bold: bool = False) -> list[Content]:
    """The same over as many lines as it takes, the words indented behind the mark."""
    style = state_style(fact)
    words = block.first(brief_state_words(fact, say))
    return wrapped(words, width, f"bold {style}" if bold else style, 3, Content.styled(fact.mark, style))
