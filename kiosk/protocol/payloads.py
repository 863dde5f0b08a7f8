"""Payloads of the wire protocol, version 2: what a kiosk posts, what headquarters answers, and their limits.

Canonical bytes are one JSON array of fixed order, of integers and NFC strings, no floats, no spaces: every
implementation can write them again to the byte."""

import datetime
from typing import Annotated, Generic, Literal, TypeVar

from msgspec import Meta, Raw, Struct

from kiosk.protocol.bulletin import Bulletin
from kiosk.protocol.chain import Acked, Encoding, Genesis, Hash, Name, Seq, Signature, Uuid
from kiosk.protocol.daily_root import DailyRoot, RootHeld

T = TypeVar("T")
E = TypeVar("E")

MAX_ENTRIES = 1_000
MAX_BYTES = 1 << 20
MAX_ANSWER = 8 << 20
"""Bytes that an answer of headquarters has at most."""

PROBLEM = "https://kiosk.invalid/problems/"
"""The types of problem answers; an identifier, not an address to visit."""

Moment = Annotated[
    str,
    Meta(
        pattern=r"\A[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
        r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z\Z"
    ),
]

Stream = Literal["ledger", "record"]
"""What a kiosk sends: its ledger, of Entry, and the office's record, of Line."""

Report = Annotated[int, Meta(ge=1, le=2**53)]
"""The number of a report: each of a kiosk, whichever epoch it is of, has a greater one than the last."""

Reported = Annotated[int, Meta(ge=0, le=2**53)]
"""The number of the last report that was taken, 0 before the first."""

Nonce = Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]
Text = Annotated[str, Meta(max_length=64)]
Days = Annotated[list[datetime.date], Meta(max_length=1_000)]


class Health(Struct, frozen=True, array_like=True):
    """How the machine is: its version, free disk in MiB, starts of the counter, facts the office has to confirm,
    the class of its office and whose counts it counts, the furthest entry of the epoch for which it has HQ's receipt,
    the days on which this office alone is closed, or open all the same, the digest of the minima that it has for
    its assessment's year, what failed last within a week, by its log, and what was wrong with the answer that ended
    its last sync. A newer kiosk may say more."""

    version: Text
    disk_free: Acked
    starts: Acked
    awaiting: Acked
    office_class: Name
    counts_from: Literal["staff", "visitor"]
    confirmed: Acked
    closed: Days = []
    opened: Days = []
    year: Acked = 0
    minima: Text = ""
    failed: Text = ""
    wrong_answer: Text = ""


class Known(Struct, frozen=True, array_like=True):
    """How far a kiosk has the lines of an epoch of another kiosk of its office."""

    kiosk: Name
    epoch: Uuid
    seq: Acked


class Batch(Struct, Generic[T], frozen=True, omit_defaults=True):
    """Entries of a stream that a kiosk sends; none is a report too: zero is data, silence is not.

    A batch whose `report` is not above the last one is a replay, and changes nothing. `keeps` is the daily root
    that the kiosk keeps, `knows` how far it has what other kiosks of its office wrote: its receipt goes on from there.
    """

    report: Report
    nonce: Nonce
    first_seq: Seq
    previous: Hash
    head: Hash
    entries: Annotated[list[T], Meta(max_length=MAX_ENTRIES)]
    genesis: Genesis | None
    sent_at: Moment
    health: Health
    signature: Signature
    encoding: Encoding = 1
    keeps: RootHeld = RootHeld()
    knows: Annotated[list[Known], Meta(max_length=MAX_ENTRIES)] = []

    @property
    def last_seq(self) -> int:
        """The seq of `head`."""
        return self.first_seq + len(self.entries) - 1


class Aside(Struct, frozen=True):
    """What a batch says beside its entries, as it came: what a newer kiosk says more is under its signature too."""

    health: Raw
    keeps: Raw = Raw()
    knows: list[Raw] = []


class SetAside(Struct, frozen=True, array_like=True):
    """An entry that HQ has stored and chained and does not count, and why, in a word."""

    seq: Seq
    reason: Name


class Receipt(Struct, Generic[E], frozen=True):
    """HQ's signed word, over the kiosk's nonce, that it holds an epoch up to `acked`, where the hash is `head`.

    `report` is the number of the last report that it took, `elsewhere` what it tells of the office's other kiosks: of a
    ledger their DayCounts, of a record their LinesElsewhere, as many as there is room for.
    """

    kiosk: Name
    stream: Stream
    epoch: Uuid
    acked: Acked
    head: Hash
    stored: Acked
    replayed: Acked
    set_aside: list[SetAside]
    server_time: Moment
    elsewhere: list[E]
    root: DailyRoot | None
    report: Reported
    nonce: Nonce
    signature: str


class Head(Struct, frozen=True):
    """How far HQ holds an epoch, and the hash it has at the seq that was asked for (null if it has none)."""

    acked: Acked
    head: Hash
    hash_at: Hash | None
    server_time: Moment
    report: Reported
    nonce: Nonce
    signature: str


class HeldEpoch(Struct, frozen=True, array_like=True):
    """An epoch of a kiosk as HQ holds it: where it begins, how far it goes, and the hash there.

    `checkpoint` is what the kiosk signed for that end, `signature` and `signed_by` how and with which key; null where
    HQ held the epoch before it kept what kiosks sign.
    """

    genesis: Genesis
    acked: Acked
    head: Hash
    encoding: Encoding
    checkpoint: str | None
    signature: str | None
    signed_by: str | None


class HeldEpochs(Struct, frozen=True):
    """Every epoch that HQ holds of a kiosk, from which a machine sees whether it lacks any.

    `keys` are the public keys (hex) that HQ has known the kiosk by, `report` the number of its last report.
    """

    epochs: list[HeldEpoch]
    keys: list[str]
    report: Reported
    nonce: Nonce
    signature: str


class HeldEntries(Struct, Generic[T], frozen=True):
    """Entries of an epoch as HQ holds them, for a replacement machine."""

    genesis: Genesis
    acked: Acked
    head: Hash
    entries: list[T]
    nonce: Nonce
    signature: str


class Bulletins(Struct, frozen=True):
    """The bulletins after the one that a kiosk asks from, as many as there is room for.

    `newest` is the number of HQ's last one, `hash_at` the hash of the one that is asked from; null if HQ has none such.
    """

    bulletins: list[Bulletin]
    newest: Acked
    hash_at: Hash | None
    nonce: Nonce
    signature: str


class Enrolment(Struct, frozen=True):
    """A kiosk's request to be known: the one-time code, its own office, and the public key (hex) it will sign with.

    `ledger` is the id of its ledger; the new key has signed all of it.
    """

    code: Annotated[str, Meta(max_length=64)]
    office: Name
    public_key: Hash
    practice: bool
    nonce: Nonce
    ledger: Uuid
    signature: Signature


class Enrolled(Struct, frozen=True):
    """HQ's answer: who the kiosk is, and the public key (hex) that signs receipts and has signed this."""

    kiosk: Name
    office: Name
    public_key: Hash
    nonce: Nonce
    signature: str


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
    return now.astimezone(datetime.UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
