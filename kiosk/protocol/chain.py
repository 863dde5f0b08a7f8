"""The hash chain of a ledger: its entries, and which of their fields are hashed.

A field that entries get later may be null, stands last in Entry, and makes a new version in ENCODINGS; the ledger then
begins a new epoch.
"""

import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from kiosk.protocol.encodings import Encodings

Kind = Literal["respondent", "correction", "itap", "note"]
Channel = Literal["staff", "visitor", "system"]
Hash = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Signature = Annotated[str, Meta(pattern=r"\A[0-9a-f]{128}\Z")]
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


LEDGER = Encodings(Entry, "genesis", ENCODINGS)
"""How the entries of a ledger are chained."""

entry_bytes, genesis_hash, link, links = LEDGER.entry_bytes, LEDGER.genesis_hash, LEDGER.link, LEDGER.links
follows = LEDGER.follows


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


def chain(previous: str, entries: list[Entry], encoding: int) -> str:
    """The hash after all `entries`; `previous` for none. ValueError as in `entry_bytes`."""
    return [previous, *links(previous, entries, encoding)][-1]
