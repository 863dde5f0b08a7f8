"""What of this machine is synced with headquarters: its ledger and its office's record, each a chain with receipts."""

from typing import Any, Protocol

from kiosk.streams.chain.chain_file import TakeOver
from kiosk.streams.chain.hash_chain import HashChain
from kiosk.streams.chain.machine_state import MachineState
from kiosk.streams.chain.receipts import Receipts


class SyncedChain(Protocol):
    """A file of a stream: a Ledger or a Record."""

    @property
    def chain(self) -> HashChain[Any]:
        """Its entries."""

    @property
    def receipts(self) -> Receipts:
        """What headquarters has signed for of them."""

    @property
    def state(self) -> MachineState:
        """What is remembered beside them."""

    def rotate(self, epoch: str, common: int, given_back: TakeOver[Any] | None = None) -> int:
        """Begin a new epoch after entry `common` of `epoch`; gives how many entries came from headquarters."""

    def adopt(self, given_back: TakeOver[Any]) -> int:
        """Take over entries that headquarters holds; gives how many."""
