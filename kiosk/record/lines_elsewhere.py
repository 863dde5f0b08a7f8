"""The lines of the office's other kiosks, as headquarters told them: known here, in no chain here."""

import msgspec

from kiosk.protocol.line import LineElsewhere
from kiosk.protocol.messages import Known
from kiosk.storage.sqlite_file import SqliteFile


class LinesElsewhere:
    """The table of other kiosks' lines in a record file."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def keep(self, told: list[LineElsewhere]) -> None:
        """Idempotent: these besides those that are here, in the caller's transaction."""
        for each in told:
            if not self._file.rows("SELECT 1 FROM elsewhere WHERE id = ?", each.line.id):
                said = msgspec.structs.asdict(each.line) | {"day": each.line.day.isoformat()}
                self._file.insert("elsewhere", {"kiosk": each.kiosk, "epoch": each.epoch, **said})

    def known(self) -> list[Known]:
        """How far the lines of each epoch of the others are here."""
        rows = self._file.rows("SELECT kiosk, epoch, max(seq) FROM elsewhere GROUP BY kiosk, epoch ORDER BY 1, 2")
        return [Known(*row) for row in rows]
