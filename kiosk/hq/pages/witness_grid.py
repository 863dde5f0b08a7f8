"""Witness grid: which kiosks have confirmed the newest night's root, region by region."""

from itertools import groupby
from typing import NamedTuple

import sqlalchemy as sa

from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.store.tables import cosignatures, kiosks, leaves, offices, roots
from kiosk.hq.store.transactions import reading


class Witness(NamedTuple):
    """A kiosk that stands in the night, and whether it has confirmed its root."""

    kiosk: str
    has_confirmed: bool


class WitnessRow(NamedTuple):
    """The kiosks of a region; None of those whose offices are counted to none."""

    region: str | None
    witnesses: list[Witness]


def witness_grid(snapshot: Snapshot) -> list[WitnessRow]:
    """The kiosks of the newest night that may be seen, those of no region last; none before the first night."""
    newest = sa.select(roots.c.first, roots.c.size).order_by(roots.c.size.desc()).limit(1).subquery()
    signed = sa.exists().where(cosignatures.c.size == newest.c.size, cosignatures.c.kiosk == leaves.c.kiosk)
    standing = (
        sa.select(leaves.c.kiosk, kiosks.c.office, offices.c.region, signed.label("signed"))
        .join_from(newest, leaves, leaves.c.number >= newest.c.first)
        .join(kiosks, kiosks.c.kiosk == leaves.c.kiosk)
        .outerjoin(offices, offices.c.office == kiosks.c.office)
        .where(leaves.c.stream == "ledger")
    )
    with reading(snapshot.engine) as db:
        rows = [row for row in db.execute(standing) if snapshot.access.sees(row.office)]
    rows.sort(key=lambda row: (row.region is None, row.region or "", row.kiosk))
    return [
        WitnessRow(region, [Witness(row.kiosk, bool(row.signed)) for row in own])
        for region, own in groupby(rows, lambda row: row.region)
    ]
