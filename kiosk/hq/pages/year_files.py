"""Headquarters' content as its files are now: a new year's file is taken while headquarters runs."""

from collections.abc import Callable
from threading import Lock

from msgspec.structs import replace

from kiosk.machine import Kiosk
from kiosk.storage.toml_file import Faulty

_FileState = frozenset[tuple[str, int, int]]


class YearFiles:
    """The machine with the content of its files, read anew when one has changed.

    While one of them is wrong the last good content stays, and the machine says what is wrong. `taken` is called with
    every machine whose content is new.
    """

    def __init__(self, machine: Kiosk, taken: Callable[[Kiosk], None]) -> None:
        self._machine = machine
        self._taken = taken
        self._seen = self._state()
        self._lock = Lock()

    def machine(self) -> Kiosk:
        """The machine of this moment."""
        with self._lock:
            state = self._state()
            if state != self._seen:
                self._seen = state
                self._read_anew()
            return self._machine

    def _read_anew(self) -> None:
        try:
            new = self._machine.reread()
        except Faulty as faulty:
            new = replace(self._machine, faults=faulty.faults)
        if new.faults:
            self._machine = replace(self._machine, faults=new.faults)
        else:
            self._machine = new
            self._taken(new)

    def _state(self) -> _FileState:
        """Which files there are, when each was written, and how long it is."""
        own = self._machine.office_file
        paths = [*(self._machine.folder / "ita").glob("*.toml"), *([own] if own is not None and own.exists() else [])]
        return frozenset((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in paths)
