"""The provinces, by the ids under which their offices stand in the register."""

from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from kiosk.storage.toml_file import build, read_toml
from kiosk.text.bilingual import Bilingual
from kiosk.text.refusal import Refusal

_FILE = files("kiosk.hq.register") / "provinces.toml"


@cache
def provinces() -> dict[str, Bilingual]:
    """Every province by its id."""
    return build(read_toml(_FILE, "provinces.toml"), dict[str, Bilingual], "provinces.toml")


def checked_province(province: str) -> str:
    """A province by its id. Refusal for any other word, with the province that is nearest to it."""
    if province in provinces():
        return province
    nearest = get_close_matches(province, provinces(), 1, 0)
    raise Refusal("office.no_province", province=province, nearest=nearest[0])
