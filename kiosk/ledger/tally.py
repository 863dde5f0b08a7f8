"""The tally beside the entries that it is the sum of: compared a bounded part at a time, and mended from them."""

import time
from collections import Counter
from typing import NamedTuple

from kiosk.ledger.reader import PAGE, Entries

Place = tuple[str, str, str]
"""A day, a work group, a channel."""

_BREATH = 0.001
"""Seconds between two parts, in which whoever counts is let in."""

_COUNTED = """
    FROM entry JOIN epoch USING (epoch)
    WHERE kind IN ('respondent', 'correction') AND {part}
        AND (number = 1 OR NOT EXISTS (
            SELECT 1 FROM entry AS earlier JOIN epoch AS its USING (epoch)
            WHERE earlier.id = entry.id AND its.number < epoch.number))
"""
"""What counts of the entries: each id once, in the epoch that had it first, as the trigger counts it."""


class Difference(NamedTuple):
    """A place where the tally says `cached` and its entries `summed`."""

    place: Place
    cached: int
    summed: int

    def __str__(self) -> str:
        day, group, channel = self.place
        return f"The tally of {day} {group} ({channel}) says {self.cached}, its entries say {self.summed}."


class Tallies(Entries):
    """The cache that a trigger keeps, held to its entries."""

    tally_differs = False
    """Whether it was found not to be their sum, and could not be mended."""

    def tally_differences(self) -> list[Difference]:
        """Where the tally is not the sum of its entries; a writer waits for no more than a part of the reading."""
        return self._compared(*self._sums())

    def mend_tally(self) -> list[Difference]:
        """Make the tally the sum of its entries again; gives where it was not. sqlite3.Error if that is not written."""
        summed, number, seq = self._sums()
        self.tally_differs = bool(self._compared(summed, number, seq))
        if not self.tally_differs:
            return []
        with self._lock, self._transaction():
            found = self._compared(summed, number, seq)
            for one in found:
                self._db.execute(
                    "INSERT INTO tally VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = excluded.count",
                    (*one.place, one.summed),
                )
        self.tally_differs = False
        return found

    def _sums(self) -> tuple[Counter[Place], int, int]:
        """The sums of the entries up to a seq of the epoch of that number: all that were there when it began."""
        summed: Counter[Place] = Counter()
        epochs = self._all("SELECT number, epoch FROM epoch ORDER BY number")
        for _, epoch in epochs:
            seq, last = 0, self.length(epoch)
            while seq < last:
                end = self._end_of_part(epoch, seq)
                part = _COUNTED.format(part="epoch = ? AND seq > ? AND seq <= ?")
                rows = self._all(
                    f"SELECT day, work_group, channel, sum(value) {part} GROUP BY 1, 2, 3", epoch, seq, end
                )
                summed.update({(day, group, channel): count for day, group, channel, count in rows})
                seq = end
                time.sleep(_BREATH)
        return summed, epochs[-1][0], seq

    def _end_of_part(self, epoch: str, after: int) -> int:
        """The seq of the last of the next PAGE entries, of which there is one at least."""
        part = "SELECT seq FROM entry WHERE epoch = ? AND seq > ? ORDER BY seq LIMIT ?"
        return int(self._all(f"SELECT max(seq) FROM ({part})", epoch, after, PAGE)[0][0])

    def _compared(self, summed: Counter[Place], number: int, seq: int) -> list[Difference]:
        """The tally beside these sums and the entries after them: one statement, so that nobody counts in between."""
        later = [_COUNTED.format(part=part) for part in ("number = ? AND seq > ?", "number > ?")]
        rows = self._all(
            "SELECT day, work_group, channel, sum(cached), sum(later) FROM ("
            "SELECT day, work_group, channel, count AS cached, 0 AS later FROM tally "
            f"UNION ALL SELECT day, work_group, channel, 0, value {later[0]} "
            f"UNION ALL SELECT day, work_group, channel, 0, value {later[1]}) GROUP BY 1, 2, 3",
            number,
            seq,
            number,
        )
        cached = {(day, group, channel): count for day, group, channel, count, _ in rows}
        summed = summed.copy()
        summed.update({(day, group, channel): later for day, group, channel, _, later in rows})
        return [
            Difference(place, cached.get(place, 0), summed[place])
            for place in sorted(cached.keys() | summed.keys(), key=str)  # who tampers leaves places without a group
            if cached.get(place, 0) != summed[place]
        ]
