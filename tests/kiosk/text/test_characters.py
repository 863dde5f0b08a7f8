"""Which characters words may hold."""

import unicodedata

import pytest

from kiosk.storage.normal_form import written
from kiosk.text.characters import hidden, is_visible, pasted, sanitized
from kiosk.text.refusal import Refusal

HIDDEN = [
    *map(chr, [*range(0x20), *range(0x7F, 0xA0)]),
    *map(chr, [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]),
    *map(chr, [0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x2028, 0x2029, 0x3164, 0xFE0F, 0x2800]),
    *map(chr, [0xD800, 0xDFFF, 0xE000, 0x0E00, 0x0E5C, 0x10FFFF]),
]
"""C0, DEL, C1; marks of direction; zero widths and fillers; surrogates, private use, unassigned."""


@pytest.mark.parametrize("character", HIDDEN, ids=lambda character: f"U+{ord(character):04X}")
def test_a_character_that_nobody_sees_is_refused_and_named(character: str) -> None:
    with pytest.raises(Refusal, match=rf"U\+{ord(character):04X}"):
        written(f"สิบเวร{character}Duty")


@pytest.mark.parametrize("words", ["น้ำ ๒๕๖๗ ฿ ๛", "Café – “quoted” · ✔ ① 中文 Ünïcode", "a\u00a0b"])
def test_words_that_people_see_stay_as_they_are(words: str) -> None:
    assert written(words) == sanitized(words) == words


def test_every_letter_of_thai_may_stand_in_words() -> None:
    thai = [chr(number) for number in range(0xE01, 0xE5C) if unicodedata.category(chr(number)) != "Cn"]
    assert hidden("".join(thai)) == []
    assert all(map(is_visible, thai))


def test_the_same_letters_are_kept_the_same_way() -> None:
    assert written("Cafe\u0301") == "Café"
    assert written("ก\u0e48\u0e38") == "ก\u0e38\u0e48", "the vowel below stands before the tone"


def test_a_paste_is_one_line_of_what_people_see() -> None:
    assert pasted("\n\n  สิบเวร\t\x1b[2J\x9b31m\u202eDuty\r\nNCO\x00\n") == "สิบเวร [2J31mDuty NCO"


def test_what_is_drawn_or_printed_holds_nothing_that_a_terminal_obeys() -> None:
    assert sanitized("a\x1b]52;c;x\x07\nb\u202e\x9b") == "a\ufffd]52;c;x\ufffd\nb\ufffd\ufffd"
