"""The lines of the office's other kiosks, as headquarters told them: known here, in no chain here."""

from collections.abc import Iterator

import msgspec

from kiosk.protocol.line import Line, LineElsewhere
from kiosk.protocol.payloads import Known, Receipt
from kiosk.storage.sqlite_file import SqliteFile

_COLUMNS = ", ".join(Line.__struct_fields__)

_TOLD = """SELECT json_extract(line.value, '$[0]'), json_extract(line.value, '$[1]'),
    max(json_extract(line.value, '$[2][0]'))
FROM told, json_each(receipt, '$.elsewhere') AS line GROUP BY 1, 2 ORDER BY 1, 2"""


class LinesElsewhere:
    """The table of other kiosks' lines in a record file, and the receipts that told them."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def keep(self, receipt: Receipt[LineElsewhere]) -> None:
        """Idempotent: the lines that a receipt tells besides those that are here, in the caller's transaction."""
        told = {(known.kiosk, known.epoch): known.seq for known in self.known()} if receipt.elsewhere else {}
        if any(each.line.seq > told.get((each.kiosk, each.epoch), 0) for each in receipt.elsewhere):
            self._file.insert("told", {"receipt": msgspec.json.encode(receipt).decode()})
        for each in receipt.elsewhere:
            if not self._file.rows("SELECT 1 FROM elsewhere WHERE id = ?", each.line.id):
                columns = msgspec.structs.asdict(each.line) | {"day": each.line.day.isoformat()}
                self._file.insert("elsewhere", {"kiosk": each.kiosk, "epoch": each.epoch, **columns})

    def known(self) -> list[Known]:
        """How far each epoch of the others was told: lines of a new one may be here from the one before."""
        rows = self._file.rows(_TOLD)
        return [Known(*row) for row in rows]

    def number(self) -> int:
        """How many lines there are."""
        return int(self._file.value("SELECT count(*) FROM elsewhere"))

    def lines(self) -> list[LineElsewhere]:
        """Every line, in the order in which they were told. msgspec.ValidationError if one is none."""
        rows = self._file.rows(f"SELECT kiosk, epoch, {_COLUMNS} FROM elsewhere ORDER BY place")
        return [msgspec.convert((kiosk, epoch, line), LineElsewhere) for kiosk, epoch, *line in rows]

    def told(self) -> Iterator[Receipt[LineElsewhere]]:
        """The receipts that told them, the oldest first. msgspec.DecodeError if one cannot be read."""
        for (receipt,) in self._file.rows("SELECT receipt FROM told ORDER BY number"):
            yield msgspec.json.decode(receipt, type=Receipt[LineElsewhere])
