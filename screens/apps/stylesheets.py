"""Stylesheets: those of the first page at once, those of other rooms when somebody enters."""

from pathlib import Path, PurePath
from typing import Any, ClassVar

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.geometry import Size

from screens.layouts import SMALLEST, STAFF, layout_of

_HERE = Path(__file__).parent.parent
FIRST_STYLES: list[str | PurePath] = [_HERE / "app.tcss", _HERE / "visitor" / "home.tcss"]


class CachedStylesheet(Stylesheet):
    """A stylesheet whose sources are parsed once for each palette, also by an app that is started again after a crash.

    Textual parses all of them anew for each that is read later, and for each change of the palette. Rules of layouts
    that no page has in this terminal are left out: a widget is styled by going through every rule there is.
    """

    _parsed: ClassVar[dict[tuple[object, ...], list[tuple[RuleSet, set[str]]]]] = {}
    _layouts: frozenset[str] = frozenset(SMALLEST)

    def lay_out(self, size: Size) -> None:
        """Have the rules of the layouts that pages have in a terminal of this size."""
        layouts = frozenset({layout_of(size), layout_of(size, STAFF)})
        if layouts != self._layouts:
            self._layouts = layouts
            self._require_parse = True
            self._rules_map = None

    def _parse_rules(self, css: str, read_from: CSSLocation, *kind: Any, **more: Any) -> list[RuleSet]:
        source = (css, read_from, kind, tuple(more.items()), tuple(self._variables.items()))
        if source not in self._parsed:
            rules = super()._parse_rules(css, read_from, *kind, **more)
            self._parsed[source] = [(rule, _layouts_of(rule)) for rule in rules]
        return [rule for rule, layouts in self._parsed[source] if not layouts or layouts & self._layouts]

    def reparse(self) -> None:
        self.parse()  # Textual would parse with a new stylesheet, which knows nothing yet


def _layouts_of(rule: RuleSet) -> set[str]:
    """The layouts of which a rule is; none where it is of all."""
    sets = [{selector.name for selector in each.selectors} & SMALLEST.keys() for each in rule.selector_set]
    return set().union(*sets) if all(sets) else set()


def read_styles(stylesheet: Stylesheet, room: str) -> None:
    """Read the stylesheets of a folder of pages in one batch: each page that is opened would have all read again.

    A visitor's pages do without those of the staff.
    """
    paths = sorted((_HERE / room).glob("*.tcss"))
    if new := [path for path in paths if not stylesheet.has_source(str(path))]:
        stylesheet.read_all(new)
        stylesheet.reparse()
