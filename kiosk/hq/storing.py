"""How entries come into the register: all of a batch at once, and each id counted once."""

import datetime
from collections import Counter

import sqlalchemy as sa

from kiosk.hq import statements
from kiosk.protocol import Entry


class Storing:
    """The statements of one database with which entries are stored and counted."""

    def __init__(self, dialect: str) -> None:
        self._count_once = statements.count_once(dialect)
        self._add_to_tally = statements.add_to_tally(dialect)

    def store(
        self, db: sa.Connection, kiosk: str, epoch: str, new: list[Entry], hashes: list[str], received_at: str
    ) -> None:
        """Store entries with their hashes, and count those whose id, whichever epoch or clone brings it, is new."""
        db.execute(
            statements.STORE,
            [
                {
                    "kiosk": kiosk,
                    "epoch": epoch,
                    "seq": entry.seq,
                    "id": entry.id,
                    "day": entry.day,
                    "kind": entry.kind,
                    "work_group": entry.work_group,
                    "value": str(entry.value),
                    "corrects": entry.corrects,
                    "channel": entry.channel,
                    "hash": digest,
                    "received_at": received_at,
                }
                for entry, digest in zip(new, hashes, strict=True)
            ],
        )
        counting = {entry.id: entry for entry in new if entry.kind in ("respondent", "correction")}
        if counting:
            self._count(db, kiosk, epoch, counting)

    def _count(self, db: sa.Connection, kiosk: str, epoch: str, counting: dict[str, Entry]) -> None:
        """Claim ids in their own order, so that two receivers never wait for each other."""
        claims = [
            {"id": one, "corrects": entry.corrects, "kiosk": kiosk, "epoch": epoch, "seq": entry.seq}
            for one, entry in sorted(counting.items())
        ]
        changes: Counter[tuple[datetime.date, str, str]] = Counter()
        for claimed in db.execute(self._count_once, claims).scalars():
            entry = counting[claimed]
            changes[entry.day, str(entry.work_group), entry.channel] += int(entry.value)
        if changes:
            db.execute(
                self._add_to_tally,
                [
                    {"kiosk": kiosk, "day": day, "work_group": group, "channel": channel, "count": change}
                    for (day, group, channel), change in sorted(changes.items())
                ],
            )
