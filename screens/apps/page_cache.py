"""Page cache: pages that are left as they were opened, for the next visitor who wants them."""

from typing import TypeVar

from textual.app import App

from screens.apps.garbage import PageGarbage
from screens.page import Page

_KEPT = 4
"""Pages of a kind, a MiB each: every family, and the services between which a visitor goes back and forth."""

P = TypeVar("P", bound=Page)


class PageCache:
    """An LRU cache: a page that is made, styled and laid out already is in front within half of the time.

    Nothing of a visitor is in it: a page on which something was ticked or turned to is not kept.
    """

    def __init__(self, app: App[None], garbage: PageGarbage) -> None:
        self._app = app
        self._garbage = garbage
        self._pages: list[Page] = []
        """Those that wait, the least recently used first. None of them is on the stack."""

    def instead_of(self, page: P) -> P:
        """The page about the same that was kept, or this one."""
        for kept in self._pages:
            if type(kept) is type(page) and kept.subject is page.subject:
                self._pages.remove(kept)
                self._app.uninstall_screen(kept)
                return kept
        return page

    def keep(self, page: Page) -> None:
        """Keep a page that was taken off the stack just now, if it is as it was opened."""
        if page.subject is None or not page.is_as_opened:
            return
        page.set_focus(None)
        self._app.install_screen(page, f"kept-{id(page)}")  # or Textual would remove it
        self._pages.append(page)
        alike = [kept for kept in self._pages if type(kept) is type(page)]
        if len(alike) > _KEPT:
            self._pages.remove(alike[0])
            self._remove(alike[0])

    def clear(self) -> None:
        """Remove all: they show what is no longer so."""
        while self._pages:
            self._remove(self._pages.pop())

    def _remove(self, page: Page) -> None:
        self._app.uninstall_screen(page)
        page.remove()
        self._garbage.leave()
