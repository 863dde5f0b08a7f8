"""How a batch is taken, in one transaction: idempotent replay, gap and fork are told apart, then the cursor moves.

The kiosk's row is locked first; entries are stored, and each entry id is counted once.
"""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa

from kiosk.hq.register import set_aside
from kiosk.hq.register.batch_check import VerifiedBatch
from kiosk.hq.register.claims import Claims
from kiosk.hq.register.counts_elsewhere import counts_elsewhere
from kiosk.hq.register.enrolment import admitted, enrolled
from kiosk.hq.register.insert import BulkInsert
from kiosk.hq.register.lines_taken import check_epochs, keep_lines, told_elsewhere
from kiosk.hq.register.office_check import Minima, told_anew
from kiosk.hq.register.problems import CommittedProblem, HTTPProblem, not_signed, unknown_epoch
from kiosk.hq.store import prepared_statements as statements
from kiosk.hq.store.alarms import AlarmKind
from kiosk.hq.store.compiled import put
from kiosk.hq.store.halts import note_taken
from kiosk.hq.store.prepared_statements import CLONED
from kiosk.hq.store.stream_tables import LEDGERS, RECORDS, StreamTables
from kiosk.hq.store.tables import alarms, kiosks
from kiosk.protocol.bulletin import BULLETIN_NOTES
from kiosk.protocol.chain import Genesis
from kiosk.protocol.daily_root import ROOT_NOTES
from kiosk.protocol.line import Line
from kiosk.protocol.payloads import MAX_ENTRIES, Batch, SetAside, moment

_DOUBTS: dict[AlarmKind, Sequence[str]] = {"root-doubted": ROOT_NOTES, "bulletins-doubted": BULLETIN_NOTES}
"""The notes with which a kiosk doubts what headquarters has signed, by the alarm that each raises."""


@dataclass(frozen=True)
class BatchOutcome:
    """What became of a batch: HQ's cursor after it, how many entries were new and how many were replayed, which of its
    epoch are set aside now, and the number of the last report that was taken."""

    acked: int
    head: str
    stored: int
    replayed: int
    set_aside: list[SetAside]
    elsewhere: list[Any]
    report: int


@dataclass(frozen=True)
class Tools:
    """What every batch of a register is taken with; `minima` are headquarters' own."""

    insert: BulkInsert
    claims: Claims
    minima: Minima


@dataclass(frozen=True)
class BatchTransaction:
    """One batch of one epoch of one kiosk, received at a moment, in the transaction that takes it.

    `doubts` are the reasons for which some of its entries cannot be true, by seq.
    """

    db: sa.Connection
    tools: Tools
    of: StreamTables
    kiosk: str
    epoch: str
    batch: Batch[Any]
    verified: VerifiedBatch
    doubts: dict[int, Any]
    now: datetime.datetime

    def take(self) -> BatchOutcome:
        """Store what is new of the batch. HTTPProblem or CommittedProblem for a gap, a fork or an unknown epoch."""
        reporter, batch = self._note_report(), self.batch
        if reporter is None:
            return self._replay()
        acked, head, new = self._move_on()
        is_clone, has_aside = reporter.is_clone, reporter.has_set_aside
        if new:
            copies, sets_aside = self._count(new) if self.of is LEDGERS else self._keep_lines(new, reporter.office)
            is_clone, has_aside = is_clone or copies, has_aside or sets_aside
            acked, head = batch.last_seq, batch.head
        note_taken(self.db, self.kiosk, reporter, self.of.stream, self.now)
        return self._stored(acked, head, len(new), reporter, is_clone, has_aside)

    def _count(self, new: list[Any]) -> tuple[bool, bool]:
        """Store entries and count them; whether some are copies of another kiosk's, and whether some are set aside."""
        db, kiosk, epoch = self.db, self.kiosk, self.epoch
        doubts = {entry.seq: self.doubts[entry.seq] for entry in new if entry.seq in self.doubts}
        hashed = dict(zip(self.verified.hashes[-len(new) :], new, strict=True))
        self.tools.insert.store(db, kiosk, epoch, hashed, doubts, moment(self.now))
        for kind, words in _DOUBTS.items():
            for word in sorted(set(words).intersection(entry.value for entry in new)):
                self._alarm(kind, word)
        became = self.tools.claims.claim(db, kiosk, epoch, new, doubts)
        if became.copied_from is not None:
            self._alarm(CLONED, f"{epoch} holds entries that are counted for {became.copied_from}")
        for other, corrections in became.lost_by.items():
            self._alarm(CLONED, f"its entries are those of {epoch} of {kiosk}, and are counted for that one", other)
            set_aside.tell(db, other, {"no-respondent": corrections}, self.now)
        if became.set_aside:
            set_aside.tell(db, kiosk, Counter(became.set_aside.values()), self.now)
        return became.copied_from is not None, bool(became.set_aside)

    def _keep_lines(self, new: list[Line], office: str) -> tuple[bool, bool]:
        """Store lines of a record; a copy of another kiosk's matters not, and some may be set aside."""
        hashed = dict(zip(self.verified.hashes[-len(new) :], new, strict=True))
        at = moment(self.now)
        aside = keep_lines(self.db, self.tools.insert, self.kiosk, office, self.epoch, hashed, self.doubts, at)
        for reason in set(aside.values()):
            self._alarm("line-aside", reason)
        return False, bool(aside)

    def _replay(self) -> BatchOutcome:
        """Replay protection: a batch whose number is not new changes nothing, and is told what is held.

        HTTPProblem where that is not what the batch says; the alarm was raised when it came first.
        """
        reporter = self._admitted(self.db.execute(statements.REPORTER, {"of": self.kiosk}).first())
        row = self.of.epoch_row(self.db, self.kiosk, self.epoch)
        if row is None:
            return self._stored(0, self._genesis_hash(), 0, reporter, reporter.is_clone, reporter.has_set_aside)
        if self._differs(row):
            raise _fork(row)
        return self._stored(row.acked, row.head, 0, reporter, reporter.is_clone, reporter.has_set_aside)

    def _stored(
        self, acked: int, head: str, stored: int, reporter: sa.Row[Any], is_clone: bool, has_aside: bool
    ) -> BatchOutcome:
        elsewhere = self._elsewhere(reporter.office, is_clone) if reporter.has_neighbours else []
        replayed, aside = len(self.batch.entries) - stored, self._set_aside() if has_aside or self.of is RECORDS else []
        return BatchOutcome(acked, head, stored, replayed, aside, elsewhere, reporter.report)

    def _set_aside(self) -> list[SetAside]:
        """What is set aside of this epoch, the newest MAX_ENTRIES: a receipt that is lost loses nothing of it."""
        asked = {"of": self.kiosk, "in_epoch": self.epoch, "most": MAX_ENTRIES}
        rows = self.db.execute(self.of.aside_in_epoch, asked).all()
        return [SetAside(seq, reason) for seq, reason in reversed(rows)]

    def _note_report(self) -> sa.Row[Any] | None:
        """Lock the row of an admitted kiosk and note its report; None if its number is not new."""
        row: sa.Row[Any] | None = put(
            self.db,
            statements.NOTE_REPORT,
            {
                "of": self.kiosk,
                "number": self.batch.report,
                "at": moment(self.now),
                "ahead": (self.verified.sent - self.now).total_seconds(),
                "told": msgspec.json.encode(self.verified.health).decode() if self.of is LEDGERS else None,
            },
        ).first()
        if row is None:
            return None
        self._admitted(row)
        if self.of is LEDGERS:
            differs = told_anew(self.db, self.kiosk, row, self.verified.health, self.tools.minima, self.now)
            if differs:
                self._alarm("office-differs", differs)
        return row

    def _admitted(self, row: sa.Row[Any] | None) -> sa.Row[Any]:
        reporter = enrolled(row)
        if reporter.public_key != self.verified.public_key:  # it was given a new key meanwhile
            raise not_signed()
        return admitted(reporter)

    def _move_on(self) -> tuple[int, str, list[Any]]:
        """Where HQ's cursor stood, and the entries that go on from there, to the end of which it is moved.

        A batch that goes on just where HQ stands is the rule, and needs no more than that its cursor is found there.
        One of no entries begins no epoch: nothing is held of one that is empty.
        """
        batch, confirmed = self.batch, self.batch.health.confirmed
        acked, head = batch.first_seq - 1, batch.previous
        if batch.entries and confirmed <= acked and self._move_cursor(acked, head):
            return acked, head, batch.entries
        row = self.of.epoch_row(self.db, self.kiosk, self.epoch)
        if row is None and not batch.entries:
            return 0, self._nothing_yet(), []
        row = row or self._begin_epoch()
        if batch.encoding != row.encoding:
            raise HTTPProblem("bad-chain", 422, f"entries of this epoch are encoded in version {row.encoding}")
        if confirmed > row.acked:
            self._alarm("lost-here", f"{self.epoch}: signed for {confirmed}, held {row.acked}")
        new = self._not_replayed(row)
        if new:
            self._move_cursor(row.acked, row.head)
        return row.acked, row.head, new

    def _begin_epoch(self) -> sa.Row[Any]:
        """A new epoch of a kiosk. CommittedProblem if the batch does not bring its genesis."""
        cursor = {"acked": 0, "head": self._genesis_hash()}
        genesis = self.batch.genesis
        assert genesis is not None
        self._tell_new(genesis)
        if self.of is LEDGERS:
            self.tools.claims.own(self.db, self.kiosk, genesis.ledger)
        else:
            check_epochs(self.db, self.kiosk)
        begun = {"encoding": self.batch.encoding, "first_seen": moment(self.now), **msgspec.structs.asdict(genesis)}
        self.db.execute(self.of.epochs.insert().values(kiosk=self.kiosk, **cursor, **begun))
        self.db.execute(kiosks.update().where(kiosks.c.kiosk == self.kiosk).values({self.of.present: self.epoch}))
        row = self.of.epoch_row(self.db, self.kiosk, self.epoch)
        assert row is not None
        return row

    def _tell_new(self, genesis: Genesis) -> None:
        """That a ledger or a record goes on in a new epoch, or begins anew."""
        stream, its = self.of.stream, self.of.epochs.c
        if genesis.parent_epoch is not None:
            after = f"{genesis.parent_seq} of {genesis.parent_epoch}"
            self._alarm("new-epoch", f"{self.epoch} of the {stream} begins after {after}")
        elif self.db.execute(sa.select(its.epoch).where(its.kiosk == self.kiosk)).first() is not None:
            self._alarm("new-ledger", f"{self.epoch} begins a {stream} of its own")

    def _nothing_yet(self) -> str:
        """Where an epoch will begin. Whose the ledger is, is known before anything is counted in it."""
        head, genesis = self._genesis_hash(), self.batch.genesis
        assert genesis is not None
        if self.of is LEDGERS:
            self.tools.claims.own_first(self.db, self.kiosk, genesis.ledger)
        return head

    def _genesis_hash(self) -> str:
        """Where an epoch that is not held begins. CommittedProblem if the batch does not bring its genesis."""
        if self.batch.genesis is None:
            raise CommittedProblem(unknown_epoch())
        return self.of.encodings.genesis_hash(self.batch.genesis, self.batch.encoding)

    def _not_replayed(self, row: sa.Row[Any]) -> list[Any]:
        """Idempotent replay: the entries that HQ does not hold yet, after proof that the others are the same.

        CommittedProblem for a gap before them, or for a fork: other entries than HQ holds.
        """
        batch = self.batch
        if batch.first_seq > row.acked + 1:
            raise CommittedProblem(HTTPProblem("gap", 409, "entries before these are missing", acked=row.acked))
        if self._differs(row):
            self._alarm("fork", f"{row.epoch} differs from what is held up to {row.acked}")
            raise CommittedProblem(_fork(row))
        return batch.entries[max(row.acked - batch.first_seq + 1, 0) :]

    def _differs(self, row: sa.Row[Any]) -> bool:
        """Whether the batch says anything else than what is held, where both reach."""
        first, hashes = self.batch.first_seq, [self.batch.previous, *self.verified.hashes]
        both = {first - 1, min(self.batch.last_seq, row.acked)} if first <= row.acked + 1 else set()
        return any(self.of.hash_at(self.db, row, seq) != hashes[seq - first + 1] for seq in both)

    def _move_cursor(self, acked: int, head: str) -> bool:
        """Compare and swap: move HQ's cursor to the end of the batch, if it stands where it is thought to be.

        What the kiosk has signed for the new place is kept with it.
        """
        moved = put(
            self.db,
            self.of.move_cursor,
            {
                "of": self.kiosk,
                "in_epoch": self.epoch,
                "held": acked,
                "held_head": head,
                "in_encoding": self.batch.encoding,
                "new_acked": self.batch.last_seq,
                "new_head": self.batch.head,
                "new_checkpoint": self.verified.signed.decode(),
                "new_signature": self.batch.signature,
                "new_signed_by": self.verified.public_key,
            },
        )
        return moved.rowcount == 1

    def _elsewhere(self, office: str, is_clone: bool) -> list[Any]:
        """What the office's other kiosks have counted, or written."""
        if self.of is RECORDS:
            return told_elsewhere(self.db, office, self.kiosk, self.batch.knows)
        return counts_elsewhere(self.db, office, self.kiosk, self.verified.sent.date(), is_clone)

    def _alarm(self, kind: AlarmKind, detail: str, of: str | None = None) -> None:
        """Raise an alarm of this kiosk or of another, or count the one of its kind that is open: nobody can bury a
        kiosk's alarms under others."""
        kiosk = of or self.kiosk
        if self.db.execute(statements.COUNT_ALARM, {"of": kiosk, "what": kind}).rowcount == 0:
            raised = {"kiosk": kiosk, "kind": kind, "detail": detail, "epoch": self.epoch}
            self.db.execute(alarms.insert().values(at=moment(self.now), **raised))


def _fork(row: sa.Row[Any]) -> HTTPProblem:
    return HTTPProblem("fork", 409, "this epoch goes on differently here", acked=row.acked, head=row.head)
