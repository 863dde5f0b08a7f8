"""The hash chain: entries, their canonical encoding, and the SHA-256 links that bind each to all before it.

Each epoch states the version of its encoding, so that a field that entries get later breaks no hash from before. Such
a field may be null, stands last in Entry, and makes a new version in ENCODINGS; the ledger then begins a new epoch.
"""

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

ENCODINGS: dict[int, tuple[str, ...]] = {
    1: ("seq", "id", "day", "kind", "work_group", "value", "corrects", "channel"),
}
"""Which fields of an entry are hashed, in their order, by version. One that has shipped is never changed."""

ENCODING = max(ENCODINGS)
"""The version of epochs that begin now."""

Encoding = Annotated[int, Meta(ge=1, le=ENCODING)]
"""The version that a message states of its epoch. It is signed without being said again: the hashes bind it."""


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


def entry_bytes(entry: Entry, encoding: int) -> bytes:
    """The canonical bytes of an entry in an epoch of that encoding.

    ValueError for a version that is not known, or that does not cover all that the entry says.
    """
    names = ENCODINGS.get(encoding, ())
    if names == Entry.__struct_fields__:
        return canonical(entry)
    later = [name for name in Entry.__struct_fields__ if name not in names and getattr(entry, name) is not None]
    if later:
        raise ValueError(f"version {encoding} of the encoding covers no {later[0]}")
    return canonical([getattr(entry, name) for name in names])


def genesis_hash(genesis: Genesis, encoding: int) -> str:
    """The hash that the first entry of an epoch follows, hex. It binds the version of the encoding."""
    return hashlib.sha256(canonical([f"kiosk/v{encoding}/genesis", *msgspec.structs.astuple(genesis)])).hexdigest()


def link(previous: str, entry: Entry, encoding: int) -> str:
    """The hash of `entry` after `previous`, both hex: SHA-256(previous ‖ entry_bytes). ValueError as there."""
    return hashlib.sha256(bytes.fromhex(previous) + entry_bytes(entry, encoding)).hexdigest()


def follows(previous: str, entry: Entry, encoding: int, digest: str) -> bool:
    """Whether `digest` is the hash of `entry` after `previous`, whatever stands in their places."""
    try:
        return link(previous, entry, encoding) == digest
    except ValueError:
        return False


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


def links(previous: str, entries: list[Entry], encoding: int) -> list[str]:
    """The hash after each of the `entries`. ValueError as in `entry_bytes`."""
    return list(accumulate(entries, lambda head, entry: link(head, entry, encoding), initial=previous))[1:]


def chain(previous: str, entries: list[Entry], encoding: int) -> str:
    """The hash after all `entries`; `previous` for none. ValueError as in `entry_bytes`."""
    return [previous, *links(previous, entries, encoding)][-1]
