"""Prefetch: pages to which the one in front leads, made while a visitor reads that one."""

from collections.abc import Iterator
from functools import partial

from screens.apps.base import KioskApp
from screens.apps.visitor_pages import VISITOR_PAGES
from screens.page import Page

_AFTER_FRAME, _BETWEEN = 0.03, 0.02
"""Seconds after the page in front was drawn, and between two pages: what was pressed meanwhile is answered first."""


class Prefetch:
    """A part of the counter. Whoever presses before a page is made waits no longer than without."""

    def __init__(self, app: KioskApp) -> None:
        self._app = app

    def begin(self, page: Page) -> None:
        """Make what `page` leads to, as soon as it is drawn and for as long as it stays in front."""
        made = self._made(page)
        page.call_after_refresh(self._app.set_timer, _AFTER_FRAME, partial(self._go_on, page, made))

    def _go_on(self, page: Page, made: Iterator[Page]) -> None:
        if self._app.screen_stack[-1:] == [page] and next(made, None) is not None:
            self._app.set_timer(_BETWEEN, partial(self._go_on, page, made))

    def _made(self, page: Page) -> Iterator[Page]:
        for chosen in page.leads_to:
            ahead = VISITOR_PAGES[type(chosen)](self._app.kiosk, chosen)
            if self._app.page_cache.prepare(ahead, self._app.fitted):
                yield ahead
