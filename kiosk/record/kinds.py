"""The kinds of lines that a record takes, in one table: by the word before the first `/` of what a line is about.

A kind of which the newest line of each name says it, such as a fact, has one value at a time; of the others every line
that was not taken back holds, such as a follow-up.
"""

import datetime
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from kiosk.protocol.line import Line

Figure = Annotated[int, Meta(ge=0)]
Table = dict[str, Any]
Words = dict[str, str]


LineReason = Literal["no-role", "future-day", "unknown-kind", "unfit-value", "no-line"]
"""Why a line is set aside: nobody's role; a day after its arrival; a kind that is not known; what no line of its kind
says; it takes back what no kiosk of its office has written about the same."""


@dataclass(frozen=True)
class LineKind:
    """The shape of what lines of a kind say, as a msgspec type; whether the newest of a name alone says it; whether
    a line is kept for good: nobody can take it back."""

    shape: Any
    newest_holds: bool = False
    is_kept: bool = False


KINDS: dict[str, LineKind] = {
    "announcement": LineKind(Words, newest_holds=True),
    "evidence": LineKind(Table),
    "fact": LineKind(Table, newest_holds=True),
    "figure": LineKind(Figure),
    "follow-up": LineKind(Table),
    "host": LineKind(Words, newest_holds=True),
    "output": LineKind(Figure, newest_holds=True),
    "roster": LineKind(Words, newest_holds=True),
    "several": LineKind(Table, is_kept=True),
    "taken-in": LineKind(Table, is_kept=True),
    "year": LineKind(Any, newest_holds=True),
}
"""By name. Values are JSON: tables, lists, words, whole numbers, but never null and no fractions."""

NEWEST_HOLDS = frozenset(name for name, kind in KINDS.items() if kind.newest_holds)


def kind_of(what: str) -> LineKind | None:
    """The kind of a line that is about `what`; None if there is none of that name."""
    return KINDS.get(what.partition("/")[0])


def fits(what: str, value: str) -> bool:
    """Whether JSON can be what a line about `what` says. "null" can: it says that another line no longer holds."""
    kind = kind_of(what)
    if kind is None:
        return False
    try:
        return value == "null" or msgspec.json.decode(value, type=kind.shape) is not None
    except (msgspec.DecodeError, RecursionError):
        return False


def doubt(line: Line, latest: datetime.date) -> LineReason | None:
    """Plausibility of a line: why it cannot be true; `latest` is the last day that can have come."""
    if not line.role.strip():
        return "no-role"
    if line.day > latest:
        return "future-day"
    if kind_of(line.what) is None:
        return "unknown-kind"
    return None if fits(line.what, line.value) else "unfit-value"
