"""The content watch: change detection by mtime on the office's own years and headquarters' bulletins, and by the lines
of the record: a sync writes into that each hour, and rarely brings one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.storage.private_file import written_at
from kiosk.streams.record.bulletins import BULLETINS
from kiosk.streams.record.files import RECORD

YEARS = "ita"
"""The folder of the office's own years."""


class ContentWatch:
    """Knows when another program wrote the record, a year or bulletins; a write of this one is no news."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._written = 0
        self._lines: tuple[object, ...] = ()
        self._seen = {name: self._version(name) for name in (RECORD, YEARS, BULLETINS)}

    def has_changed(self) -> bool:
        """Whether anything was written since this was last asked; not while this program itself writes one."""
        if not self._lock.acquire(blocking=False):
            return False
        try:
            before, self._seen = self._seen, {name: self._version(name) for name in self._seen}
            return before != self._seen
        finally:
            self._lock.release()

    @contextmanager
    def own_write(self, name: str) -> Iterator[None]:
        """Context for writing the file of that name: who writes knows what is new."""
        with self._lock:
            yield
            self._seen[name] = self._version(name)

    def _version(self, name: str) -> object:
        """What changes with the file; of the record it is looked for only where that was written."""
        written = self._mtime(name)
        if name != RECORD:
            return written
        if written != self._written:
            from kiosk.streams.record.statements import reached  # its SQLite, where there is a record

            self._written, self._lines = written, reached(self._folder)
        return self._lines

    def _mtime(self, name: str) -> int:
        """Nanoseconds since 1970; 0 if nobody can say."""
        path = self._folder / name
        try:
            return max([written_at(path), *map(written_at, path.glob("*.toml"))])
        except OSError:  # the folder does not let itself be looked into
            return 0
