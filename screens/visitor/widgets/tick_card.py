"""The card that a visitor shows to the officer: which papers are missing, which are there."""

from textual.content import Content

from kiosk.text.bilingual import Bilingual, Phrases
from screens.visitor.widgets.document_list import Tick
from screens.widgets.block import Block
from screens.widgets.text_layout import beside, wrapped

ENTRY = 2
"""Lines of an entry: a paper in both languages, or a heading and an empty line."""

_INDENT = 3
_GAP = 3
_TWO_COLUMNS = 100


class TickCard(Block):
    """Missing papers first, since they are what the two will talk about. Nothing of it is kept."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__(classes="card block")
        self.phrases = phrases
        self.entries: list[tuple[str, Bilingual]] = []

    def show(self, ticks: list[Tick], portion: int, capacity: int) -> None:
        """Draw the `portion`-th `capacity` entries: marks and papers, under headings that have no mark."""
        missing = [("☐", tick.paper) for tick in ticks if not tick.ticked]
        there = [("✔", tick.paper) for tick in ticks if tick.ticked]
        headed = [
            entry
            for heading, papers in (("service.missing", missing), ("service.have", there))
            if papers
            for entry in [("", self.phrases(heading, count=len(papers))), *papers]
        ]
        self.entries = headed[portion * capacity : (portion + 1) * capacity]
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        columns = 2 if width >= _TWO_COLUMNS else 1
        room = (width - _GAP * (columns - 1)) // columns
        rows = self.content_size.height // ENTRY if columns > 1 else len(self.entries)
        left, right = (self._column(part, room) for part in (self.entries[:rows], self.entries[rows:]))
        return beside(left, right, room + _GAP) if right else left

    def _column(self, entries: list[tuple[str, Bilingual]], room: int) -> list[Content]:
        lines: list[Content] = []
        for mark, words in entries:
            lines += self._paper(mark, words, room) if mark else self._heading(words, first=not lines)
        return lines

    def _heading(self, words: Bilingual, *, first: bool) -> list[Content]:
        name = Content.styled(self.first(words), "bold $accent") + Content("  ")
        name += Content.styled(self.second(words), "$soft")
        return [name, Content("")] if first else [Content(""), name]

    def _paper(self, mark: str, words: Bilingual, room: int) -> list[Content]:
        return [
            *wrapped(self.first(words), room, "bold $ink", _INDENT, Content.styled(mark, "$accent")),
            *wrapped(self.second(words), room, "$soft", _INDENT),
        ]
