"""The code that carries a service home, and under it what it is for and where it leads."""

from textual.app import ComposeResult
from textual.containers import Center
from textual.content import Content

from kiosk.catalogue.take_away import TakeAway
from kiosk.text.qr import size
from screens.terminal.sextant_support import finest_scale
from screens.visitor.widgets.qr_code import QRCode
from screens.widgets.block import Block
from screens.widgets.containers import Container
from screens.widgets.text_layout import centred, fitting, host_lines, wrapped

WORDS = 2
"""Rows under the code, at least."""


class CodeCard(Container):
    """A code in the finest cells that the terminal draws, in which it is the squarest and leaves most room.

    The largest code takes the rows of the card's edges too.
    """

    def __init__(self, take_away: TakeAway, *, edges: bool = True, rows: int = WORDS, upright: bool = False) -> None:
        super().__init__(classes="card" if edges else "-edgeless")
        self.take_away = take_away
        self.words = CodeWords(take_away)
        self.words.styles.height = rows
        if not upright:
            self.words.styles.width = size(take_away.text)[0]

    def compose(self) -> ComposeResult:
        with Center():
            yield QRCode(self.take_away.text, finest_scale())
        with Center():
            yield self.words


class CodeWords(Block):
    """What the code is for, in both languages: of a page over its host, on one line where there is no row for more."""

    def __init__(self, take_away: TakeAway) -> None:
        super().__init__()
        self.take_away = take_away

    def lines(self, width: int) -> list[Content]:
        first, second = self.first(self.take_away.words), self.second(self.take_away.words)
        host = host_lines(self.take_away.host, width, "$soft")
        lines = wrapped(first, width, "bold $ink") + wrapped(second, width, "$soft") + host
        if host and not self.has_room(len(lines)):
            lines = [fitting([Content.styled(first, "bold $ink"), Content.styled(second, "$soft")], width), *host]
        return [centred(line, width) for line in lines]
