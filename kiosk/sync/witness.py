"""The kiosk as a witness (C2SP tlog-cosignature): it checks each daily root of headquarters, keeps it and cosigns it.

What it finds wrong it says and notes; neither its counting nor its sync depends on that.
"""

import datetime
from dataclasses import dataclass
from typing import Any

import msgspec

from kiosk.protocol.daily_root import (
    MOST_WITNESSES,
    DailyRoot,
    Leaf,
    RootFault,
    RootHeld,
    ended_day,
    origin_of,
    witness_name,
)
from kiosk.protocol.merkle import is_consistent
from kiosk.protocol.payloads import Receipt
from kiosk.protocol.signed_note import TreeHead, cosignature_line, is_cosigned, is_signed, split_note, tree_head_of
from kiosk.protocol.signing import public_hex
from kiosk.streams.ledger.kept_roots import KeptRoot
from kiosk.streams.ledger.ledger import Ledger
from kiosk.sync.client import HqClient, ProblemAnswer, Unreachable
from kiosk.sync.own_leaf import OwnLeaf
from kiosk.sync.root_standing import RootStanding, keep_standing, root_standing
from kiosk.sync.synced_chain import SyncedChain
from kiosk.text.dates import THAI_TIME

GONE = datetime.timedelta(days=30)
"""A witness that has not reported for so long makes room for another."""

SILENCE = datetime.timedelta(days=7)
"""For so long no witness need have reported, as over Songkran, before it is said that none has confirmed."""

_CONFIRMABLE = (None, "root-witness-changed", "root-unwitnessed")
"""What a root may have and be cosigned: it holds this kiosk's own head, and extends the one before."""

Found = tuple[RootFault, str] | None
"""What is wrong, and about which kiosk if it is about one."""


@dataclass(frozen=True)
class Witness:
    """This kiosk's look at the roots of its headquarters, on a day."""

    hq: HqClient
    ledger: Ledger
    day: datetime.date

    def holds(self) -> RootHeld:
        """What to ask for with a batch."""
        kept = self.kept()
        return RootHeld(kept.tree.size, list(self.ledger.roots.witnesses())) if kept else RootHeld()

    def look(self, receipt: Receipt[Any]) -> None:
        """Check the root that came with a receipt, which is verified; keep it, remember how it stands."""
        now = datetime.datetime.fromisoformat(receipt.server_time).astimezone(THAI_TIME)
        newest, own = ended_day(now), self.own_leaf(self.ledger)
        own.signed(now.date(), receipt.epoch, receipt.acked)
        if receipt.root is not None:
            self._look_at(receipt.root, own)
        if own.is_due(newest) and (receipt.root is None or receipt.root.day < newest) and not self._is_faulty():
            self._say(RootStanding(newest, "root-late"))

    def own_leaf(self, here: SyncedChain) -> OwnLeaf:
        """The leaf that a stream of this kiosk has to have."""
        return OwnLeaf(here, self._name, self._key, self._origin)

    def _look_at(self, shown: DailyRoot, own: OwnLeaf) -> None:
        tree, kept = self._signed(shown), self.kept()
        if tree is None:
            self._say(RootStanding(shown.day, "root-unsigned"))
        elif kept is not None and kept.text == tree.text():
            self._hear(kept, shown.cosignatures)
            self._go_on(kept)
        else:
            self._take(shown, tree, kept, own)

    def _is_faulty(self) -> bool:
        standing = root_standing(self.ledger)
        return standing is not None and standing.fault is not None

    @property
    def _name(self) -> str:
        return self.hq.member.kiosk

    @property
    def _key(self) -> str:
        return public_hex(self.hq.key)

    @property
    def _origin(self) -> str:
        return origin_of(self.hq.member.hq_keys[0])

    def kept(self) -> KeptRoot | None:
        """The newest root that was kept, if it is of this headquarters."""
        kept = self.ledger.roots.newest()
        return kept if kept is not None and kept.tree.origin == self._origin else None

    def _signed(self, shown: DailyRoot) -> TreeHead | None:
        """The tree head of a note that headquarters has signed; None if it has not."""
        try:
            text, lines = split_note(shown.note)
            tree = tree_head_of(text)
        except ValueError:
            return None
        if tree.origin != self._origin:
            return None
        return tree if any(is_signed(text, lines, self._origin, key) for key in self.hq.member.hq_keys) else None

    def _take(self, shown: DailyRoot, tree: TreeHead, kept: KeptRoot | None, own: OwnLeaf) -> None:
        """Check a root that is new here against the one that is kept, and keep it with what is found."""
        wrong: Found = None
        standing = RootStanding(shown.day)
        if kept is not None and not _extends(kept.tree, tree, shown.consistency):
            wrong = "root-rewritten", ""
        elif fault := own.fault(shown, tree):
            wrong = fault, ""
        else:
            leaves = _proven(shown, tree, self._name)
            if kept is not None:
                self._hear(kept, shown.cosignatures)
                if kept.fault in _CONFIRMABLE:
                    standing = self._witnessed(kept, leaves) or standing
            wrong = self._look_on(leaves, shown.day, is_first=kept is None)
        if wrong is not None:
            standing = RootStanding(shown.day, *wrong)
        own_leaf = msgspec.json.encode(shown.own).decode() if own.is_right(shown, tree) else None
        self.ledger.roots.keep(shown.day.isoformat(), shown.note, own_leaf, standing.fault)
        self._say(standing if standing.fault else self._progress(self.kept(), standing))

    def _witnessed(self, kept: KeptRoot, leaves: dict[str, Leaf]) -> RootStanding | None:
        """A quorum: whether more than half of the witnesses that have reported since a root have confirmed it."""
        day = datetime.date.fromisoformat(kept.day)
        known = self.ledger.roots.witnesses()
        able = [name for name, leaf in leaves.items() if known.get(name) == leaf.public_key and leaf.reported > day]
        confirmed = sum(name in self.ledger.roots.cosignatures(kept) for name in able)
        if 2 * confirmed > len(able):
            return None
        if not able:
            return self._silenced(day, len(known))
        return RootStanding(day, "root-unwitnessed", "", confirmed, len(able))

    def _silenced(self, day: datetime.date, known: int) -> RootStanding | None:
        """What is said where headquarters shows for long that no witness reports at all."""
        last = self.ledger.roots.last_confirmed(self._name)
        if not known or last is None or day - datetime.date.fromisoformat(last) <= SILENCE:
            return None
        return RootStanding(day, "root-unwitnessed", "", 0, known)

    def _look_on(self, leaves: dict[str, Leaf], day: datetime.date, *, is_first: bool) -> Found:
        """Trust on first use: bring up to date on whom to look, and under which keys; gives what is wrong with them."""
        roots, faults = self.ledger.roots, list[tuple[RootFault, str]]()
        for name, key in roots.witnesses().items():
            leaf = leaves.get(name)
            if leaf is None or is_first or day - leaf.reported > GONE:
                roots.look_on(name, None)
                faults += [] if leaf or is_first else [("root-witness-dropped", name)]
            elif leaf.public_key != key:
                roots.look_on(name, leaf.public_key)
                faults.append(("root-witness-changed", name))
        for name, leaf in leaves.items():
            known = roots.witnesses()
            if name not in known and len(known) < MOST_WITNESSES and day - leaf.reported <= GONE:
                roots.look_on(name, leaf.public_key)
        return max(faults, default=None)  # dropped is worse than changed

    def _hear(self, kept: KeptRoot, lines: list[str]) -> None:
        """Keep what witnesses have said of a root, each under the key by which it is known."""
        for name, key in self.ledger.roots.witnesses().items():
            for line in lines:
                if is_cosigned(kept.text, [line], witness_name(self._origin, name), key):
                    self.ledger.roots.keep_cosignature(kept, name, key, line)

    def _go_on(self, kept: KeptRoot) -> None:
        """Say how many have confirmed the root by now; what was wrong with it stays so until the next."""
        if kept.fault is None:
            self._say(self._progress(kept, RootStanding(datetime.date.fromisoformat(kept.day))))

    def _progress(self, kept: KeptRoot | None, standing: RootStanding) -> RootStanding:
        known = self.ledger.roots.witnesses()
        lines = self.ledger.roots.cosignatures(kept) if kept else {}
        confirmed = sum(name in lines for name in known)
        return msgspec.structs.replace(standing, confirmed=confirmed, witnesses=len(known))

    def _say(self, standing: RootStanding) -> None:
        keep_standing(self.ledger, standing, self.day)

    def confirm(self) -> None:
        """Cosign the newest root that this ledger stands in, unless something is wrong with it, until HQ has that."""
        kept = self.kept()
        if kept is None or kept.own is None or kept.fault not in _CONFIRMABLE:
            return
        if self.ledger.state.get("cosigned") == kept.text:
            return
        lines = self.ledger.roots.cosignatures(kept)
        if self._name not in lines:
            at = int(datetime.datetime.fromisoformat(self.hq.now()).timestamp())
            line = cosignature_line(self.hq.key, witness_name(self._origin, self._name), kept.text, at)
            self.ledger.roots.keep_cosignature(kept, self._name, self._key, line)
            lines = self.ledger.roots.cosignatures(kept)
        try:
            self.hq.cosign(kept.day, lines[self._name])
        except (ProblemAnswer, Unreachable):
            return  # the next sync sends it again
        self.ledger.state.set("cosigned", kept.text)


def _extends(old: TreeHead, new: TreeHead, proof: list[str]) -> bool:
    return is_consistent(old.size, old.root, new.size, new.root, [bytes.fromhex(each) for each in proof])


def _proven(shown: DailyRoot, tree: TreeHead, kiosk: str) -> dict[str, Leaf]:
    """The leaves of other kiosks that are proven to be of this night, by name."""
    proven = (each.leaf for each in shown.witnesses if each.stands_in(tree.size, tree.root))
    return {
        leaf.kiosk: leaf for leaf in proven if (leaf.stream, leaf.day) == ("ledger", shown.day) and leaf.kiosk != kiosk
    }
