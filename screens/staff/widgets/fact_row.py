"""A fact beside the page as visitors see it: what it is called, what it says, who says so, and where else it stands."""

from textual.content import Content

from kiosk.catalogue.facts import AWAITING_MARK, CONFIRMED_MARK
from kiosk.editing.office_facts import OfficeFact, value_words
from kiosk.machine import Kiosk
from kiosk.text.bilingual import Bilingual, joined, same
from kiosk.text.dates import short_date
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import shortened, spread

_NAME_AT, _VALUE_AT = 5, 19
_TWO_COLUMNS = 55
"""Cells from which on name and value stand beside each other."""


class FactRow(Pressable):
    """Three lines behind a key, which says that this one is not right."""

    def __init__(self, key: str) -> None:
        super().__init__(key, same(""))
        self.fact: OfficeFact | None = None
        self.value = self.source = self.elsewhere = same("")
        self.is_doubted = False

    def show(
        self, fact: OfficeFact | None, name: Bilingual, others: list[OfficeFact], kiosk: Kiosk, doubted: bool
    ) -> None:
        """Show a fact and the `others` that say the same; or nothing."""
        self.display = fact is not None
        self.fact, self.choice, self.words, self.is_doubted = fact, fact, name, doubted
        if fact is not None:
            say = kiosk.catalogue.phrases
            self.value = joined(value_words(fact.fact, kiosk.catalogue), " · ")
            self.source = _source(fact, kiosk)
            places = joined([other.owner for other in others], " · ") if others else same("")
            self.elsewhere = say("sign_off.alike", count=len(others) + 1, places=places) if others else same("")
            self.refresh()

    def lines(self, width: int) -> list[Content]:
        if self.fact is None:
            return []
        mark = self._mark()
        name = self._badge() + Content("  ") + Content.styled(shortened(self.first(self.words), 30), "bold $ink")
        at = _VALUE_AT if width >= _TWO_COLUMNS and name.cell_length < _VALUE_AT else _NAME_AT
        value, source, elsewhere = (
            shortened(self.first(words), width - at - 2) for words in (self.value, self.source, self.elsewhere)
        )
        indent = Content(" " * at)
        if at == _VALUE_AT:
            first = name.pad_right(at - name.cell_length) + Content.styled(value, "$ink")
            return [
                spread(first, mark, width),
                indent + Content.styled(source, "$soft"),
                indent + Content.styled(elsewhere, "$soft"),
            ]
        return [
            spread(name, mark, width),
            indent + Content.styled(value, "$ink"),
            indent + Content.styled(elsewhere or source, "$soft"),
        ]

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
