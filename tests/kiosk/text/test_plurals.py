"""Words say a count in the plural form of their language."""

import pytest

from kiosk.catalogue.load import load
from kiosk.text.bilingual import Bilingual, translated
from kiosk.text.languages import ENGLISH, Language
from kiosk.text.plurals import categories

CATALOGUE = load()
SAY = CATALOGUE.phrases
RUSSIAN = Language("ru")


@pytest.mark.parametrize(
    ("key", "slot", "one", "two"),
    [
        ("service.items", "count", "1 item", "2 items"),
        ("service.working_days", "count", "1 working day", "2 working days"),
        ("service.copies", "count", "1 copy", "2 copies"),
        ("idle.seconds", "count", "1 second", "2 seconds"),
        ("pin.wrong", "left", "Wrong PIN, 1 try left", "Wrong PIN, 2 tries left"),
        ("calendar.running", "count", "1 row is running now", "2 rows are running now"),
    ],
)
def test_one_is_said_in_the_singular_and_more_in_the_plural(key: str, slot: str, one: str, two: str) -> None:
    assert [SAY(key, **{slot: number}).en for number in (1, 2)] == [one, two]


def test_papers_are_counted_in_their_own_units() -> None:
    unit = CATALOGUE.documents["photo"].unit
    assert unit is not None
    assert [unit.fill(count=number).pair() for number in (1, 2)] == [("1 รูป", "1 photo"), ("2 รูป", "2 photos")]


def test_a_further_language_has_the_forms_of_its_own_rule() -> None:
    words = Bilingual("{count} รูป", "{count} {count:photo|photos}")
    translated(words, {RUSSIAN: "{count} {count:снимок|снимка|снимков|снимка}"})
    assert categories(RUSSIAN) == ("one", "few", "many", "other")
    assert [words.fill(count=number).of(RUSSIAN) for number in (1, 3, 5, 21)] == [
        "1 снимок",
        "3 снимка",
        "5 снимков",
        "21 снимок",
    ]


def test_english_words_that_stand_in_for_a_missing_translation_keep_to_the_rule_of_english() -> None:
    title = translated(Bilingual("รูป", "Photo"), {RUSSIAN: "Снимок"})
    words = Bilingual("{title} {count} รูป", "{title}: {count} {count:photo|photos}").fill(title=title, count=2)
    assert (words.of(RUSSIAN), words.of(ENGLISH)) == ("Снимок: 2 photos", "Photo: 2 photos")
