"""What a service costs and how long it takes."""

from collections.abc import Iterator

from textual.content import Content

from kiosk.catalogue.authority_words import rests_on
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.fact_words import baht_words, fee_words, time_words
from kiosk.catalogue.facts import FeeOption
from kiosk.catalogue.services import Service
from kiosk.text.bilingual import Bilingual
from screens.visitor.widgets.card_heading import card_heading
from screens.widgets.block import Block
from screens.widgets.text_layout import beside, spread, tall, widest, wrapped

_GAP = 2
_BESIDE = 20
"""Cells of what stands beside the large digits, at least."""


class FeeCard(Block):
    """The fee in large digits where they have room, that it is paid against a receipt, its law or note, the time."""

    def __init__(self, service: Service, catalogue: Catalogue) -> None:
        super().__init__(classes="card block")
        self.service = service
        self.catalogue = catalogue

    def lines(self, width: int) -> list[Content]:
        rows = self.content_size.height
        arranged = list(self._arranged(width))
        return next((lines for lines in arranged if len(lines) <= rows), arranged[-1])

    def _arranged(self, width: int) -> Iterator[list[Content]]:
        """The arrangements, from the one that takes most rows to the one that takes fewest."""
        if digits := self._digits(width):
            yield from self._large(digits, width)
        amount, receipt, law, time = self._amount(width), self._receipt(width), self._law(width), self._time(width)
        yield [*card_heading(self, self._title, width), *amount, *self._under(width)]
        name = Content.styled(self.first(self._title), "bold $ink")
        headed = Content("  ").join([name, *receipt])
        if len(receipt) < 2 and headed.cell_length <= width:
            yield [headed, *amount, *law, *self._note(width), *time]
            yield [headed, *amount, *law, *time]
            yield [headed, *amount, *time]
            yield [headed, *self._in_a_line(width), *time]
        yield [name, *amount, *receipt, *time]
        yield [name, *amount, *receipt]

    def _large(self, digits: list[Content], width: int) -> Iterator[list[Content]]:
        """The same with large digits: words under them, beside them, and the heading beside them too."""
        head = card_heading(self, self._title, width)
        yield [*head, *digits, *self._under(width)]
        yield [*head, *digits, *self._receipt(width), *self._law(width), *self._time(width)]
        at = max(line.cell_length for line in [*head, *digits]) + _GAP
        if (room := width - at) < _BESIDE:
            return
        under = self._under(room)
        yield beside([*head, *digits], [Content("")] * (len(under) <= len(digits)) + under, at)
        yield beside(digits, [*card_heading(self, self._title, room), *self._receipt(room), *self._time(room)], at)

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
        if not isinstance(figure := self.service.fee.figure, int):
            return []
        unit = " " + self.first(self.catalogue.phrases("service.baht_unit"))
        digits = tall(f"{figure:,}", width - widest([unit]), self._style)
        return [*digits[:-1], digits[-1] + Content.styled(unit, "bold $ink")] if len(digits) > 1 else []

    def _amount(self, width: int) -> list[Content]:
        """The fee in a line, or each of several in one of its own."""
        say, fee = self.catalogue.phrases, self.service.fee
        if fee.value is None:
            return wrapped(self.first(say("service.not_stated")), width, "$soft")
        if fee.is_none:
            return wrapped(self.first(say("service.no_fee")), width, self._style)
        if isinstance(fee.figure, int):
            return [Content.styled(self.first(baht_words(fee.figure, say)), self._style)]
        return [line for option in fee.figure or [] for line in self._option(option, width)]

    def _in_a_line(self, width: int) -> list[Content]:
        """Several fees beside one another."""
        return wrapped(self.first(fee_words(self.service.fee, self.catalogue.phrases)), width, self._style)

    def _option(self, option: FeeOption, width: int) -> list[Content]:
        """One of several fees: what it is for at the left, its figure at the right of the last line."""
        amount = Content.styled(f"{option.baht:,}", self._style)
        *lines, last = wrapped(self.first(option.label), width - amount.cell_length - 1, "$ink")
        return [*lines, spread(last, amount, width)]

    def _under(self, width: int) -> list[Content]:
        return [*self._receipt(width), *self._law(width), *self._note(width), *self._time(width)]

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
        named = wrapped(self.first(say("service.takes", time=words)), width, "bold $ink")
        return named if len(named) == 1 else wrapped(self.first(words), width, "bold $ink")
