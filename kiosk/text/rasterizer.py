"""The rasterizer: draws the letters of all large words in dots. Run by hand: `python -m kiosk.text.rasterizer`.

It needs the extra `test`, and the font Arundina Sans Mono (`apt install fonts-arundina`). HarfBuzz shapes each letter
from its stored spelling; FreeType fits it to the dots, so that strokes are even and loops stay open.
"""

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
    *((20, 22), (20, 15)),
    *((17, 19), (17, 14), (17, 10)),
    *((15, 16), (15, 11), (15, 8)),
    *((13, 14), (13, 10), (13, 8)),
    *((11, 12), (11, 8)),
)
"""Height of the em and advance, in dots. A dot is nearly twice as high as wide; narrow letters are for narrow pages."""

_FIT = freetype.FT_LOAD_RENDER | freetype.FT_LOAD_FORCE_AUTOHINT | freetype.FT_LOAD_TARGET_MONO
_POINT = 64
"""FreeType's units in a pixel."""


def large_texts() -> list[str]:
    """Every text that is ever drawn large: the sentences to point at, and the words of the calls."""
    speak, phrases = (tomli.loads(_content(name)) for name in ("speak.toml", "phrases.toml"))
    sentences = [*speak["visitor"], *speak["officer"], *phrases["large"].values()]
    return [text for sentence in sentences for text in sentence.values()]


def drawn_sizes(texts: list[str]) -> list[Size]:
    """The letters of the texts, at every size."""
    drawn = sorted({letter for text in texts for letter in letters(text)} - {" "})
    pen = Pen()
    return [Size(em, advance, {letter: pen.draw(letter, em, advance) for letter in drawn}) for em, advance in SIZES]


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
        self._face.set_char_size(round(advance / self._advance * self._em * _POINT), em * _POINT)
        width, inked, at = cell_len(letter) * advance + 2 * OVERHANG, dict[int, int](), 0
        for glyph, steps in self._glyphs(letter):
            self._face.load_glyph(glyph, _FIT)
            for number, row in _rows(self._face.glyph, 2 * em, at, width):
                inked[number] = inked.get(number, 0) | row
            at += advance if steps else 0
        first, last = min(inked), max(inked)
        return " ".join([str(first), *(f"{inked.get(number, 0):x}" for number in range(first, last + 1))])

    def _glyphs(self, letter: str) -> list[tuple[int, bool]]:
        """Glyphs of a letter, and whether each moves on to the next cell."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(letter)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._shaped, buffer)
        shaped = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        return [(info.codepoint, position.x_advance > 0) for info, position in shaped]


def _rows(glyph: freetype.GlyphSlot, baseline: int, at: int, width: int) -> list[tuple[int, int]]:
    """Rows of a rendered glyph that stands at column `at`: their numbers, and their dots as bits."""
    bitmap, left = glyph.bitmap, OVERHANG + at + glyph.bitmap_left
    rows = []
    for number in range(bitmap.rows):
        packed = bytes(bitmap.buffer[number * bitmap.pitch : (number + 1) * bitmap.pitch])
        dots = int.from_bytes(packed, "big") >> (8 * bitmap.pitch - bitmap.width) if bitmap.width else 0
        shift = width - left - bitmap.width
        rows.append((baseline - glyph.bitmap_top + number, dots << shift if shift >= 0 else dots >> -shift))
    return [(number, row) for number, row in rows if row]


def _content(name: str) -> str:
    return files("content").joinpath(name).read_text("utf-8")


if __name__ == "__main__":
    Path(str(files("content").joinpath(LETTERS))).write_bytes(encoded(drawn_sizes(large_texts())))
