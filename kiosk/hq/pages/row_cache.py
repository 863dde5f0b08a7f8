"""Row cache: the rows that were made of an office, kept until its standing or what else they are made of is another."""

from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from kiosk.hq.report.standings import OfficeStanding

R = TypeVar("R")


class RowCache(Generic[R]):
    """The rows of every office on one page, in the form that the page keeps. Whoever reads them changes none."""

    def __init__(self) -> None:
        self._rows: WeakKeyDictionary[OfficeStanding, tuple[object, list[R]]] = WeakKeyDictionary()

    def rows(self, standing: OfficeStanding, facts: object, made: Callable[[], list[R]]) -> list[R]:
        """The rows of an office: those that are kept, if they were made of the same `facts`."""
        kept = self._rows.get(standing)
        if kept is None or kept[0] != facts:
            kept = self._rows[standing] = facts, made()
        return kept[1]
