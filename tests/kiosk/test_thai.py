"""Thai lines break between words; SARA AM is drawn in the order that terminals understand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kiosk.catalogue import load
from kiosk.thai import drawn, words, wrap

CATALOGUE = load()
SENTENCES = [measure.activity.th for one in CATALOGUE.assessments for measure in one.measures] + [
    service.who.th for service in CATALOGUE.services.values()
]
NEVER_FIRST = "ะาำๅๆฯ" + "".join(map(chr, [0xE31, *range(0xE34, 0xE3B), *range(0xE47, 0xE4F)]))
sentences = st.sampled_from(SENTENCES)
widths = st.integers(8, 137)
mixed = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x7E)
    | st.characters(min_codepoint=0xE01, max_codepoint=0xE3A)
    | st.characters(min_codepoint=0xE40, max_codepoint=0xE4E),
    max_size=80,
)


@given(sentences, widths)
def test_no_line_is_wider_than_asked_and_no_word_is_lost(sentence: str, width: int) -> None:
    lines = wrap(sentence, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == sentence.replace(" ", "")


@given(sentences, widths)
def test_no_line_begins_with_a_mark_or_ends_with_a_leading_vowel(sentence: str, width: int) -> None:
    for line in wrap(sentence, width):
        assert line[0] not in NEVER_FIRST
        assert line[-1] not in "เแโใไ"


@given(mixed)
def test_words_joined_are_the_text_again(text: str) -> None:
    assert "".join(words(text)) == text


@given(mixed, st.integers(1, 60))
def test_any_text_wraps_without_losing_anything(text: str, width: int) -> None:
    assert "".join(wrap(text, width)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("word", ["หน้าที่", "พันธะสัญญา", "คู่มือ", "เท่าเทียม", "ค่าธรรมเนียม"])
@pytest.mark.parametrize("width", range(14, 40))
def test_words_of_the_glossary_are_never_cut(word: str, width: int) -> None:
    sentence = f"การปฏิบัติ{word}ของงานตาม{word}ที่กำหนด"
    assert sum(line.count(word) for line in wrap(sentence, width)) == 2


def test_a_number_stays_with_its_unit() -> None:
    lines = wrap("อยู่เกินกำหนด ปรับวันละ 500 บาท ไม่เกิน 20,000 บาท", 30)
    assert not any(line[-1].isdigit() for line in lines)


@pytest.mark.parametrize(("stored", "seen"), [("น้ำ", "นํ้า"), ("ทำ", "ทํา"), ("ก่ำ", "กํ่า"), ("ไม่มี", "ไม่มี")])
def test_sara_am_is_drawn_as_ring_tone_aa(stored: str, seen: str) -> None:
    assert drawn(stored) == seen
    assert cell_len(stored) == cell_len(seen)


def test_english_breaks_at_spaces_only() -> None:
    assert wrap("An officer checks your documents", 12) == ("An officer", "checks your", "documents")
