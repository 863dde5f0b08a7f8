"""The hash chain: entries, their canonical bytes, and the SHA-256 links that bind each to all before it."""

import datetime
import hashlib
from itertools import accumulate
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

Kind = Literal["respondent", "correction", "itap", "note"]
Channel = Literal["staff", "visitor", "system"]
Hash = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Uuid = Annotated[str, Meta(pattern=r"\A[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")]
Name = Annotated[str, Meta(pattern=r"\A[a-z0-9][a-z0-9-]{0,62}\Z")]
Seq = Annotated[int, Meta(ge=1, le=2**31 - 1)]
Acked = Annotated[int, Meta(ge=0, le=2**31 - 1)]
Number = Annotated[int, Meta(ge=-(2**53), le=2**53)]


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


class DayCount(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Respondents of one day, work group and channel."""

    day: datetime.date
    work_group: Name
    channel: Channel
    count: Number


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
