"""High-water mark: how far a chain had come, in a file beside it, so that a vanished or a fresh one is noticed."""

import contextlib
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field

from kiosk.protocol.chain import Acked, Hash, Uuid
from kiosk.storage.private_file import is_there, read_struct, write_private
from kiosk.streams.chain.hash_chain import HashChain
from kiosk.text.refusal import Refusal


class Reached(Struct, frozen=True, forbid_unknown_fields=True):
    """ledger.toml: which ledger it was, and the last entry of its present epoch; of a record likewise."""

    chain: Uuid = field(name="ledger")
    epoch: Uuid
    seq: Acked
    hash: Hash


class HighWaterMark:
    """The mark of a chain's file. It is made with the first entry, and moved whenever a process writes or syncs."""

    def __init__(self, file: Path, chain: HashChain[Any]) -> None:
        self._path = file.with_suffix(".toml")
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
        """Idempotent: remember the head, whatever was remembered: headquarters or a restore stands for it. Refusal."""
        reached = msgspec.toml.encode(Reached(self._chain.chain_id, *self._chain.head()))
        if not self._holds(reached):
            write_private(self._path, reached)

    def _holds(self, content: bytes) -> bool:
        try:
            return self._path.read_bytes() == content
        except OSError:
            return False

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
        stream = self._chain.stream
        if reached.chain != self._chain.chain_id:
            return (
                f"This machine had the {stream.name} {reached.chain} with {reached.seq} entries in its last epoch, "
                f"and it is gone; {stream.if_gone}."
            )
        if self._chain.hash_at(reached.epoch, reached.seq) != reached.hash:
            return (
                f"Epoch {reached.epoch} reached entry {reached.seq} on this machine, and that entry is missing or "
                f"another; {stream.if_cut}."
            )
        return None
