"""The ledger watch: change detection by polling, once for all pages that show what the ledger holds."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from time import monotonic
from typing import NamedTuple, Protocol

from textual.app import App
from textual.worker import Worker

from kiosk.protocol.chain import Entry
from kiosk.streams.ledger.ledger import Ledger

INTERVAL = 0.5
"""Seconds from one poll to the next."""

LONG = 3.0
"""Seconds after which a poll that is not over says so."""

_TURN = 0.25
"""Seconds that a press waits for a reading to end."""


class Version(NamedTuple):
    """What tells one state of the ledger from another: `data` moves with every commit of another connection, `epoch`
    and `seq` of the newest entry with those of this one, `day` at midnight."""

    data: int
    epoch: str
    seq: int
    day: date


class Subscriber(Protocol):
    """Somebody who is polled. `is_due` is asked on the screen's thread, `poll` is called in another one."""

    def is_due(self) -> bool: ...
    def poll(self, version: Version) -> None: ...


class LedgerWatch:
    """Publish and subscribe: one poll, in one thread, for whoever is subscribed; without subscribers none at all."""

    def __init__(self, app: App[None], ledger: Ledger, today: Callable[[], date], tell: Callable[[bool], None]) -> None:
        """`tell` is called when the ledger cannot be read any more (True), and when it can again."""
        self.ledger = ledger
        self._tell = tell
        self._began = 0.0
        self._failed = self._told = False
        self.own: set[str] = set()
        """Ids of the entries made on this terminal since the program began, in memory alone."""
        self._app = app
        self._today = today
        self._subscribers: list[Subscriber] = []
        self._worker: Worker[None] | None = None
        app.set_interval(INTERVAL, self._tick)

    def subscribe(self, subscriber: Subscriber) -> None:
        """Poll it from now on, and at once if it is due."""
        self._subscribers.append(subscriber)
        if subscriber.is_due():
            self._start([subscriber])

    def unsubscribe(self, subscriber: Subscriber) -> None:
        """Poll it no longer."""
        self._subscribers.remove(subscriber)

    def _tick(self) -> None:
        """Start a poll, unless the one before is still going on: on a slow disk one may take longer than INTERVAL."""
        is_polling = self._worker is not None and not self._worker.is_finished
        unread = self._failed or (is_polling and monotonic() - self._began > LONG)
        if unread != self._told:
            self._told = unread
            self._tell(unread)
        due = [subscriber for subscriber in self._subscribers if subscriber.is_due()]
        if due and not is_polling:
            self._began = monotonic()
            self._worker = self._start(due)

    def _start(self, due: list[Subscriber]) -> Worker[None]:
        poll = partial(self._poll, due)
        return self._app.run_worker(poll, thread=True, group="ledger-watch", exit_on_error=False)

    def _poll(self, due: list[Subscriber]) -> None:
        """The disk may be back at the next poll: until then a failure is logged once."""
        try:
            epoch, seq, _ = self.ledger.chain.head()
            version = Version(self.ledger.data_version(), epoch, seq, self._today())
            for subscriber in due:
                subscriber.poll(version)
        except Exception:
            if not self._failed:
                logging.getLogger("kiosk").exception("The ledger was not read")
            self._failed = True
        else:
            self._failed = False


class LedgerReader:
    """A subscriber that reads again when the ledger has changed since it last did (cache invalidation by version)."""

    def __init__(self, read: Callable[[], None], is_wanted: Callable[[], bool] = lambda: True) -> None:
        self._lock = threading.Lock()
        self.is_due = is_wanted
        self._read = read
        self._version: Version | None = None

    def poll(self, version: Version) -> None:
        """Read if anything is new, unless somebody reads for themselves meanwhile."""
        if version == self._version or not self._lock.acquire(blocking=False):
            return
        try:
            self._read()
            self._version = version
        finally:
            self._lock.release()

    @contextmanager
    def kept_from_watch(self) -> Iterator[None]:
        """Context in which nothing is read for the watch; not where it is reading and does not come to an end."""
        held = self._lock.acquire(timeout=_TURN)
        try:
            yield
        finally:
            if held:
                self._lock.release()

    def has_shown(self, entry: Entry) -> None:
        """Own write: the effect of this entry is shown already. What else is new is still to be read."""
        if self._version is not None and entry.seq == self._version.seq + 1:
            self._version = self._version._replace(seq=entry.seq)
