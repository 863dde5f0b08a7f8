"""High-water mark: how far a ledger had come, in a file beside it, so that a vanished or a fresh one is noticed."""

import contextlib
from pathlib import Path

import msgspec
from msgspec import Struct

from kiosk.errors import Refusal
from kiosk.ledger.hash_chain import HashChain
from kiosk.protocol.chain import Acked, Hash, Uuid
from kiosk.storage.private_file import is_there, read_struct, write_private


class Reached(Struct, frozen=True, forbid_unknown_fields=True):
    """ledger.toml: which ledger it was, and the last entry of its present epoch."""

    ledger: Uuid
    epoch: Uuid
    seq: Acked
    hash: Hash


class HighWaterMark:
    """The mark of a ledger file. It is made with the first entry, and moved whenever a process writes or syncs."""

    def __init__(self, ledger: Path, chain: HashChain) -> None:
        self._path = ledger.with_suffix(".toml")
        self._chain = chain
        self._is_moved = False

    def move(self) -> None:
        """Idempotent within a process: remember the head, unless what is remembered is not here.

        What cannot be written is tried again with the next entry: no count depends on it.
        """
        if not self._is_moved:
            with contextlib.suppress(Refusal):
                if not self.is_lost():
                    self.renew()
                self._is_moved = True

    def renew(self) -> None:
        """Remember the head, whatever was remembered: headquarters or a restore stands for it. Refusal."""
        reached = Reached(self._chain.ledger_id, *self._chain.head())
        write_private(self._path, msgspec.toml.encode(reached))

    def is_lost(self) -> bool:
        """Whether something is missing here; True where the mark cannot be read."""
        try:
            return self.problem() is not None
        except Refusal:
            return True

    def problem(self) -> str | None:
        """What is missing here of what this machine had, in a sentence. Faulty if the mark cannot be read."""
        if not is_there(self._path):
            return None
        reached = read_struct(self._path, Reached)
        if reached.ledger != self._chain.ledger_id:
            return (
                f"This machine had the ledger {reached.ledger} with {reached.seq} entries in its last epoch, and it is "
                "gone; put back a backup, or let headquarters give back what it holds with `kiosk sync`."
            )
        if self._chain.hash_at(reached.epoch, reached.seq) != reached.hash:
            return (
                f"Epoch {reached.epoch} reached entry {reached.seq} on this machine, and that entry is missing or "
                "another; `kiosk sync` gets back what headquarters holds."
            )
        return None
