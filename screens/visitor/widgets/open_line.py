"""The open line: whether the office serves now, and until when, where there is no room for a card."""

from textual.content import Content

from kiosk.catalogue.opening_words import OPENING_MARKS, until_words
from kiosk.machine.kiosk import Kiosk
from screens.widgets.block import Block
from screens.widgets.text_layout import fitting, spread


class OpenLine(Block):
    """At the right end of its line, in both languages where there is room."""

    def __init__(self, kiosk: Kiosk, id: str | None = None) -> None:
        super().__init__(id=id)
        self.kiosk = kiosk

    def lines(self, width: int) -> list[Content]:
        state, opening, say = self.kiosk.opening_state, self.kiosk.opening, self.kiosk.catalogue.phrases
        if state is None or opening is None:
            return []
        words = until_words(state, opening, self.kiosk.today, say)
        if state.opened == "closed":
            words = say("opening.closed") + " · " + words
        mark = Content.styled(OPENING_MARKS[state.opened], "$ok" if state.opened == "open" else "$ink")
        first = mark + Content.styled(" " + self.first(words), "bold $ink")
        line = fitting([first, Content.styled(self.second(words), "$soft")], width)
        return [spread(Content(""), line, width)]
