"""The figures that ITAP showed for the work groups, as the administrator typed them in."""

import datetime

from kiosk.streams.ledger.entries import Entries


class ItapFigures:
    """The ITAP figures of a ledger. A work group None is the total; a day is the one of the typing."""

    def __init__(self, entries: Entries) -> None:
        self._entries = entries

    def newest(self, until: datetime.date = datetime.date.max) -> dict[str | None, tuple[int, datetime.date]]:
        """The newest figure of each work group up to `until`, with its day."""
        return {group: (figure, day) for day, group, figure in self.all(until)}

    def all(self, until: datetime.date = datetime.date.max) -> list[tuple[datetime.date, str | None, int]]:
        """Every figure up to `until`, in order: its day, its work group, the figure."""
        entries = self._entries.of_kind("itap")
        return [(entry.day, entry.work_group, int(entry.value)) for entry in entries if entry.day <= until]

    def history(self, group: str | None) -> list[tuple[datetime.date, int]]:
        """Every figure of a work group, in order, after its day."""
        return [(day, figure) for day, work_group, figure in self.all() if work_group == group]
