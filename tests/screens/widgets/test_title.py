"""A title says which page it is, at whatever width."""

import pytest

from kiosk.catalogue.catalogue import Catalogue
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.languages import ENGLISH, THAI, Language, partner
from screens.widgets.title import Title

WIDTHS = {"landscape": 69, "portrait": 59, "terminal": 76, "large": 46, "large-portrait": 45}
"""The cells of a title of a service at each size."""


class _Said(Title):
    """A title without a page around it."""

    lang: Language = ENGLISH

    def first(self, words: Bilingual) -> str:
        return words.of(self.lang)

    def second(self, words: Bilingual) -> str:
        return words.of(words.beside(self.lang))


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("lang", [THAI, ENGLISH])
def test_a_service_says_in_both_languages_which_page_this_is_and_which_form_it_takes(
    catalogue: Catalogue, lang: Language, width: int
) -> None:
    """Where a title was long, the number was missing in English, and the form in one language or both; the number stood
    in words in one language and in figures in the other."""
    for service in catalogue.services.values():
        say, form = catalogue.phrases, service.form
        also = None if form is None else say("family.form", form=form)
        more, brief = say("service.page", page=4, pages=9), same("4/9")
        title = _Said(service.title, more=more, brief=brief, also=also, short=service.short_title)
        title.lang = lang
        lines = [line.plain for line in title.lines(width)]
        assert len(lines) == 2, lines
        assert (more.of(lang) in lines[0]) == (more.of(partner(lang)) in lines[1]), lines
        for line, said in zip(lines, (lang, partner(lang)), strict=True):
            assert more.of(said) in line or "4/9" in line, line
            assert also is None or also.of(said) in line, line


def test_a_title_is_the_same_on_a_wider_page(catalogue: Catalogue) -> None:
    """In larger letters a service had a short name, and its full one on the pages to photograph."""
    for service in catalogue.services.values():
        titles = [_Said(service.title, short=service.short_title) for _ in range(2)]
        for title in titles:
            title.narrowest = WIDTHS["large"]
        narrow, wide = (title.lines(width) for title, width in zip(titles, (WIDTHS["large"], 90), strict=True))
        assert [line.plain.rstrip() for line in narrow] == [line.plain.rstrip() for line in wide], service.id


def test_a_title_of_several_lines_says_which_page_this_is_on_the_last_of_them() -> None:
    words = same("Words that take more than one line at this width and have no short form")
    lines = _Said(words, more=same("Page 2 of 3"), brief=same("2/3")).lines(40)
    assert [line.plain.rstrip()[-6:] for line in lines[2::3]] == ["2 of 3"] * 2
