"""The map of provinces: a tile for each, near where it lies, with what will become of its office.

Tiles need no borders, and a small province is seen as well as a large one. What is told by colour is told by a shape
and by the kind of ground as well.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from msgspec import Struct

from kiosk.hq.pages.cells import MarkCell
from kiosk.hq.register.provinces import provinces
from kiosk.hq.report.outcome import Outcome
from kiosk.storage.toml_file import build, read_toml
from kiosk.text.bilingual import Bilingual

SIDE, PITCH = 30, 32
"""Units of the drawing: a tile, and from tile to tile."""

_LETTERS, _WIDE = 3, 4
"""Letters that a tile says at most, and how many of them and of the vowels beside them it has room for."""

_CLUSTER = re.compile("[เ-ไ]?.[ะ-ฺ็-๎]*")
_ABOVE_OR_BELOW = re.compile("[ัิ-ฺ็-๎]")
_FILE = files("kiosk.hq.pages") / "province_map.toml"


class _Layout(Struct, frozen=True):
    rows: list[list[str]]
    shared: list[str]


class Tile(NamedTuple):
    """One province: where it stands, what it says, and of its office the outcome, its mark and the page.

    Without an office there is neither.
    """

    x: int
    y: int
    short: Bilingual
    name: Bilingual
    outcome: Outcome | None
    mark: MarkCell | None
    address: str


class ProvinceMap(NamedTuple):
    """All tiles, in a drawing so many units wide and high."""

    tiles: list[Tile]
    width: int
    height: int


def province_map(outcomes: Mapping[str, tuple[Outcome, MarkCell, str]]) -> ProvinceMap:
    """The map; `outcomes` has the outcome of the office of each province, its mark, and the address of its page."""
    layout, names = _layout(), provinces()
    tiles = [
        Tile(PITCH * column, PITCH * row, _short(names[province]), names[province], *outcomes.get(province, _NONE))
        for row, line in enumerate(layout.rows)
        for column, province in enumerate(line)
        if province
    ]
    return ProvinceMap(tiles, PITCH * max(map(len, layout.rows)), PITCH * len(layout.rows))


_NONE = (None, None, "")


@cache
def _layout() -> _Layout:
    return build(read_toml(_FILE, "province_map.toml"), _Layout, "province_map.toml")


@cache
def _short(name: Bilingual) -> Bilingual:
    """As many letters of a name as a tile has room for; marks above and below need none."""
    return name.map(_cut)


def _cut(name: str) -> str:
    longest = max((word for word in _layout().shared if name.startswith(word)), key=len, default="")
    rest = name.removeprefix(longest) or name
    letters = _CLUSTER.findall(rest)[:_LETTERS]
    while len(letters) > 2 and len(_ABOVE_OR_BELOW.sub("", "".join(letters))) > _WIDE:
        letters.pop()
    return "".join(letters).rstrip()
