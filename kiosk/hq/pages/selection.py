"""What the address of a page asks for: a fiscal year, words to look for, chosen values, an order."""

from collections.abc import Mapping
from urllib.parse import urlencode

_LONGEST = 100
"""Characters of a value that is looked at: nobody types more."""

_NOT_KEPT = {"lang", "to"}
"""Said once by a link, and kept elsewhere."""

_EARLIER = {"deed": "response"}
"""What a key is called now, by what it is in links that were kept."""


class Selection:
    """One address; it gives those that differ from it by what a link changes."""

    def __init__(self, path: str = "/", asked: Mapping[str, str] | None = None) -> None:
        self.path = path
        self._asked = {
            _EARLIER.get(key, key): value[:_LONGEST]
            for key, value in (asked or {}).items()
            if value and key not in _NOT_KEPT
        }

    def get(self, key: str) -> str:
        """What is asked of `key`; nothing if nothing is."""
        return self._asked.get(key, "")

    @property
    def year(self) -> int | None:
        """The fiscal year (B.E.), if one is named."""
        year = self.get("year")
        return int(year) if year.isascii() and year.isdigit() else None

    @property
    def text(self) -> str:
        """The words to look for."""
        return self.get("q").strip()

    @property
    def order(self) -> tuple[str, bool]:
        """The column that rows are ordered by, and whether the greatest stands first."""
        order = self.get("sort")
        return order.removeprefix("-"), order.startswith("-")

    @property
    def page(self) -> int:
        """The page of the rows, from 1."""
        page = self.get("page")
        return int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1

    def kept(self, *without: str) -> dict[str, str]:
        """What is asked for but for some of it: what a form has to carry along. Other rows begin at the first page."""
        return {key: value for key, value in self._asked.items() if key not in (*without, "page")}

    def address(self, path: str = "", **changes: str) -> str:
        """This address with some of it changed; a key that becomes empty is left out."""
        asked = {key: value for key, value in {**self.kept(), **changes}.items() if value}
        return (path or self.path) + (f"?{urlencode(asked)}" if asked else "")

    def elsewhere(self, path: str) -> str:
        """Another page of the same fiscal year."""
        return Selection(path, {"year": self.get("year")}).address()
