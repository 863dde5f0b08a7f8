"""The lines of an office's record: what staff have written, and which of their fields are hashed."""

import datetime
from typing import Annotated

from msgspec import Meta, Struct

from kiosk.protocol.chain import Name, Seq, Uuid
from kiosk.protocol.encodings import Encodings

Role = Annotated[str, Meta(min_length=1, max_length=200)]
What = Annotated[str, Meta(pattern=r"\A[a-z][a-z-]*/\S+\Z", max_length=200)]

ENCODINGS: dict[int, tuple[str, ...]] = {
    1: ("seq", "id", "day", "role", "what", "value", "takes_back"),
}
"""Which fields of a line are hashed, in their order, by version. One that has shipped is never changed."""


class Line(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One line of a record: on which `day` somebody in a `role` wrote down what.

    `what` is a kind and a name, as `fact/90-day-report.fee` or `year/2570/deadline`; `value` is JSON with its keys in
    order, "null" where the line says only that another no longer holds. `takes_back` is the id of the line that this
    one corrects.
    """

    seq: Seq
    id: Uuid
    day: datetime.date
    role: Role
    what: What
    value: str
    takes_back: Uuid | None = None


class LineElsewhere(Struct, frozen=True, array_like=True):
    """A line of another kiosk of the office: which kiosk's, in which of its epochs, and the line."""

    kiosk: Name
    epoch: Uuid
    line: Line


RECORD = Encodings(Line, "record", ENCODINGS)
"""How the lines of a record are chained."""
