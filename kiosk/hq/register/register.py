"""The register: every kiosk's ledger as headquarters holds it, and each count once.

What is answered to a batch is answered after COMMIT, by whichever transaction has taken it.
"""

import datetime

import sqlalchemy as sa

from kiosk.hq.register.batch_check import Verified
from kiosk.hq.register.enrolment import Admission
from kiosk.hq.register.group_commit import Shared
from kiosk.hq.register.insert import Storing
from kiosk.hq.register.problems import unknown_epoch
from kiosk.hq.register.take_batch import Stored, taken
from kiosk.hq.store.rows import entry_of, epoch_row, genesis_of, hash_at
from kiosk.hq.store.tables import entries, epochs
from kiosk.protocol.chain import Entry, Genesis
from kiosk.protocol.messages import MAX_ENTRIES, Batch, HeldEpoch


class Register(Admission):
    """The register behind an engine. Moments are protocol moments, hashes hex."""

    def __init__(self, engine: sa.Engine, practice: bool) -> None:
        super().__init__(engine, practice)
        self._storing = Storing(engine.dialect)
        self._shared: Shared[Stored] = Shared(engine)

    def check(self) -> None:
        """That the database answers."""
        with self._reading() as db:
            db.execute(sa.select(1))

    def epochs(self, kiosk: str) -> list[HeldEpoch]:
        """Every epoch that HQ holds of a kiosk, oldest first."""
        with self._reading() as db:
            found = db.execute(
                sa.select(epochs).where(epochs.c.kiosk == kiosk).order_by(epochs.c.first_seen, epochs.c.epoch)
            )
            return [HeldEpoch(genesis_of(row), row.acked, row.head) for row in found]

    def head(self, kiosk: str, epoch: str, seq: int) -> tuple[int, str, str | None]:
        """HQ's cursor in an epoch, the hash there, and the hash at `seq` if HQ reaches so far."""
        with self._reading() as db:
            row = epoch_row(db, kiosk, epoch)
            if row is None:
                raise unknown_epoch()
            return row.acked, row.head, hash_at(db, row, seq)

    def held(self, kiosk: str, epoch: str, after: int) -> tuple[Genesis, int, str, list[Entry]]:
        """What HQ holds of an epoch after an entry: at most MAX_ENTRIES at a time."""
        with self._reading() as db:
            row = epoch_row(db, kiosk, epoch)
            if row is None:
                raise unknown_epoch()
            found = db.execute(
                sa.select(entries)
                .where(entries.c.kiosk == kiosk, entries.c.epoch == epoch, entries.c.seq > after)
                .order_by(entries.c.seq)
                .limit(MAX_ENTRIES)
            ).all()
        return genesis_of(row), row.acked, row.head, [entry_of(one) for one in found]

    def take(self, kiosk: str, epoch: str, batch: Batch, verified: Verified, now: datetime.datetime) -> Stored:
        """Store a batch that is verified. Answers with gap or fork if it does not fit."""
        return self._shared.do(kiosk, lambda db: taken(db, self._storing, kiosk, epoch, batch, verified, now))
