"""The navigation of the visitors: which page follows which choice, and in which look."""

from importlib import import_module
from pathlib import Path

from screens.apps.base import KioskApp
from screens.apps.stylesheets import read_styles
from screens.apps.visitor_pages import VISITOR_PAGES
from screens.layouts import LARGE
from screens.messages import LookSwitched, Routed
from screens.theme import CONTRAST_THEME, PAPER_THEME

_PAGES = Path(__file__).parent.parent / "visitor"


class VisitorNavigation:
    """A part of the counter."""

    def __init__(self, app: KioskApp) -> None:
        self._app = app
        app.routes |= dict.fromkeys(VISITOR_PAGES, self._open)
        app.routes[LookSwitched] = lambda _: self._switch_look()

    def import_pages(self) -> None:
        """Import every page of the visitors, so that no press waits for that."""
        for path in _PAGES.glob("[a-z]*.py"):
            import_module(f"screens.visitor.{path.stem}")

    def _open(self, chosen: Routed) -> None:
        """The page that was chosen; not twice."""
        page = VISITOR_PAGES[type(chosen)](self._app.kiosk, chosen)
        if type(page) is not type(self._app.screen):
            self._app.show(page)

    @property
    def look(self) -> tuple[bool, bool]:
        """Whether pages are large, and whether they are in high contrast."""
        return self._app.large, self._app.current_theme.dark

    def _switch_look(self) -> None:
        """Large, then in high contrast too, then high contrast alone; until the visit is over."""
        large, dark = self.look
        with self._app.batch_update():
            self.wear(large=not dark, dark=large)

    def wear(self, *, large: bool, dark: bool) -> None:
        """Draw every page so. Who sees well does without the rules of the large layout."""
        if large:
            read_styles(self._app.stylesheet, "large")
        self._app.large = large
        for page in self._app.screen_stack:
            page.set_class(large, LARGE)
        self._app.theme = CONTRAST_THEME.name if dark else PAPER_THEME.name
