"""The bodies of bulletins: what each kind of them says, as JSON on the wire and as TOML where it is written.

A kiosk passes over fields that a newer headquarters knows; whoever publishes is told of each that means nothing.
"""

import datetime
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from kiosk.protocol.chain import Name
from kiosk.text.bilingual import Bilingual

FactName = Annotated[str, Meta(pattern=r"\A\S+\.\S+\Z")]
"""ID.FIELD."""

Version = Annotated[str, Meta(pattern=r"\A[0-9]+(\.[0-9]+){1,3}\Z")]
"""The number of a release, such as 1.4.2."""


class YearBody(Struct, frozen=True):
    """A fiscal year: all tables of the file that states it, as they would stand in ita/."""

    assessment: dict[str, Any]


class NamedDay(Struct, frozen=True):
    """A day, and what it is called."""

    on: datetime.date
    name: Bilingual


class ClosedDaysBody(Struct, frozen=True):
    """Days on which offices are closed, or open, beyond those of the year; of a day the newest bulletin says it."""

    closed: list[NamedDay] = []
    opened: list[NamedDay] = []

    def __post_init__(self) -> None:
        days = [each.on for each in (*self.closed, *self.opened)]
        if not days or len(set(days)) < len(days):
            raise ValueError("it wants at least one day, and each once")


class FactsBody(Struct, frozen=True):
    """Facts that hold at every office it is for, by ID.FIELD, as content states them; where and when they were set."""

    source: Bilingual
    day: datetime.date
    fact: Annotated[dict[FactName, dict[str, Any]], Meta(min_length=1)]
    address: str | None = None

    def __post_init__(self) -> None:
        for tables in self.fact.values():
            if "value" not in tables or tables.keys() & {"source", "law", "confirmed", "bulletin"}:
                raise ValueError("a fact wants a value, and no source of its own")


class NoticeBody(Struct, frozen=True, rename={"first": "from", "last": "until"}):
    """Words for visitors or for staff, from one day until another. A newer notice of the same name replaces it."""

    name: Name
    audience: Literal["visitors", "staff"]
    words: Bilingual
    first: datetime.date
    last: datetime.date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("the last day comes before the first")


class VersionBody(Struct, frozen=True):
    """The version of the program that kiosks are to run, or a newer one."""

    wanted: Version


Body = YearBody | ClosedDaysBody | FactsBody | NoticeBody | VersionBody

BODIES: dict[str, type[Body]] = {
    "year": YearBody,
    "closed-days": ClosedDaysBody,
    "facts": FactsBody,
    "notice": NoticeBody,
    "version": VersionBody,
}
"""By kind."""


def body_of(kind: str, tables: object) -> Body:
    """What tables of a kind say. KeyError for a kind that is not known, msgspec.ValidationError for no such body."""
    body: Body = msgspec.convert(tables, BODIES[kind])
    return body


def body_text(body: Body) -> str:
    """The body as JSON with its keys in order."""
    return msgspec.json.encode(body, order="sorted").decode()


def meaningless(tables: Mapping[str, Any], body: Body) -> Iterator[str]:
    """The keys of what was written, as a.b, that the body says nothing of."""
    yield from _lost(tables, msgspec.to_builtins(body), "")


def _lost(written: Any, kept: Any, path: str) -> Iterator[str]:
    if isinstance(written, Mapping) and isinstance(kept, Mapping):
        for key, value in written.items():
            yield from _lost(value, kept[key], f"{path}{key}.") if key in kept else [f"{path}{key}"]
    elif isinstance(written, list) and isinstance(kept, list):
        for at, (each, other) in enumerate(zip(written, kept, strict=True)):
            yield from _lost(each, other, f"{path}{at}.")
