"""How a batch is taken, in one transaction: idempotent replay, gap and fork are told apart, then the cursor moves.

The kiosk's row is locked first; entries are stored, and each entry id is counted once.
"""

import datetime
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
import sqlalchemy as sa

from kiosk.hq.register.batch_check import Verified
from kiosk.hq.register.enrolment import admitted
from kiosk.hq.register.insert import BulkInsert
from kiosk.hq.register.problems import CommittedProblem, HTTPProblem, unknown_epoch
from kiosk.hq.store import statements
from kiosk.hq.store.rows import epoch_row, hash_at
from kiosk.hq.store.statements import CLONED
from kiosk.hq.store.tables import alarms, epochs
from kiosk.protocol.chain import DayCount, Entry, genesis_hash
from kiosk.protocol.messages import Batch, moment

ELSEWHERE_SPAN = datetime.timedelta(days=731)
"""How far back a receipt tells the counts of the office's other kiosks."""

AlarmKind = Literal["fork", "new-epoch", "new-ledger", "cloned", "lost-here"]
"""Every kind of alarm; words.toml of the pages says each in words."""


@dataclass(frozen=True)
class Stored:
    """What became of a batch: HQ's cursor after it, and how many entries were new and how many were replayed."""

    acked: int
    head: str
    stored: int
    replayed: int
    elsewhere: list[DayCount]


@dataclass(frozen=True)
class BatchTransaction:
    """One batch of one epoch of one kiosk, received at a moment, in the transaction that takes it."""

    db: sa.Connection
    insert: BulkInsert
    kiosk: str
    epoch: str
    batch: Batch
    verified: Verified
    now: datetime.datetime

    def take(self) -> Stored:
        """Store what is new of the batch. HTTPProblem or CommittedProblem for a gap, a fork or an unknown epoch."""
        reported, batch = self._note_report(), self.batch
        acked, head, new = self._move_on()
        is_clone = reported.is_clone
        if new:
            hashes, now = self.verified.hashes[-len(new) :], moment(self.now)
            other = self.insert.store(self.db, self.kiosk, self.epoch, new, hashes, now)
            if other is not None:
                is_clone = True
                self._alarm(CLONED, f"{self.epoch} holds entries that are counted for {other}")
            acked, head = batch.last_seq, batch.head
        elsewhere = self._elsewhere(reported.office, is_clone) if reported.has_neighbours else []
        return Stored(acked, head, len(new), len(batch.entries) - len(new), elsewhere)

    def _note_report(self) -> sa.Row[Any]:
        """Lock an admitted kiosk's row and note its report; gives its office, and whether others are in it."""
        row = admitted(
            self.db.execute(
                statements.NOTE_REPORT,
                {
                    "of": self.kiosk,
                    "at": moment(self.now),
                    "ahead": (self.verified.sent - self.now).total_seconds(),
                    "told": msgspec.json.encode(self.batch.health).decode(),
                },
            ).first()
        )
        if row.public_key != self.verified.public_key:  # it was given a new key meanwhile
            raise HTTPProblem("bad-signature", 422, "the signature is not this kiosk's")
        return row

    def _move_on(self) -> tuple[int, str, list[Entry]]:
        """Where HQ's cursor stood, and the entries that go on from there, to the end of which it is moved.

        A batch that goes on just where HQ stands is the rule, and needs no more than that its cursor is found there.
        """
        batch, confirmed = self.batch, self.batch.health.confirmed
        acked, head = batch.first_seq - 1, batch.previous
        if batch.entries and confirmed <= acked and self._move_cursor(acked, head):
            return acked, head, batch.entries
        row = epoch_row(self.db, self.kiosk, self.epoch) or self._begin_epoch()
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
        genesis = self.batch.genesis
        if genesis is None:
            raise CommittedProblem(unknown_epoch())
        if genesis.parent_epoch is not None:
            self._alarm("new-epoch", f"{self.epoch} begins after {genesis.parent_seq} of {genesis.parent_epoch}")
        elif self.db.execute(sa.select(epochs.c.epoch).where(epochs.c.kiosk == self.kiosk)).first() is not None:
            self._alarm("new-ledger", f"{self.epoch} begins a ledger of its own")
        encoding = self.batch.encoding
        begun = {"encoding": encoding, "first_seen": moment(self.now), **msgspec.structs.asdict(genesis)}
        cursor = {"acked": 0, "head": genesis_hash(genesis, encoding)}
        self.db.execute(epochs.insert().values(kiosk=self.kiosk, **cursor, **begun))
        row = epoch_row(self.db, self.kiosk, self.epoch)
        assert row is not None
        return row

    def _not_replayed(self, row: sa.Row[Any]) -> list[Entry]:
        """Idempotent replay: the entries that HQ does not hold yet, after proof that the others are the same.

        CommittedProblem for a gap before them, or for a fork: other entries than HQ holds.
        """
        batch = self.batch
        if batch.first_seq > row.acked + 1:
            raise CommittedProblem(HTTPProblem("gap", 409, "entries before these are missing", acked=row.acked))
        replayed_to = min(batch.last_seq, row.acked)
        hashes = [batch.previous, *self.verified.hashes]
        for seq in {batch.first_seq - 1, replayed_to}:
            if hash_at(self.db, row, seq) != hashes[seq - batch.first_seq + 1]:
                self._alarm("fork", f"{row.epoch} differs from what is held up to {row.acked}")
                fork = HTTPProblem("fork", 409, "this epoch goes on differently here", acked=row.acked, head=row.head)
                raise CommittedProblem(fork)
        return batch.entries[replayed_to - batch.first_seq + 1 :]

    def _move_cursor(self, acked: int, head: str) -> bool:
        """Compare and swap: move HQ's cursor to the end of the batch, if it stands where it is thought to be.

        What the kiosk has signed for the new place is kept with it.
        """
        moved = self.db.execute(
            statements.MOVE_CURSOR,
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

    def _elsewhere(self, office: str, is_clone: bool) -> list[DayCount]:
        """Counts of the office's other kiosks, of the two years before the kiosk's own day: a wrong clock elsewhere
        takes nothing from it. What the kiosk holds as a copy stands on its own screen already."""
        today = self.verified.sent.date()
        after = datetime.date.fromordinal(max(1, today.toordinal() - ELSEWHERE_SPAN.days))
        neighbours = {"in_office": office, "of": self.kiosk}
        tallies = self.db.execute(statements.ELSEWHERE, {**neighbours, "after": after})
        counts = {(day, group, channel): int(count) for day, group, channel, count in tallies}
        for day, group, channel, count in self.db.execute(statements.COPIES, neighbours) if is_clone else ():
            if (day, group, channel) in counts:
                counts[day, group, channel] -= int(count)
        return [DayCount(*tallied_as, count) for tallied_as, count in counts.items() if count]

    def _alarm(self, kind: AlarmKind, detail: str) -> None:
        """Raise an alarm; idempotent while the same is open."""
        kiosk, epoch = self.kiosk, self.epoch
        is_open = self.db.execute(statements.OPEN_ALARM, {"of": kiosk, "what": kind, "in_epoch": epoch}).first()
        if is_open is None:
            raised = {"at": moment(self.now), "kiosk": kiosk, "kind": kind, "detail": detail, "epoch": epoch}
            self.db.execute(alarms.insert().values(**raised))
