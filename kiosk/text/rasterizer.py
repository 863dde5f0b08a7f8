"""The rasterizer: draws the letters of all large words in dots. Run by hand: `python -m kiosk.text.rasterizer`.

It needs the extra `test`, and the font Arundina Sans (`apt install fonts-arundina`), where each letter is as wide as it
needs to be. HarfBuzz shapes each letter from its stored spelling; FreeType fits it to the dots, so that strokes are
even. A letter whose loops would close there is drawn a little wider or lighter, and at a size at which that does not
help not at all: with one loop less ห reads ท.
"""

from ctypes import byref
from functools import cache, reduce
from importlib.resources import files
from itertools import product
from operator import or_
from pathlib import Path
from string import printable
from typing import NamedTuple

import freetype
import msgspec
import tomli
import uharfbuzz
from freetype.raw import FT_Outline_EmboldenXY, FT_Outline_Translate

from kiosk.text.dots import Rows, holes, parts, stem
from kiosk.text.letters import LETTERS, OVERHANG, Size, letters

FONT = Path("/usr/share/fonts/truetype/arundina/ArundinaSans.ttf")

SIZES = (
    *((24, 42), (24, 35)),
    *((20, 35), (20, 30), (20, 25)),
    *((17, 30), (17, 25), (17, 21)),
    *((15, 26), (15, 22), (15, 18), (15, 14), (15, 12)),
    *((13, 23), (13, 20), (13, 17), (13, 14), (13, 12)),
    *((11, 19), (11, 15)),
)
"""Height and width of the em, in dots. A dot is nearly twice as high as wide; narrow letters are for narrow pages."""

_FIT = freetype.FT_LOAD_FORCE_AUTOHINT | freetype.FT_LOAD_TARGET_MONO
_POINT = 64
"""FreeType's units in a pixel; of an advance that is not rounded, in the next line."""
_FRACTION = 65536
_PLAIN = (100, 180)
"""An em in which no loop closes."""
_SPECK = 5
"""A hole of fewer dots there is a crack between curves that meet."""
_SMALLEST = 2
"""Dots of a hole that is seen from a metre: a single one is twice as high as wide."""
_DISTANCE = 12
"""The space between a letter and its mark, as a part of the em. The font has more over letters than under them."""


class Fit(NamedTuple):
    """How a glyph is fitted: by how many dots its em is higher and wider, and its strokes are narrower."""

    taller: float = 0
    wider: float = 0
    lighter: float = 0

    @property
    def unlike(self) -> float:
        """How far it is from the font and from the weight of the other letters."""
        lightness = self.lighter - _LIGHTNESS[0]
        return 2 * self.taller + abs(self.wider) + max(20 * lightness, -4 * lightness)


_LIGHTNESS = (0.5, 0.25, 0, 0.75, 1)
"""The first is that of all letters: with it what is round or slanting is no darker than what is upright."""
_WIDER = (0, 0.5, -0.5, 1, -1, 1.5, 2, 2.5, 3, 3.5, 4)
_OF_LETTERS, _OF_THAI = (
    sorted((Fit(0, *fit) for fit in product(_WIDER, lightness)), key=lambda fit: fit.unlike)
    for lightness in (_LIGHTNESS, (*_LIGHTNESS, 1.125))
)
"""Strokes of Thai letters may be lighter still: of ย and ส they were twice as wide as of other letters else."""
_OF_MARKS = sorted(
    (Fit(*fit) for fit in product((0, 0.5, 1, 1.5, 2, 3, 4), (0, 1, 2, 3), _LIGHTNESS)), key=lambda fit: fit.unlike
)
"""A mark may be taller, too, for none stands beside another."""


def large_texts() -> list[str]:
    """Every text that is ever drawn large: the sentences to point at, and the words of the calls."""
    speak, phrases = (tomli.loads(_content(name)) for name in ("speak.toml", "phrases.toml"))
    sentences = [*speak["visitor"], *speak["officer"], *phrases["large"].values()]
    return [text for sentence in sentences for text in sentence.values()]


def drawn_sizes(texts: list[str]) -> list[Size]:
    """The letters of the texts, at every size."""
    drawn = sorted({letter for text in texts for letter in letters(text)})
    pen = Pen()
    return [
        Size(em, width, {letter: pen.draw(letter, em, width) for letter in drawn if pen.can_draw(letter, em, width)})
        for em, width in SIZES
    ]


def encoded(drawn: list[Size]) -> bytes:
    """The file's bytes, a letter on a line."""
    return msgspec.json.format(msgspec.json.encode(drawn), indent=1) + b"\n"


class Glyph(NamedTuple):
    """A glyph in dots: its rows by their number from the baseline, bit 0 the first dot that any of them has."""

    rows: Rows
    left: int
    advance: int


class Pen:
    """The font, shaped and rendered."""

    def __init__(self) -> None:
        self._face = freetype.Face(str(FONT))
        self._shaped = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FONT))))
        self._latin = {self._face.get_char_index(letter) for letter in printable}

    def draw(self, letter: str, em: int, width: int) -> str:
        """A letter as `Size` keeps it."""
        inked, at = dict[int, int](), 0
        for glyph, is_mark in self._glyphs(letter):
            drawn = self._fitted(glyph, em, width, self._best(glyph, em, width, is_mark))
            rows = {2 * em + number: row << OVERHANG + at + drawn.left for number, row in drawn.rows.items()}
            for number, row in (self._beside(rows, inked, em, width) if is_mark else rows).items():
                inked[number] = inked.get(number, 0) | row
            at += drawn.advance
        first, last = min(inked, default=0), max(inked, default=-1)
        return " ".join([str(at), str(first), *(f"{inked.get(number, 0):x}" for number in range(first, last + 1))])

    def can_draw(self, letter: str, em: int, width: int) -> bool:
        """Whether a letter keeps all its holes at that size, and no stroke breaks: else it is misread, or a blot."""
        return not any(
            self._unlike(glyph, em, width, self._best(glyph, em, width, is_mark))[0]
            for glyph, is_mark in self._glyphs(letter)
        )

    def _beside(self, mark: Rows, letter: Rows, em: int, width: int) -> Rows:
        """A mark over or under its letter, and what stands there already: at one distance from all of them."""
        covered = reduce(or_, mark.values())
        covered |= covered << 1 | covered >> 1
        met = [number for number, row in letter.items() if row & covered]
        distance, baseline = max(1, round(em / _DISTANCE)), 2 * em
        if min(mark) < baseline:
            move = min([*met, baseline + min(self._usual(em, width))]) - distance - 1 - max(mark)
        else:
            move = max([*met, baseline - 1]) + distance + 1 - min(mark)
        return {number + move: row for number, row in mark.items()}

    @cache  # noqa: B019
    def _usual(self, em: int, width: int) -> Rows:
        """A letter as high and as dark as most."""
        return self._fitted(self._face.get_char_index("น"), em, width, _OF_LETTERS[0]).rows

    @cache  # noqa: B019
    def _best(self, glyph: int, em: int, width: int, is_mark: bool) -> Fit:
        """The fit with all loops open that is most like the font; where none has, the least unlike."""
        fits = _OF_MARKS if is_mark else _OF_LETTERS if glyph in self._latin else _OF_THAI
        alike = (fit for fit in fits if not any(self._unlike(glyph, em, width, fit)))
        return next(alike, None) or min(fits, key=lambda fit: self._unlike(glyph, em, width, fit))

    @cache  # noqa: B019
    def _unlike(self, glyph: int, em: int, width: int, fit: Fit) -> tuple[int, int]:
        """By how many holes and broken strokes a glyph so fitted differs from the font; and what is less grave: holes
        that are hardly seen, parts that have joined, and the dots by which its strokes are wider or narrower."""
        fitted, (plain_parts, plain_holes) = self._fitted(glyph, em, width, fit), self._plain(glyph)
        opened, more = holes(fitted.rows), len(parts(fitted.rows)) - plain_parts
        uneven = abs(stem(fitted.rows) - stem(self._usual(em, width))) if fitted.advance else 0
        small = sum(hole < _SMALLEST for hole in opened)
        return abs(len(opened) - plain_holes) + max(more, 0), small + max(-more, 0) + uneven

    @cache  # noqa: B019
    def _plain(self, glyph: int) -> tuple[int, int]:
        """How many parts and holes a glyph has in the font."""
        rows = self._fitted(glyph, *_PLAIN, Fit()).rows
        return len(parts(rows)), sum(hole >= _SPECK for hole in holes(rows))

    def _fitted(self, glyph: int, em: int, width: int, fit: Fit) -> Glyph:
        self._face.set_char_size(round((width + fit.wider) * _POINT), round((em + fit.taller) * _POINT))
        self._face.load_glyph(glyph, _FIT)
        slot, thinner = self._face.glyph, round(fit.lighter * _POINT)
        outline = byref(slot.outline._FT_Outline)
        FT_Outline_EmboldenXY(outline, -thinner, 0)
        FT_Outline_Translate(outline, thinner // 2, 0)
        advance = round(slot.linearHoriAdvance / _FRACTION)
        slot.render(freetype.FT_RENDER_MODE_MONO)
        return Glyph(_rows(slot), slot.bitmap_left, advance)

    def _glyphs(self, letter: str) -> list[tuple[int, bool]]:
        """Glyphs of a letter, and whether each is a mark over or under the one before."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(letter)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._shaped, buffer)
        shaped = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        return [(info.codepoint, position.x_advance == 0) for info, position in shaped]


def _rows(glyph: freetype.GlyphSlot) -> Rows:
    """Rows of a rendered glyph in which there is ink."""
    bitmap, rows = glyph.bitmap, Rows()
    buffer = bytes(bitmap.buffer)  # of which each asking makes a list
    for number in range(bitmap.rows):
        packed = buffer[number * bitmap.pitch : (number + 1) * bitmap.pitch]
        dots = "".join(f"{byte:08b}" for byte in packed)
        rows[number - glyph.bitmap_top] = int(dots[::-1], 2)
    return {number: row for number, row in rows.items() if row}


def _content(name: str) -> str:
    return files("content").joinpath(name).read_text("utf-8")


if __name__ == "__main__":
    Path(str(files("content").joinpath(LETTERS))).write_bytes(encoded(drawn_sizes(large_texts())))
