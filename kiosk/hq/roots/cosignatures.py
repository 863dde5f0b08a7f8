"""Cosignatures of kiosks under the roots that they were shown: checked, kept, and shown to other kiosks."""

import time
from threading import Lock

import sqlalchemy as sa

from kiosk.hq.register.problems import HTTPProblem
from kiosk.hq.store.tables import cosignatures
from kiosk.hq.store.transactions import reading, writing

RELOAD = 60.0
"""Seconds after which what other receivers have taken is looked for."""

_MOST_SIZES = 8


class Cosignatures:
    """A read-through cache of the cosignatures by the size of the root that they are under."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._read: dict[int, tuple[float, dict[str, str]]] = {}

    def is_at_hand(self, size: int) -> bool:
        """Whether those under the root of that size need not be read now."""
        return size in self._read and time.monotonic() - self._read[size][0] < RELOAD

    def under(self, size: int) -> dict[str, str]:
        """The lines under the root of that size, by kiosk."""
        if self.is_at_hand(size):
            return self._read[size][1]
        with reading(self._engine) as db:
            of_size = sa.select(cosignatures.c.kiosk, cosignatures.c.line).where(cosignatures.c.size == size)
            lines = {row.kiosk: row.line for row in db.execute(of_size.order_by(cosignatures.c.kiosk))}
        with self._lock:
            for old in sorted(self._read)[: max(len(self._read) - _MOST_SIZES + 1, 0)]:
                del self._read[old]
            self._read[size] = time.monotonic(), lines
        return lines

    def keep(self, size: int, kiosk: str, line: str, taken_at: str) -> None:
        """Idempotent: keep a kiosk's line, which was checked, unless one is kept already."""
        row = {"size": size, "kiosk": kiosk, "line": line, "taken_at": taken_at}
        with writing(self._engine) as db:
            held = sa.select(cosignatures.c.line).where(cosignatures.c.size == size, cosignatures.c.kiosk == kiosk)
            if db.execute(held).first() is None:
                db.execute(cosignatures.insert().values(**row))
        with self._lock:
            if size in self._read:
                self._read[size][1].setdefault(kiosk, line)


def unknown_root() -> HTTPProblem:
    """What a kiosk is told that cosigns a root which is not here."""
    return HTTPProblem("unknown-root", 404, "there is no root of this day here")
