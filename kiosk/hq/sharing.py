"""Many in one transaction: whoever comes while others are being committed waits, and shares the next one.

The commit is what costs: on SQLite it waits for the disk, and writes every page that a random entry id has touched.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Generic, TypeVar

import sqlalchemy as sa

from kiosk.hq.answers import Kept

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
        self._turns = ThreadPoolExecutor(engine.pool.size(), "register")
        self._waiting: deque[Job[T]] = deque()

    def do(self, name: str, work: Callable[[sa.Connection], T]) -> T:
        """What `work` gives, once it is committed; an answer marked as kept is given then, too.

        `work` changes nothing but the database: it is done again, alone, if another of its transaction fails.
        """
        job = Job(name, work)
        self._waiting.append(job)
        self._turns.submit(self._turn)  # as many turns as jobs: most find that all are done
        outcome = job.outcome.result()
        if isinstance(outcome, Kept):
            raise outcome.answer
        return outcome

    def _turn(self) -> None:
        if jobs := self._next():
            self._commit(jobs)

    def _next(self) -> list[Job[T]]:
        jobs: list[Job[T]] = []
        with suppress(IndexError):  # nobody waits any more
            while len(jobs) < AT_ONCE:
                jobs.append(self._waiting.popleft())
        return sorted(jobs, key=lambda job: job.name)

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
