"""A sentence that fills the screen: large in the language of who reads it, and under it in that of who points."""

from typing import Literal

from textual.content import Content

from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.languages import HOME, Language, partner
from screens.visitor.widgets.large_words import large_lines
from screens.widgets.block import Block
from screens.widgets.header import mode_mark
from screens.widgets.text_layout import spread, wrapped

Speaker = Literal["visitor", "officer"]

_CLOCK = 50
"""Cells from which on there is room for the clock beside a mark."""


class SentenceCard(Block):
    """A heading that says for whom it is, the sentence, and how the other one answers."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(id="sentence")
        self.kiosk = kiosk
        self.words = same(" ")
        self.speaker: Speaker = "visitor"

    def show(self, words: Bilingual, speaker: Speaker) -> None:
        """This sentence, which `speaker` points at."""
        self.words = words
        self.speaker = speaker
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        say, rows = self.kiosk.catalogue.phrases, self.content_size.height
        to_officer = self.speaker == "visitor"
        head = self._heading(say("speak.to_officer" if to_officer else "speak.to_visitor"), width)
        foreign = self._foreign
        reader, pointer = (HOME, foreign) if to_officer else (foreign, HOME)
        pointed = wrapped(self._in(pointer), width - 2, "bold $ink")
        answer = say("speak.officer_answers" if to_officer else "speak.visitor_answers")
        foot = [*(Content.styled("▌ ", "$accent") + line for line in pointed)]
        beside = self._line(answer, width - foot[-1].cell_length - 2)
        foot = [*foot[:-1], spread(foot[-1], beside, width)] if _fits(foot[-1], beside, width) else [*foot, beside]
        room = rows - len(head) - len(foot) - 1
        large = large_lines(self._in(reader), width, room, "$ink")
        blank = [Content("")] * (room - len(large) + 1)
        return [*head, *large, *blank, *foot]

    @property
    def _foreign(self) -> Language:
        """The visitor's language; who points and speaks while the page is in that of the house has not chosen yet."""
        language: Language = self.screen.lang  # type: ignore[attr-defined]
        return partner(HOME) if language == HOME else language

    def _in(self, language: Language) -> str:
        return self.screen.localized(self.words, language)  # type: ignore[attr-defined, no-any-return]

    def _heading(self, words: Bilingual, width: int) -> list[Content]:
        """For whom it is, and the clock; that the kiosk is not real, where it is not."""
        mark = mode_mark(self.kiosk)
        clock = Content.styled(f"  {self.kiosk.clock():%H:%M}", "$soft")
        right = mark or clock if width < _CLOCK else mark + clock
        return [spread(self._line(words, width - right.cell_length - 1), right, width)]

    def _line(self, words: Bilingual, width: int) -> Content:
        """Words in both languages, or where there is no room in the page's alone."""
        first = Content.styled(self.first(words), "$soft")
        both = first + Content.styled(f"   {self.second(words)}", "$soft")
        return both if both.cell_length <= width else first


def _fits(left: Content, right: Content, width: int) -> bool:
    """Whether both stand on one line, with air between them."""
    return left.cell_length + 2 + right.cell_length <= width
