"""What a service costs and how long it takes."""

from collections.abc import Callable, Iterator

from rich.cells import cell_len
from textual.content import Content

from kiosk.catalogue.authority_words import rests_on
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.fact_words import baht_words, fees_by_kind, time_words
from kiosk.catalogue.services import Service
from kiosk.text.bilingual import Bilingual
from screens.visitor.widgets.card_heading import card_heading
from screens.widgets.block import Block
from screens.widgets.text_layout import beside, spread, tall, wrapped

_GAP = 2
_APART = 4
"""Cells between the longest name of a fee and the longest figure: further off, it would not be read as its own."""
_BESIDE = 20
"""Cells of what stands beside the large digits, at least."""

_TALL = 3
"""Rows of the large digits."""


class FeeCard(Block):
    """The fee, if it `has_digits` in large ones, that it is paid against a receipt, its law or note, the time."""

    def __init__(self, service: Service, catalogue: Catalogue, has_digits: Callable[[], bool]) -> None:
        super().__init__(classes="card block")
        self.has_digits = has_digits
        self.service = service
        self.catalogue = catalogue

    def lines(self, width: int) -> list[Content]:
        rows = self.content_size.height
        arranged = list(self._arranged(width))
        return next((lines for lines in arranged if len(lines) <= rows), arranged[-1])

    def _arranged(self, width: int) -> Iterator[list[Content]]:
        """The arrangements, from the one that takes most rows to the one that takes fewest. The law, which a later page
        has in full, goes first."""
        head = card_heading(self, self._title, width)
        law, time = self._law(width), self._time(width)
        yield from self._large(head, width)
        paid = list(self._paid(width))
        for words in paid:
            yield [*head, *words, *law, *time]
        yield from self._beside_the_digits(width)
        for words in paid:
            yield [*head, *words, *time]
        yield from self._beside_the_fees(width)
        receipt, shorter = self._receipt(width), self._in_a_line(width)
        listed = [[*shorter, *receipt]] if isinstance(self.service.fee.figure, list) else []
        for words in listed:
            yield [*head, *words, *time]
        promised = self._promised(width)
        for said in (time, promised):
            for words in [*paid, *listed]:
                yield [self._heading, *words, *said]
        yield [self._heading, *shorter, *_joined([*receipt, *promised], width)]

    def _paid(self, width: int) -> Iterator[list[Content]]:
        """What is paid and the note on it, then that it is against a receipt: before the note both would read as one
        sentence. The note stands on a line of its own or of the amount; under both where that is all that has room."""
        amount, receipt, note = self._amount(width), self._receipt(width), self._note(width)
        yield [*amount, *note, *receipt]
        yield [*_joined([*amount, *note], width), *receipt]
        yield [*_joined([*amount, *receipt], width), *note]

    def _large(self, head: list[Content], width: int) -> Iterator[list[Content]]:
        """With large digits and all that there is to say, under them or beside them and the heading; then without the
        law."""
        if not (digits := self._digits(width)):
            return
        receipt, law, note, time = self._receipt(width), self._law(width), self._note(width), self._time(width)
        noted = self._noted(note, width) or [*digits, *note]
        yield [*head, *noted, *receipt, *law, *time]
        if room := self._room_beside([*head, *digits], width):
            for law in (self._law(room), []):
                under = [*self._receipt(room), *law, *self._note(room), *self._time(room)]
                yield beside([*head, *digits], [Content(""), *under], width - room)
        yield [*head, *noted, *receipt, *time]

    def _beside_the_digits(self, width: int) -> Iterator[list[Content]]:
        """Large digits, and beside them the heading, the note behind it, and all but the law."""
        digits = self._digits(width)
        if digits and (room := self._room_beside(digits, width)):
            heading = _joined([self._heading, *self._note(room)], room)
            yield beside(digits, [*heading, *self._receipt(room), *self._time(room)], width - room)

    def _beside_the_fees(self, width: int) -> Iterator[list[Content]]:
        """Several fees under the heading, and beside them all but the law."""
        said = [*self._receipt(width), *self._note(width), *self._time(width)]
        room = max(line.cell_length for line in said)
        fees = self._amount(width - room - 2 * _GAP)
        if self._kinds and len(said) <= len(fees) == len(self._kinds):
            yield [self._heading, *beside(fees, said, width - room)]

    def _room_beside(self, digits: list[Content], width: int) -> int:
        """The cells beside large digits; none where the sentences would take more rows than these."""
        room = width - max(line.cell_length for line in digits) - _GAP
        if room < _BESIDE:
            return 0
        sentences = [*self._receipt(room), *self._note(room), *self._time(room)]
        return room if len(sentences) <= _TALL else 0

    @property
    def _heading(self) -> Content:
        return Content.styled(self.first(self._title), "bold $ink")

    @property
    def _title(self) -> Bilingual:
        """Several fees are figures alone, whose unit stands here."""
        several = isinstance(self.service.fee.figure, list)
        return self.catalogue.phrases("service.fee_in_baht" if several else "service.fee")

    @property
    def _style(self) -> str:
        return "bold $ok" if self.service.fee.confirmed else "bold $ink"

    def _digits(self, width: int) -> list[Content]:
        """One figure three rows high, its unit on the last of them; nothing for any other fee or without room."""
        digits = self._figure(width)
        return [*digits[:-1], digits[-1] + self._unit] if digits else []

    def _noted(self, note: list[Content], width: int) -> list[Content]:
        """The same with the unit above the note, which is beside the last row; nothing without room for it there."""
        if not (digits := self._figure(width)) or len(note) != 1:
            return []
        above, middle, below = digits
        noted = [above, middle + self._unit, below + Content(" ") + note[0]]
        return noted if noted[-1].cell_length <= width else []

    def _figure(self, width: int) -> list[Content]:
        if not isinstance(figure := self.service.fee.figure, int) or not self.has_digits():
            return []
        digits = tall(f"{figure:,}", width - self._unit.cell_length, self._style)
        return digits if len(digits) > 1 else []

    @property
    def _unit(self) -> Content:
        return Content.styled(" " + self.first(self.catalogue.phrases("service.baht_unit")), "bold $ink")

    def _amount(self, width: int) -> list[Content]:
        """The fee in a line, or each of several in one of its own."""
        say, fee = self.catalogue.phrases, self.service.fee
        if fee.value is None:
            return wrapped(self.first(say("service.not_stated")), width, "$soft")
        if fee.is_none:
            return wrapped(self.first(say("service.no_fee")), width, self._style)
        if isinstance(fee.figure, int):
            return [Content.styled(self.first(baht_words(fee.figure, say)), self._style)]
        kinds = self._kinds
        named, paid = max(cell_len(kind) for kind, _ in kinds), max(cell_len(" ".join(amounts)) for _, amounts in kinds)
        room = min(width, named + _APART + paid)
        return [line for kind, amounts in kinds for line in self._kind(kind, amounts, room)]

    def _in_a_line(self, width: int) -> list[Content]:
        """Several fees beside one another, none torn from what it is for where a line holds both."""
        if not self._kinds:
            return self._amount(width)
        line, *others = [" ".join([kind, *amounts]) for kind, amounts in self._kinds]
        lines = []
        for each in others:
            longer = f"{line} · {each}"
            if cell_len(longer) + 2 <= width or (each is others[-1] and cell_len(longer) <= width):
                line = longer
                continue
            lines += wrapped(f"{line} ·", width, self._style)
            line = each
        return [*lines, *wrapped(line, width, self._style)]

    @property
    def _kinds(self) -> list[tuple[str, list[str]]]:
        """What each of several fees is for, with its figure or figures."""
        figure = self.service.fee.figure
        kinds = fees_by_kind(figure, self.catalogue.phrases) if isinstance(figure, list) else []
        return [(self.first(kind), [self.first(amount) for amount in amounts]) for kind, amounts in kinds]

    def _kind(self, kind: str, amounts: list[str], width: int) -> list[Content]:
        """One of several fees: what it is for, and behind it its figure under those of others; figures that have no
        room beside one another stand below."""
        in_a_line = " ".join(amounts)
        first, *below = [in_a_line] if cell_len(f"{kind} {in_a_line}") <= width else amounts
        amount, *others = [Content.styled(words, self._style) for words in (first, *below)]
        *lines, last = wrapped(kind, width - amount.cell_length - 1, "$ink")
        return [*lines, spread(last, amount, width), *(spread(Content(""), other, width) for other in others)]

    def _receipt(self, width: int) -> list[Content]:
        if self.service.fee.is_none:
            return []
        return wrapped(self.first(self.catalogue.phrases("service.receipt")), width, "bold $ink")

    def _law(self, width: int) -> list[Content]:
        """The law that sets the fee, or that headquarters does."""
        words = rests_on(self.service.fee, self.catalogue, brief=True)
        return [] if words is None else wrapped(self.first(words), width, "$soft")

    def _note(self, width: int) -> list[Content]:
        """What else is to know about it."""
        note = self.service.fee.note
        return [] if note is None else wrapped(self.first(note), width, "$soft")

    def _time(self, width: int) -> list[Content]:
        say, time = self.catalogue.phrases, self.service.time
        if time.value is None:
            return wrapped(self.first(say("service.ask_time")), width, "$soft")
        words = time_words(time, say)
        return wrapped(self.first(say("service.takes", time=words)), width, "bold $ink")

    def _promised(self, width: int) -> list[Content]:
        """The time alone, which says what it is where there is no room for its name."""
        time = self.service.time
        if time.value is None:
            return self._time(width)
        return wrapped(self.first(time_words(time, self.catalogue.phrases)), width, "bold $ink")


def _joined(parts: list[Content], width: int) -> list[Content]:
    """Two lines as one if that holds both."""
    line = Content("  ").join(parts)
    return [line] if len(parts) == 2 and line.cell_length <= width else parts
