"""The head of a pane of the sign-off."""

from textual.content import Content

from kiosk.text.bilingual import Bilingual
from screens.widgets.block import Block


class PaneHead(Block):
    """The head of a pane: what it is in both languages, and at the right how far one is."""

    def __init__(self, words: Bilingual, id: str | None = None) -> None:
        super().__init__(id=id)
        self.words = words
        self.more: Bilingual | None = None

    def tell(self, more: Bilingual) -> None:
        """Say how far one is."""
        self.more = more
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        name = Content.styled(self.first(self.words), "bold $on-band")
        more = Content.styled(self.first(self.more) if self.more else "", "$on-band")
        second = Content("   ") + Content.styled(self.second(self.words), "$band-soft")
        if name.cell_length + more.cell_length + 2 > width:
            return [more]
        if (name + second).cell_length + more.cell_length + 2 <= width:
            name += second
        return [name + Content(" " * (width - name.cell_length - more.cell_length)) + more]
