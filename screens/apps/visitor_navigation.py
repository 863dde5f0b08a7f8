"""The navigation of the visitors: which page follows which choice."""

from importlib import import_module
from pathlib import Path

from kiosk.text.plurals import categories
from screens.apps.base import KioskApp
from screens.apps.prefetch import Prefetch
from screens.apps.visitor_pages import VISITOR_PAGES
from screens.messages import Routed
from screens.page import Page

_PAGES = Path(__file__).parent.parent / "visitor"


class VisitorNavigation:
    """A part of the counter."""

    def __init__(self, app: KioskApp) -> None:
        self._app = app
        self._prefetch = Prefetch(app)
        app.routes |= dict.fromkeys(VISITOR_PAGES, self._open)

    def get_ready(self) -> None:
        """Import every page of the visitors, what draws their codes, and their plurals, and make what the first page
        leads to: no press waits for that."""
        for path in _PAGES.glob("[a-z]*.py"):
            import_module(f"screens.visitor.{path.stem}")
        import_module("qrcode.main")
        for language in self._app.kiosk.catalogue.languages:
            categories(language)
        if isinstance(self._app.screen, Page):
            self._prefetch.begin(self._app.screen)

    def _open(self, chosen: Routed) -> None:
        """The page that was chosen; not twice."""
        page = VISITOR_PAGES[type(chosen)](self._app.kiosk, chosen)
        if type(page) is not type(self._app.screen):
            self._prefetch.begin(self._app.show(page))
