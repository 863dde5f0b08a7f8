"""Large words: drawn from the font, as large as there is room, and no word of them cut."""

from itertools import product

import pytest

from kiosk.catalogue.catalogue import Catalogue
from kiosk.text import rasterizer
from kiosk.text.large_words import large_words
from kiosk.text.letters import LETTERS, letters, sizes
from kiosk.text.sextants import sextants

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
    inked = [sum(len(line.strip()) for line in large_words("ขอใบเสร็จรับเงิน", *room)) for room in [(129, 17), (90, 13)]]
    assert inked[0] > inked[1] > 0


@pytest.mark.parametrize(("text", "columns"), [("請出示護照", 129), ("ขอใบเสร็จรับเงิน", 6)])
def test_without_room_or_letters_there_are_no_large_words(text: str, columns: int) -> None:
    assert large_words(text, columns, 17) == ()


@pytest.mark.skipif(not rasterizer.FONT.exists(), reason="the font Arundina Sans Mono is not installed")
def test_the_letters_are_those_of_the_font_and_of_every_sentence() -> None:
    shipped = rasterizer.files("content").joinpath(LETTERS).read_bytes()
    assert rasterizer.encoded(rasterizer.drawn_sizes(rasterizer.large_texts())) == shipped, "run the rasterizer"


def test_loops_stay_open_at_every_size() -> None:
    """The smallest letters are told apart by their loops: ค from ด, ท from ห."""
    for size in sizes():
        assert len({size.letters[letter] for letter in "กทคดตนมบห"}) == 9
