"""The tally: a cache of the entries' sums by day, work group and channel, compared with them and mended from them."""

import datetime
import time
from collections import Counter
from typing import Literal, NamedTuple

from kiosk.protocol.chain import DayCount, Entry
from kiosk.storage.sqlite_file import SqliteFile
from kiosk.streams.chain.hash_chain import PAGE, HashChain

TallyKey = tuple[str, str, str]
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
    """Where the tally says `cached` and its entries `summed`."""

    key: TallyKey
    cached: int
    summed: int

    def __str__(self) -> str:
        day, group, channel = self.key
        return f"The tally of {day} {group} ({channel}) says {self.cached}, its entries say {self.summed}."


class Tally:
    """The cache that a trigger of the ledger file keeps, held to its entries."""

    def __init__(self, file: SqliteFile, chain: HashChain[Entry]) -> None:
        self._file = file
        self._chain = chain
        self.differs = False
        """Whether it was not the sum of its entries, and could not be mended."""

    def counts(self, start: datetime.date, end: datetime.date) -> list[DayCount]:
        """Respondents counted here by day, work group and channel, from `start` to `end`, both included."""
        return counts_between(self._file, "tally", start, end)

    def differences(self) -> list[Difference]:
        """Where the tally is not the sum of its entries; a writer waits for no more than a part of the reading."""
        return self._compared(*self._sums())

    def mend(self) -> list[Difference]:
        """Make the tally the sum of its entries again; gives where it was not. sqlite3.Error if that is not written."""
        summed, number, seq = self._sums()
        self.differs = bool(self._compared(summed, number, seq))
        if not self.differs:
            return []
        with self._file.transaction():
            differences = self._compared(summed, number, seq)
            for difference in differences:
                self._file.execute(
                    "INSERT INTO tally VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = excluded.count",
                    *difference.key,
                    difference.summed,
                )
        self.differs = False
        return differences

    def _sums(self) -> tuple[Counter[TallyKey], int, int]:
        """The sums of the entries up to a seq of the epoch of that number: all that were there when it began."""
        summed: Counter[TallyKey] = Counter()
        epochs = self._file.rows("SELECT number, epoch FROM epoch ORDER BY number")
        for _, epoch in epochs:
            seq, last = 0, self._chain.length(epoch)
            while seq < last:
                end = self._end_of_part(epoch, seq)
                part = _COUNTED.format(part="epoch = ? AND seq > ? AND seq <= ?")
                rows = self._file.rows(
                    f"SELECT day, work_group, channel, sum(value) {part} GROUP BY 1, 2, 3", epoch, seq, end
                )
                summed.update({(day, group, channel): count for day, group, channel, count in rows})
                seq = end
                time.sleep(_BREATH)
        return summed, epochs[-1][0], seq

    def _end_of_part(self, epoch: str, after: int) -> int:
        """The seq of the last of the next PAGE entries, of which there is one at least."""
        part = "SELECT seq FROM entry WHERE epoch = ? AND seq > ? ORDER BY seq LIMIT ?"
        return int(self._file.value(f"SELECT max(seq) FROM ({part})", epoch, after, PAGE))

    def _compared(self, summed: Counter[TallyKey], number: int, seq: int) -> list[Difference]:
        """The tally beside these sums and the entries after them: one statement, so that nobody counts in between."""
        later = [_COUNTED.format(part=part) for part in ("number = ? AND seq > ?", "number > ?")]
        rows = self._file.rows(
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
            Difference(key, cached.get(key, 0), summed[key])
            for key in sorted(cached.keys() | summed.keys(), key=str)  # who tampers leaves keys without a group
            if cached.get(key, 0) != summed[key]
        ]


def counts_between(
    file: SqliteFile, table: Literal["tally", "elsewhere"], start: datetime.date, end: datetime.date
) -> list[DayCount]:
    """The counts that a table of the ledger has from `start` to `end`, both included."""
    rows = file.rows(
        f"SELECT day, work_group, channel, count FROM {table} WHERE day BETWEEN ? AND ?",
        start.isoformat(),
        end.isoformat(),
    )
    return [DayCount(datetime.date.fromisoformat(day), *rest) for day, *rest in rows]
