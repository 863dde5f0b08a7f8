"""The rounds: every few minutes one of the receivers looks what holds, and whichever comes first sends what is due."""

import asyncio
import datetime
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import sqlalchemy as sa

from kiosk.hq.alerts.addresses import Addresses, read_addresses
from kiosk.hq.alerts.composition import Composer
from kiosk.hq.alerts.conditions import ConditionKind, conditions, mended, unheard_since
from kiosk.hq.alerts.episodes import digest, escalate, follow
from kiosk.hq.alerts.outbox import Parcel, claimed, failing, note_dropped, note_failed, note_sent
from kiosk.hq.alerts.sending import send
from kiosk.hq.alerts.situation import Situation, situation
from kiosk.hq.report.open_alerts import told_by_alert
from kiosk.hq.report.standings import Standings
from kiosk.hq.store.alert_tables import alert_rounds, alerts
from kiosk.hq.store.transactions import reading, writing
from kiosk.machine.kiosk import Kiosk
from kiosk.protocol.payloads import moment
from kiosk.text.dates import THAI_TIME
from kiosk.text.refusal import Refusal

EVERY = datetime.timedelta(minutes=5)
"""From one round to the next."""

DEAF = datetime.timedelta(hours=2)
"""After a gap in the rounds, how long headquarters listens before it calls a kiosk silent: they sync once an hour."""

_LOG = logging.getLogger("kiosk.alerts")


class AlertRounds:
    """The rounds over one register; `machine` gives the headquarters as it is now, `base` is its address outside."""

    def __init__(self, engine: sa.Engine, machine: Callable[[], Kiosk], base: str | None = None) -> None:
        self._engine = engine
        self._machine = machine
        self._base = base
        self._standings = Standings(engine)
        self._said = ""

    def go(self, now: datetime.datetime) -> None:
        """One round at `now` (UTC). SQLAlchemy's errors if the database does not answer."""
        machine = self._machine()
        seen = situation(self._standings, self._engine, machine, now)
        addresses = self._addresses(seen, machine)
        with writing(self._engine) as db:
            hears_since = _begun(db, now)
            if hears_since is not None:
                holding, unjudged = conditions(seen), _unjudged(seen, hears_since)
                follow(db, holding, unjudged, mended(seen, holding), now)
                escalate(db, addresses, seen.regions, unjudged, now)
                if _is_digest_due(db, addresses, now):
                    digest(db, addresses, now)
        for parcel in claimed(self._engine, now):
            self._send(parcel, addresses, seen, machine.practice)

    def _addresses(self, seen: Situation, machine: Kiosk) -> Addresses:
        """The addresses of this moment; what is wrong with the file is logged when it changes."""
        addresses, faults = read_addresses(machine.folder, seen.offices)
        text = " ".join(map(str, faults))
        if text and text != self._said:
            _LOG.error(text)
        self._said = text
        return addresses

    def _send(self, parcel: Parcel, addresses: Addresses, seen: Situation, practice: bool) -> None:
        address = addresses.address.get(parcel.address)
        if address is None:  # it was taken out of the file, or is not right there
            note_dropped(self._engine, parcel, seen.at)
            return
        try:
            send(self._message(parcel, seen, practice), address, addresses.smtp)
        except Refusal as refusal:
            note_failed(self._engine, parcel, str(refusal), seen.at)
        else:
            note_sent(self._engine, parcel, seen.at)

    def _message(self, parcel: Parcel, seen: Situation, practice: bool) -> Any:
        with reading(self._engine) as db:
            wanted = alerts.c.id.in_(parcel.alerts) if parcel.alerts else alerts.c.resolved_at.is_(None)
            rows = db.execute(sa.select(alerts).where(wanted).order_by(alerts.c.since, alerts.c.id)).all()
            composer = Composer(seen, told_by_alert(db), self._base, practice)
            unreached = failing(db)
        if parcel.kind == "digest":
            return composer.digest(rows, unreached)
        return composer.alert(rows, parcel.level) if parcel.kind == "alert" else composer.back(rows)


def _begun(db: sa.Connection, now: datetime.datetime) -> datetime.datetime | None:
    """Since when rounds have been made without a gap; None where another receiver has just made this one.

    The row is locked until the transaction ends, so that of several receivers one makes the round.
    """
    row = db.execute(sa.select(alert_rounds).with_for_update()).first()
    if row is None:
        before = now.astimezone(THAI_TIME).date() - datetime.timedelta(1)
        at = moment(now)
        db.execute(alert_rounds.insert().values(id=1, looked_at=at, hears_since=at, digest_day=before))
        return now
    looked_at = datetime.datetime.fromisoformat(row.looked_at)
    if datetime.timedelta(0) <= now - looked_at < EVERY / 2:
        return None
    since = now if now - looked_at > DEAF else datetime.datetime.fromisoformat(row.hears_since)
    db.execute(alert_rounds.update().values(looked_at=moment(now), hears_since=moment(since)))
    return since


def _unjudged(seen: Situation, hears_since: datetime.datetime) -> list[ConditionKind]:
    """Of which conditions nothing can be said: while headquarters hears nobody, or has only begun to listen."""
    if seen.at - hears_since < DEAF:
        return ["silent", "unheard"]
    return ["silent"] if unheard_since(seen) is not None else []


def _is_digest_due(db: sa.Connection, addresses: Addresses, now: datetime.datetime) -> bool:
    """Whether the day's digest is to be made now; then it has been."""
    local = now.astimezone(THAI_TIME)
    if local.hour < addresses.digest_hour:
        return False
    made = alert_rounds.update().where(alert_rounds.c.digest_day < local.date()).values(digest_day=local.date())
    return db.execute(made).rowcount == 1


def making_rounds(
    rounds: AlertRounds, clock: Callable[[], datetime.datetime], every: datetime.timedelta = EVERY
) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """The lifespan (ASGI) of an application that makes rounds while it is served, the first after `every`."""

    @asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        job = asyncio.create_task(_make_each(rounds, clock, every))
        yield
        job.cancel()

    return lifespan


async def _make_each(rounds: AlertRounds, clock: Callable[[], datetime.datetime], every: datetime.timedelta) -> None:
    while True:
        await asyncio.sleep(every.total_seconds())
        try:
            await asyncio.to_thread(rounds.go, clock())
        except sa.exc.SQLAlchemyError:
            pass  # the log tells of the outage; the next round is soon
        except Exception:  # no fault of a message stops those after it
            _LOG.exception("a round of alerts was not finished")
