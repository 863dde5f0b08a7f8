"""Garbage collection: between pages, never while one is made."""

import gc

from textual._styles_cache import StylesCache

_NEW_OBJECTS = 50_000
"""The collector's threshold: new objects before Python collects while a page is made. Two pages have fewer."""


class PageGarbage:
    """What the pages that were left have left behind."""

    def __init__(self) -> None:
        self._is_there = False

    def leave(self) -> None:
        """A page is left for good."""
        self._is_there = True

    def collect(self) -> None:
        """Collect, if a page was left since the last time; Textual's cache would keep what a thousand widgets drew."""
        if self._is_there:
            self._is_there = False
            StylesCache.get_inner_outer.cache_clear()
            gc.collect()

    def settle(self) -> None:
        """Freeze what is in memory by now: it stays for good, and looking through it for garbage is over."""
        if not gc.isenabled():  # as the start of the program left it
            gc.freeze()
            gc.set_threshold(_NEW_OBJECTS)
            gc.enable()
