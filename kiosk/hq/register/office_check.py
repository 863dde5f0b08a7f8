"""Office check: does what a kiosk tells of its office agree with headquarters' register?"""

import datetime
from collections.abc import Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

from kiosk.hq.store import prepared_statements as statements
from kiosk.hq.store.kiosk_events import note_event
from kiosk.hq.store.office_terms import OfficeTerms, terms_of
from kiosk.hq.store.tables import arrivals
from kiosk.protocol.payloads import Health


class OwnMinima(NamedTuple):
    """Headquarters' minima of a year: their digest, and the number of the bulletin that states them, if one does."""

    digest: str
    bulletin: int | None = None


Minima = Mapping[tuple[str | None, int], OwnMinima]
"""By office and year (B.E.): None for the offices to which none were stated that are not for all."""


def told_anew(
    db: sa.Connection,
    kiosk: str,
    before: sa.Row[Any],
    told: Health,
    minima: Minima,
    now: datetime.datetime,
) -> str:
    """Keep what a kiosk now tells otherwise than it did: its version, and how its word differs from the register.

    Gives the difference, in words, if that is a new one.
    """
    if told.version != before.version:
        db.execute(statements.NOTE_VERSION, {"of": kiosk, "now_runs": told.version})
        note_event(db, kiosk, "version", now, before.version, told.version)
    own = minima.get((before.office, told.year)) or minima.get((None, told.year))
    has_other_minima = own is not None and told.minima != own.digest and _holds(db, kiosk, own.bulletin)
    differs = differences(terms_of(before), told, has_other_minima=has_other_minima)
    if differs == (before.differs or ""):
        return ""
    db.execute(statements.NOTE_DIFFERENCE, {"of": kiosk, "now_differs": differs or None})
    return differs


def _holds(db: sa.Connection, kiosk: str, bulletin: int | None) -> bool:
    """Whether a kiosk has said that it holds a bulletin; it needs none for what lies in a file."""
    if bulletin is None:
        return True
    its = (arrivals.c.kiosk == kiosk, arrivals.c.number >= bulletin)
    return db.execute(sa.select(arrivals.c.number).where(*its).limit(1)).first() is not None


def differences(terms: OfficeTerms, told: Health, *, has_other_minima: bool) -> str:
    """Where a kiosk's word differs from the register, in words; empty where it does not."""
    return "; ".join(
        difference
        for differs, difference in (
            (
                terms.office_class not in (None, told.office_class),
                f"class {told.office_class}, registered {terms.office_class}",
            ),
            (terms.counts_from != told.counts_from, f"counts {told.counts_from}, registered {terms.counts_from}"),
            (set(terms.closed) != set(told.closed), _days("closed", told.closed, terms.closed)),
            (set(terms.opened) != set(told.opened), _days("open", told.opened, terms.opened)),
            (has_other_minima, f"minima of {told.year} that are not headquarters' own"),
        )
        if differs
    )


def _days(what: str, told: list[datetime.date], registered: list[datetime.date]) -> str:
    """Which days only one of the two has: all of them would be many."""
    apart = sorted(set(told) ^ set(registered))
    return f"{what} days that only one of the two has: {', '.join(map(str, apart[:5]))}{' …' if apart[5:] else ''}"
