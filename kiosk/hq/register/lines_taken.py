"""The lines of an office's record as headquarters takes them: stored, doubted, told to the office's others."""

import datetime
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from kiosk.hq.register.insert import BulkInsert
from kiosk.hq.register.problems import HTTPProblem
from kiosk.hq.store.rows import last_day, line_of
from kiosk.hq.store.tables import kiosks, lines, record_epochs
from kiosk.protocol.line import Line, LineElsewhere
from kiosk.protocol.payloads import Known
from kiosk.streams.record.kinds import LineReason, doubt

MOST_TOLD = 500
MOST_BYTES = 1 << 20
"""Lines, and bytes of what they say, that a receipt tells at most; what is left comes with the next one."""

MOST_EPOCHS = 100
"""Epochs of a kiosk's record, more than it is ever restored: the office's others name each of them with every batch."""


def check_epochs(db: sa.Connection, kiosk: str) -> None:
    """HTTPProblem where a kiosk's record has begun anew more often than any does."""
    begun = sa.select(sa.func.count()).where(record_epochs.c.kiosk == kiosk)
    if db.execute(begun).scalar_one() >= MOST_EPOCHS:
        raise HTTPProblem("bad-chain", 422, "this record has begun anew too often")


def line_doubts(taken: Sequence[Line], received: datetime.datetime) -> dict[int, LineReason]:
    """The reasons for which lines that arrive at a moment are to be set aside, by seq."""
    latest = last_day(received)
    reasons = ((line.seq, doubt(line, latest)) for line in taken)
    return {seq: reason for seq, reason in reasons if reason is not None}


def keep_lines(
    db: sa.Connection,
    insert: BulkInsert,
    kiosk: str,
    office: str,
    epoch: str,
    new: Mapping[str, Line],
    doubts: Mapping[int, LineReason],
    received_at: str,
) -> dict[int, LineReason]:
    """Store lines by their hashes; gives why some are set aside, by seq."""
    aside = {line.seq: doubts[line.seq] for line in new.values() if line.seq in doubts}
    insert.store(db, kiosk, epoch, new, aside, received_at, lines)
    stray = {seq: why for seq, why in _strays(db, office, list(new.values())).items() if seq not in aside}
    _set_aside(db, kiosk, epoch, stray)
    return aside | stray


def _strays(db: sa.Connection, office: str, new: Sequence[Line]) -> dict[int, LineReason]:
    """Lines just stored that take back what no kiosk of their office has written, by seq."""
    named = {line.takes_back for line in new if line.takes_back is not None}
    if not named:
        return {}
    of_office = sa.select(lines.c.id, lines.c.what).join(kiosks, kiosks.c.kiosk == lines.c.kiosk)
    known = {
        (row.id, row.what) for row in db.execute(of_office.where(kiosks.c.office == office, lines.c.id.in_(named)))
    }
    return {line.seq: "no-line" for line in new if line.takes_back and (line.takes_back, line.what) not in known}


def _set_aside(db: sa.Connection, kiosk: str, epoch: str, reasons: Mapping[int, LineReason]) -> None:
    """Keep with stored lines why they are set aside."""
    for seq, reason in reasons.items():
        at = (lines.c.kiosk == kiosk, lines.c.epoch == epoch, lines.c.seq == seq)
        db.execute(lines.update().where(*at).values(set_aside=reason))


def told_elsewhere(db: sa.Connection, office: str, kiosk: str, knows: Sequence[Known]) -> list[LineElsewhere]:
    """Pagination by cursors: lines of the office's other kiosks after those that this one knows.

    A line of a kind that is not known here is told too: the others may be newer than their headquarters.
    """
    after = {(known.kiosk, known.epoch): known.seq for known in knows}
    held = sa.select(record_epochs).join(kiosks, kiosks.c.kiosk == record_epochs.c.kiosk)
    others = held.where(kiosks.c.office == office, kiosks.c.kiosk != kiosk)
    told: list[LineElsewhere] = []
    for row in db.execute(others.order_by(record_epochs.c.first_seen, record_epochs.c.epoch)).all():
        told += _page(db, row.kiosk, row.epoch, after.get((row.kiosk, row.epoch), 0), MOST_TOLD - len(told))
    return _within(told)


def _page(db: sa.Connection, kiosk: str, epoch: str, after: int, most: int) -> list[LineElsewhere]:
    believed = sa.or_(lines.c.set_aside.is_(None), lines.c.set_aside == "unknown-kind")
    its = sa.select(lines).where(lines.c.kiosk == kiosk, lines.c.epoch == epoch, lines.c.seq > after, believed)
    return [LineElsewhere(kiosk, epoch, line_of(row)) for row in db.execute(its.order_by(lines.c.seq).limit(most))]


def _within(told: list[LineElsewhere]) -> list[LineElsewhere]:
    """As many of them, one at least, as there is room for."""
    size, fitting = 0, list[LineElsewhere]()
    for each in told:
        size += len(each.line.value.encode())
        if fitting and size > MOST_BYTES:
            break
        fitting.append(each)
    return fitting
