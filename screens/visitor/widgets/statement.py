"""What the office says under a heading, with how far it stands behind it."""

from textual.content import Content

from kiosk.catalogue.facts import Fact
from kiosk.text.bilingual import Bilingual, Phrases
from screens.visitor.widgets.fact_state import state_line
from screens.widgets.block import Block
from screens.widgets.text_layout import wrapped


def statement(
    block: Block, title: Bilingual, fact: Fact[Bilingual], say: Phrases, width: int, *, brief: bool = False
) -> list[Content]:
    """Heading in both languages and state, then the words in both languages; or only that they are awaited.

    In brief the words stand in the page's language alone.
    """
    name = Content.styled(block.first(title), "bold $ink")
    other = "" if block.second(title) == block.first(title) else "  " + block.second(title)
    named = name + Content.styled(other, "$soft")
    status = state_line(block, fact, say)
    if named.cell_length + 2 + status.cell_length <= width:
        head = [named + Content("  ") + status]
    elif named.cell_length <= width:
        head = [named, status]
    else:
        head = [*wrapped(block.first(title), width, "bold $ink"), *wrapped(block.second(title), width, "$soft"), status]
    if fact.is_none:
        words = say("notice.none")
    elif fact.figure is None:
        return head
    else:
        words = fact.figure
    second = [] if brief else wrapped(block.second(words), width, "$soft")
    return [*head, *wrapped(block.first(words), width, "$ink"), *second]
