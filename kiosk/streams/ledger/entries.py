"""The entries of a ledger, looked up by what they say: kinds, days, what can still be taken back."""

import datetime
from collections.abc import Collection
from typing import Literal

import msgspec

from kiosk.protocol.chain import Entry
from kiosk.storage.sqlite_file import SqliteFile
from kiosk.streams.chain.hash_chain import HashChain

COLUMNS = ", ".join(Entry.__struct_fields__)


class Entries:
    """Queries on the entries of a ledger file; each entry once, however many epochs hold it."""

    def __init__(self, file: SqliteFile, chain: HashChain[Entry]) -> None:
        self._file = file
        self._chain = chain

    def of_kind(self, kind: Literal["itap", "note"]) -> list[Entry]:
        """The few entries of a kind, oldest day first; once each, however many epochs hold them."""
        rows = self._file.rows(
            f"SELECT {COLUMNS} FROM entry INDEXED BY entry_{kind} JOIN epoch USING (epoch) "
            f"WHERE kind = '{kind}' ORDER BY day, number, seq"
        )
        entries = map(self._chain.entry_of, rows)
        return list({entry.id: entry for entry in entries}.values())

    def has_note(self, day: datetime.date, word: str) -> bool:
        """Whether that is noted of the day."""
        statement = "SELECT 1 FROM entry WHERE day = ? AND channel = 'system' AND kind = 'note' AND value = ? LIMIT 1"
        return bool(self._file.rows(statement, day.isoformat(), word))

    def newest_day(self) -> datetime.date | None:
        """The latest day of any entry; None before the first."""
        newest = self._file.value("SELECT max(day) FROM entry")
        return datetime.date.fromisoformat(newest) if newest else None

    def newest_correctable(
        self, day: datetime.date, group: str | None, among: Collection[str] | None = None
    ) -> Entry | None:
        """The newest staff entry of `day` (and of `group`, and with an id `among` these) that is not taken back."""
        return next(iter(self.correctable(day, group, among)), None)

    def correctable(self, day: datetime.date, group: str | None, among: Collection[str] | None = None) -> list[Entry]:
        """All of those, the newest first; each once."""
        rows = self._file.rows(
            f"SELECT {COLUMNS} FROM entry AS e JOIN epoch USING (epoch) "
            "WHERE day = ?1 AND channel = 'staff' AND kind = 'respondent' AND work_group = coalesce(?2, work_group) "
            "AND NOT EXISTS (SELECT 1 FROM entry AS c WHERE c.corrects = e.id) "
            "AND (?3 IS NULL OR e.id IN (SELECT value FROM json_each(?3))) "
            "ORDER BY number DESC, seq DESC",
            day.isoformat(),
            group,
            None if among is None else msgspec.json.encode(list(among)).decode(),
        )
        entries = map(self._chain.entry_of, rows)
        return list({entry.id: entry for entry in entries}.values())

    def has(self, id_: str) -> bool:
        """Whether an entry of that id is here."""
        return bool(self._file.rows("SELECT 1 FROM entry WHERE id = ? LIMIT 1", id_))

    def is_new(self, entry: Entry) -> bool:
        """Whether an entry is not here, nor takes back what is not here or is taken back already."""
        if self._file.rows("SELECT 1 FROM entry WHERE id = ? OR corrects = ?", entry.id, entry.corrects):
            return False
        return entry.corrects is None or bool(
            self._file.rows(
                "SELECT 1 FROM entry WHERE id = ? AND kind = 'respondent' "
                "AND day = ? AND work_group = ? AND channel = ?",
                entry.corrects,
                entry.day.isoformat(),
                entry.work_group,
                entry.channel,
            )
        )
