"""The lines of all kiosks of an office as one record: which of them hold, by one rule for each of its kiosks.

A line that another one takes back does not hold. Where lines of several kiosks are left that have not known of each
other, the newest by day goes before, then the one that follows on most others, then by kiosk and place.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from kiosk.record.kinds import is_readable

HEADS = """SELECT known.id, day, role, what, value, takes_back, kiosk, place FROM known
WHERE what GLOB ? AND NOT EXISTS (SELECT 1 FROM line WHERE line.takes_back = known.id)
AND NOT EXISTS (SELECT 1 FROM elsewhere WHERE elsewhere.takes_back = known.id)"""
"""The lines about what fits a pattern that no other takes back."""

_TAKEN_BACK = "SELECT takes_back FROM known WHERE id = ? LIMIT 1"

Query = Callable[..., list[tuple[str, ...]]]
"""What runs a statement with its values and gives all rows."""


class Head(NamedTuple):
    """A line that no other takes back, by the columns of HEADS."""

    id: str
    day: str
    role: str
    what: str
    value: str
    takes_back: str | None
    kiosk: str
    place: int


def heads(query: Query, pattern: str) -> dict[str, Head]:
    """Of everything that fits a pattern, by its name, the one line that says it now."""
    by_name: dict[str, list[Head]] = {}
    for head in (Head(*row) for row in query(HEADS, pattern)):  # type: ignore[arg-type]
        if is_readable(head.role, head.what, head.value):
            by_name.setdefault(head.what, []).append(head)
    return {what: _newest(query, each) for what, each in by_name.items()}


def _newest(query: Query, several: Iterable[Head]) -> Head:
    first, *others = several
    if not others:
        return first
    return max((first, *others), key=lambda head: (head.day, _depth(query, head), head.kiosk, head.place))


def _depth(query: Query, head: Head) -> int:
    """How many lines it follows on, each taking back the one before; a liar's may go round in a ring."""
    before, seen = head.takes_back, set[str]()
    while before is not None and before not in seen:
        seen.add(before)
        rows = query(_TAKEN_BACK, before)
        before = rows[0][0] if rows else None
    return len(seen)
