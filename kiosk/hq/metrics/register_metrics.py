"""Register metrics: what the register holds, read from it whenever somebody asks."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterator
from typing import get_args

import sqlalchemy as sa
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from kiosk.hq.register.register import Register
from kiosk.hq.report.report import ReportingState, kiosk_state
from kiosk.hq.store.alert_tables import deliveries
from kiosk.hq.store.stream_tables import STREAMS
from kiosk.hq.store.tables import alarms, kiosks, roots
from kiosk.hq.store.transactions import reading


class RegisterMetrics(Collector):
    """Kiosks by state, entries, open alarms, failing deliveries, the last root, batches that wait; none by office."""

    def __init__(self, register: Register, now: Callable[[], datetime.datetime]) -> None:
        self._register = register
        self._now = now

    def collect(self) -> Iterator[Metric]:
        """Every family of metrics. SQLAlchemy's errors if the database does not answer."""
        with reading(self._register.engine) as db:
            yield self._kiosks(db)
            yield _entries(db)
            yield _gauge("kiosk_hq_open_alarms", "Alarms that nobody has acknowledged.", _open_alarms(db))
            yield _gauge("kiosk_hq_failing_deliveries", "Messages that have not arrived yet.", _failing(db))
            yield _gauge("kiosk_hq_last_root_seconds", "When the newest daily root was made (Unix time).", _made(db))
        yield _gauge("kiosk_hq_waiting_batches", "Batches that wait for a transaction.", self._register.waiting)

    def _kiosks(self, db: sa.Connection) -> Metric:
        family = GaugeMetricFamily("kiosk_hq_kiosks", "Expected kiosks, by what is known of them.", labels=["state"])
        now = self._now()
        expected = sa.select(kiosks).where(kiosks.c.retired_at.is_(None))
        states = Counter(kiosk_state(row, now) for row in db.execute(expected))
        for state in get_args(ReportingState):
            family.add_metric([state], states[state])
        return family


def _entries(db: sa.Connection) -> Metric:
    family = CounterMetricFamily("kiosk_hq_entries", "Entries that are held, of every stream.", labels=["stream"])
    for name, of in STREAMS.items():
        held = db.execute(sa.select(sa.func.coalesce(sa.func.sum(of.epochs.c.acked), 0))).scalar_one()
        family.add_metric([name], int(held))
    return family


def _open_alarms(db: sa.Connection) -> int:
    return db.execute(sa.select(sa.func.count()).where(alarms.c.acknowledged_at.is_(None))).scalar_one()


def _failing(db: sa.Connection) -> int:
    its = deliveries.c
    waits = (its.sent_at.is_(None), its.dropped_at.is_(None), its.attempts > 0)
    return db.execute(sa.select(sa.func.count()).where(*waits)).scalar_one()


def _made(db: sa.Connection) -> float:
    """Unix time, 0 before there is any root."""
    newest: str | None = db.execute(sa.select(sa.func.max(roots.c.made_at))).scalar_one()
    return datetime.datetime.fromisoformat(newest).timestamp() if newest else 0


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value)
