"""What a machine remembers about itself beside a chain, such as when it last tried to sync."""

from kiosk.storage.sqlite_file import SqliteFile


class MachineState:
    """Remembered words by name. They are no entries: nothing depends on them but what a screen says."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def get(self, name: str) -> str | None:
        """The remembered word, if there is one."""
        rows = self._file.rows("SELECT value FROM state WHERE name = ?", name)
        return str(rows[0][0]) if rows else None

    def set(self, name: str, value: str) -> None:
        """Idempotent: remember a word in the place of the one before. Raises sqlite3.Error if it is not written.

        What is remembered already is not written again: a counter at rest spares its disk.
        """
        if self.get(name) != value:
            with self._file.transaction():
                self.put(name, value)

    def put(self, name: str, value: str) -> None:
        """The same in the caller's transaction."""
        self._file.execute(
            "INSERT INTO state VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", name, value
        )
