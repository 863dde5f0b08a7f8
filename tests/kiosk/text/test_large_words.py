"""Large words: drawn from the font, as large as there is room, and no word of them cut."""

from itertools import product

import pytest

from kiosk.catalogue.catalogue import Catalogue
from kiosk.text import rasterizer
from kiosk.text.large_words import large_words
from kiosk.text.letters import LETTERS, letters, sizes
from kiosk.text.sextants import sextants
from kiosk.text.thai import words

ROOMS = [(129, 17), (76, 15), (59, 31), (90, 13), (47, 24)]
"""Columns and rows that a sentence has on each layout."""


def test_six_dots_make_a_sextant() -> None:
    rows = [0b10_11_00_11_01, 0b00_11_00_11_01, 0b00_11_00_00_01]
    assert sextants(rows, 5) == ("🬀█ 🬎▐",)
    drawn = {sextants([top, middle, bottom], 1) for top, middle, bottom in product(range(4), repeat=3)}
    assert len(drawn) == 64


def test_a_letter_is_drawn_with_its_marks_and_sara_am_with_what_it_stands_behind() -> None:
    assert letters("น้ำ ที่ Go") == ["น้ำ", " ", "ที่", " ", "G", "o"]


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_is_as_large_as_the_room_for_it_and_no_larger(
    catalogue: Catalogue, room: tuple[int, int]
) -> None:
    for sentence in [*catalogue.speak.visitor, *catalogue.speak.officer]:
        for text in sentence.pair():
            lines = large_words(text, *room)
            assert lines, (text, room)
            assert len(lines) <= room[1]
            assert {len(line) for line in lines} == {len(lines[0])}
            assert len(lines[0]) <= room[0]
            assert len(lines) >= room[1] / 3 or len(lines[0]) > room[0] / 2, "\n".join(lines)


def test_a_sentence_is_drawn_in_smaller_letters_where_there_is_less_room() -> None:
    inked = [
        sum(len(line.strip()) for line in large_words("กรุณาออกใบเสร็จรับเงิน", *room)) for room in [(129, 17), (90, 13)]
    ]
    assert inked[0] > inked[1] > 0


def test_lines_stand_on_an_even_pitch_where_there_is_room_for_it() -> None:
    """A line without tall letters stood close under the one before it, and the next one far off."""
    lines = large_words("appear soon nearer", 47, 24)
    inked = [
        number for number, line in enumerate(lines) if line.strip() and (not number or not lines[number - 1].strip())
    ]
    assert len(inked) == 3
    assert abs((inked[2] - inked[1]) - (inked[1] - inked[0])) <= 1


@pytest.mark.parametrize(("text", "columns"), [("請出示護照", 129), ("กรุณาออกใบเสร็จรับเงิน", 6)])
def test_without_room_or_letters_there_are_no_large_words(text: str, columns: int) -> None:
    assert large_words(text, columns, 17) == ()


@pytest.mark.skipif(not rasterizer.FONT.exists(), reason="the font Arundina Sans Mono is not installed")
def test_the_letters_are_those_of_the_font_and_of_every_sentence() -> None:
    shipped = rasterizer.files("content").joinpath(LETTERS).read_bytes()
    assert rasterizer.encoded(rasterizer.drawn_sizes(rasterizer.large_texts())) == shipped, "run the rasterizer"


@pytest.mark.parametrize(
    "pair", ["หท", "หบ", "ทบ", "คด", "ดต", "คต", "นม", "บย", "จว", "รว", "ขย", "งว", "ใไ", "กอ", "จอ"]
)
def test_letters_that_are_easily_confused_are_told_apart_at_every_size(pair: str) -> None:
    """ค and ด differed by three dots, and the ห of the largest letters on a small terminal read ท."""
    for size in sizes():
        if size.draws(pair):
            first, second = map(size.rows, pair)
            unlike = sum((first.get(row, 0) ^ second.get(row, 0)).bit_count() for row in first | second)
            assert unlike >= 6, (size.em, size.advance, unlike)


@pytest.mark.parametrize("letter", ["ก", "ค", "ง", "ท", "น", "บ", "ม", "ร", "ว", "ส", "ห"])
def test_a_letter_keeps_its_loops_at_every_size(letter: str) -> None:
    """At two sizes ห lost one of its loops, and at the smallest น and ม one of theirs."""
    plain = {"ก": 0, "น": 2, "ม": 2, "ห": 2}.get(letter, 1)
    for size in sizes():
        if size.draws(letter):
            rows = size.rows(letter)
            shape = [rows.get(number, 0) for number in range(min(rows), max(rows) + 1)]
            assert 1 - rasterizer.euler_number(shape) >= plain, (size.em, size.advance)


def test_no_thai_is_drawn_so_small_that_its_loops_would_close() -> None:
    """There it stands in the usual letters, in bold."""
    assert {size.em for size in sizes() if size.draws("เจ้าหน้าที่")} == {24, 20, 17, 15, 13}


@pytest.mark.parametrize("columns", [room[0] for room in ROOMS])
def test_a_line_of_large_words_tears_no_word(catalogue: Catalogue, columns: int) -> None:
    """ความช่วย/เหลือ was on two lines of a narrow page, for no line held ต้องการความช่วยเหลือ."""
    assert "ความช่วยเหลือ" in words("ไม่สบาย ต้องการความช่วยเหลือ", apart=True)
    for sentence in [*catalogue.speak.visitor, *catalogue.speak.officer]:
        for text in sentence.pair():
            assert large_words(text, columns, 30)
