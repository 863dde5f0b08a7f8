"""The map: every province once, within its drawing, with the name and the outcome of its office in both languages."""

from kiosk.hq.pages.province_map import PITCH, province_map
from kiosk.hq.pages.status_marks import outcome_tiles
from kiosk.hq.register.provinces import provinces


def test_every_province_has_one_tile_of_its_own() -> None:
    drawn = province_map({})
    assert sorted(tile.name.en for tile in drawn.tiles) == sorted(name.en for name in provinces().values())
    assert len({(tile.x, tile.y) for tile in drawn.tiles}) == 77
    assert all(tile.x + PITCH <= drawn.width and tile.y + PITCH <= drawn.height for tile in drawn.tiles)


def test_a_tile_says_what_tells_its_province_from_others_of_the_same_beginning() -> None:
    short = {tile.name.en: tile.short for tile in province_map({}).tiles}
    assert (short["Chiang Rai"].th, short["Chiang Rai"].en) == ("ราย", "Rai")
    assert (short["Phatthalung"].th, short["Phatthalung"].en) == ("พัทลุ", "Pha")


def test_what_a_tile_says_has_room_in_it() -> None:
    """Found as: กำแพง and มหาสา written over the tiles beside theirs."""
    short = {tile.name.en: tile.short.th for tile in province_map({}).tiles}
    assert [short[name] for name in ("Kamphaeng Phet", "Maha Sarakham", "Phayao")] == ["กำแพ", "มหา", "พะเยา"]
    assert len({*short.values()}) == 77


def test_only_the_tile_of_an_office_leads_to_its_page() -> None:
    mark = outcome_tiles()["miss"]
    tiles = {tile.name.en: tile for tile in province_map({"trang": ("miss", mark, "/offices/trang")}).tiles}
    assert (tiles["Trang"].mark, tiles["Trang"].address) == (mark, "/offices/trang")
    assert tiles["Yala"].mark is None
