"""Stylesheets: those of the first page at once, those of other rooms when somebody enters."""

from pathlib import Path, PurePath
from typing import Any, ClassVar

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation

_HERE = Path(__file__).parent.parent
FIRST_STYLES: list[str | PurePath] = [_HERE / "app.tcss", _HERE / "visitor" / "home.tcss"]


class CachedStylesheet(Stylesheet):
    """A stylesheet whose sources are parsed once for each palette, also by an app that is started again after a crash.

    Textual parses all of them anew for each that is read later, and for each change of the palette.
    """

    _parsed: ClassVar[dict[tuple[object, ...], list[RuleSet]]] = {}

    def _parse_rules(self, css: str, read_from: CSSLocation, *kind: Any, **more: Any) -> list[RuleSet]:
        source = (css, read_from, kind, tuple(more.items()), tuple(self._variables.items()))
        if source not in self._parsed:
            self._parsed[source] = super()._parse_rules(css, read_from, *kind, **more)
        return self._parsed[source]

    def reparse(self) -> None:
        self.parse()  # Textual would parse with a new stylesheet, which knows nothing yet


def read_styles(stylesheet: Stylesheet, room: str) -> None:
    """Read the stylesheets of a folder of pages in one batch: each page that is opened would have all read again.

    A widget is styled by going through every rule there is; a visitor's pages do without those of the staff.
    """
    paths = sorted((_HERE / room).glob("*.tcss"))
    if new := [path for path in paths if not stylesheet.has_source(str(path))]:
        stylesheet.read_all(new)
        stylesheet.reparse()
