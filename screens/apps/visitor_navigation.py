"""The navigation of the visitors: which page follows which choice."""

from importlib import import_module
from pathlib import Path
from typing import Any

from textual.screen import Screen

from kiosk.text.plurals import categories
from screens.apps.base import KioskApp
from screens.apps.prefetch import Prefetch
from screens.apps.visitor_pages import VISITOR_PAGES
from screens.messages import Routed
from screens.visitor.home import HomeScreen

_PAGES = Path(__file__).parent.parent / "visitor"


class VisitorNavigation:
    """A part of the counter."""

    def __init__(self, app: KioskApp) -> None:
        self._app = app
        self._prefetch = Prefetch(app)
        app.routes |= dict.fromkeys(VISITOR_PAGES, self._open)

    def get_ready(self) -> None:
        """Import every page of the visitors, what draws their codes, and their plurals, and make the pages to which the
        first one leads: no press waits for that."""
        for path in _PAGES.glob("[a-z]*.py"):
            import_module(f"screens.visitor.{path.stem}")
        import_module("qrcode.main")
        for language in self._app.kiosk.catalogue.languages:
            categories(language)
        self._app.screen_change_signal.subscribe(self._app, self._make_families)
        self._make_families(self._app.screen)

    def _make_families(self, front: Screen[Any]) -> None:
        """Make what the first page leads to whenever it is in front: a visitor may have gone on before all was made."""
        if isinstance(front, HomeScreen):
            self._prefetch.begin(front)

    def _open(self, chosen: Routed) -> None:
        """The page that was chosen; not twice."""
        page = VISITOR_PAGES[type(chosen)](self._app.kiosk, chosen)
        if type(page) is not type(self._app.screen):
            self._prefetch.begin(self._app.show(page))
