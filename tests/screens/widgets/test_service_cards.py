"""The cards of a service's first page keep their headings, say of the fee what is paid before how, and name papers."""

import re

import pytest
from rich.cells import cell_len
from textual.geometry import Size

from kiosk.catalogue.catalogue import Catalogue
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import ENGLISH, THAI, Language
from screens.visitor.widgets.documents_card import DocumentsCard
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


class _Documents(_Alone, DocumentsCard): ...


@pytest.mark.parametrize("lang", [THAI, ENGLISH])
@pytest.mark.parametrize(("width", "rows"), [(28, 6), (21, 7), (34, 6)])
def test_the_note_on_a_fee_stands_by_it_and_not_after_that_it_is_paid_against_a_receipt(
    catalogue: Catalogue, lang: Language, width: int, rows: int
) -> None:
    """ "Pay only against a receipt for workers allowed by the Cabinet" read as one sentence."""
    receipt = catalogue.phrases("service.receipt").of(lang)[:7]
    for service in catalogue.services.values():
        if (note := service.fee.note) is not None and isinstance(service.fee.figure, int):
            lines = _Fee(service, catalogue, lambda: True).said(lang, width, rows)
            words = note.of(lang)[:7].rstrip()
            at = {part: next(i for i, line in enumerate(lines) if part in line) for part in (receipt, words)}
            assert at[words] <= at[receipt], lines


@pytest.mark.parametrize("lang", [THAI, ENGLISH])
def test_the_key_to_dates_is_named_in_both_languages_where_a_row_just_holds_them(
    catalogue: Catalogue, lang: Language
) -> None:
    """Beside keys in both it stood in one."""
    words = catalogue.phrases("service.work_out")
    (*_, key) = _Window(catalogue.services["residence-notification"], catalogue.phrases).said(lang, 36, 5)
    assert words.th in key
    assert words.en in key


@pytest.mark.parametrize("lang", [THAI, ENGLISH])
@pytest.mark.parametrize(("width", "rows"), [(36, 6), (45, 4), (21, 8)])
def test_the_fee_stands_under_its_heading_and_then_or_beside_it_that_it_is_paid_against_a_receipt(
    catalogue: Catalogue, lang: Language, width: int, rows: int
) -> None:
    """ "Fee  Pay only against a receipt" read as one heading, and took the place of the other language's."""
    receipt = catalogue.phrases("service.receipt").of(lang)
    for service in catalogue.services.values():
        if service.fee.figure is None or service.fee.is_none:
            continue
        lines = _Fee(service, catalogue, lambda: True).said(lang, width, rows)
        assert receipt not in lines[0], service.id
        assert len(lines) <= rows, lines
        shown = " ".join(lines)
        figures = service.fee.figure if isinstance(service.fee.figure, list) else []
        for option in {option.label: option for option in reversed(figures)}.values():
            assert any(f"{option.baht:,}" in line and option.label.of(lang) in line for line in lines), lines
        assert all(f"{option.baht:,}" in shown for option in figures), lines
        if figures and receipt in shown:
            (at,) = (number for number, line in enumerate(lines) if receipt[:8] in line)
            beside = lines[at].index(receipt[:8])
            after = [line[beside:] if beside else line for line in lines[at:]]
            assert not any(f"{option.baht:,}" in line for option in figures for line in after), lines


@pytest.mark.parametrize("lang", [THAI, ENGLISH])
@pytest.mark.parametrize(("width", "rows"), [(36, 6), (26, 7)])
def test_several_fees_are_a_table_with_a_row_for_each_thing_that_is_paid_for(
    catalogue: Catalogue, lang: Language, width: int, rows: int
) -> None:
    """Those of a residence certificate ran together in bold, in English the figure first."""
    lines = _Fee(catalogue.services["residence-certificate"], catalogue, lambda: True).said(lang, width, rows)
    either = {THAI: "191,400 หรือ 95,700", ENGLISH: "191,400 or 95,700"}[lang]
    form = {THAI: "ตม.", ENGLISH: "TM."}[lang]
    table = [line for line in lines if line.startswith(form)]
    assert [line.split(maxsplit=1) for line in table] == [
        [f"{form}16", either],
        [f"{form}15", "19,000"],
        [f"{form}17", "1,900"],
    ]
    assert len(ends := {cell_len(line) for line in table}) == 1, "the figures end in one column"
    assert max(ends) <= width


@pytest.mark.parametrize("lang", [THAI, ENGLISH])
@pytest.mark.parametrize(("width", "rows"), [(26, 7), (45, 4)])
def test_every_single_fee_has_large_digits_in_either_language_where_the_page_has_them(
    catalogue: Catalogue, lang: Language, width: int, rows: int
) -> None:
    """That of the workers had them in Thai only, that of DTV holders in neither, or in Thai."""
    for service in catalogue.services.values():
        if isinstance(baht := service.fee.figure, int):
            large = _Fee(service, catalogue, lambda: True).said(lang, width, rows)
            plain = _Fee(service, catalogue, lambda: False).said(lang, width, rows)
            assert len(large) <= rows, large
            assert not any(f"{baht:,}" in line for line in large), large
            assert any(f"{baht:,}" in line for line in plain), plain


@pytest.mark.parametrize("lang", [THAI, ENGLISH])
@pytest.mark.parametrize(("width", "rows"), [(36, 5), (42, 3)])
def test_the_days_to_come_keep_their_heading_where_rows_are_short(
    catalogue: Catalogue, lang: Language, width: int, rows: int
) -> None:
    """Those of the 90-day report, which with its fine take every cell of the widest card, had none."""
    for service in catalogue.services.values():
        if width == 36 or service.says_its_filing_rule:
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


@pytest.mark.parametrize(("width", "rows", "least"), [(129, 6, 7), (57, 6, 4)])
def test_a_card_names_as_many_papers_in_either_language_and_by_short_names_before_it_leaves_one_out(
    catalogue: Catalogue, width: int, rows: int, least: int
) -> None:
    """In English a paper less was named than in Thai. Each column said for itself how many it left out, and under some
    headings stood an empty row."""
    for service in catalogue.services.values():
        if not (papers := service.documents.figure):
            continue
        said = [_Documents(service, catalogue).said(lang, width, rows) for lang in (THAI, ENGLISH)]
        told = [sum(line.count("•") for line in lines) for lines in said]
        assert told[0] == told[1] >= min(len(papers), least), (service.id, said)
        for lines, lang in zip(said, (THAI, ENGLISH), strict=True):
            assert len(lines) == rows, lines
            hidden = [int(words) for words in re.findall(r"(?:and|และอีก) ([0-9]+) ", lines[-1])]
            key = "service.whole_list_short" if hidden else "take_home.title"
            assert catalogue.phrases(key).of(lang) in lines[-1], lines
            assert sum(hidden) == len(papers) - told[0], lines
            assert "•" in lines[1], lines
