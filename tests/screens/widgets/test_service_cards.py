"""The cards of a service's first page keep their headings, and say of the fee what is paid before how."""

import re

import pytest
from textual.geometry import Size

from kiosk.catalogue.catalogue import Catalogue
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import ENGLISH, THAI, Language
from screens.visitor.widgets.eligibility_card import EligibilityCard
from screens.visitor.widgets.fee_card import FeeCard
from screens.visitor.widgets.window_card import WindowCard
from screens.widgets.block import Block


class _Alone(Block):
    """A card without a page around it."""

    lang: Language = THAI
    room = Size(0, 0)

    def first(self, words: Bilingual) -> str:
        return words.of(self.lang)

    def second(self, words: Bilingual) -> str:
        return words.of(words.beside(self.lang))

    @property
    def content_size(self) -> Size:
        return self.room

    def said(self, lang: Language, width: int, rows: int) -> list[str]:
        self.lang, self.room = lang, Size(width, rows)
        return [line.plain for line in self.lines(width)]


class _Fee(_Alone, FeeCard): ...


class _Window(_Alone, WindowCard): ...


class _Eligibility(_Alone, EligibilityCard): ...


@pytest.mark.parametrize("lang", [THAI, ENGLISH])
@pytest.mark.parametrize(("width", "rows"), [(36, 6), (45, 4), (21, 8)])
def test_the_fee_stands_under_its_heading_and_then_that_it_is_paid_against_a_receipt(
    catalogue: Catalogue, lang: Language, width: int, rows: int
) -> None:
    """ "Fee  Pay only against a receipt" read as one heading, and took the place of the other language's."""
    receipt = catalogue.phrases("service.receipt").of(lang)
    for service in catalogue.services.values():
        if service.fee.figure is None or service.fee.is_none:
            continue
        lines = _Fee(service, catalogue).said(lang, width, rows)
        assert receipt not in lines[0], service.id
        assert len(lines) <= rows, lines
        shown = " ".join(lines)
        figures = service.fee.figure if isinstance(service.fee.figure, list) else []
        for option in figures:
            assert any(f"{option.baht:,}" in line and option.label.of(lang) in line for line in lines), lines
        if figures and receipt in shown:
            assert shown.index(receipt) > max(shown.index(f"{option.baht:,}") for option in figures), lines


@pytest.mark.parametrize("lang", [THAI, ENGLISH])
@pytest.mark.parametrize(("width", "rows"), [(36, 5), (42, 3)])
def test_the_days_to_come_keep_their_heading_where_rows_are_short(
    catalogue: Catalogue, lang: Language, width: int, rows: int
) -> None:
    """All but those of the 90-day report, which with its fine take every cell of the widest card."""
    for service in catalogue.services.values():
        if width == 36 or (service.says_its_filing_rule and service.id != "90-day-report"):
            lines = _Window(service, catalogue.phrases).said(lang, width, rows)
            assert lines[0].startswith(catalogue.phrases("service.window").of(lang)), lines
            assert len(lines) <= rows, lines


@pytest.mark.parametrize("lang", [THAI, ENGLISH])
@pytest.mark.parametrize("name", ["extension-thai-family", "extension-retirement", "extension-dependant"])
def test_whom_it_is_for_keeps_its_heading_where_rows_are_short(catalogue: Catalogue, lang: Language, name: str) -> None:
    service, say = catalogue.services[name], catalogue.phrases
    lines = _Eligibility(service, say, lambda: True).said(lang, 88, 4)
    assert lines[0].startswith(say("service.who").of(lang)), lines
    assert len(lines) <= 4
    assert service.who.figure is not None
    words = re.sub(r"\s", "", "".join(lines))
    assert all(
        re.sub(r"\s", "", each.of(lang)) in words for each in (service.who.figure.lead, *service.who.figure.any_of)
    )
