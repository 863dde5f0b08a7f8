"""The heads: a cache of the lines that no other takes back, which pages read instead of all that was ever written.

Triggers keep it as lines come in. It is compared with the lines, and mended from them.
"""

from kiosk.storage.sqlite_file import SqliteFile

_TAKEN_BACK = """EXISTS (SELECT 1 FROM line WHERE takes_back = {id})
    OR EXISTS (SELECT 1 FROM elsewhere WHERE takes_back = {id})"""

_COLUMNS = "id, what, day, role, value"

_DUE = f"SELECT {_COLUMNS} FROM known WHERE NOT ({_TAKEN_BACK.format(id='known.id')})"
"""The heads as the lines have them."""

_KEPT = f"""BEGIN
    DELETE FROM head WHERE id = NEW.takes_back;
    INSERT INTO head SELECT NEW.id, NEW.what, NEW.day, NEW.role, NEW.value
    WHERE NOT ({_TAKEN_BACK.format(id="NEW.id")})
    ON CONFLICT DO NOTHING;
END;"""

TABLES = f"""
CREATE TABLE head (
    id TEXT PRIMARY KEY,
    what TEXT NOT NULL,
    day TEXT NOT NULL,
    role TEXT NOT NULL,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX head_what ON head (what, day);

CREATE INDEX line_day ON line (day, id);

CREATE INDEX elsewhere_day ON elsewhere (day, kiosk, place, id);

CREATE TRIGGER line_heads AFTER INSERT ON line {_KEPT}

CREATE TRIGGER elsewhere_heads AFTER INSERT ON elsewhere {_KEPT}
"""

FILL = f"INSERT INTO head {_DUE};\n"
"""The heads of the lines that are there."""


class Heads:
    """The heads of a record file."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def differ(self) -> bool:
        """Whether they are not those of the lines."""
        kept = f"SELECT {_COLUMNS} FROM head"
        between = f"SELECT * FROM ({kept} EXCEPT {_DUE}) UNION ALL SELECT * FROM ({_DUE} EXCEPT {kept}) LIMIT 1"
        return bool(self._file.rows(between))

    def mend(self) -> bool:
        """Make them those of the lines again; gives whether they were not. sqlite3.Error if that is not written."""
        if not self.differ():
            return False
        with self._file.transaction():
            self._file.execute("DELETE FROM head")
            self._file.execute(FILL)
        return True
