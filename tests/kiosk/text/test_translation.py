"""A translation is carried by words wherever they go; what it lacks its partner says."""

import msgspec

from kiosk.text.bilingual import Bilingual, joined, same
from kiosk.text.dates import medium_date
from kiosk.text.languages import ENGLISH, THAI, Language
from kiosk.text.translation import Translation, language_key, lay_over, untranslated
from tests.support.sample import DAY

CHINESE, LAO = Language("zh"), Language("lo")
WORDS = Translation(CHINESE, "中文", {"Fee": "费用", "until {day}": "截至 {day}"})


def test_a_translation_is_found_by_the_english_words() -> None:
    fee = Bilingual("ค่าธรรมเนียม", "Fee")
    lay_over({"service": [fee]}, [WORDS])
    assert [fee.of(language) for language in (THAI, ENGLISH, CHINESE)] == ["ค่าธรรมเนียม", "Fee", "费用"]


def test_the_partner_stands_in_for_missing_words_and_its_own_partner_beside_it() -> None:
    steps = Bilingual("ขั้นตอน", "Steps")
    lay_over([steps], [WORDS])
    assert steps.pair(CHINESE) == ("Steps", "ขั้นตอน")
    assert steps.nearest(CHINESE) == ENGLISH


def test_words_that_are_put_together_keep_their_translations() -> None:
    fee, until = Bilingual("ค่าธรรมเนียม", "Fee"), Bilingual("ถึง {day}", "until {day}")
    lay_over([fee, until], [WORDS])
    assert (fee + " · " + same("1,900")).of(CHINESE) == "费用 · 1,900"
    assert joined([fee, Bilingual("เวลา", "Time")], ", ").of(CHINESE) == "费用, Time"
    assert fee.map(str.upper).of(CHINESE) == "费用"
    assert until.fill(day=medium_date(DAY)).of(CHINESE) == "截至 1 Mar 2024"
    assert until.fill(day=medium_date(DAY)).of(LAO) == "until 1 Mar 2024"


def test_a_translation_is_never_written_where_the_offices_words_are() -> None:
    fee = Bilingual("ค่าธรรมเนียม", "Fee")
    lay_over([fee], [WORDS])
    assert msgspec.to_builtins(fee) == {"th": "ค่าธรรมเนียม", "en": "Fee"}
    assert fee == Bilingual("ค่าธรรมเนียม", "Fee")


def test_what_is_not_translated_is_listed_once_and_what_is_the_same_everywhere_is_not() -> None:
    content = [Bilingual("ค่าธรรมเนียม", "Fee"), *[Bilingual("เวลา", "Time")] * 2, same("TM.47")]
    lay_over(content, [WORDS])
    assert untranslated(content, CHINESE) == ["Time"]


def test_the_language_key_names_the_language_that_comes_next_by_its_own_name() -> None:
    key = language_key(Bilingual("English", "ภาษาไทย"), [WORDS])
    assert [key.of(language) for language in (THAI, ENGLISH, CHINESE)] == ["English", "中文", "ภาษาไทย"]
