"""What the office says under a heading."""

from textual.content import Content

from kiosk.catalogue.facts import Fact
from kiosk.text.bilingual import Bilingual, Phrases
from screens.visitor.widgets.card_heading import card_heading
from screens.widgets.block import Block, both
from screens.widgets.text_layout import wrapped


def statement(
    block: Block, title: Bilingual, fact: Fact[Bilingual], say: Phrases, width: int, *, brief: bool = False
) -> list[Content]:
    """Heading in both languages, then the words in both; or one quiet line that they are not known.

    In brief the words stand in the page's language alone.
    """
    head = card_heading(block, title, width)
    if fact.value is None:
        return [*head, *wrapped(block.first(say("service.not_stated")), width, "$soft")]
    words = fact.figure or say("notice.none")
    return [*head, *(wrapped(block.first(words), width, "$ink") if brief else both(block, words, width))]
