"""Prefetch: pages to which the one in front leads, made while a visitor reads that one."""

from collections.abc import Iterator
from functools import partial
from time import monotonic

from screens.apps.base import KioskApp
from screens.apps.visitor_pages import VISITOR_PAGES
from screens.page import Page

_AFTER_KEY, _BETWEEN = 0.1, 0.01
"""Seconds after the last key or touch, and between two steps: what is pressed meanwhile is answered first."""


class Prefetch:
    """A part of the counter. Whoever presses before a page is made waits for one step of it, and no other is begun."""

    def __init__(self, app: KioskApp) -> None:
        self._app = app

    def begin(self, page: Page) -> None:
        """Make what `page` leads to, as soon as it is drawn and for as long as it stays in front."""
        page.call_after_refresh(self._go_on, page, self._steps(page))

    def _go_on(self, page: Page, steps: Iterator[None]) -> None:
        if self._app.screen_stack[-1:] != [page]:
            return
        left = self._app.touched + _AFTER_KEY - monotonic()
        if left > 0 or next(steps, self) is None:
            behind_keys = partial(self._app.call_later, self._go_on, page, steps)
            self._app.set_timer(max(left, _BETWEEN), behind_keys)

    def _steps(self, page: Page) -> Iterator[None]:
        for chosen in page.leads_to:
            ahead = VISITOR_PAGES[type(chosen)](self._app.kiosk, chosen)
            if self._app.page_cache.prepare(ahead, self._app.fitted):
                yield
                while not ahead.settle():
                    yield
