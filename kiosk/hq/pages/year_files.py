"""Headquarters' years as its files and bulletins are now: a new one is taken while headquarters runs."""

from collections.abc import Callable
from contextlib import suppress
from threading import Lock

import sqlalchemy as sa
from msgspec.structs import replace

from kiosk.hq.bulletins.own_years import newest_year, with_own_years
from kiosk.machine.kiosk import Kiosk
from kiosk.storage.toml_file import Faulty

_State = tuple[int, frozenset[tuple[str, int, int]]]


class YearFiles:
    """The machine with the content of its files, and the years of its bulletins, read anew when one has changed.

    While one of them is wrong the last good content stays, and the machine says what is wrong; so it does while the
    register cannot be read. `taken` is called with every machine whose content is new.
    """

    def __init__(self, machine: Kiosk, engine: sa.Engine, taken: Callable[[Kiosk], None]) -> None:
        self._machine = machine
        self._engine = engine
        self._taken = taken
        self._seen = self._state()
        self._lock = Lock()

    def machine(self) -> Kiosk:
        """The machine of this moment."""
        with self._lock:
            with suppress(sa.exc.DBAPIError, sa.exc.TimeoutError):  # the page that needs the register says so
                state = self._state()
                if state != self._seen:
                    self._read_anew()
                    self._seen = state
            return self._machine

    def _read_anew(self) -> None:
        try:
            new = self._machine.reread()
        except Faulty as faulty:
            new = replace(self._machine, faults=faulty.faults)
        if new.faults:
            self._machine = replace(self._machine, faults=new.faults)
        else:
            self._machine = with_own_years(new, self._engine)
            self._taken(self._machine)

    def _state(self) -> _State:
        """The newest year of a bulletin; which files there are, when each was written, and how long it is."""
        own = self._machine.office_file
        paths = [*(self._machine.folder / "ita").glob("*.toml"), *([own] if own is not None and own.exists() else [])]
        files = frozenset((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in paths)
        return newest_year(self._engine, self._machine.today), files
