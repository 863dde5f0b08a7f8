"""The rasterizer: draws the letters of all large words in dots. Run by hand: `python -m kiosk.text.rasterizer`.

It needs the extra `test`, and the font Arundina Sans Mono (`apt install fonts-arundina`). HarfBuzz shapes each letter
from its stored spelling; FreeType fits it to the dots, so that strokes are even. A letter whose loops would close there
is drawn a little narrower or wider: with one loop less ห reads ท.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import freetype
import msgspec
import tomli
import uharfbuzz
from rich.cells import cell_len

from kiosk.text.letters import LETTERS, OVERHANG, Size, letters

FONT = Path("/usr/share/fonts/truetype/arundina/ArundinaSansMono.ttf")

SIZES = (
    *((24, 27), (24, 18)),
    *((20, 22), (20, 18), (20, 15)),
    *((17, 19), (17, 14), (17, 12), (17, 10)),
    *((15, 16), (15, 13), (15, 11), (15, 8)),
    *((13, 14), (13, 12), (13, 10), (13, 8)),
    *((11, 11), (11, 8)),
)
"""Height of the em and advance, in dots. A dot is nearly twice as high as wide; narrow letters are for narrow pages."""

_LOOPS = 13
"""The em below which the loops of Thai letters close: none is drawn there."""

_FIT = freetype.FT_LOAD_RENDER | freetype.FT_LOAD_FORCE_AUTOHINT | freetype.FT_LOAD_TARGET_MONO
_POINT = 64
"""FreeType's units in a pixel."""
_WIDER = (0, 0.25, -0.25, 0.5, -0.5, 0.75, -0.75, 1, -1)
"""By how many dots an advance may differ for a letter to keep its loops, in the order in which they are tried."""
_PLAIN = (200, 220)
"""Em and advance at which no loop closes."""


def large_texts() -> list[str]:
    """Every text that is ever drawn large: the sentences to point at, and the words of the calls."""
    speak, phrases = (tomli.loads(_content(name)) for name in ("speak.toml", "phrases.toml"))
    sentences = [*speak["visitor"], *speak["officer"], *phrases["large"].values()]
    return [text for sentence in sentences for text in sentence.values()]


def drawn_sizes(texts: list[str]) -> list[Size]:
    """The letters of the texts, at every size."""
    drawn = sorted({letter for text in texts for letter in letters(text)} - {" "})
    latin = [letter for letter in drawn if letter.isascii()]
    pen = Pen()
    return [
        Size(em, advance, {letter: pen.draw(letter, em, advance) for letter in (drawn if em >= _LOOPS else latin)})
        for em, advance in SIZES
    ]


def encoded(drawn: list[Size]) -> bytes:
    """The file's bytes, a letter on a line."""
    return msgspec.json.format(msgspec.json.encode(drawn), indent=1) + b"\n"


class Pen:
    """The font, shaped and rendered."""

    def __init__(self) -> None:
        self._face = freetype.Face(str(FONT))
        self._shaped = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FONT))))
        self._em = self._face.units_per_EM
        self._advance = self._shaped.get_glyph_h_advance(self._face.get_char_index("n"))

    def draw(self, letter: str, em: int, advance: int) -> str:
        """A letter as `Size` keeps it."""
        width, inked, at = cell_len(letter) * advance + 2 * OVERHANG, dict[int, int](), 0
        for glyph, steps in self._glyphs(letter):
            self._fit(glyph, em, advance + self._wider(glyph, em, advance))
            for number, row in _rows(self._face.glyph, 2 * em, at, width):
                inked[number] = inked.get(number, 0) | row
            at += advance if steps else 0
        first, last = min(inked), max(inked)
        return " ".join([str(first), *(f"{inked.get(number, 0):x}" for number in range(first, last + 1))])

    def _fit(self, glyph: int, em: int, advance: float) -> None:
        """Render a glyph, fitted to the dots."""
        self._face.set_char_size(round(advance / self._advance * self._em * _POINT), em * _POINT)
        self._face.load_glyph(glyph, _FIT)

    def _wider(self, glyph: int, em: int, advance: int) -> float:
        """The least that a glyph has to differ from its advance to be of the shape that it has in plain letters."""
        plain = self._shape(glyph, *_PLAIN)
        return min(_WIDER, key=lambda wider: abs(self._shape(glyph, em, advance + wider) - plain))

    @cache  # noqa: B019
    def _shape(self, glyph: int, em: int, advance: float) -> int:
        self._fit(glyph, em, advance)
        return euler_number([row for _, row in _rows(self._face.glyph, 0, 0, 2 * em + 2 * _PLAIN[1])])

    def _glyphs(self, letter: str) -> list[tuple[int, bool]]:
        """Glyphs of a letter, and whether each moves on to the next cell."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(letter)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._shaped, buffer)
        shaped = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        return [(info.codepoint, position.x_advance > 0) for info, position in shaped]


def euler_number(rows: Sequence[int]) -> int:
    """How many parts more than loops a shape of dots has: its corners less its edges, and its dots."""
    seams = [above | below for above, below in zip([0, *rows], [*rows, 0], strict=True)]
    corners, uprights = (sum((row | row << 1).bit_count() for row in lines) for lines in (seams, rows))
    levels, dots = (sum(row.bit_count() for row in lines) for lines in (seams, rows))
    return corners - uprights - levels + dots


def _rows(glyph: freetype.GlyphSlot, baseline: int, at: int, width: int) -> list[tuple[int, int]]:
    """Rows of a rendered glyph that stands at column `at`: their numbers, and their dots as bits."""
    bitmap, left = glyph.bitmap, OVERHANG + at + glyph.bitmap_left
    rows, buffer = [], bytes(bitmap.buffer)  # of which each asking makes a list
    for number in range(bitmap.rows):
        packed = buffer[number * bitmap.pitch : (number + 1) * bitmap.pitch]
        dots = int.from_bytes(packed, "big") >> (8 * bitmap.pitch - bitmap.width) if bitmap.width else 0
        shift = width - left - bitmap.width
        rows.append((baseline - glyph.bitmap_top + number, dots << shift if shift >= 0 else dots >> -shift))
    return [(number, row) for number, row in rows if row]


def _content(name: str) -> str:
    return files("content").joinpath(name).read_text("utf-8")


if __name__ == "__main__":
    Path(str(files("content").joinpath(LETTERS))).write_bytes(encoded(drawn_sizes(large_texts())))
