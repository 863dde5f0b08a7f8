"""A fact beside the page as visitors see it: what it is called, what it says, who says so, and where else it stands."""

from rich.cells import cell_len
from textual.content import Content

from kiosk.catalogue.facts import AWAITING_MARK, CONFIRMED_MARK
from kiosk.editing.office_facts import OfficeFact, value_words
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, joined, same
from kiosk.text.dates import short_date
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import shortened, spread

_NAME_AT, _VALUE_AT = 5, 20
_TWO_COLUMNS = 55
"""Cells from which on name and value stand beside each other."""


class FactRow(Pressable):
    """Three lines behind a key, which says that this one is not right."""

    def __init__(self, key: str) -> None:
        super().__init__(key, same(""))
        self.fact: OfficeFact | None = None
        self.value = self.source = same("")
        self.alike: Bilingual | None = None
        self.is_doubted = False

    def show(
        self, fact: OfficeFact | None, name: Bilingual, others: list[OfficeFact], kiosk: Kiosk, doubted: bool
    ) -> None:
        """Show a fact and the `others` that say the same; or nothing."""
        self.display = fact is not None
        self.fact, self.choice, self.words, self.is_doubted = fact, fact, name, doubted
        if fact is not None:
            self.value = joined(value_words(fact.fact, kiosk.catalogue), " · ")
            self.source, self.alike = _source(fact, kiosk), None
            if others:
                places = joined([other.owner for other in others], " · ")
                self.alike = kiosk.catalogue.phrases("sign_off.alike", count=len(others) + 1, places=places)
            self.refresh()

    def lines(self, width: int) -> list[Content]:
        """Name and value beside each other, or below; then where it comes from."""
        if self.fact is None:
            return []
        end = Content.styled(f"{self.fact.number} ", "$soft") + self._mark()
        name = self._badge() + Content("  ") + Content.styled(shortened(self.first(self.words), 30), "bold $ink")
        if width >= _TWO_COLUMNS and name.cell_length < _VALUE_AT:
            value = self._value(width - _VALUE_AT - end.cell_length - 1)
            named = name.pad_right(_VALUE_AT - name.cell_length) + value
            lines = [spread(named, end, width), self._origin(_VALUE_AT, width)]
            return [Content(""), *lines] if self.has_room(len(lines) + 1) else lines
        value = Content(" " * _NAME_AT) + self._value(width - _NAME_AT)
        lines = [spread(name, end, width), value, self._origin(_NAME_AT, width)]
        return lines if self.has_room(len(lines)) else lines[:2]

    def _value(self, room: int) -> Content:
        return Content.styled(shortened(self.first(self.value), room), "$ink")

    def _origin(self, at: int, width: int) -> Content:
        """The source, and in how many places the same stands: this before the source, where there is room for one."""
        room, text = width - at, self.first(self.source)
        if self.alike is not None:
            alike = self.first(self.alike)
            text = f"{text}  {alike}" if cell_len(text) < room // 2 else alike
        return Content(" " * at) + Content.styled(shortened(text, room), "$soft")

    def _mark(self) -> Content:
        if self.is_doubted:
            return Content.styled("✖", "bold $bad")
        assert self.fact is not None
        return (
            Content.styled(AWAITING_MARK, "$warn") if self.fact.is_due else Content.styled(CONFIRMED_MARK, "bold $ok")
        )


def _source(fact: OfficeFact, kiosk: Kiosk) -> Bilingual:
    """The law, or who publishes it; and the day on which the office has confirmed it."""
    catalogue, known = kiosk.catalogue, fact.fact
    source = catalogue.laws[known.law] if known.law else same("")
    if known.law is None and known.source in catalogue.sources:
        source = catalogue.sources[known.source].publisher
    if known.confirmed is None:
        return source
    return source + "  " + f"{CONFIRMED_MARK} " + short_date(known.confirmed.on)
