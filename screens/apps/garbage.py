"""Garbage collection: between pages, never while one is made."""

import gc
from collections.abc import Callable

from textual._styles_cache import StylesCache

_NEW_OBJECTS = 50_000
"""The collector's threshold: new objects before Python collects while a page is made. Two pages have fewer."""

_PILE = 4
"""Pages gone after which memory is looked through in any case, however quickly keys follow one another."""

_BETWEEN_KEYS = 0.1
"""Seconds after a page was left: the one before it is drawn by then, and not yet read."""


class PageGarbage:
    """What the pages that were left have left behind; `set_timer` is the app's."""

    def __init__(self, set_timer: Callable[[float, Callable[[], None]], object]) -> None:
        self._set_timer = set_timer
        self._gone = 0

    def drop(self) -> None:
        """A page gives way that nobody looks at. The visitor is about to choose from the one in front: not now."""
        self._gone += 1

    def leave(self) -> None:
        """A page is left: for good, or kept, of which every visit leaves a third of a MiB behind, too."""
        self._gone += 1
        if self._gone >= _PILE:
            self._set_timer(_BETWEEN_KEYS, self.collect)

    def collect(self) -> None:
        """Collect, if a page has gone since the last time. A key would wait for it: call it while none comes."""
        if self._gone:
            self._gone = 0
            take_away()

    def settle(self) -> None:
        """Freeze what is in memory by now: it stays for good, and looking through it for garbage is over."""
        if not gc.isenabled():  # as the start of the program left it
            gc.freeze()
            gc.set_threshold(_NEW_OBJECTS)
            gc.enable()


def take_away() -> None:
    """Collect garbage; Textual's cache would keep what a thousand widgets drew."""
    StylesCache.get_inner_outer.cache_clear()
    gc.collect()
