"""The counts of the office's other kiosks, as headquarters' last receipt told them."""

import datetime

from kiosk.protocol.chain import DayCount
from kiosk.protocol.payloads import Receipt
from kiosk.storage.sqlite_file import SqliteFile
from kiosk.streams.ledger.tally import counts_between


class CountsElsewhere:
    """The table of other kiosks' counts in a ledger file. No count of this kiosk depends on them."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def keep(self, receipt: Receipt[DayCount]) -> None:
        """Those of a receipt in the place of those before, in the caller's transaction."""
        self._file.execute("DELETE FROM elsewhere")
        names = DayCount.__struct_fields__
        rows = (
            {name: getattr(count, name) for name in names} | {"day": count.day.isoformat()}
            for count in receipt.elsewhere
        )
        self._file.insert("elsewhere", *rows)

    def between(self, start: datetime.date, end: datetime.date) -> list[DayCount]:
        """Respondents of the office's other kiosks from `start` to `end`, both included."""
        return counts_between(self._file, "elsewhere", start, end)
