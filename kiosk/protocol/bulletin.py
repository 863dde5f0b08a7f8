"""Bulletins on the wire: headquarters' signed, numbered and chained word to all or some offices.

A field that bulletins get later stands in a body: what is signed besides is the same for every version of a kiosk.
"""

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal, NamedTuple, get_args

from msgspec import Meta, Struct

from kiosk.protocol.chain import Hash, Name, Seq, Signature
from kiosk.protocol.encodings import canonical

BulletinKind = Literal["year", "closed-days", "facts", "notice", "version"]
"""What a bulletin may be about. A kiosk keeps one of a kind that it does not know, and does nothing about it."""

KINDS: tuple[BulletinKind, ...] = get_args(BulletinKind)

BulletinFault = Literal["bulletins-lost", "bulletins-differ"]
"""What a kiosk can find wrong with headquarters' bulletins: there are fewer than it holds, or others."""

BULLETIN_NOTES: tuple[BulletinFault, ...] = get_args(BulletinFault)

FIRST = hashlib.sha256(b'["kiosk/v2/bulletins"]').hexdigest()
"""What the first bulletin of a headquarters follows, hex."""

MAX_BODY = 1 << 18
"""Bytes that a body has at most."""


class Bulletin(Struct, frozen=True):
    """One bulletin: it follows the one whose hash is `previous`, and holds from the day it `starts`.

    `offices` are those that it is for, None for all. `body` is what it says, as JSON; a kiosk of another office gets
    None in its place, and can check the chain all the same, of which `body_hash` (SHA-256, hex) is a part.
    """

    number: Seq
    previous: Hash
    kind: Name
    starts: datetime.date
    offices: list[Name] | None
    body_hash: Hash
    body: Annotated[str, Meta(max_length=MAX_BODY)] | None
    signature: Signature = ""

    def bytes(self) -> bytes:
        """What headquarters signs: all but the body, which its hash stands for."""
        told = self.number, self.previous, self.kind, self.starts, self.offices, self.body_hash
        return canonical(["kiosk/v2/bulletin", *told])

    @property
    def hash(self) -> str:
        """What the next bulletin follows, hex."""
        return hashlib.sha256(self.bytes()).hexdigest()

    def follows(self, number: int, head: str) -> bool:
        """Whether it is the next after that number and that hash, and its body the one that it was signed with."""
        is_next = (self.number, self.previous) == (number + 1, head)
        return is_next and (self.body is None or body_hash(self.body) == self.body_hash)

    def is_for(self, office: str) -> bool:
        """Whether it is for that office."""
        return self.offices is None or office in self.offices


def body_hash(body: str) -> str:
    """SHA-256 of a body, hex."""
    return hashlib.sha256(body.encode()).hexdigest()


class BulletinHead(NamedTuple):
    """Where a chain of bulletins ends: the last number (0 before the first), and its hash."""

    number: int
    hash: str


NO_BULLETIN = BulletinHead(0, FIRST)
"""Where a chain stands before its first bulletin."""


def handed(bulletins: Iterable[Bulletin]) -> str:
    """Which of them that are for some offices a kiosk has with their bodies, as one figure (SHA-256, hex)."""
    numbers = [each.number for each in bulletins if each.offices is not None and each.body is not None]
    return hashlib.sha256(canonical(["kiosk/v2/handed", numbers])).hexdigest()


def chained(bulletins: Iterable[Bulletin], head: BulletinHead) -> Iterator[Bulletin]:
    """Bulletins, each of which follows the one before, the first one `head`. ValueError at one that does not."""
    for bulletin in bulletins:
        if not bulletin.follows(*head):
            raise ValueError(f"bulletin {bulletin.number} does not follow {head.number}")
        head = BulletinHead(bulletin.number, bulletin.hash)
        yield bulletin
