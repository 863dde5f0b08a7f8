"""Many in one transaction: whoever comes while others are being committed waits, and shares the next one.

The commit is what costs: on SQLite it waits for the disk, and writes every page that a random entry id has touched.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Generic, TypeVar

import sqlalchemy as sa

from kiosk.hq.register.problems import Kept

T = TypeVar("T")

AT_ONCE = 16
"""How many share a transaction at most, so that nobody else waits for the database too long."""


class Job(Generic[T]):
    """What one caller wants done in a transaction. Jobs of one transaction are done in the order of their names, so
    that two receivers never wait for each other."""

    def __init__(self, name: str, work: Callable[[sa.Connection], T]) -> None:
        self.name = name
        self._work = work
        self.outcome: Future[T | Kept] = Future()

    def run(self, db: sa.Connection) -> T | Kept:
        """What is to be told once the transaction is committed."""
        try:
            return self._work(db)
        except Kept as answer:
            return answer


class Shared(Generic[T]):
    """Transactions of one engine, as many side by side as it has connections."""

    def __init__(self, engine: sa.Engine) -> None:
        assert isinstance(engine.pool, sa.QueuePool)
        self._engine = engine
        self._lock = Lock()
        self._free = engine.pool.size()
        self._waiting: deque[Job[T]] = deque()
        self._others = ThreadPoolExecutor(engine.pool.size(), "register")

    def do(self, name: str, work: Callable[[sa.Connection], T]) -> T:
        """What `work` gives, once it is committed; an answer marked as kept is given then, too.

        `work` changes nothing but the database: it is done again, alone, if another of its transaction fails.
        """
        job = Job(name, work)
        with self._lock:
            self._waiting.append(job)
            begins = self._free > 0
            self._free -= begins
        if begins:
            self._transact()
        outcome = job.outcome.result()
        if isinstance(outcome, Kept):
            raise outcome.answer
        return outcome

    def _transact(self) -> None:
        """One transaction, and, in a thread that owes nobody an answer, the next of those who came meanwhile."""
        with self._lock:
            jobs = [self._waiting.popleft() for _ in range(min(len(self._waiting), AT_ONCE))]
        self._commit(sorted(jobs, key=lambda job: job.name))
        with self._lock:
            goes_on = bool(self._waiting)
            self._free += not goes_on
        if goes_on:
            self._others.submit(self._transact)

    def _commit(self, jobs: list[Job[T]]) -> None:
        try:
            with self._engine.begin() as db:
                outcomes = [job.run(db) for job in jobs]
        except Exception as error:
            if len(jobs) > 1 and not isinstance(error, sa.exc.OperationalError | sa.exc.TimeoutError):
                for job in jobs:
                    self._commit([job])
            else:
                for job in jobs:
                    job.outcome.set_exception(error)
        else:
            for job, outcome in zip(jobs, outcomes, strict=True):
                job.outcome.set_result(outcome)
