"""The order of all lines, the oldest first: how many there are, and which number a line has, without reading them."""

from kiosk.protocol.line import Line
from kiosk.storage.sqlite_file import SqliteFile

ORDER = "day, kiosk, place"
"""The order. Only where these columns are selected too, SQLite looks into each half of `known` by its indexes."""

_NEWEST_FIRST = "day DESC, kiosk DESC, place DESC"


_OTHERS = "elsewhere WHERE NOT EXISTS (SELECT 1 FROM line WHERE line.id = elsewhere.id)"
"""The lines of other kiosks that are not this one's too."""


class LineOrder:
    """The order as it is when this is made; what is asked about a new line is found without reading the older ones."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file
        self.length = self._count("SELECT count(DISTINCT id) FROM line", f"SELECT count(*) FROM {_OTHERS}")

    def newest(self, skipped: int, most: int) -> list[str]:
        """The ids of so many lines, the newest first, after so many that are skipped."""
        rows = self._file.rows(
            f"SELECT id, {ORDER} FROM known ORDER BY {_NEWEST_FIRST} LIMIT ? OFFSET ?", most, skipped
        )
        return [id_ for id_, *_ in rows]

    def number(self, line: Line) -> int:
        """Which line it is, from 1."""
        day = line.day.isoformat()
        of_day = self._file.rows(f"SELECT id, {ORDER} FROM known WHERE day = ? ORDER BY {_NEWEST_FIRST}", day)
        later = self._count(
            "SELECT count(DISTINCT id) FROM line WHERE day > ?", f"SELECT count(*) FROM {_OTHERS} AND day > ?", day
        )
        return self.length - later - [id_ for id_, *_ in of_day].index(line.id)

    def _count(self, own: str, others: str, *values: str) -> int:
        return sum(int(self._file.value(query, *values)) for query in (own, others))
