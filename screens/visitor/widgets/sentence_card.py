"""A sentence that fills the screen: large in the language of who reads it, and under it in that of who points."""

from typing import Literal

from textual.content import Content

from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.languages import HOME, Language, partner
from kiosk.text.large_words import large_words
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
        reader, pointer = (HOME, self._foreign) if to_officer else (self._foreign, HOME)
        head = self._heading(say("speak.to_officer" if to_officer else "speak.to_visitor"), width)
        pointed = wrapped(self._in(pointer), width - 2, "bold $ink")
        answer = say("speak.officer_answers" if to_officer else "speak.visitor_answers")
        foot = self._foot([Content.styled("▌ ", "$accent") + line for line in pointed], answer, reader, width)
        room = rows - len(head) - len(foot) - 1
        over = [Content("")] if large_words(self._in(reader), width, room - 1) else []
        large = large_lines(self._in(reader), width, room - len(over), "$ink")
        blank = [Content("")] * (room - len(over) - len(large) + 1)
        return [*head, *over, *large, *blank, *foot]

    @property
    def _foreign(self) -> Language:
        """The visitor's language; who points and speaks while the page is in that of the house has not chosen yet."""
        language: Language = self.screen.lang  # type: ignore[attr-defined]
        return partner(HOME) if language == HOME else language

    def _in(self, language: Language, words: Bilingual | None = None) -> str:
        return self.screen.localized(words or self.words, language)  # type: ignore[attr-defined, no-any-return]

    def _heading(self, words: Bilingual, width: int) -> list[Content]:
        """For whom it is, and the clock; that the kiosk is not real, where it is not."""
        mark = mode_mark(self.kiosk)
        clock = Content.styled(f"  {self.kiosk.clock():%H:%M}", "$soft")
        right = mark or clock if width < _CLOCK else mark + clock
        both, first, second = self._on_a_line(words)
        return [spread(both, right, width)] if _fits(both, right, width + 1) else [spread(first, right, width), second]

    def _foot(self, pointed: list[Content], answer: Bilingual, reader: Language, width: int) -> list[Content]:
        """What was pointed at, and how the reader answers: beside it, or under it for both languages to fit."""
        *before, last = pointed
        beside = self._line(answer, reader, width)
        return [*before, spread(last, beside, width)] if _fits(last, beside, width) else [*pointed, beside]

    def _line(self, words: Bilingual, reader: Language, width: int) -> Content:
        """Words in both languages, or where there is no room in that of who reads the sentence."""
        both, *_ = self._on_a_line(words)
        return both if both.cell_length <= width else Content.styled(self._in(reader, words), "$soft")

    def _on_a_line(self, words: Bilingual) -> tuple[Content, Content, Content]:
        """Words in both languages, in that of the page, and in the other."""
        first, second = (Content.styled(text, "$soft") for text in (self.first(words), self.second(words)))
        return first + Content("   ") + second, first, second


def _fits(left: Content, right: Content, width: int) -> bool:
    """Whether both stand on one line, with air between them."""
    return left.cell_length + 2 + right.cell_length <= width
