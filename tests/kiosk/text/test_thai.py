"""Thai lines break between words; SARA AM is drawn in the order that terminals understand."""

import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kiosk.text.dates import medium_date
from kiosk.text.thai import reorder_sara_am, words, wrap


def _thai(data: object) -> Iterator[str]:
    """Every Thai string of a file, the places to be filled in as figures."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key != "en":
                yield from _thai(value)
    elif isinstance(data, list):
        for value in data:
            yield from _thai(value)
    elif isinstance(data, str) and re.search("[\u0e01-\u0e4e]", data):
        yield re.sub(r"\{\w+\}", "9", data)


WHOLE = ["glossary.toml", "holidays.toml"]
"""Files of words that no line breaks in: the name of a holiday is drawn whole or not at all."""
CONTENT = [path for path in Path(str(files("content"))).rglob("*.toml") if path.name not in WHOLE]
SENTENCES = sorted({text for path in CONTENT for text in _thai(tomllib.loads(path.read_text("utf-8")))})
# fmt: off
NEWMM_MISREADS = {
    "ทางออก", "ทางเข้า", "ทางผ่าน", "ทางได้", "เดินทางออก", "ตรวจการ", "น้ำสะอาด", "ที่ว่า", "วันก่อน", "ได้ที่", "ทางการ",
    "เป็นการ", "จอก", "ลับหน้า", "ที่จะ", "กราก", "ที่เก็บ", "ที่แล้ว", "ดังที่", "มีชื่อ", "รูปหน้า", "มีหน้า", "ใช้การ", "ความพร้อม",
    "มีเรื่อง", "ที่ประกาศ", "เขียนแบบ", "สั่งห้าม",
}
# fmt: on
"""What the dictionary finds across the end of a word, as ทางออก in เดินทาง|ออก."""
NEVER_FIRST = "ะาำๅๆฯ" + "".join(map(chr, [0xE31, *range(0xE34, 0xE3B), *range(0xE47, 0xE4F)]))
mixed = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x7E)
    | st.characters(min_codepoint=0xE01, max_codepoint=0xE3A)
    | st.characters(min_codepoint=0xE40, max_codepoint=0xE4E),
    max_size=80,
)


@pytest.mark.parametrize("width", range(20, 138))
def test_every_thai_text_of_the_content_breaks_between_words_and_tears_no_negation_at_every_width(width: int) -> None:
    for sentence in SENTENCES:
        lines = wrap(sentence, width)
        if cell_len(sentence) <= width:
            assert lines == (sentence,)
        else:
            stands_between_words(sentence, width, lines)
            tears_no_negation(sentence, lines)


@cache
def ends(sentence: str) -> set[int]:
    """Where a word of the sentence ends."""
    return set(accumulate(map(len, words(sentence))))


def stands_between_words(sentence: str, width: int, lines: tuple[str, ...]) -> None:
    assert "".join(lines).replace(" ", "") == sentence.replace(" ", "")
    long = "".join(word for word in words(sentence) if word.isascii() and cell_len(word) > width)
    at = 0
    for line in lines:
        assert cell_len(line) <= width
        assert line[0] not in NEVER_FIRST + "·"
        assert line[-1] not in "เแโใไ"
        at = sentence.index(line, at) + len(line)
        at += len(sentence[at:]) - len(sentence[at:].lstrip(" "))
        assert at in ends(sentence) or line in long, (sentence, line)


def tears_no_negation(sentence: str, lines: tuple[str, ...]) -> None:
    """No line ends in a negation, or begins with one that belongs to the line before."""
    for before, after in pairwise(lines):
        torn = re.search("(ไม่|ไม่ใช่|ไม่ต้อง|ไม่เคย|ห้าม)$", before) or (re.search("ยัง$", before) and after[:3] == "ไม่")
        assert not torn or f"{before} {after}" in sentence, sentence
        assert not re.match("(ไม่|ไม่ได้)( |$)", after), sentence


@pytest.fixture(scope="module")
def dictionary() -> Iterator[Callable[[str], list[str]]]:
    """A dictionary's words of a text: another reader than the one that is tested."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHAINLP_READ_ONLY", "1")
        patch.setenv("PYTHAINLP_OFFLINE", "1")
        from pythainlp.tokenize import word_tokenize

        yield lambda text: word_tokenize(text, engine="newmm")


def test_no_thai_text_of_the_content_can_break_inside_a_word_of_the_dictionary(
    dictionary: Callable[[str], list[str]],
) -> None:
    inside = []
    for sentence in SENTENCES:
        breaks, at = set(accumulate(map(len, words(sentence)))), 0
        for word in dictionary(sentence):
            cuts = breaks & set(range(at + 1, at + len(word)))
            if cuts and word not in NEWMM_MISREADS:
                inside.append(f"{word} in {sentence}")
            at += len(word)
    assert inside == []


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("และขอเปลี่ยนวีซ่าไม่ได้", "วีซ่าไม่ได้"),
        ("และไม่อยู่เกินกำหนด", "ไม่อยู่"),
        ("ผู้แจ้งไม่ใช่ชาวต่างชาติ", "ไม่ใช่ชาวต่างชาติ"),
        ("บุตรต้องยังไม่สมรส", "ยังไม่สมรส"),
        ("เจ้าหน้าที่ห้ามรับทรัพย์สิน", "ห้ามรับ"),
        ("อ่านไม่ได้ในขณะนี้", "อ่านไม่ได้"),
        ("เชื่อมต่อ hq.toml ไม่ได้ กรุณาแจ้ง", "hq.toml ไม่ได้"),
        ("ท่านยังใช้งานอยู่หรือไม่", "อยู่หรือไม่"),
        ("Officers cannot see your answers", "cannot see"),
        ("Answering is not a condition", "is not a"),
        ("This screen does not save it", "does not save"),
        ("Officers may not take gifts", "may not take"),
    ],
)
def test_a_negation_stays_with_its_verb(sentence: str, whole: str) -> None:
    for width in range(cell_len(whole), cell_len(sentence)):
        assert any(whole in line for line in wrap(sentence, width))


@pytest.mark.parametrize(
    "whole",
    [
        "ตม.จว.พัทลุง",
        "ป.ป.ช.",
        "พ.ร.บ.คนเข้าเมือง",
        "16.30 น.",
        "31 Dec",
        "12 January",
        "1 Jul 2027",
        "0 of 7",
        "THB 2 million",
        "ของท่าน",
        "90 วัน",
        "20,000 บาท",
        "พ.ศ. 2522",
        "B.E. 2567",
        "15 working days",
        "2 ล้านบาท",
        "1 มี.ค. 67",
        "22:00 ✔",
        "ตม.15 19,000 บาท",
        "ตม.16 3 วันทำการ",
        "ไม่เกิน 90 วัน",
        "up to 90 days",
        "up to THB 2,000",
        "วีซ่า O-A",
        "วีซ่า DTV",
    ],
)
def test_abbreviations_and_figures_with_their_units_stay_whole(whole: str) -> None:
    text = f"ตามประกาศ {whole} ที่กำหนดไว้"
    for width in range(cell_len(whole), 40):
        assert any(whole in line for line in wrap(text, width))


@pytest.mark.parametrize("month", range(1, 13))
def test_no_date_is_torn_whatever_its_month(month: int) -> None:
    """Of all months "6 มิ.ย." alone was: its vowel stands above another letter."""
    day = medium_date(date(2026, month, 6)).th
    assert all(any(day in line for line in wrap(f"ปรับ (ตั้งแต่ {day})", width)) for width in range(cell_len(day) + 2, 30))


@given(mixed)
def test_words_joined_are_the_text_again(text: str) -> None:
    assert "".join(words(text)) == text


@given(mixed, st.integers(1, 60))
def test_any_text_wraps_without_losing_anything(text: str, width: int) -> None:
    assert "".join(wrap(text, width)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("word", ["หน้าที่", "พันธะสัญญา", "คู่มือ", "เท่าเทียม", "ค่าธรรมเนียม"])
@pytest.mark.parametrize("width", range(12, 40))
def test_words_of_the_glossary_are_never_cut(word: str, width: int) -> None:
    sentence = f"ตาม{word}ของงาน และ{word}ที่กำหนด"
    assert sum(line.count(word) for line in wrap(sentence, width)) == 2


def test_a_list_breaks_between_its_names_where_that_takes_no_more_lines() -> None:
    """It broke inside of them, and "Change of / address" looks like two services; what stands between two names was lost
    at the line's end, and "Plan and news / Disclosure" looks like one."""
    names = "90-day report · Residence notification · Change of address"
    assert wrap(names, 50) == ("90-day report · Residence notification ·", "Change of address")
    assert wrap("เกษียณ · บำนาญ · อายุ 50 ปี", 22) == ("เกษียณ · บำนาญ ·", "อายุ 50 ปี")
    assert wrap("Plan · News of the whole year · Budget", 20) == ("Plan · News of the", "whole year · Budget")


def test_no_line_before_a_long_name_is_nearly_empty() -> None:
    sentence = "Fee · Not refunded: Immigration Act B.E. 2522, section 35; Ministerial Regulation 27 (B.E. 2546)"
    assert wrap(sentence, 90)[0].startswith("Fee · Not refunded: Immigration Act")


def test_an_english_number_stays_with_what_it_counts() -> None:
    """Lines ended in "up to 1" or "up to", and "4" stood before "Thai employees"."""
    assert wrap("A stamp for up to 1 more year", 19) == ("A stamp for", "up to 1 more year")
    assert wrap("Overstay fine: THB 500 a day, up to 20,000", 36) == ("Overstay fine: THB 500 a day,", "up to 20,000")
    assert wrap("The business has 4 Thai employees", 19) == ("The business has", "4 Thai employees")
    assert wrap("The fine is THB 2,000 if you come", 21) == ("The fine is THB 2,000", "if you come")


def test_what_says_that_it_can_be_done_stays_with_its_verb() -> None:
    """ได้ stood alone on a line."""
    assert wrap("เอกสารจากศาลหรือหน่วยงานที่ให้เดินทางได้", 36)[-1] != "ได้"


def test_this_stays_with_what_it_points_at_and_a_range_is_not_torn() -> None:
    """Lines began with "this", and ended in a dash."""
    assert wrap("กรุณาแจ้งเจ้าหน้าที่ที่เคาน์เตอร์นี้", 22) == ("กรุณาแจ้งเจ้าหน้าที่ที่", "เคาน์เตอร์นี้")
    assert wrap("ใบสำคัญ (ตม.15–ตม.17)", 17) == ("ใบสำคัญ", "(ตม.15–ตม.17)")


def test_a_closed_day_is_said_on_one_line() -> None:
    assert wrap("17 ธ.ค. ปิดทำการ", 12) == ("17 ธ.ค.", "ปิดทำการ")


def test_please_stays_with_what_is_asked() -> None:
    assert wrap("ยังไม่ได้ระบุ กรุณาสอบถามเจ้าหน้าที่", 14) == ("ยังไม่ได้ระบุ", "กรุณาสอบถาม", "เจ้าหน้าที่")


def test_a_number_stays_with_its_unit() -> None:
    lines = wrap("อยู่เกินกำหนด ปรับวันละ 500 บาท ไม่เกิน 20,000 บาท", 30)
    assert not any(line[-1].isdigit() for line in lines)


@pytest.mark.parametrize(("stored", "seen"), [("น้ำ", "นํ้า"), ("ทำ", "ทํา"), ("ก่ำ", "กํ่า"), ("ไม่มี", "ไม่มี")])
def test_sara_am_is_drawn_as_ring_tone_aa(stored: str, seen: str) -> None:
    assert reorder_sara_am(stored) == seen
    assert cell_len(stored) == cell_len(seen)


def test_english_breaks_at_spaces_only() -> None:
    assert wrap("An officer checks your documents", 12) == ("An officer", "checks your", "documents")
