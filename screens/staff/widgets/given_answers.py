"""What was answered so far, of a form that asks one question at a time."""

from typing import NamedTuple

from textual.content import Content

from kiosk.text.bilingual import Bilingual, joined, same
from screens.widgets.block import Block
from screens.widgets.text_layout import beside, big, spaced, wrapped

_LABEL = 14
"""Cells of the mark and the label of an answer."""


class GivenAnswer(NamedTuple):
    """An answer with its label; a `figure` is drawn large, `words` beside it."""

    label: Bilingual
    words: Bilingual
    figure: str = ""


class GivenAnswers(Block):
    """One below the other in both languages; in one line where they stand above the question."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.answers: list[GivenAnswer] = []

    def show(self, answers: list[GivenAnswer]) -> None:
        """Draw these."""
        self.answers = answers
        self.display = bool(answers) or self.screen.has_class("-wide")
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        if self.screen.has_class("-compact"):
            words = joined([self._short(answer) for answer in self.answers], "   ")
            return wrapped(self.first(words), width, "$ink")
        return spaced([self._drawn(answer, width) for answer in self.answers], self.content_size.height)

    def _short(self, answer: GivenAnswer) -> Bilingual:
        return joined([same("✔"), *([same(answer.figure)] if answer.figure else []), answer.words], " ")

    def _drawn(self, answer: GivenAnswer, width: int) -> list[Content]:
        mark, blank = Content.styled("✔ ", "$ok"), Content("  ")
        labels = [mark + Content.styled(self.first(answer.label), "$soft")]
        labels.append(blank + Content.styled(self.second(answer.label), "$soft"))
        room = width - _LABEL
        words = [
            *wrapped(self.first(answer.words), room, "bold $ink"),
            *wrapped(self.second(answer.words), room, "$soft"),
        ]
        if answer.figure and self.screen.has_class("-portrait"):
            words = [Content.styled(f"{answer.figure} ", "bold $ink") + words[0], *words[1:]]
        elif answer.figure:
            figure = [Content.styled(row, "bold $ink") for row in big(answer.figure)]
            words = beside(figure, [Content(""), *words], figure[0].cell_length + 2)
        return beside(labels, words, _LABEL)
