"""A register of many kiosks with made-up tallies, for the benchmark and the pictures of headquarters' pages."""

import datetime
import random
import uuid
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec
import sqlalchemy as sa

from kiosk.catalogue.assessment import Assessment
from kiosk.hq.register.provinces import provinces
from kiosk.hq.store.tables import alarms, entries, epochs, kiosks, ledgers, tallies
from kiosk.protocol.payloads import moment
from tests.support.sample import HEALTH

_PROVINCES = list(provinces())
_AGES = [2, 2, 2, 2, 2, 2, 30, 80, 24 * 9, None]
_A_DAY = {"general-staff": 0.1, "investigation": 0.9, "inspection": 1.7, "foreigner-services": 1.8}


def fill(
    engine: sa.Engine, assessment: Assessment, now: datetime.datetime, *, offices: int, each: int, years: int
) -> None:
    """`offices` offices of `each` kiosks that have counted for `years` years up to now; figures and alarms too."""
    chance = random.Random(1)
    names = [_PROVINCES[n] if n < len(_PROVINCES) else f"office-{n}" for n in range(offices)]
    members = [(office, f"{office}-{number}") for office in names for number in range(1, each + 1)]
    with engine.begin() as db:
        _insert(db, kiosks, (_kiosk(*member, _AGES[n % len(_AGES)], now) for n, member in enumerate(members)))
        _insert(db, epochs, (_epoch(kiosk) for _, kiosk in members))
        _insert(db, ledgers, ({"ledger": _epoch(kiosk)["ledger"], "owner": kiosk} for _, kiosk in members))
        _insert(db, tallies, _tallies(chance, members, assessment, now.date(), years, each))
        _insert(db, entries, _figures(chance, [f"{office}-1" for office in names[::3]], now))
        _insert(db, alarms, (_alarm(kiosk, n, now) for n, (_, kiosk) in enumerate(members[:: max(offices // 2, 1)])))


def _insert(db: sa.Connection, table: sa.Table, rows: Iterator[dict[str, Any]]) -> None:
    while portion := list(islice(rows, 20_000)):
        db.execute(table.insert(), portion)


def _kiosk(office: str, kiosk: str, hours: int | None, now: datetime.datetime) -> dict[str, Any]:
    last = None if hours is None else moment(now - datetime.timedelta(hours=hours))
    health = None if hours is None else msgspec.json.encode(HEALTH).decode()
    return {"kiosk": kiosk, "office": office, "suspended": False, "last_report": last, "health": health}


def _epoch(kiosk: str) -> dict[str, Any]:
    epoch = str(uuid.uuid5(uuid.NAMESPACE_DNS, kiosk))
    return {
        "kiosk": kiosk,
        "epoch": epoch,
        "ledger": epoch,
        "acked": 1_000,
        "head": "0" * 64,
        "first_seen": "2019-01-01T00:00:00Z",
    }


def _tallies(
    chance: random.Random,
    members: list[tuple[str, str]],
    assessment: Assessment,
    today: datetime.date,
    years: int,
    each: int,
) -> Iterator[dict[str, Any]]:
    back = 365 * (years - 1) + (today - assessment.eit.start).days
    days = [today - datetime.timedelta(n) for n in range(back, 0, -1)]
    days = [day for day in days if day in assessment.open_days]
    for number, (_, kiosk) in enumerate(members):
        zeal = 0.45 + (number // each * 7 % 10) / 10
        for day in days:
            for group, mean in _A_DAY.items():
                count = int(mean * zeal / each + chance.random()) if day >= assessment.eit.start else 1
                if count:
                    yield {"kiosk": kiosk, "day": day, "work_group": group, "channel": "staff", "count": count}


def _figures(chance: random.Random, members: list[str], now: datetime.datetime) -> Iterator[dict[str, Any]]:
    for number, kiosk in enumerate(members):
        yield {
            "kiosk": kiosk,
            "epoch": str(uuid.uuid5(uuid.NAMESPACE_DNS, kiosk)),
            "seq": 1_000,
            "id": str(uuid.UUID(int=chance.getrandbits(128))),
            "day": now.date() - datetime.timedelta(5 + number % 9),
            "kind": "itap",
            "work_group": None if number % 2 else "foreigner-services",
            "value": str(40 + number * 13 % 150),
            "channel": "staff",
            "hash": "0" * 64,
            "received_at": moment(now),
        }


def _alarm(kiosk: str, number: int, now: datetime.datetime) -> dict[str, Any]:
    kind = ("fork", "new-epoch", "lost-here")[number % 3]
    detail = f"{uuid.uuid5(uuid.NAMESPACE_DNS, kiosk)} differs from what is held up to 412"
    return {"at": moment(now - datetime.timedelta(hours=number)), "kiosk": kiosk, "kind": kind, "detail": detail}
