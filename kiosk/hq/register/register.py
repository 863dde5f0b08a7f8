"""The register: every kiosk's ledger as headquarters holds it, and each count once.

What is answered to a batch is answered after COMMIT, by whichever transaction has taken it.
"""

import dataclasses
import datetime
from concurrent.futures import Future
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from kiosk.hq.register import set_aside
from kiosk.hq.register.batch_check import VerifiedBatch
from kiosk.hq.register.claims import Claims
from kiosk.hq.register.codes import Codes
from kiosk.hq.register.enrolment import Admission
from kiosk.hq.register.fleet import Fleet
from kiosk.hq.register.group_commit import GroupCommit
from kiosk.hq.register.insert import BulkInsert
from kiosk.hq.register.lines_taken import line_doubts
from kiosk.hq.register.office_check import Minima
from kiosk.hq.register.offices import OfficeRegister
from kiosk.hq.register.own_key import OwnKey
from kiosk.hq.register.problems import unknown_epoch
from kiosk.hq.register.recount import recount
from kiosk.hq.register.take_batch import BatchOutcome, BatchTransaction, Tools
from kiosk.hq.store.key_history import keys_of
from kiosk.hq.store.outage import OutageWatch
from kiosk.hq.store.stream_tables import LEDGERS, StreamTables, genesis_of
from kiosk.hq.store.tables import kiosks, register_table
from kiosk.hq.store.transactions import reading, writing
from kiosk.protocol.chain import Genesis
from kiosk.protocol.meaning import KnownYears
from kiosk.protocol.payloads import MAX_ENTRIES, Batch, HeldEpoch


class Register:
    """The register behind an engine, and what its headquarters knows of the years. Moments are protocol moments, hashes
    hex. `minima` are headquarters' own, with which those of kiosks are compared."""

    def __init__(
        self,
        engine: sa.Engine,
        practice: bool,
        known: KnownYears,
        minima: Minima = MappingProxyType({}),
    ) -> None:
        self.engine = engine
        self.offices = OfficeRegister(engine)
        self.fleet = Fleet(engine)
        self.codes = Codes(engine)
        self.practice = practice
        self.outage = OutageWatch(engine)
        self.known = known
        self.admission = Admission(engine, practice)
        self.own_key = OwnKey(engine)
        self._tools = Tools(BulkInsert(engine.dialect), Claims(engine.dialect), minima)
        self._group_commit: GroupCommit[BatchOutcome] = GroupCommit(engine, self.outage)

    def check(self) -> None:
        """Health check: the database takes a write, which a full disk or a lock ends. SQLAlchemy's errors if not."""
        with writing(self.engine) as db:
            db.execute(register_table.update().values(version=register_table.c.version))

    def epochs(self, kiosk: str, of: StreamTables = LEDGERS) -> tuple[list[HeldEpoch], list[str], int]:
        """Every epoch that HQ holds of a kiosk, oldest first; the keys it has known it by, and its last report."""
        with reading(self.engine) as db:
            rows = db.execute(
                sa.select(of.epochs)
                .where(of.epochs.c.kiosk == kiosk)
                .order_by(of.epochs.c.first_seen, of.epochs.c.epoch)
            ).all()
            report = db.execute(sa.select(kiosks.c.report).where(kiosks.c.kiosk == kiosk)).scalar_one()
            return [_held_epoch(row) for row in rows], keys_of(db, kiosk), report

    def head(self, kiosk: str, epoch: str, seq: int, of: StreamTables = LEDGERS) -> tuple[int, str, str | None, int]:
        """HQ's cursor in an epoch, the hash there, the hash at `seq` if HQ reaches so far, and the last report.

        HTTPProblem for an epoch that HQ does not hold.
        """
        with reading(self.engine) as db:
            row = of.epoch_row(db, kiosk, epoch)
            if row is None:
                raise unknown_epoch()
            report = db.execute(sa.select(kiosks.c.report).where(kiosks.c.kiosk == kiosk)).scalar_one()
            return row.acked, row.head, of.hash_at(db, row, seq), report

    def held(
        self, kiosk: str, epoch: str, after: int, of: StreamTables = LEDGERS
    ) -> tuple[Genesis, int, str, list[Any]]:
        """Pagination by cursor: what HQ holds of an epoch after an entry, at most MAX_ENTRIES at a time.

        HTTPProblem for an epoch that HQ does not hold.
        """
        with reading(self.engine) as db:
            row = of.epoch_row(db, kiosk, epoch)
            if row is None:
                raise unknown_epoch()
            page = db.execute(
                sa.select(of.entries)
                .where(of.entries.c.kiosk == kiosk, of.entries.c.epoch == epoch, of.entries.c.seq > after)
                .order_by(of.entries.c.seq)
                .limit(MAX_ENTRIES)
            ).all()
        return genesis_of(row), row.acked, row.head, [of.entry_of(entry) for entry in page]

    def submit(
        self,
        kiosk: str,
        epoch: str,
        batch: Batch[Any],
        verified: VerifiedBatch,
        now: datetime.datetime,
        of: StreamTables = LEDGERS,
    ) -> Future[BatchOutcome]:
        """Store a batch that is verified: the future of what becomes of it.

        It ends with HTTPProblem for a gap, a fork or an unknown epoch.
        """
        doubts: dict[int, Any] = (
            set_aside.doubts(batch.entries, self.known, now) if of is LEDGERS else line_doubts(batch.entries, now)
        )
        return self._group_commit.submit(
            kiosk, lambda db: BatchTransaction(db, self._tools, of, kiosk, epoch, batch, verified, doubts, now).take()
        )

    @property
    def waiting(self) -> int:
        """How many batches wait for a transaction."""
        return self._group_commit.waiting

    def know(self, known: KnownYears, minima: Minima, now: datetime.datetime) -> None:
        """Go by these years from now on, and count what they allow."""
        self.known = known
        self._tools = dataclasses.replace(self._tools, minima=minima)
        self.recount(now)

    def recount(self, now: datetime.datetime) -> None:
        """Count what the years that are known here allow by now, and was not counted yet. Idempotent."""
        recount(self.engine, self.known, now)


def _held_epoch(row: sa.Row[Any]) -> HeldEpoch:
    signed = row.checkpoint, row.signature, row.signed_by
    return HeldEpoch(genesis_of(row), row.acked, row.head, row.encoding, *signed)
