"""The daily root on the wire: each night's leaf of a kiosk, the signed tree head over all of them, and its proofs."""

import datetime
from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

from kiosk.protocol.chain import Acked, Hash, Name, Uuid
from kiosk.protocol.encodings import canonical
from kiosk.protocol.merkle import is_included, leaf_hash

RootFault = Literal[
    "root-late",
    "root-unsigned",
    "root-rewritten",
    "root-dropped",
    "root-differs",
    "root-record-dropped",
    "root-record-differs",
    "root-witness-dropped",
    "root-witness-changed",
    "root-unwitnessed",
]
"""What a kiosk can find wrong with a root: the words of its ledger's notes of it."""

ROOT_NOTES: tuple[RootFault, ...] = get_args(RootFault)

GRACE = datetime.timedelta(minutes=5)
"""After the end of a day: what headquarters has received on it is committed by then."""

MOST_WITNESSES = 5
"""Other kiosks on whose cosignatures a kiosk looks."""

Size = Annotated[int, Meta(ge=0, le=2**53)]
"""Leaves of the tree, or the place of one, from 0."""

Proof = Annotated[list[Hash], Meta(max_length=64)]
Line = Annotated[str, Meta(max_length=512)]
"""A line of a signed note, with its end."""


class Leaf(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """How far headquarters held a kiosk's stream when `day` had ended, by whose key, and when it had last reported.

    `reported` is the day of that report at headquarters: who has reported since a root was made has seen it.
    """

    day: datetime.date
    kiosk: Name
    stream: Literal["ledger", "record"]
    epoch: Uuid
    acked: Acked
    head: Hash
    public_key: Hash
    reported: datetime.date

    def bytes(self) -> bytes:
        """What is hashed into the tree."""
        return canonical(["kiosk/v2/leaf", *(getattr(self, name) for name in self.__struct_fields__)])


class ProvenLeaf(Struct, frozen=True, array_like=True):
    """A leaf, its place in the tree, and its inclusion proof (RFC 9162, hex)."""

    leaf: Leaf
    index: Size
    inclusion: Proof

    def stands_in(self, size: int, root: bytes) -> bool:
        """Whether the proof leads to that root of a tree of so many leaves."""
        proof = [bytes.fromhex(each) for each in self.inclusion]
        return is_included(leaf_hash(self.leaf.bytes()), self.index, size, proof, root)


class RootHeld(Struct, frozen=True, array_like=True):
    """What a kiosk asks for with a batch: it keeps the root of that size (0: none), and looks on these witnesses."""

    size: Size = 0
    witnesses: Annotated[list[Name], Meta(max_length=MOST_WITNESSES)] = []


class DailyRoot(Struct, frozen=True, array_like=True):
    """The newest root as a kiosk is shown it, and the day at headquarters after whose end it was made.

    `note` is its signed note; `own` is the kiosk's leaf, if it has one; `witnesses` are other kiosks' leaves, those
    that it has asked for first; `consistency` leads from the root that it keeps to this one; `cosignatures` are lines
    of its witnesses under the one that it keeps.
    """

    day: datetime.date
    note: Annotated[str, Meta(max_length=2_048)]
    own: ProvenLeaf | None
    witnesses: Annotated[list[ProvenLeaf], Meta(max_length=MOST_WITNESSES)]
    consistency: Proof
    cosignatures: Annotated[list[Line], Meta(max_length=MOST_WITNESSES)]


class Cosigned(Struct, frozen=True):
    """A kiosk's cosignature of the root of a night: a line of a signed note."""

    line: Line


def origin_of(public_key: str) -> str:
    """The name of the log of a headquarters, by its key (hex); an identifier, not an address to visit."""
    return f"kiosk.invalid/roots/{public_key[:16]}"


def witness_name(origin: str, kiosk: str) -> str:
    """The name under which a kiosk cosigns."""
    return f"{origin}/{kiosk}"


def ended_day(now: datetime.datetime) -> datetime.date:
    """The day whose root is the newest at a moment in headquarters' own time: the last that is over, and committed."""
    return (now - GRACE).date() - datetime.timedelta(days=1)
