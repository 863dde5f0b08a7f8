"""The code that carries a service home, and under it, in two lines, where it leads."""

from textual.app import ComposeResult
from textual.containers import Center
from textual.content import Content

from kiosk.catalogue.take_away import TakeAway
from kiosk.text.bilingual import Phrases
from kiosk.text.qr import size
from screens.terminal.sextant_support import finest_scale
from screens.visitor.widgets.qr_code import QRCode
from screens.widgets.block import Block
from screens.widgets.containers import Container
from screens.widgets.text_layout import centred, fitting, host_lines, wrapped

WORDS = 2
"""Rows under the code."""


class CodeCard(Container):
    """A code in the finest cells that the terminal draws, in which it is the squarest and leaves most room.

    The largest code takes the rows of the card's edges too.
    """

    def __init__(self, take_away: TakeAway, say: Phrases, *, edges: bool = True) -> None:
        super().__init__(classes="card" if edges else "-edgeless")
        self.take_away = take_away
        self.say = say

    def compose(self) -> ComposeResult:
        with Center():
            yield QRCode(self.take_away.text, finest_scale())
        words = CodeWords(self.take_away, self.say)
        words.styles.width = size(self.take_away.text)[0]
        with Center():
            yield words


class CodeWords(Block):
    """What the code is for, in both languages: of a page on one line, over its host."""

    def __init__(self, take_away: TakeAway, say: Phrases) -> None:
        super().__init__()
        self.take_away = take_away
        self.words = say(f"take_home.{take_away.kind}")

    def lines(self, width: int) -> list[Content]:
        first, second = self.first(self.words), self.second(self.words)
        if host := host_lines(self.take_away.host, width, "$soft"):
            both = [Content.styled(first, "bold $ink"), Content.styled(second, "$soft")]
            lines = [fitting(both, width), *host]
        else:
            lines = wrapped(first, width, "bold $ink") + wrapped(second, width, "$soft")
        return [centred(line, width) for line in lines]
