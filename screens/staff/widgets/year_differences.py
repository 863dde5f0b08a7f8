"""What headquarters states of a fiscal year otherwise than the office, beside the question that it is about."""

from collections.abc import Sequence

from kiosk.editing.year_differences import YearDifference
from kiosk.machine.kiosk import Kiosk
from screens.widgets.block import Paragraphs

_OF_QUESTION, _OF_ALL = 2, 4
"""Differences that are told in full, beside the lines of a question and at the signature."""


class YearDifferences(Paragraphs):
    """The first of them, and how many there are besides."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(style="bold $warn")
        self.kiosk = kiosk

    def show(self, differences: Sequence[YearDifference], *, is_of_all: bool) -> None:
        """Say them; `is_of_all` at the signature, where they are those of every question."""
        most = _OF_ALL if is_of_all else _OF_QUESTION
        lines = [each.words(self.kiosk) for each in differences[:most]]
        if len(differences) > most:
            lines.append(self.kiosk.catalogue.phrases("year.differs_more", count=len(differences) - most))
        self.paragraphs = tuple(lines)
        self.refresh(layout=True)
