"""The kiosk as a witness of its record: it has to stand in the very root that the ledger's witness keeps."""

import datetime
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from msgspec import Struct

from kiosk.protocol.daily_root import DailyRoot, RootHeld, ended_day
from kiosk.protocol.payloads import Receipt
from kiosk.protocol.signed_note import split_note
from kiosk.streams.ledger.kept_roots import KeptRoot
from kiosk.streams.record.record import Record
from kiosk.sync.own_leaf import OwnLeaf
from kiosk.sync.root_standing import RootStanding, keep_standing
from kiosk.sync.witness import Witness
from kiosk.text.dates import THAI_TIME

_STATE = "root"

_Fault = Literal["root-rewritten", "root-record-dropped", "root-record-differs"]


class _Looked(Struct, frozen=True):
    """The root in which this kiosk has looked for its record, by its text, and what was wrong."""

    text: str
    fault: _Fault | None = None


@dataclass(frozen=True)
class RecordWitness:
    """This kiosk's look at its record in the root that was shown with its ledger's receipt."""

    ledgers: Witness
    record: Record

    def holds(self) -> RootHeld:
        """What to ask for with a batch."""
        kept = self.ledgers.kept()
        return RootHeld(kept.tree.size) if kept and self._looked_in(kept) else RootHeld()

    def look(self, receipt: Receipt[Any]) -> None:
        """Check the root that came with a receipt, which is verified; say and remember what is wrong with it."""
        now = datetime.datetime.fromisoformat(receipt.server_time).astimezone(THAI_TIME)
        own = self.ledgers.own_leaf(self.record)
        own.signed(now.date(), receipt.epoch, receipt.acked)
        kept = self.ledgers.kept()
        if kept is None:
            return
        if not _is_shown(receipt.root, kept):
            if kept.day == ended_day(now).isoformat():
                self._remember(kept, "root-rewritten")
        elif self._looked_in(kept) is None:
            assert receipt.root is not None
            self._remember(kept, _fault(own, receipt.root, kept))
        self._say(kept)

    def confirm(self) -> None:
        """Cosign the root that is kept, unless something is wrong with the record in it."""
        kept = self.ledgers.kept()
        looked = kept and self._looked_in(kept)
        if not (looked and looked.fault):
            self.ledgers.confirm()

    def _looked_in(self, kept: KeptRoot) -> _Looked | None:
        remembered = self.record.state.get(_STATE)
        looked = msgspec.json.decode(remembered, type=_Looked) if remembered else None
        return looked if looked and looked.text == kept.text else None

    def _remember(self, kept: KeptRoot, fault: _Fault | None) -> None:
        self.record.state.set(_STATE, msgspec.json.encode(_Looked(kept.text, fault)).decode())

    def _say(self, kept: KeptRoot) -> None:
        """What is wrong with the ledger in that root was said already, and is worse."""
        looked = self._looked_in(kept)
        if looked and looked.fault and kept.fault is None:
            standing = RootStanding(datetime.date.fromisoformat(kept.day), looked.fault)
            keep_standing(self.ledgers.ledger, standing, self.ledgers.day)


def _is_shown(root: DailyRoot | None, kept: KeptRoot) -> bool:
    """Whether a root is the one that is kept, whose signature was verified."""
    try:
        return root is not None and split_note(root.note)[0] == kept.text
    except ValueError:
        return False


def _fault(own: OwnLeaf, shown: DailyRoot, kept: KeptRoot) -> _Fault | None:
    match own.fault(shown, kept.tree):
        case "root-dropped":
            return "root-record-dropped"
        case "root-differs":
            return "root-record-differs"
    return None
