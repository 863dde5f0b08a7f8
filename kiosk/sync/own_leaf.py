"""What headquarters' daily root says of a stream of this kiosk, against what it has signed for to this kiosk."""

import datetime
from dataclasses import dataclass
from typing import Literal

import msgspec
from msgspec import Struct

from kiosk.protocol.daily_root import DailyRoot, Leaf
from kiosk.protocol.signed_note import TreeHead
from kiosk.sync.synced_chain import SyncedChain

_STATE = "signed"
_DAYS = 60
"""Days that are remembered, of those on which there was a receipt."""


class _Signed(Struct, frozen=True, array_like=True):
    """How far headquarters had signed for an epoch in the last receipt of a day."""

    day: datetime.date
    epoch: str
    acked: int


class _History(Struct, frozen=True):
    """The last receipts of days, oldest first, under one headquarters and one key of this kiosk."""

    member: str
    signed: list[_Signed]


@dataclass(frozen=True)
class OwnLeaf:
    """The leaf that a kiosk's ledger or record has to have in the roots of a headquarters (`origin`), under the kiosk's
    name and public key."""

    here: SyncedChain
    kiosk: str
    public_key: str
    origin: str

    def signed(self, day: datetime.date, epoch: str, acked: int) -> None:
        """Remember how far headquarters has signed on a day. Later roots have to say at least that."""
        before = [each for each in self._history() if each.day < day]
        history = _History(self._member, [*before, _Signed(day, epoch, acked)][-_DAYS:])
        self.here.state.set(_STATE, msgspec.json.encode(history).decode())

    def is_due(self, day: datetime.date) -> bool:
        """Whether it has to stand in the root of a day: headquarters had signed for an entry by then."""
        return self._by(day) is not None

    def fault(self, shown: DailyRoot, tree: TreeHead) -> Literal["root-dropped", "root-differs"] | None:
        """What is wrong with it in a root, if anything is. Before it was due it may be another machine's."""
        if not self.is_due(shown.day):
            return None
        if not self._is_there(shown, tree):
            return "root-dropped"
        return None if self.is_right(shown, tree) else "root-differs"

    def is_right(self, shown: DailyRoot, tree: TreeHead) -> bool:
        """Whether it stands in a root as it should."""
        own = shown.own
        return (
            own is not None
            and self._is_there(shown, tree)
            and own.leaf.public_key == self.public_key
            and self._agrees(own.leaf)
        )

    def _is_there(self, shown: DailyRoot, tree: TreeHead) -> bool:
        own, stream = shown.own, self.here.chain.stream.name
        if own is None or (own.leaf.kiosk, own.leaf.stream, own.leaf.day) != (self.kiosk, stream, shown.day):
            return False
        return own.stands_in(tree.size, tree.root)

    def _agrees(self, leaf: Leaf) -> bool:
        """Whether it says what headquarters had signed for when its day ended, or more of what is here."""
        signed = self._by(leaf.day)
        if signed is None:
            return True
        here = self.here.chain.hash_at(leaf.epoch, leaf.acked)
        if here is None:  # more than is here: right only where a restored ledger has gone on since in a new epoch
            return signed.epoch != self.here.chain.head()[0]
        epochs = [genesis.epoch for genesis in self.here.chain.epochs()]
        is_enough = (epochs.index(leaf.epoch), leaf.acked) >= (epochs.index(signed.epoch), signed.acked)
        return here == leaf.head and is_enough and leaf.reported >= signed.day

    @property
    def _member(self) -> str:
        return f"{self.origin} {self.public_key}"

    def _history(self) -> list[_Signed]:
        kept = self.here.state.get(_STATE)
        history = msgspec.json.decode(kept, type=_History) if kept else None
        return history.signed if history and history.member == self._member else []

    def _by(self, day: datetime.date) -> _Signed | None:
        """The last receipt of a day or of one before, if that was for any entry."""
        signed = next((each for each in reversed(self._history()) if each.day <= day), None)
        return signed if signed and signed.acked else None
