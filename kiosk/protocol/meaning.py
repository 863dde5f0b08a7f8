"""Plausibility of an entry: why what it says cannot be true, by one rule for the kiosk that would write it and for
headquarters that is sent it.

What an entry says of another one, a correction of its respondent, is asked where the others are: in the ledger and in
the register.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from kiosk.protocol.chain import Channel, Entry, Kind

Reason = Literal[
    "unknown-group",
    "unknown-year",
    "future-day",
    "out-of-bounds",
    "wrong-channel",
    "no-respondent",
    "taken-back",
]
"""Why an entry is set aside: no work group of its year; a day before all years that are known, or after its arrival; a
figure that no office can have; a channel by which its kind does not come; a correction of nothing that is counted for
the same kiosk on the same day, in the same work group, by the same channel; one of what is taken back already."""

LEARNABLE: Final[tuple[Reason, ...]] = ("unknown-group", "unknown-year")
"""Reasons that end when a year's file comes to be known."""

MOST_ANSWERS = 1_000_000
"""The highest ITAP figure: two thousand times the highest minimum of the plan, so that beyond it lies only a slip."""

_CHANNELS: dict[Kind, tuple[Channel, ...]] = {
    "respondent": ("staff", "visitor"),
    "correction": ("staff", "visitor"),
    "itap": ("staff",),
    "note": ("staff", "system"),
}


class Year(NamedTuple):
    """A fiscal year from its first to its last day, both included, and its work groups."""

    start: datetime.date
    end: datetime.date
    groups: frozenset[str]


@dataclass(frozen=True)
class KnownYears:
    """The fiscal years that somebody has files of; one may be stated to offices in several ways. A year after the first
    that has none is held to the newest."""

    years: Collection[Year]

    def groups(self, day: datetime.date) -> frozenset[str] | None:
        """The work groups of a day; None before the first year."""
        holding = [year for year in self.years if year.start <= day <= year.end]
        if holding:
            return frozenset[str]().union(*(year.groups for year in holding))
        has_begun = any(year.start <= day for year in self.years)
        return max(self.years).groups if has_begun else None

    def doubt(self, entry: Entry, latest: datetime.date) -> Reason | None:
        """Why an entry cannot be true; `latest` is the last day that can have come. A note may be of any day before,
        because a wrong clock is one of the things that are noted."""
        groups = self.groups(entry.day)
        if entry.day > latest:
            return "future-day"
        if entry.channel not in _CHANNELS.get(entry.kind, ()):
            return "wrong-channel"
        if groups is None:
            return None if entry.kind == "note" else "unknown-year"
        if entry.work_group is not None and entry.work_group not in groups:
            return "unknown-group"
        return "out-of-bounds" if entry.kind == "itap" and int(entry.value) > MOST_ANSWERS else None
