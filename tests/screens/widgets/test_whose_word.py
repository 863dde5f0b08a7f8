"""Whose word a page is, is said alike in both languages."""

import pytest

from kiosk.catalogue.catalogue import Catalogue
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import ENGLISH, THAI, Language
from screens.visitor.widgets.whose_word import WhoseWord


class _Said(WhoseWord):
    """Whose word it is without a page around it, in as many rows as there are."""

    lang: Language = THAI
    rows = 3

    def first(self, words: Bilingual) -> str:
        return words.of(self.lang)

    def second(self, words: Bilingual) -> str:
        return words.of(words.beside(self.lang))

    def has_room(self, rows: int) -> bool:
        return rows <= self.rows


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("width", [45, 47, 52, 61, 64, 78, 92])
def test_that_there_are_other_sources_is_said_in_both_languages_or_in_neither(
    catalogue: Catalogue, rows: int, width: int
) -> None:
    """It was fitted for each language alone, and stood in one of them on fifty pages."""
    for service in catalogue.services.values():
        whose = _Said([service.documents, service.who, service.window, service.fee], catalogue)
        whose.rows = rows
        said = {}
        for lang, words in ((THAI, "และอื่น ๆ"), (ENGLISH, "and others")):
            whose.lang = lang
            said[lang] = words in " ".join(line.plain for line in whose.lines(width))
        assert said[THAI] == said[ENGLISH], service.id
