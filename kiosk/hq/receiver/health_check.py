"""Health check: whether a report could be stored now, in one word; one check at a time, however many ask."""

import asyncio
import time
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Literal

import sqlalchemy as sa

from kiosk.hq.receiver.key_watch import KeyWatch
from kiosk.hq.register.register import Register
from kiosk.hq.store.outage import Outage, outage_of

Health = Literal["ok", "busy", "key-replaced"] | Outage

FRESH, PATIENCE = 5.0, 3.0
"""Seconds for which an answer is good, and after which who asks is told that the database is busy."""


class HealthCheck:
    """The health of one register."""

    def __init__(self, register: Register, key_watch: KeyWatch) -> None:
        self._register = register
        self._key_watch = key_watch
        self._lock = Lock()
        self._thread = ThreadPoolExecutor(1, "health")
        self._check: Future[Health] | None = None
        self._begun = 0.0

    async def status(self) -> Health:
        """The word for it, at the latest after PATIENCE."""
        check = asyncio.wrap_future(self._latest())
        try:
            return await asyncio.wait_for(asyncio.shield(check), PATIENCE)
        except TimeoutError:
            return self._register.outage.now or "busy"

    def _latest(self) -> Future[Health]:
        with self._lock:
            now = time.monotonic()
            if self._check is None or (self._check.done() and now - self._begun > FRESH):
                self._check, self._begun = self._thread.submit(self._word), now
            return self._check

    def _word(self) -> Health:
        try:
            self._register.check()
            if not self._key_watch.is_current():
                return "key-replaced"
        except sa.exc.TimeoutError:
            return "busy"
        except sa.exc.SQLAlchemyError as error:
            return outage_of(error)
        return "ok"
