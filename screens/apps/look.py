"""The look: letters and palette, as the visitor in front wants them."""

from typing import Literal

from screens.apps.base import KioskApp
from screens.messages import LookSwitched
from screens.terminal.text_filter import BOLD
from screens.theme import CONTRAST_THEME, PAPER_THEME

Step = Literal["larger", "bold", "contrast", "usual_letters", "usual_colours"]


class Look:
    """A part of the counter. A terminal cannot draw larger letters by itself: where nobody does it, they are bold."""

    def __init__(self, app: KioskApp) -> None:
        self._app = app
        app.routes[LookSwitched] = lambda _: self._switch()

    @property
    def is_large(self) -> bool:
        """Whether letters are larger than usual, or bold."""
        return BOLD in self._app.line_filters

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
        return "usual_colours" if self.is_dark else "bold"

    def _switch(self) -> None:
        large, dark = self.is_large, self.is_dark
        self.wear(large=not dark, dark=large)

    def wear(self, *, large: bool, dark: bool) -> None:
        """Draw every page so."""
        with self._app.batch_update():
            if large != self.is_large:
                self._embolden(large)
            self._app.theme = CONTRAST_THEME.name if dark else PAPER_THEME.name

    def _embolden(self, bold: bool) -> None:
        self._app.line_filters = [*self._app.line_filters, BOLD] if bold else self._app.line_filters[:-1]
        for page in self._app.screen_stack:
            for widget in page.walk_children(with_self=True):
                widget.refresh()
