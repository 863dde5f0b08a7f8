"""How much of what is published the office has confirmed, as a bar."""

from textual.content import Content

from kiosk.editing.office_facts import OfficeFact
from kiosk.text.bilingual import Phrases
from screens.widgets.block import Block


class ConfirmedBar(Block):
    """The figures right above the bar; beside it where there is one line."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self.phrases = phrases
        self.done = self.all = 0

    def show(self, facts: list[OfficeFact]) -> None:
        """Count what is confirmed and not due again, of what has a value that the office stands behind or will."""
        asked = [fact for fact in facts if fact.is_known and (fact.is_due or fact.fact.confirmed)]
        self.all, self.done = len(asked), sum(not fact.is_due for fact in asked)
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        word = self.phrases("sign_off.done")
        figures = Content.styled(f"{self.done} / {self.all}", "bold $ink")
        if not self.has_room(2):
            figures = Content.styled(self.first(word), "$soft") + "  " + figures
            return [self._bar(width - figures.cell_length - 2) + "  " + figures]
        names = Content.styled(f"{self.first(word)}  {self.second(word)}   ", "$soft") + figures
        return [Content(" " * max(width - names.cell_length, 0)) + names, self._bar(width)]

    def _bar(self, width: int) -> Content:
        full = width * self.done // max(self.all, 1)
        return Content.styled("▄" * full, "$accent") + Content.styled("▁" * (width - full), "$dim")
