"""Large words: drawn from the font, as large as there is room, and no word of them cut."""

from itertools import product

import pytest

from kiosk.catalogue.catalogue import Catalogue
from kiosk.text import rasterizer
from kiosk.text.dots import holes, parts, stem
from kiosk.text.large_words import _evenly_broken, large_words
from kiosk.text.letters import LETTERS, Size, letters, sizes
from kiosk.text.sextants import sextants
from kiosk.text.thai import words

needs_the_font = pytest.mark.skipif(not rasterizer.FONT.exists(), reason="the font Arundina Sans is not installed")

ROOMS = [(129, 17), (76, 15), (59, 31), (90, 13), (47, 24)]
"""Columns and rows that a sentence has on each layout."""


def test_six_dots_make_a_sextant() -> None:
    rows = [0b10_11_00_11_01, 0b10_11_00_11_00, 0b10_00_00_11_00]
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


def test_lines_stand_on_an_even_pitch() -> None:
    """A line without tall letters stood close under the one before it, and the next one far off."""
    lines = large_words("appear soon nearer", 47, 24)
    inked = [
        number for number, line in enumerate(lines) if line.strip() and (not number or not lines[number - 1].strip())
    ]
    assert len(inked) == 3
    assert abs((inked[2] - inked[1]) - (inked[1] - inked[0])) <= 1


def test_lines_take_the_room_that_there_is() -> None:
    """ุ of one line touched the next one, under as many empty rows as it had over it."""
    close, airy = (large_words("กรุณาช่วยกรอกแบบฟอร์มนี้", 47, rows) for rows in (14, 22))
    assert len(airy) > len(close) + 1


def test_no_line_is_a_single_word_where_another_could_give_it_one() -> None:
    """ "it." stood alone under "Please write"."""
    lines = large_words("I don't understand. Please write it.", 59, 31)
    last = max(number for number, line in enumerate(lines) if not line.strip())
    assert any(line[20:].strip() for line in lines[last:])


@pytest.mark.parametrize(("text", "columns"), [("請出示護照", 129), ("กรุณาออกใบเสร็จรับเงิน", 6)])
def test_without_room_or_letters_there_are_no_large_words(text: str, columns: int) -> None:
    assert large_words(text, columns, 17) == ()


@needs_the_font
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
            assert unlike >= 5, (size.em, size.width, unlike)


LOOPS = {"ก": 0, "า": 0, "น": 2, "ม": 2, "ห": 2, "ณ": 2, "ฉ": 2, "ใ": 2, "ญ": 2, "ส": 2, "ที่": 2, "นี้": 4, "ดู": 2, "รุ": 2}
"""The holes of letters that have not one."""


@pytest.mark.parametrize("letter", [*LOOPS, *"คงจชญดตถทบยรวสอเไ"])
def test_a_letter_keeps_its_loops_at_every_size(letter: str) -> None:
    """ณ of the large กรุณา was a blot, and at two sizes ห lost one of its loops."""
    for size in sizes():
        if size.draws(letter):
            assert len(holes(size.rows(letter))) == LOOPS.get(letter, 1), (size.em, size.width)


def test_a_letter_has_as_many_holes_at_one_size_as_at_another_and_no_more_parts() -> None:
    """A loop closed at small sizes, or a stroke broke."""
    largest = sizes()[0]
    for size in sizes():
        shapes = {letter: (size.rows(letter), largest.rows(letter)) for letter in size.letters if letter.strip()}
        for letter, (rows, plain) in shapes.items():
            assert len(parts(rows)) <= len(parts(plain)), (letter, size.em, size.width)
            assert len(holes(rows)) == len(holes(plain)), (letter, size.em, size.width)


def sizes_of_thai() -> list[Size]:
    return [size for size in sizes() if size.draws("กรุณานั่ง")]


def test_a_mark_stands_as_far_from_its_letter_as_every_other_mark_of_the_size() -> None:
    """A tone stood twice as far over its letter as a vowel, and looked as if it belonged to no letter."""
    for size in sizes_of_thai():
        letter = size.rows("น")
        high, low = min(letter), max(letter)
        over = {high - 1 - max(row for row in size.rows(marked) if row < high) for marked in ("นั", "บั", "รี", "น้", "ร์")}
        under = {min(row for row in size.rows(marked) if row > low) - low - 1 for marked in ("รุ", "ดู")}
        assert len(over | under) == 1, (size.em, size.width, over, under)


def test_a_letter_takes_the_room_that_it_needs_and_no_more() -> None:
    """All letters were as wide as each other: เ stood apart from its word, and ณ was squeezed."""
    for size in sizes_of_thai():
        assert size.advance("เ") < size.advance("ก") < size.advance("ณ")
        assert size.advance("i") < size.advance("n") < size.advance("m")


def test_strokes_are_as_wide_in_one_letter_as_in_the_others() -> None:
    for size in sizes_of_thai():
        letters = [letter for letter in "กคงทนบมรวสหณอยเาด" if size.draws(letter)]
        usual = stem(size.rows("น"))
        uneven = [letter for letter in letters if stem(size.rows(letter)) != usual]
        assert len(uneven) <= 1, (size.em, size.width, uneven)


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


def test_no_short_word_has_a_line_of_its_own_where_another_could_stand_beside_it() -> None:
    """The lines were "Please return on / your / appointment day"."""
    cut = words("Please return on your appointment day", apart=True)
    assert _evenly_broken(cut, next(iter(sizes())), 3) == ["Please return", "on your", "appointment day"]
