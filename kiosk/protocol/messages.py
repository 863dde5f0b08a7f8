"""Messages of the wire protocol, version 1: what a kiosk posts, what headquarters answers, and their limits.

Canonical bytes are one JSON array of fixed order, of integers and NFC strings, no floats, no spaces: every
implementation can write them again to the byte."""

import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from kiosk.protocol.chain import Acked, DayCount, Encoding, Entry, Genesis, Hash, Name, Seq, Uuid

MAX_ENTRIES = 1_000
MAX_BYTES = 1 << 20
PROBLEM = "https://kiosk.invalid/problems/"
"""The types of problem answers; an identifier, not an address to visit."""
Moment = Annotated[
    str,
    Meta(
        pattern=r"\A[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
        r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z\Z"
    ),
]


Signature = Annotated[str, Meta(pattern=r"\A[0-9a-f]{128}\Z")]
Text = Annotated[str, Meta(max_length=64)]
Days = Annotated[list[datetime.date], Meta(max_length=1_000)]


class Health(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """How the machine is: its version, free disk in MiB, starts of the counter, facts the office has to confirm,
    the class of its office and whose counts it counts, the furthest entry of the epoch for which it has HQ's receipt,
    and the days on which this office alone is closed, or open all the same."""

    version: Text
    disk_free: Acked
    starts: Acked
    awaiting: Acked
    office_class: Name
    counts_from: Literal["staff", "visitor"]
    confirmed: Acked
    closed: Days = []
    opened: Days = []


class Batch(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Entries that a kiosk sends; none is a report too: zero is data, silence is not."""

    first_seq: Seq
    previous: Hash
    head: Hash
    entries: Annotated[list[Entry], Meta(max_length=MAX_ENTRIES)]
    genesis: Genesis | None
    sent_at: Moment
    health: Health
    signature: Signature
    encoding: Encoding = 1

    @property
    def last_seq(self) -> int:
        """The seq of `head`."""
        return self.first_seq + len(self.entries) - 1


class Receipt(Struct, frozen=True, forbid_unknown_fields=True):
    """HQ's signed word that it holds an epoch of a kiosk up to `acked`, where the hash is `head`.

    `elsewhere` are the counts of the office's other kiosks.
    """

    kiosk: Name
    epoch: Uuid
    acked: Acked
    head: Hash
    stored: Acked
    replayed: Acked
    server_time: Moment
    elsewhere: list[DayCount]
    signature: str


class Head(Struct, frozen=True, forbid_unknown_fields=True):
    """How far HQ holds an epoch, and the hash it has at the seq that was asked for (null if it has none)."""

    acked: Acked
    head: Hash
    hash_at: Hash | None
    server_time: Moment


class HeldEpoch(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An epoch of a kiosk as HQ holds it: where it begins, how far it goes, and the hash there."""

    genesis: Genesis
    acked: Acked
    head: Hash
    encoding: Encoding = 1


class HeldEpochs(Struct, frozen=True, forbid_unknown_fields=True):
    """Every epoch that HQ holds of a kiosk, from which a machine sees whether it lacks any."""

    epochs: list[HeldEpoch]


class HeldEntries(Struct, frozen=True, forbid_unknown_fields=True):
    """Entries of an epoch as HQ holds them, for a replacement machine."""

    genesis: Genesis
    acked: Acked
    head: Hash
    entries: list[Entry]


class Enrolment(Struct, frozen=True, forbid_unknown_fields=True):
    """A kiosk's request to be known: the one-time code and the public key it will sign with (hex)."""

    code: Annotated[str, Meta(max_length=64)]
    public_key: Hash
    practice: bool


class Enrolled(Struct, frozen=True, forbid_unknown_fields=True):
    """HQ's answer: who the kiosk is, and the public key (hex) that signs receipts."""

    kiosk: Name
    office: Name
    public_key: Hash


class Problem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An RFC 9457 answer. `type` ends in the word that the kiosk acts on."""

    type: str
    title: str
    status: int
    detail: str = ""
    acked: int | None = None
    head: str | None = None
    max: int | None = None

    @property
    def word(self) -> str:
        """What kind of problem it is, in one word."""
        return self.type.removeprefix(PROBLEM)


def moment(now: datetime.datetime) -> str:
    """A moment as the protocol writes it: UTC, whole seconds."""
    return now.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
