"""What goes over the wire between a kiosk and headquarters, version 1: structs, canonical bytes, hashes, signatures.

Canonical bytes are one JSON array of fixed order, of integers and NFC strings, no floats, no spaces: every
implementation can write them again to the byte.
"""

import datetime
import hashlib
from itertools import accumulate
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta, Struct

if TYPE_CHECKING:  # 8 MiB that the counter does without: it hashes, only sync and HQ sign
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MAX_ENTRIES = 1_000
MAX_BYTES = 1 << 20
PROBLEM = "https://kiosk.invalid/problems/"
"""The types of problem answers; an identifier, not an address to visit."""

Kind = Literal["respondent", "correction", "itap", "note"]
Channel = Literal["staff", "visitor", "system"]
Hash = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Uuid = Annotated[str, Meta(pattern=r"\A[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")]
Name = Annotated[str, Meta(pattern=r"\A[a-z0-9][a-z0-9-]{0,62}\Z")]
Seq = Annotated[int, Meta(ge=1, le=2**31 - 1)]
Acked = Annotated[int, Meta(ge=0, le=2**31 - 1)]
Moment = Annotated[
    str,
    Meta(
        pattern=r"\A[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
        r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z\Z"
    ),
]
Signature = Annotated[str, Meta(pattern=r"\A[0-9a-f]{128}\Z")]
Text = Annotated[str, Meta(max_length=64)]
Number = Annotated[int, Meta(ge=-(2**53), le=2**53)]
Days = Annotated[list[datetime.date], Meta(max_length=1_000)]


class Entry(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One line of a ledger.

    `value` is 1 for a respondent, -1 for a correction, the figure for `itap`, a word for a `note`. A correction
    carries the day, work group and channel of the respondent it takes back.
    """

    seq: Seq
    id: Uuid
    day: datetime.date
    kind: Kind
    work_group: Name | None
    value: Number | Name
    corrects: Uuid | None
    channel: Channel


class Genesis(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Where an epoch begins: in which ledger, and after which entry of which epoch before it."""

    ledger: Uuid
    epoch: Uuid
    parent_epoch: Uuid | None = None
    parent_seq: Acked | None = None
    parent_hash: Hash | None = None


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


class DayCount(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Respondents of one day, work group and channel."""

    day: datetime.date
    work_group: Name
    channel: Channel
    count: Number


class Batch(Struct, frozen=True, forbid_unknown_fields=True):
    """Entries that a kiosk sends; none is a report too: zero is data, silence is not."""

    first_seq: Seq
    previous: Hash
    head: Hash
    entries: Annotated[list[Entry], Meta(max_length=MAX_ENTRIES)]
    genesis: Genesis | None
    sent_at: Moment
    health: Health
    signature: Signature

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


class HeldEpoch(Struct, frozen=True, forbid_unknown_fields=True):
    """An epoch of a kiosk as HQ holds it: where it begins, how far it goes, and the hash there."""

    genesis: Genesis
    acked: Acked
    head: Hash


class HeldEpochs(Struct, frozen=True, forbid_unknown_fields=True):
    """Every epoch that HQ holds of a kiosk, from which a machine sees whether it lacks any."""

    epochs: list[HeldEpoch]


class Held(Struct, frozen=True, forbid_unknown_fields=True):
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


def canonical(value: object) -> bytes:
    """The canonical bytes of an array-like struct or a list."""
    return msgspec.json.encode(value)


def genesis_hash(genesis: Genesis) -> str:
    """The hash that the first entry of an epoch follows, hex."""
    return hashlib.sha256(canonical(["kiosk/v1/genesis", *msgspec.structs.astuple(genesis)])).hexdigest()


def link(previous: str, entry: Entry) -> str:
    """The hash of `entry` after `previous`, both hex: SHA-256(previous ‖ canonical(entry))."""
    return hashlib.sha256(bytes.fromhex(previous) + canonical(entry)).hexdigest()


def is_sound(entry: Entry) -> bool:
    """Whether an entry's parts go together, as the ledger's own tables demand."""
    match entry.kind:
        case "respondent":
            whole = entry.value == 1 and entry.corrects is None
        case "correction":
            whole = entry.value == -1 and entry.corrects is not None
        case "itap":
            return isinstance(entry.value, int) and entry.value >= 0 and entry.corrects is None
        case "note":
            return isinstance(entry.value, str) and entry.corrects is None
    return whole and entry.work_group is not None


def links(previous: str, entries: list[Entry]) -> list[str]:
    """The hash after each of the `entries`."""
    return list(accumulate(entries, link, initial=previous))[1:]


def chain(previous: str, entries: list[Entry]) -> str:
    """The hash after all `entries`; `previous` for none."""
    return [previous, *links(previous, entries)][-1]


def batch_bytes(kiosk: str, epoch: str, batch: Batch) -> bytes:
    """What the kiosk signs of a batch."""
    digest = hashlib.sha256(canonical(batch.health)).hexdigest()
    return canonical(
        ["kiosk/v1/batch", kiosk, epoch, batch.first_seq, batch.last_seq, batch.head, batch.sent_at, digest]
    )


def receipt_bytes(receipt: Receipt) -> bytes:
    """What HQ signs of a receipt."""
    return stored_receipt_bytes(
        receipt.kiosk,
        receipt.epoch,
        receipt.acked,
        receipt.head,
        receipt.server_time,
        elsewhere_digest(receipt.elsewhere),
    )


def stored_receipt_bytes(kiosk: str, epoch: str, acked: int, head: str, server_time: str, elsewhere: str) -> bytes:
    """What HQ signed, from the parts that a kiosk keeps; `elsewhere` is the digest of the counts."""
    return canonical(["kiosk/v1/receipt", kiosk, epoch, acked, head, server_time, elsewhere])


def elsewhere_digest(elsewhere: list[DayCount]) -> str:
    """SHA-256 of the canonical counts of the other kiosks, hex."""
    return hashlib.sha256(canonical(elsewhere)).hexdigest()


def get_bytes(path_and_query: str, date: str) -> bytes:
    """What the kiosk signs of a GET."""
    return canonical(["kiosk/v1/get", path_and_query, date])


def sign(key: "Ed25519PrivateKey", message: bytes) -> str:
    """The signature of `message`, hex."""
    return key.sign(message).hex()


def verifies(public_key: str, signature: str, message: bytes) -> bool:
    """Whether `signature` (hex) of `message` is by the owner of `public_key` (hex)."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_hex(key: "Ed25519PrivateKey") -> str:
    """The public half of `key`, hex."""
    return key.public_key().public_bytes_raw().hex()


def moment(now: datetime.datetime) -> str:
    """A moment as the protocol writes it: UTC, whole seconds."""
    return now.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
