"""The order of all lines, the oldest first: how many there are, and which number a line has, without reading them."""

from collections import Counter

from kiosk.protocol.line import Line
from kiosk.storage.sqlite_file import SqliteFile

ORDER = "day, kiosk, place"
"""The order. Only where these columns are selected too, SQLite looks into each half of `known` by its indexes."""

_NEWEST_FIRST = "day DESC, kiosk DESC, place DESC"


class LineOrder:
    """The order as it is when this is made; by day, as an index tells it."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file
        own = file.rows("SELECT day, count(*) FROM (SELECT DISTINCT day, id FROM line) GROUP BY day")
        others = file.rows(
            "SELECT day, count(*) FROM elsewhere "
            "WHERE NOT EXISTS (SELECT 1 FROM line WHERE line.id = elsewhere.id) GROUP BY day"
        )
        self._days = Counter(dict(own)) + Counter(dict(others))
        self.length = self._days.total()

    def newest(self, skipped: int, most: int) -> list[str]:
        """The ids of so many lines, the newest first, after so many that are skipped."""
        rows = self._file.rows(
            f"SELECT id, {ORDER} FROM known ORDER BY {_NEWEST_FIRST} LIMIT ? OFFSET ?", most, skipped
        )
        return [id_ for id_, *_ in rows]

    def number(self, line: Line) -> int:
        """Which line it is, from 1."""
        day = line.day.isoformat()
        of_day = self._file.rows(f"SELECT id, {ORDER} FROM known WHERE day = ? ORDER BY {ORDER}", day)
        before = sum(count for earlier, count in self._days.items() if earlier < day)
        return before + [id_ for id_, *_ in of_day].index(line.id) + 1
