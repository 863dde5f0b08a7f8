"""Office check: does what a kiosk tells of its office agree with headquarters' register?"""

import datetime
from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa

from kiosk.hq.store import prepared_statements as statements
from kiosk.hq.store.kiosk_events import note_event
from kiosk.hq.store.office_terms import OfficeTerms, terms_of
from kiosk.protocol.payloads import Health


def told_anew(
    db: sa.Connection,
    kiosk: str,
    before: sa.Row[Any],
    told: Health,
    minima: Mapping[int, Collection[str]],
    now: datetime.datetime,
) -> str:
    """Keep what a kiosk now tells otherwise than it did: its version, and how its word differs from the register.

    Gives the difference, in words, if that is a new one.
    """
    if told.version != before.version:
        db.execute(statements.NOTE_VERSION, {"of": kiosk, "now_runs": told.version})
        note_event(db, kiosk, "version", now, before.version, told.version)
    differs = differences(terms_of(before), told, minima)
    if differs == (before.differs or ""):
        return ""
    db.execute(statements.NOTE_DIFFERENCE, {"of": kiosk, "now_differs": differs or None})
    return differs


def differences(terms: OfficeTerms, told: Health, minima: Mapping[int, Collection[str]]) -> str:
    """Where a kiosk's word differs from the register, in words; empty where it does not.

    `minima` are the digests of headquarters' own minima, by year, for whichever offices; those of a year that it does
    not know are not compared.
    """
    own_minima = minima.get(told.year)
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
            (
                own_minima is not None and told.minima not in own_minima,
                f"minima of {told.year} that are not headquarters' own",
            ),
        )
        if differs
    )


def _days(what: str, told: list[datetime.date], registered: list[datetime.date]) -> str:
    """Which days only one of the two has: all of them would be many."""
    apart = sorted(set(told) ^ set(registered))
    return f"{what} days that only one of the two has: {', '.join(map(str, apart[:5]))}{' …' if apart[5:] else ''}"
