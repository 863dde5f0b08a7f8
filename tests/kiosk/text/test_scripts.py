"""Whether words are in the script of their language."""

import pytest

from kiosk.text.languages import ENGLISH, THAI
from kiosk.text.scripts import is_written_in


@pytest.mark.parametrize("words", ["แบบ TM.7", "TM.7", "English", "{figure}", "EIT (2)", "0 7460 3641"])
def test_thai_may_be_an_abbreviation_or_have_one_among_its_words(words: str) -> None:
    assert is_written_in(THAI, words)


@pytest.mark.parametrize("words", ["Fee in baht", "THB {amount} per day"])
def test_english_words_alone_are_no_thai(words: str) -> None:
    assert not is_written_in(THAI, words)


@pytest.mark.parametrize("words", ["Fee", "ภาษาไทย", "«๕๐๐ นาย» is read as 500 persons"])
def test_english_has_thai_words_only_in_quotation(words: str) -> None:
    assert is_written_in(ENGLISH, words)
    assert not is_written_in(ENGLISH, f"{words} บาท")
