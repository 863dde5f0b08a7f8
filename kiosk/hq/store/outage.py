"""Outage of the database: said once when it begins and once when it is over, and in one word to whoever asks."""

import logging
from threading import Lock
from typing import Literal

import sqlalchemy as sa

Outage = Literal["disk-full", "locked", "lost"]
"""Nothing more can be written; somebody else holds it; it cannot be reached or read."""

_LOG = logging.getLogger(__name__)
_LOG.addHandler(logging.NullHandler())  # a command says it by itself; a receiver has handlers of its own
_WORDS: dict[str, Outage] = {
    "disk is full": "disk-full",
    "disk full": "disk-full",
    "no space left": "disk-full",
    "is locked": "locked",
    "lock timeout": "locked",
}
"""What SQLite and PostgreSQL call it, in small letters."""

_OUTAGES = sa.exc.OperationalError | sa.exc.InterfaceError


def reason_of(error: BaseException) -> str:
    """What the database, or the driver, said: one line."""
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]


def outage_of(error: BaseException) -> Outage:
    """Which outage an error tells of."""
    reason = str(error).lower()
    return next((word for words, word in _WORDS.items() if words in reason), "lost")


class OutageWatch:
    """Outage detection for an engine: by every error of the database, until a transaction that writes is committed."""

    def __init__(self, engine: sa.Engine) -> None:
        self._lock = Lock()
        self._now: Outage | None = None
        sa.event.listen(engine, "handle_error", lambda context: self.note(context.sqlalchemy_exception))
        sa.event.listen(engine, "commit", self._committed)

    @property
    def now(self) -> Outage | None:
        """The outage that lasts, if one does."""
        return self._now

    def note(self, error: BaseException | None) -> None:
        """Keep, and say once, that an error is an outage, if it is one: SQLAlchemy tells only of its own statements."""
        if not isinstance(error, _OUTAGES):
            return
        with self._lock:
            began, self._now = self._now is None, outage_of(error)
        if began:
            _LOG.error("the register cannot be used (%s): %s", self._now, reason_of(error))

    def _committed(self, connection: sa.Connection) -> None:
        if self._now is None or connection.get_execution_options().get("reading", False):
            return
        with self._lock:
            self._now = None
        _LOG.error("the register can be used again")
