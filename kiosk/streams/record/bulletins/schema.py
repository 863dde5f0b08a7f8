"""The table of a shelf, and the rules that the database itself keeps: append-only, and without a gap."""

from kiosk.storage.sqlite_file import Schema

APPLICATION_ID = 0x424C544E
"""Written into every shelf, so that no other database is taken for one."""

_TABLES = """
CREATE TABLE bulletin (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    bulletin TEXT NOT NULL CHECK (length(bulletin) > 0),
    came TEXT NOT NULL CHECK (came GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    signed_by TEXT NOT NULL CHECK (length(signed_by) = 64)
) STRICT;

CREATE TRIGGER bulletin_kept BEFORE UPDATE ON bulletin BEGIN SELECT RAISE(ABORT, 'a bulletin is never changed'); END;
CREATE TRIGGER bulletin_there BEFORE DELETE ON bulletin BEGIN SELECT RAISE(ABORT, 'a bulletin is never deleted'); END;

CREATE TRIGGER bulletin_in_order BEFORE INSERT ON bulletin
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM bulletin)
BEGIN SELECT RAISE(ABORT, 'a bulletin may not leave a gap'); END;
"""
SCHEMA = Schema("the bulletins of headquarters", APPLICATION_ID, 1, _TABLES)
