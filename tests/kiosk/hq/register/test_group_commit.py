"""Several kiosks share a transaction, and none of them notices the others."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from kiosk.hq.register.group_commit import GroupCommit
from kiosk.hq.register.problems import CommittedProblem, HTTPProblem
from kiosk.hq.store.engine import connect, sqlite_url
from kiosk.hq.store.outage import OutageWatch


class Desks:
    """Writers that all arrive while another transaction is under way."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self.commits = 0
        sa.event.listen(engine, "commit", self._count)
        self._group_commit: GroupCommit[str] = GroupCommit(engine, OutageWatch(engine))

    def _count(self, _: sa.Connection) -> None:
        self.commits += 1

    @contextmanager
    def busy(self) -> Iterator[ThreadPoolExecutor]:
        """While this lasts, whoever comes has to wait."""
        begun, over = threading.Event(), threading.Event()

        def wait(_: sa.Connection) -> str:
            begun.set()
            assert over.wait(60)
            return "waited"

        with ThreadPoolExecutor(9) as senders:
            first = self._group_commit.submit("a", wait)
            assert begun.wait(60)
            yield senders
            while len(self._group_commit._queue) < 3:
                assert not over.wait(0.01)
            over.set()
            assert first.result() == "waited"

    def enrols(self, kiosk: str, then: Exception | None = None, office: str | None = "trang") -> str:
        """Put a kiosk into the register; or fail afterwards."""

        def work(db: sa.Connection) -> str:
            db.execute(
                sa.text("INSERT INTO kiosks (kiosk, office, suspended) VALUES (:k, :o, false)"),
                {"k": kiosk, "o": office},
            )
            if then is not None:
                raise then
            return kiosk

        return self._group_commit.submit(kiosk, work).result()

    def kiosks(self) -> list[str]:
        with self.engine.connect() as db:
            return list(db.execute(sa.text("SELECT kiosk FROM kiosks ORDER BY kiosk")).scalars())


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    engine = connect(sqlite_url(tmp_path / "hq.db"), practice=True)
    yield Desks(engine)
    engine.dispose()


def test_who_comes_meanwhile_is_committed_together(desks: Desks) -> None:
    with desks.busy() as senders:
        sent = [senders.submit(desks.enrols, kiosk) for kiosk in ("trang-3", "trang-1", "trang-2")]
    assert [job.result() for job in sent] == ["trang-3", "trang-1", "trang-2"]
    assert desks.kiosks() == ["trang-1", "trang-2", "trang-3"]
    assert desks.commits == 2


@pytest.mark.parametrize("office", ["trang", None])
def test_one_that_is_refused_takes_nothing_from_the_others(desks: Desks, office: str | None) -> None:
    """Refused by the register itself, or by the database because a column is missing."""
    refused: Future[str]
    with desks.busy() as senders:
        first = senders.submit(desks.enrols, "trang-1")
        refused = senders.submit(desks.enrols, "trang-2", HTTPProblem("suspended", 403, ""), office)
        other = senders.submit(desks.enrols, "trang-3")
    with pytest.raises(HTTPProblem if office else sa.exc.IntegrityError):
        refused.result()
    assert (first.result(), other.result()) == ("trang-1", "trang-3")
    assert desks.kiosks() == ["trang-1", "trang-3"]


def test_what_was_noted_before_a_kept_answer_is_committed_with_the_rest(desks: Desks) -> None:
    with desks.busy() as senders:
        kept = senders.submit(desks.enrols, "trang-1", CommittedProblem(HTTPProblem("gap", 409, "missing")))
        others = [senders.submit(desks.enrols, kiosk) for kiosk in ("trang-2", "trang-3")]
    with pytest.raises(HTTPProblem, match=r"^missing$") as raised:
        kept.result()
    assert raised.value.type == "gap"
    assert [job.result() for job in others] == ["trang-2", "trang-3"]
    assert desks.kiosks() == ["trang-1", "trang-2", "trang-3"]
    assert desks.commits == 2


def test_a_database_that_stumbles_fails_all_who_share_and_keeps_nothing(desks: Desks) -> None:
    """Each alone would only wait for it again, one after the other."""
    stumbled = sa.exc.OperationalError("INSERT", {}, Exception("disk I/O error"))
    with desks.busy() as senders:
        sent = [
            senders.submit(desks.enrols, "trang-1", stumbled),
            *(senders.submit(desks.enrols, f"trang-{n}") for n in (2, 3)),
        ]
    assert all(isinstance(job.exception(), sa.exc.OperationalError) for job in sent)
    assert desks.kiosks() == []
    assert desks.enrols("trang-1") == "trang-1"
