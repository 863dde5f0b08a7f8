"""Group commit: who comes while a transaction is being committed waits, and shares the next one.

The commit is what costs: it waits for the disk, and on SQLite writes every page that a random entry id has touched.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Generic, TypeVar

import sqlalchemy as sa

from kiosk.hq.register.problems import CommittedProblem
from kiosk.hq.store.outage import OutageWatch

T = TypeVar("T")

MOST_JOBS = 16
"""How many share a transaction at most, so that nobody else waits for the database too long."""


class Job(Generic[T]):
    """What one caller wants done in a transaction, and the future of its result.

    Jobs of one transaction are done in the order of their names, so that two receivers never deadlock.
    """

    def __init__(self, name: str, work: Callable[[sa.Connection], T]) -> None:
        self.name = name
        self._work = work
        self.result: Future[T] = Future()
        self.result.set_running_or_notify_cancel()  # a caller who has gone takes no job out of its transaction

    def run(self, db: sa.Connection) -> T | CommittedProblem:
        """What the caller is told once the transaction is committed."""
        try:
            return self._work(db)
        except CommittedProblem as problem:
            return problem

    def tell(self, result: T | CommittedProblem) -> None:
        """Tell the caller, now that the transaction is committed."""
        if isinstance(result, CommittedProblem):
            self.result.set_exception(result.problem)
        else:
            self.result.set_result(result)


class GroupCommit(Generic[T]):
    """Group commit: the transactions of one engine, one after the other.

    Several side by side would each be shared by fewer, and wait for each other's turn in this one process: with eight
    on PostgreSQL, reports took half again as much of the processor. Several receivers commit side by side.
    """

    def __init__(self, engine: sa.Engine, outage: OutageWatch) -> None:
        self._engine = engine
        self._outage = outage
        self._lock = Lock()
        self._is_committing = False
        self._queue: deque[Job[T]] = deque()
        self._background = ThreadPoolExecutor(1, "register")

    def submit(self, name: str, work: Callable[[sa.Connection], T]) -> Future[T]:
        """The future of what `work` gives, done once it is committed; or of the HTTPProblem of a CommittedProblem.

        Nobody waits in a thread meanwhile. `work` changes nothing but the database: it is done again, alone, if another
        job of its transaction fails.
        """
        job = Job(name, work)
        with self._lock:
            self._queue.append(job)
            begins, self._is_committing = not self._is_committing, True
        if begins:
            self._background.submit(self._transact)
        return job.result

    @property
    def waiting(self) -> int:
        """How many wait for a transaction."""
        return len(self._queue)

    def _transact(self) -> None:
        """Commit one group, then the next one, if somebody came meanwhile."""
        with self._lock:
            jobs = [self._queue.popleft() for _ in range(min(len(self._queue), MOST_JOBS))]
        self._commit(sorted(jobs, key=lambda job: job.name))
        with self._lock:
            goes_on = self._is_committing = bool(self._queue)
        if goes_on:
            self._background.submit(self._transact)

    def _commit(self, jobs: list[Job[T]]) -> None:
        try:
            with self._engine.begin() as db:
                results = [job.run(db) for job in jobs]
        except Exception as error:
            self._outage.note(error)
            if len(jobs) > 1 and not isinstance(error, sa.exc.OperationalError | sa.exc.TimeoutError):
                for job in jobs:
                    self._commit([job])
            else:
                for job in jobs:
                    job.result.set_exception(error)
        else:
            for job, result in zip(jobs, results, strict=True):
                job.tell(result)
