"""The look: letters and palette, as the visitor in front wants them."""

from typing import Literal

from kiosk.session.control import Control
from screens.apps.base import KioskApp
from screens.messages import LookSwitched
from screens.terminal.text_filter import BOLD
from screens.theme import CONTRAST, CONTRAST_THEME, PAPER, PAPER_THEME
from screens.widgets.help_keys import LookKey

Step = Literal["larger", "bold", "contrast", "usual_letters", "usual_colours"]


class Look:
    """A part of the counter. No terminal draws larger letters by itself: where there is no session, they are bold.

    A session is told at the start what is wanted: it may have run a counter that has failed.
    """

    def __init__(self, app: KioskApp, session: Control | None) -> None:
        self._app = app
        self._session = session
        self.is_large = False
        """Whether letters are to be larger than usual, or bold."""
        app.routes[LookSwitched] = lambda _: self._switch()
        if session is not None:
            session.ask(larger=False)

    @property
    def is_dark(self) -> bool:
        """Whether the palette is that of high contrast."""
        return self._app.current_theme.dark

    @property
    def is_usual(self) -> bool:
        """Whether everything looks as the next visitor is to find it."""
        return not (self.is_large or self.is_dark)

    @property
    def following(self) -> Step:
        """What comes next: large letters, then in high contrast too, then high contrast alone, then all as usual."""
        if self.is_large:
            return "usual_letters" if self.is_dark else "contrast"
        if self.is_dark:
            return "usual_colours"
        return "bold" if self._session is None else "larger"

    def _switch(self) -> None:
        large, dark = self.is_large, self.is_dark
        self.wear(large=not dark, dark=large)

    def wear(self, *, large: bool, dark: bool) -> None:
        """Draw every page so."""
        with self._app.batch_update():
            if large != self.is_large:
                self.is_large = large
                if self._session is None:
                    self._embolden(large)
                else:
                    self._session.ask(larger=large)
            for page in self._app.screen_stack:
                for key in page.query(LookKey):
                    key.refresh()  # which names what comes next
            self._app.theme = CONTRAST_THEME.name if dark else PAPER_THEME.name
            self._paint_margins((CONTRAST if dark else PAPER)["page"])

    def _paint_margins(self, ground: str) -> None:
        """A terminal of a session has the ground of the page beyond its last row, too (OSC 11)."""
        if self._session is not None and self._app._driver is not None:
            self._app._driver.write(f"\x1b]11;{ground}\x07")

    def _embolden(self, bold: bool) -> None:
        self._app.line_filters = [*self._app.line_filters, BOLD] if bold else self._app.line_filters[:-1]
        for page in self._app.screen_stack:
            for widget in page.walk_children(with_self=True):
                widget.refresh()
