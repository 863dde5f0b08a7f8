"""Letters drawn in dots, at several sizes: content/letters.json, which kiosk/text/rasterizer.py makes of a font."""

import re
from functools import cache

import msgspec
from msgspec import Struct

from content import CONTENT

LETTERS = "letters.json"

_LETTER = re.compile(".[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*\u0e33?", re.DOTALL)


class Size(Struct, frozen=True):
    """Letters of one size: the em is `em` dots high and `width` dots wide.

    Each letter is its advance and the number of its first row from the top of the line, then its rows from there on in
    hexadecimal. A row's bit `OVERHANG` is the first dot of the letter, the bits below it are dots that reach before it.
    """

    em: int
    width: int
    letters: dict[str, str]

    def draws(self, text: str) -> bool:
        """Whether every letter of `text` has been drawn."""
        return not missing(self, text)

    def advance(self, text: str) -> int:
        """The dots that a text takes on its line. KeyError for a letter that is not drawn."""
        return sum(int(self.letters[letter].split(" ", 1)[0]) for letter in letters(text))

    def rows(self, letter: str) -> dict[int, int]:
        """The rows of a letter in which there is ink, by their number. KeyError for one that is not drawn."""
        _, first, *drawn = self.letters[letter].split()
        return {int(first) + number: int(row, 16) for number, row in enumerate(drawn)}


OVERHANG = 6
"""Dots that a letter may reach before its place."""


@cache
def sizes() -> tuple[Size, ...]:
    """Every size, the largest letters first. Read when they are first needed."""
    read = msgspec.json.decode((CONTENT / LETTERS).read_bytes(), type=list[Size])
    return tuple(sorted(read, key=lambda size: -size.em * size.width))


def letters(text: str) -> list[str]:
    """Graphemes of `text` as they are drawn: a letter with its marks, SARA AM together with what it stands behind."""
    return _LETTER.findall(text)


def missing(size: Size, text: str) -> list[str]:
    """Letters of `text` that have not been drawn."""
    return [letter for letter in letters(text) if letter not in size.letters]
