"""The nights as a table: the root of each, how many kiosks stand in it, and how many have confirmed it."""

import sqlalchemy as sa

from kiosk.hq.pages.phrases import phrases
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.table import Table
from kiosk.hq.store.tables import cosignatures, roots
from kiosk.hq.store.transactions import reading

_NIGHTS = 366
"""Nights that are shown, the newest first."""

_CONFIRMED = (
    sa.select(sa.func.count()).where(cosignatures.c.size == roots.c.size).scalar_subquery().label("root_confirmed")
)


def root_table(snapshot: Snapshot) -> Table:
    """A row for each night."""
    columns = ["day", "root_kiosks", "root_confirmed", "root_size", "root_hash"]
    newest = sa.select(roots, _CONFIRMED).order_by(roots.c.size.desc()).limit(_NIGHTS)
    with reading(snapshot.engine) as db:
        rows = [
            {
                "day": row.day,
                "root_kiosks": row.kiosks,
                "root_confirmed": row.root_confirmed,
                "root_size": row.size,
                "root_hash": row.hash,
            }
            for row in db.execute(newest)
        ]
    return Table("roots", phrases()("roots.title"), columns, rows)
