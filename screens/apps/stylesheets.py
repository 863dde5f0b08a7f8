"""Stylesheets: those of the first page at once, those of other rooms when somebody enters."""

import re
from collections.abc import Set
from pathlib import Path, PurePath
from typing import Any, ClassVar

from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.dom import DOMNode
from textual.geometry import Size

from screens.layouts import SMALLEST, STAFF, layout_of

_HERE = Path(__file__).parent.parent
FIRST_STYLES: list[str | PurePath] = [_HERE / "app.tcss", _HERE / "visitor" / "home.tcss"]

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BOUNDARY = re.compile(r"[{};]")
_CLASS = re.compile(r"\.([\w-]+)")


class CachedStylesheet(Stylesheet):
    """A stylesheet whose sources are parsed once for each palette, also by an app that is started again after a crash.

    Textual parses all of them anew for each that is read later, and for each change of the palette. Rules of layouts
    that no page has in this terminal are not even parsed. To style a node Textual goes through every rule there is:
    here through those that can be meant of such a node, and once for all nodes that are alike under ancestors alike.
    """

    _parsed: ClassVar[dict[tuple[object, ...], list[RuleSet]]] = {}
    _sheets: ClassVar[dict[tuple[object, ...], list[RuleSet]]] = {}
    """The rules of all sources together, by what they are made of."""
    _layouts: frozenset[str] = frozenset(SMALLEST)
    _node_rules: list[RuleSet] | None = None

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._limited: dict[frozenset[str], list[RuleSet]] = {}
        """The rules for nodes of which the same selectors can be meant, in their order."""
        self._styles: dict[tuple[Any, ...], RulesMap] = {}
        """What nodes were styled as, by what the selectors see of them and of their ancestors."""

    def lay_out(self, size: Size) -> None:
        """Have the rules of the layouts that pages have in a terminal of this size."""
        layouts = frozenset({layout_of(size), layout_of(size, STAFF)})
        if layouts != self._layouts:
            self._layouts = layouts
            self._require_parse = True
            self._rules_map = None

    @property
    def rules_map(self) -> dict[str, list[RuleSet]]:
        if self._rules_map is None:
            self._limited.clear()
            self._styles.clear()
        return super().rules_map

    @property
    def rules(self) -> list[RuleSet]:
        """All rules; while a node is styled, those alone whose last selector can be meant of it."""
        return super().rules if self._node_rules is None else self._node_rules

    def apply(
        self, node: DOMNode, *, animate: bool = False, cache: dict[tuple[Any, ...], RulesMap] | None = None
    ) -> None:
        before, names = self._node_rules, frozenset(self.rules_map.keys() & node._selector_names)
        if names not in self._limited:
            self._node_rules, limited = None, {id(rule) for name in names for rule in self.rules_map[name]}
            self._limited[names] = [rule for rule in self.rules if id(rule) in limited]
        self._node_rules = self._limited[names]
        try:
            super().apply(node, animate=animate, cache=_StylesInPlace(self._styles, node))
        finally:
            self._node_rules = before

    def _parse_rules(self, css: str, read_from: CSSLocation, *kind: Any, **more: Any) -> list[RuleSet]:
        source = (css, self._layouts, read_from, kind, tuple(more.items()), tuple(self._variables.items()))
        if source not in self._parsed:
            self._parsed[source] = super()._parse_rules(of_layouts(css, self._layouts), read_from, *kind, **more)
        return self._parsed[source]

    def parse(self) -> None:
        made_of = self._layouts, (*self.source.items(),), (*self._variables.items(),)
        if made_of not in self._sheets:
            super().parse()
            assert self._rules is not None
            self._sheets[made_of] = self._rules
        self._rules, self._require_parse, self._rules_map = self._sheets[made_of], False, None

    def reparse(self) -> None:
        self.parse()  # Textual would parse with a new stylesheet, which knows nothing yet


class _StylesInPlace(dict[tuple[Any, ...], RulesMap]):
    """Memoization: Textual keeps such a cache for one batch of nodes, and begins its keys with the very parent of each.

    Here the key begins with what selectors see of the node's ancestors. Of nodes whose rules look at siblings or at
    what has the focus within, Textual asks no cache.
    """

    def __init__(self, styles: dict[tuple[Any, ...], RulesMap], node: DOMNode) -> None:
        self._styles = styles
        app, *ancestors = node.css_path_nodes[:-1] or [node]
        self._place = (
            type(node),
            frozenset(app.pseudo_classes),
            *((type(each), each.id, each.classes, each._pseudo_classes_cache_key) for each in ancestors),
        )

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        return self._styles.get((self._place, *key[1:]), default)

    def __setitem__(self, key: tuple[Any, ...], styles: RulesMap) -> None:
        self._styles[self._place, *key[1:]] = styles


def of_layouts(css: str, layouts: Set[str]) -> str:
    """A stylesheet without the rules, and the blocks of rules, that are of other layouts alone."""
    kept, start, depth, left_out = list[str](), 0, 0, 0
    css = _COMMENT.sub("", css)
    for brace in _BOUNDARY.finditer(css):
        if brace[0] == "{":
            depth += 1
            if not left_out and _is_of_others(css[start : brace.start()], layouts):
                left_out = depth
        if not left_out:
            kept.append(css[start : brace.end()])
        if brace[0] == "}":
            left_out = 0 if left_out == depth else left_out
            depth -= 1
        start = brace.end()
    return "".join(kept)


def _is_of_others(selectors: str, layouts: Set[str]) -> bool:
    named = [SMALLEST.keys() & set(_CLASS.findall(selector)) for selector in selectors.split(",")]
    return all(named) and not layouts & set().union(*named)


def read_styles(stylesheet: Stylesheet, room: str) -> None:
    """Read the stylesheets of a folder of pages in one batch: each page that is opened would have all read again.

    What stands around every page comes before. A visitor's pages do without those of the staff.
    """
    paths = [path for folder in ("widgets", room) for path in sorted((_HERE / folder).glob("*.tcss"))]
    if new := [path for path in paths if not stylesheet.has_source(str(path))]:
        stylesheet.read_all(new)
        stylesheet.reparse()
