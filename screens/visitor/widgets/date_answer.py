"""What comes of the day that a visitor has written: whether they can come, the dates, what it costs, what to bring."""

from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from kiosk.catalogue.filing_words import DateWords, FilingWords, asked_words
from kiosk.catalogue.services import Service
from kiosk.catalogue.written_day import LENGTH, is_at_year, years_words
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import buddhist_year
from kiosk.text.figures import typed_day
from screens.visitor.widgets.date_entry import DateEntry
from screens.visitor.widgets.filing_line import filing_line
from screens.widgets.block import Block
from screens.widgets.text_layout import beside, big, fullest, widest, wrapped

_COLUMN = 27
"""Cells of a date where the three stand beside one another."""

_ABREAST = 3 * _COLUMN


class _Said(NamedTuple):
    """What is shown of it: words in both languages, the line of days, how days are counted, the last day in large
    digits."""

    two: bool = True
    line: bool = True
    counted: bool = True
    large: bool = True


_LESS_AND_LESS = (
    _Said(),
    _Said(two=False),
    _Said(line=False),
    _Said(two=False, line=False),
    _Said(two=False, line=False, large=False),
    _Said(two=False, line=False, large=False, counted=False),
)


class DateAnswer(Block):
    """How to write the day; then, when it is written, what comes of it.

    Where it has less room, it says less in the other language, or draws no line of days, then not when they could have
    come first, nor how days are counted; and leaves out its last words, before an answer those on where the day
    stands. That nothing is kept it leaves to the entry that says so.
    """

    def __init__(self, kiosk: Kiosk, service: Service, entry: DateEntry) -> None:
        super().__init__(classes="card")
        self.kiosk, self.service, self.entry = kiosk, service, entry

    @property
    def digits(self) -> str:
        """What is written so far."""
        return self.entry.digits

    def lines(self, width: int) -> list[Content]:
        """The most of it that leaves an empty line under what stands first, then one above the notes, and so on."""
        rows = self.content_size.height
        for said in _LESS_AND_LESS:
            blocks, main = self._blocks(width, said)
            if self.has_room(sum(map(len, blocks)) + 1 + said.line):
                break
        whole, _ = self._blocks(width, said._replace(two=True))
        blocks = fullest(blocks, whole, rows - 1 - len(blocks[main:]))
        while not self.has_room(sum(map(len, blocks)) + (not self._is_answered)):
            last = len(blocks) if self._is_answered else main
            blocks.pop(last - 1)
            main = min(main, last - 1)
        gaps = sorted(range(1, len(blocks)), key=lambda above: above not in (1, main))[: rows - sum(map(len, blocks))]
        return [
            line for number, block in enumerate(blocks) for line in [*([Content("")] if number in gaps else []), *block]
        ]

    def _blocks(self, width: int, said: _Said) -> tuple[list[list[Content]], int]:
        """Block by block, and how many are before the notes."""
        say, two = self.kiosk.catalogue.phrases, said.two
        kept = [] if self.entry.says_kept else self._said(say("dates.nothing_kept"), width, two, "bold $ink")
        if not self._is_answered:
            fault = self.entry.fault
            told = self._said(fault.words, width, two, "bold $bad") if fault else []
            blocks = [told, *self._manual(width, two)]
            notes = [kept]
        else:
            day = typed_day(self.digits)
            assert day is not None
            words = FilingWords(self.service, day, self.kiosk.today, self.kiosk.open_days, say)
            headline = [*self._headline(words, width, two), *self._come_late(words, width, two)]
            drawn = filing_line(self, words, width) if said.line and words.rule.hours is None else []
            blocks = [headline, self._dates(self._shown(words, two), width, said.large and not words.is_late), drawn]
            since = not (drawn or words.come_late) and cell_len(self.first(words.if_late)) <= width
            cost = self._said(words.if_late if since else words.cost_if_late, width, two, "$ink")
            bring = self._said(words.to_bring, width, two, "bold $ink") if words.to_bring else []
            counted = self._said(words.counted, width, two, "$soft") if said.counted else []
            notes = [bring, cost, counted, kept]
        blocks, notes = [block for block in blocks if block], [block for block in notes if block]
        return blocks + notes, len(blocks)

    @property
    def _is_answered(self) -> bool:
        return len(self.digits) == LENGTH and self.entry.fault is None

    def _manual(self, width: int, two: bool) -> list[list[Content]]:
        """Which day is asked for, how it is written, and where it stands."""
        filing, say, today = self.service.filing, self.kiosk.catalogue.phrases, self.kiosk.today
        assert filing is not None
        example = Bilingual(f"{today:%d %m} {buddhist_year(today)}", f"{today:%d %m %Y}")
        how = self._said(say("dates.how", example=example), width, two, "$ink")
        if is_at_year(self.digits) and self.entry.fault is None:
            how = self._said(say("dates.year", **years_words(today)), width, two, "bold $accent")
        return [
            self._said(asked_words(filing.asks, say), width, two, "bold $ink"),
            how,
            self._said(say(f"dates.see_{filing.asks}"), width, two, "$ink"),
        ]

    def _said(self, words: Bilingual, width: int, two: bool, style: str) -> list[Content]:
        """Words in the page's language; in the other one beside them if that fits, else under them where `two` may."""
        first, second = Content.styled(self.first(words), style), Content.styled(self.second(words), "$soft")
        if first.cell_length + 3 + second.cell_length <= width:
            return [first + "   " + second]
        lines = wrapped(self.first(words), width, style)
        return lines + wrapped(self.second(words), width, "$soft") if two else lines

    def _shown(self, words: FilingWords, two: bool) -> list[DateWords]:
        """The dates; to whoever is late the last one alone. Where there is less room the first is left to the headline
        and the line of days, and a day that is due and the last one is said once."""
        first, due, last = words.dates
        if words.state == "late":
            return [last]
        others = [first, due] if two else [due] if due.day != last.day else []
        return [*others, last]

    def _headline(self, words: FilingWords, width: int, two: bool) -> list[Content]:
        colour = "$bad" if words.is_late else "$ok" if words.state == "open" else "$ink"
        headline = self._said(words.headline, width - 3, two, f"bold {colour}")
        return beside([Content.styled(words.mark, f"bold {colour}")], headline, 3)

    def _come_late(self, words: FilingWords, width: int, two: bool) -> list[Content]:
        return [] if words.come_late is None else self._said(words.come_late, width, two, "bold $ink")

    def _dates(self, dates: list[DateWords], width: int, large: bool) -> list[Content]:
        """Three columns, or a line each; the day of the last one in large digits, if there is such a day."""
        *others, last = dates
        abreast = width >= _ABREAST and bool(others)
        digits = [Content.styled(row, "bold $accent") for row in big(str(last.on.day))] if large and last.on else []
        before = digits[0].cell_length + 2 if digits else 0
        room = width - before - (len(others) * _COLUMN if abreast else 0)
        stands = beside(digits, self._column(last, room, "$accent"), before)
        if abreast:
            lines = [Content("")] * 3
            for number, words in enumerate(others):
                lines = beside(lines, self._column(words, _COLUMN - 1, "$ink"), number * _COLUMN)
            return beside(lines, stands, len(others) * _COLUMN)
        in_line = others if digits else dates
        at = widest([self.first(words.label) for words in in_line]) + 1
        lines = [self._line(words, width, at, "$accent" if words is last else "$ink") for words in in_line]
        return lines + (stands if digits else [])

    def _column(self, words: DateWords, width: int, colour: str) -> list[Content]:
        label = Content.styled(self.first(words.label), "$soft")
        both = label + Content.styled("  " + self.second(words.label), "$soft")
        return [
            both if both.cell_length <= width else label,
            Content.styled(self.first(words.day), f"bold {colour}"),
            Content.styled(self.first(words.more), "$soft"),
        ]

    def _line(self, words: DateWords, width: int, at: int, colour: str) -> Content:
        label = Content.styled(self.first(words.label), "$soft")
        day = Content.styled(self.first(words.day), f"bold {colour}")
        line = beside([label], [day], at)[0]
        longer = line + Content.styled("  " + self.first(words.more), "$soft")
        return longer if longer.cell_length <= width else line
