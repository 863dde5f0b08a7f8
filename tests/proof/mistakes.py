"""Planted mistakes: what a plausible slip in the protocol's code would look like. Each must be found."""

from concurrent.futures import Future
from typing import Any, Literal

import pytest
import sqlalchemy as sa

from kiosk.hq.register.claims import ClaimOutcome, Claims
from kiosk.hq.register.register import Register
from kiosk.hq.register.take_batch import BatchOutcome, BatchTransaction
from kiosk.hq.store.tables import counted, entries
from kiosk.hq.store.transactions import writing
from kiosk.protocol.chain import Entry, Genesis
from kiosk.protocol.payloads import HeldEpoch
from kiosk.streams.chain.chain_file import TakeOver
from kiosk.streams.chain.hash_chain import HashChain
from kiosk.streams.ledger.ledger import Ledger
from kiosk.sync import push
from kiosk.sync.push import Sync

_submit, _not_replayed, _claim = Register.submit, BatchTransaction._not_replayed, Claims._claim
_claim_all = Claims.claim
_send, _rotate, _end = Sync._send, Ledger.rotate, HashChain.end


def no_fork_check(plant: pytest.MonkeyPatch) -> None:
    """HQ takes whatever comes after its cursor, whatever came before it."""

    def not_replayed(self: BatchTransaction, row: Any) -> list[Entry]:
        if self.batch.first_seq > row.acked + 1:
            return _not_replayed(self, row)
        return [entry for entry in self.batch.entries if entry.seq > row.acked]

    plant.setattr(BatchTransaction, "_not_replayed", not_replayed)


def no_gap_check(plant: pytest.MonkeyPatch) -> None:
    """HQ takes what begins beyond its cursor."""

    def not_replayed(self: BatchTransaction, row: Any) -> list[Entry]:
        return self.batch.entries if self.batch.first_seq > row.acked + 1 else _not_replayed(self, row)

    plant.setattr(BatchTransaction, "_not_replayed", not_replayed)


def no_dedupe(plant: pytest.MonkeyPatch) -> None:
    """HQ counts an entry again when a new epoch brings it again."""

    def claim(
        self: Claims, db: sa.Connection, kind: Literal["respondent", "correction"], stored: dict[str, Any]
    ) -> int:
        again = sa.select(entries.c.id).where(
            entries.c.epoch == stored["in_epoch"], entries.c.seq.between(stored["first"], stored["last"])
        )
        db.execute(counted.delete().where(counted.c.id.in_(again)))
        return _claim(self, db, kind, stored)

    plant.setattr(Claims, "_claim", claim)


def trust_the_local_cursor(plant: pytest.MonkeyPatch) -> None:
    """The kiosk never sends again what a receipt once named (CHT#8093)."""

    def send(self: Sync, genesis: Genesis, end: int, is_last: bool, held: HeldEpoch | None) -> int:
        acked = self.here.receipts.acked(genesis.epoch)
        return 0 if acked and acked[0] >= end else _send(self, genesis, end, is_last, held)

    plant.setattr(Sync, "_send", send)


def drop_the_tail(plant: pytest.MonkeyPatch) -> None:
    """A new epoch begins empty: what HQ lacked of the old one stays behind."""

    def rotate(self: Ledger, epoch: str, common: int, given_back: TakeOver | None = None) -> int:
        plant.setattr(HashChain, "end", lambda *_: common)
        taken = _rotate(self, epoch, common, given_back)
        plant.setattr(HashChain, "end", _end)
        return taken

    plant.setattr(Ledger, "rotate", rotate)


def double_correction(plant: pytest.MonkeyPatch) -> None:
    """HQ lets two clones take back the same respondent."""

    def claim(self: Claims, db: sa.Connection, *values: Any) -> int:
        claimed = _claim(self, db, *values)
        db.execute(counted.update().values(corrects=None))
        return claimed

    plant.setattr(Claims, "_claim", claim)


def unsigned_receipt_accepted(plant: pytest.MonkeyPatch) -> None:
    """The kiosk does not look at the signature of a receipt."""
    plant.setattr(push, "verifies", lambda *_: True)


def newest_epoch_only(plant: pytest.MonkeyPatch) -> None:
    """The kiosk takes it that HQ still has its older epochs."""

    def send(self: Sync, genesis: Genesis, end: int, is_last: bool, held: HeldEpoch | None) -> int:
        return _send(self, genesis, end, is_last, held) if is_last else 0

    plant.setattr(Sync, "_send", send)


def tally_outside_the_transaction(plant: pytest.MonkeyPatch) -> None:
    """HQ stores in one transaction and counts in the next."""
    waiting: list[tuple[Any, ...]] = []

    def submit(self: Register, *values: Any) -> Future[BatchOutcome]:
        waiting.clear()
        stored = _submit(self, *values)
        stored.result()
        with writing(self.engine) as db:
            for uncounted in waiting:
                _claim_all(self._tools.claims, db, *uncounted)
        return stored

    def claim(_self: Claims, _db: sa.Connection, *values: Any) -> ClaimOutcome:
        waiting.append(values)
        return ClaimOutcome()

    plant.setattr(Claims, "claim", claim)
    plant.setattr(Register, "submit", submit)


def rotation_forgets_what_is_counted_meanwhile(plant: pytest.MonkeyPatch) -> None:
    """Where the old epoch ends is read before the network is asked, not in the transaction of the new one."""
    seen: dict[str, int] = {}

    def send(self: Sync, genesis: Genesis, end: int, is_last: bool, held: HeldEpoch | None) -> int:
        seen[genesis.epoch] = end
        return _send(self, genesis, end, is_last, held)

    def rotate(self: Ledger, epoch: str, common: int, given_back: TakeOver | None = None) -> int:
        plant.setattr(HashChain, "end", lambda *_: seen[epoch])
        taken = _rotate(self, epoch, common, given_back)
        plant.setattr(HashChain, "end", _end)
        return taken

    plant.setattr(Sync, "_send", send)
    plant.setattr(Ledger, "rotate", rotate)
