"""The tables of a record, and the rules that the database itself keeps: append-only, and without a gap."""

from kiosk.storage.sqlite_file import Schema

APPLICATION_ID = 0x4F524543
"""Written into every record file, so that no other database is taken for one."""

TABLES = """
CREATE TABLE record (
    id TEXT NOT NULL CHECK (length(id) = 36),
    practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
    one INTEGER PRIMARY KEY DEFAULT 1 CHECK (one = 1)
) STRICT;

CREATE TABLE epoch (
    number INTEGER PRIMARY KEY,
    epoch TEXT NOT NULL UNIQUE CHECK (length(epoch) = 36),
    parent_epoch TEXT REFERENCES epoch (epoch),
    parent_seq INTEGER CHECK (parent_seq >= 0),
    parent_hash TEXT CHECK (length(parent_hash) = 64),
    encoding INTEGER NOT NULL CHECK (encoding > 0),
    CHECK ((parent_epoch IS NULL) = (parent_seq IS NULL) AND (parent_seq IS NULL) = (parent_hash IS NULL))
) STRICT;

CREATE TABLE line (
    epoch TEXT NOT NULL REFERENCES epoch (epoch),
    seq INTEGER NOT NULL CHECK (seq > 0),
    id TEXT NOT NULL CHECK (length(id) = 36),
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    role TEXT NOT NULL CHECK (length(role) BETWEEN 1 AND 200),
    what TEXT NOT NULL CHECK (what GLOB '[a-z]*/?*' AND length(what) <= 200),
    value TEXT NOT NULL CHECK (length(value) > 0),
    takes_back TEXT CHECK (takes_back <> id),
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    PRIMARY KEY (epoch, seq),
    UNIQUE (id, epoch),
    UNIQUE (takes_back, epoch),
    CHECK (value <> 'null' OR takes_back IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX line_what ON line (what);

CREATE TABLE state (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER record_kept BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'a record is never changed'); END;
CREATE TRIGGER record_there BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'a record is never deleted'); END;
CREATE TRIGGER epoch_kept BEFORE UPDATE ON epoch BEGIN SELECT RAISE(ABORT, 'an epoch is never changed'); END;
CREATE TRIGGER epoch_there BEFORE DELETE ON epoch BEGIN SELECT RAISE(ABORT, 'an epoch is never deleted'); END;
CREATE TRIGGER line_kept BEFORE UPDATE ON line BEGIN SELECT RAISE(ABORT, 'a line is never changed'); END;
CREATE TRIGGER line_there BEFORE DELETE ON line BEGIN SELECT RAISE(ABORT, 'a line is never deleted'); END;

CREATE TRIGGER line_in_order BEFORE INSERT ON line
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM line WHERE epoch = NEW.epoch)
BEGIN SELECT RAISE(ABORT, 'a line may not leave a gap'); END;

CREATE TRIGGER line_takes_back BEFORE INSERT ON line
WHEN NEW.takes_back IS NOT NULL AND (
    NOT EXISTS (SELECT 1 FROM line WHERE id = NEW.takes_back AND what = NEW.what)
    OR EXISTS (SELECT 1 FROM line WHERE takes_back = NEW.takes_back AND id <> NEW.id))
BEGIN SELECT RAISE(ABORT, 'a line takes back one of its kind, once'); END;
"""

SCHEMA = Schema("the record of an office", APPLICATION_ID, 1, TABLES)
