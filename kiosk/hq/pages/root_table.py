"""The nights as a table: the root of each, how many kiosks stand in it, and how many have confirmed it."""

import datetime
from typing import Any

import sqlalchemy as sa

from kiosk.hq.pages.cells import Code, LinkCell, MarkCell
from kiosk.hq.pages.listing import Listing
from kiosk.hq.pages.phrases import phrases
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.table import Answer, Fold, Row, Table
from kiosk.hq.pages.witness_grid import witness_grid
from kiosk.hq.store.tables import cosignatures, roots
from kiosk.hq.store.transactions import reading
from kiosk.progress.status_marks import StatusMark
from kiosk.text.bilingual import same
from kiosk.text.dates import medium_date

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
                "confirmed": _confirmed_by(row.root_confirmed, row.kiosks),
                "root_size": row.size,
                "root_hash": row.hash,
                "hash": Code(row.hash),
                "file": LinkCell(phrases()("roots.note"), root_address(row.day)),
            }
            for row in db.execute(newest)
        ]
    shown = ["day", "root_kiosks", "confirmed", "root_size", "hash", "file"]
    return Table(
        "roots",
        phrases()("roots.title"),
        columns,
        rows,
        shown,
        answer=_answer(rows),
        fold=Fold("day", "hash", "confirmed", "root_kiosks"),
    )


def root_address(day: datetime.date) -> str:
    """Where the root of a day is had as a note, with all cosignatures."""
    return f"/roots/{day}.txt"


def root_page(snapshot: Snapshot, listing: Listing) -> dict[str, Any]:
    """The newest root as people read it aloud, and the kiosks that witness it."""
    newest = listing.whole.rows[0] if listing.whole.rows else None
    groups = [newest["root_hash"][at : at + 4] for at in range(0, 64, 4)] if newest else []
    return {"newest": newest, "hash_groups": groups, "witnesses": witness_grid(snapshot)}


def _answer(rows: list[Row]) -> Answer:
    """How far the newest night is confirmed: what every kiosk has confirmed nobody changes unnoticed."""
    say = phrases()
    if not rows:
        return Answer(say("roots.none"), say("roots.why"))
    newest = rows[0]
    confirmed, kiosks = newest["root_confirmed"], newest["root_kiosks"]
    words = say("roots.newest", day=medium_date(newest["day"]), confirmed=confirmed, all=kiosks)
    return Answer(words, say("roots.why"), newest["confirmed"])


def _confirmed_by(confirmed: int, kiosks: int) -> MarkCell:
    """All kiosks of a night, or those that have come by since."""
    mark = StatusMark("✔", "ok") if confirmed >= kiosks else StatusMark("◇", "warn")
    return MarkCell(mark, same(f"{confirmed}/{kiosks}"), rank=confirmed / max(kiosks, 1))
