"""The kinds of lines that a record takes, in one table: by the word before the first `/` of what a line is about.

A kind of which the newest line of each name says it, such as a fact, has one value at a time; of the others every line
that was not taken back holds, such as a follow-up.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, field

from kiosk.protocol.line import Line
from kiosk.text.bilingual import Bilingual
from kiosk.text.characters import hidden

Figure = Annotated[int, Meta(ge=0)]
Table = dict[str, Any]


class Days(Bilingual, frozen=True, forbid_unknown_fields=False):
    """Words, and the first and the last day on which they stand."""

    first: datetime.date = field(name="from")
    last: datetime.date = field(name="until")

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("the last day comes before the first")


class Host(Struct, frozen=True):
    """A host that the office discloses at."""

    host: str


LineReason = Literal["no-role", "future-day", "unknown-kind", "unfit-value", "no-line"]
"""Why a line is set aside: nobody's role, or none in words; a day after its arrival; a kind that is not known; what no
line of its kind says; it takes back what no kiosk of its office has written about the same."""


@dataclass(frozen=True)
class LineKind:
    """The shape of what lines of a kind say, as a msgspec type; whether the newest of a name alone says it; whether
    a line is kept for good: nobody can take it back; and what their names look like."""

    shape: Any
    newest_holds: bool = False
    is_kept: bool = False
    name: str = r"\S+"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What names of lines of this kind look like."""
        return re.compile(self.name)

    @cached_property
    def decoder(self) -> msgspec.json.Decoder[Any]:
        """Reads what a line of this kind says."""
        return msgspec.json.Decoder(self.shape)


_DAY = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_HOST = r"[a-z0-9-]+(\.[a-z0-9-]+)+"

KINDS: dict[str, LineKind] = {
    "announcement": LineKind(Days, newest_holds=True, name=_DAY),
    "evidence": LineKind(Table),
    "fact": LineKind(Table, newest_holds=True),
    "figure": LineKind(Figure),
    "follow-up": LineKind(Table),
    "host": LineKind(Host, newest_holds=True, name=_HOST),
    "output": LineKind(Figure, newest_holds=True),
    "printed": LineKind(Table, newest_holds=True),
    "roster": LineKind(Bilingual, newest_holds=True, name=rf"{_DAY}|(mon|tues|wednes|thurs|fri|satur|sun)day"),
    "several": LineKind(Table, is_kept=True),
    "taken-in": LineKind(Table, is_kept=True),
    "year": LineKind(Any, newest_holds=True, name=r"2[0-9]{3}/\S+"),
}
"""By name. Values are JSON: tables, lists, words, whole numbers, but never null and no fractions."""

NEWEST_HOLDS = frozenset(name for name, kind in KINDS.items() if kind.newest_holds)


def kind_of(what: str) -> LineKind | None:
    """The kind of a line that is about `what`; None if there is none of that name."""
    return KINDS.get(what.partition("/")[0])


def fits(what: str, value: str) -> bool:
    """Whether JSON can be what a line about `what` says. "null" can: it says that another line no longer holds.

    No word of it holds a character that nobody sees.
    """
    kind, name = kind_of(what), what.partition("/")[2]
    if kind is None or not kind.pattern.fullmatch(name) or hidden(name):
        return False
    try:
        return value == "null" or (kind.decoder.decode(value) is not None and not _hides(value))
    except (msgspec.DecodeError, ValueError, RecursionError):
        return False


def is_readable(role: str, what: str, value: str) -> bool:
    """Whether a line says what one of its kind can say. What is of an unknown kind is read for that alone."""
    return not hidden(role) and (kind_of(what) is None or fits(what, value))


def _hides(value: str) -> bool:
    """Whether a word in JSON holds a character that nobody sees; where none is escaped, one look is enough."""
    return any(map(hidden, _words(msgspec.json.decode(value)))) if "\\" in value else bool(hidden(value))


def _words(stated: object) -> Iterator[str]:
    """Every word in what a line says."""
    match stated:
        case str():
            yield stated
        case dict():
            for key, value in stated.items():
                yield key
                yield from _words(value)
        case list():
            for value in stated:
                yield from _words(value)


def doubt(line: Line, latest: datetime.date) -> LineReason | None:
    """Plausibility of a line: why it cannot be true; `latest` is the last day that can have come."""
    if not line.role.strip() or hidden(line.role):
        return "no-role"
    if line.day > latest:
        return "future-day"
    if kind_of(line.what) is None:
        return "unknown-kind"
    return None if fits(line.what, line.value) else "unfit-value"
