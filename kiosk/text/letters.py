"""Letters drawn in dots, at several sizes: content/letters.json, which kiosk/text/rasterizer.py makes of a font."""

import re
from functools import cache

import msgspec
from msgspec import Struct

from content import CONTENT

LETTERS = "letters.json"

_LETTER = re.compile(".[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*\u0e33?", re.DOTALL)

OVERHANG = 3
"""Dots that a letter may reach beyond its advance, on either side."""


class Size(Struct, frozen=True):
    """Letters of one size, in dots: the em is `em` high, a letter that takes one cell advances by `advance`.

    Each letter is the number of its first row from the top of the line, then its rows from there on in hexadecimal.
    """

    em: int
    advance: int
    letters: dict[str, str]

    def draws(self, text: str) -> bool:
        """Whether every letter of `text` has been drawn."""
        return not missing(self, text)

    def rows(self, letter: str) -> dict[int, int]:
        """The rows of a letter in which there is ink, by their number. KeyError for one that is not drawn."""
        first, *drawn = self.letters[letter].split()
        return {int(first) + number: int(row, 16) for number, row in enumerate(drawn)}


@cache
def sizes() -> tuple[Size, ...]:
    """Every size, the largest letters first. Read when they are first needed."""
    read = msgspec.json.decode((CONTENT / LETTERS).read_bytes(), type=list[Size])
    return tuple(sorted(read, key=lambda size: -size.em * size.advance))


def letters(text: str) -> list[str]:
    """Graphemes of `text` as they are drawn: a letter with its marks, SARA AM together with what it stands behind."""
    return _LETTER.findall(text)


def missing(size: Size, text: str) -> list[str]:
    """Letters of `text` that have not been drawn."""
    return [letter for letter in letters(text) if letter not in size.letters and letter != " "]
