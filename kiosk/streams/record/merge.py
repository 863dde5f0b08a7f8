"""The lines of all kiosks of an office as one record: which of them hold, by one rule for each of its kiosks.

A line that another one takes back does not hold. Where lines of several kiosks are left that have not known of each
other, the newest by day goes before, then the one that follows on most others, then by kiosk and place.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from kiosk.streams.record.kinds import is_readable

_HEADS = "SELECT id, day, role, what, value FROM head WHERE what GLOB ? AND what >= ?"

_WRITTEN = "SELECT kiosk, place, takes_back FROM known WHERE id = ?"

Query = Callable[..., list[tuple[Any, ...]]]
"""What runs a statement with its values and gives all rows."""


class Head(NamedTuple):
    """A line that no other takes back."""

    id: str
    day: str
    role: str
    what: str
    value: str


def heads(query: Query, pattern: str, first: str = "") -> dict[str, Head]:
    """Of everything that fits a pattern, from a name on, by its name, the one line that says it now."""
    by_name: dict[str, list[Head]] = {}
    for head in (Head(*row) for row in query(_HEADS, pattern, first)):
        if is_readable(head.role, head.what, head.value):
            by_name.setdefault(head.what, []).append(head)
    return {what: each[0] if len(each) == 1 else _newest(query, each) for what, each in by_name.items()}


def _newest(query: Query, several: Iterable[Head]) -> Head:
    """Of lines that have not known of each other."""

    def rank(head: Head) -> tuple[str, int, str, int]:
        [(kiosk, place, takes_back)] = query(_WRITTEN, head.id)
        return head.day, _depth(query, takes_back), kiosk, place

    return max(several, key=rank)


def _depth(query: Query, before: str | None) -> int:
    """How many lines it follows on, each taking back the one before; a liar's may go round in a ring."""
    seen = set[str]()
    while before is not None and before not in seen:
        seen.add(before)
        rows = query(_WRITTEN, before)
        before = rows[0][2] if rows else None
    return len(seen)
