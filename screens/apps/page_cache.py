"""Page cache: pages that are left as they were opened, for the next visitor who wants them."""

from collections.abc import Callable, Iterator
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

    def __iter__(self) -> Iterator[Page]:
        return iter(self._pages)

    def instead_of(self, page: P) -> P:
        """The page about the same that was kept, or this one."""
        kept = self._about_the_same(page)
        if kept is None:
            return page
        self._pages.remove(kept)
        self._app.uninstall_screen(kept)
        return kept

    def keep(self, page: Page) -> None:
        """Keep a page that was taken off the stack just now, if it is as it was opened."""
        if page.subject is None or not page.is_as_opened:
            return
        page.set_focus(None)
        self._add(page)

    def prepare(self, page: Page, fitted: Callable[[Page], Page]) -> bool:
        """Make a page that nobody has asked for yet, `fitted` to the terminal; False where one about the same waits."""
        kept = self._about_the_same(page)
        if kept is not None:
            self._pages.remove(kept)
            self._pages.append(kept)
            return False
        self._add(fitted(page))
        self._app._register(self._app, page)  # Textual's own way to start a page has every key wait until it stands
        return True

    def _add(self, page: Page) -> None:
        self._app.install_screen(page, f"kept-{id(page)}")  # or Textual would remove it
        self._pages.append(page)
        alike = [kept for kept in self._pages if type(kept) is type(page)]
        if len(alike) > _KEPT:
            self._pages.remove(alike[0])
            self._remove(alike[0])

    def _about_the_same(self, page: P) -> P | None:
        same = (kept for kept in self._pages if type(kept) is type(page) and kept.subject is page.subject)
        return next(same, None)

    def clear(self) -> None:
        """Remove all: they show what is no longer so."""
        while self._pages:
            self._remove(self._pages.pop())

    def _remove(self, page: Page) -> None:
        self._app.uninstall_screen(page)
        page.remove()
        self._garbage.drop()
