"""Kiosk events: what became of a kiosk beside its reports, in an order that only grows: its page tells them, and
`verify` follows a kiosk by them from the office that it enrolled for to the one it is of."""

import datetime
from itertools import pairwise
from typing import Any, Literal

import sqlalchemy as sa

from kiosk.hq.store.tables import kiosk_events
from kiosk.protocol.payloads import moment

KioskEvent = Literal["moved", "renamed", "version", "halted", "back"]
"""Moved to another office; its office was renamed; another version reported; its calls refused; taken again."""


def note_event(
    db: sa.Connection,
    kiosk: str,
    kind: KioskEvent,
    now: datetime.datetime,
    was: str | None = None,
    became: str | None = None,
) -> None:
    """Append an event, in the transaction that does what it tells."""
    db.execute(kiosk_events.insert().values(at=moment(now), kiosk=kiosk, kind=kind, was=was, became=became))


def events_of(db: sa.Connection, kiosk: str) -> list[sa.Row[Any]]:
    """Every event of a kiosk, the oldest first."""
    return list(db.execute(sa.select(kiosk_events).where(kiosk_events.c.kiosk == kiosk).order_by(kiosk_events.c.id)))


def offices_of(db: sa.Connection, kiosk: str, office: str) -> set[str]:
    """Every office of which a kiosk has been, by its moves; `office` alone where those do not lead there."""
    moves = [event for event in events_of(db, kiosk) if event.kind in ("moved", "renamed")]
    joined = all(earlier.became == later.was for earlier, later in pairwise(moves))
    if not moves or not joined or moves[-1].became != office:
        return {office}
    return {office, *(move.was for move in moves)}


def present_names(db: sa.Connection) -> dict[str, str]:
    """Every name that an office had before it was renamed, and the one that it has now."""
    names: dict[str, str] = {}
    renamed = sa.select(kiosk_events.c.was, kiosk_events.c.became).where(kiosk_events.c.kind == "renamed")
    for was, became in db.execute(renamed.order_by(kiosk_events.c.id)):
        names = {former: became if now == was else now for former, now in names.items()} | {was: became}
        names.pop(became, None)
    return names
