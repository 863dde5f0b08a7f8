"""Row cache: the rows that were made of an office, kept until its standing or what else they are made of is another."""

from collections.abc import Callable
from weakref import WeakKeyDictionary

from kiosk.hq.pages.table import Row
from kiosk.hq.report.standings import OfficeStanding


class RowCache:
    """The rows of every office on one page. Whoever reads them changes none."""

    def __init__(self) -> None:
        self._rows: WeakKeyDictionary[OfficeStanding, tuple[object, list[Row]]] = WeakKeyDictionary()

    def rows(self, standing: OfficeStanding, facts: object, made: Callable[[], list[Row]]) -> list[Row]:
        """The rows of an office: those that are kept, if they were made of the same `facts`."""
        kept = self._rows.get(standing)
        if kept is None or kept[0] != facts:
            kept = self._rows[standing] = facts, made()
        return kept[1]
