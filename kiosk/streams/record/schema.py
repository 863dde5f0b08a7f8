"""The tables of a record, and the rules that the database itself keeps: append-only, and without a gap."""

from kiosk.storage.sqlite_file import Schema
from kiosk.streams.record import heads

APPLICATION_ID = 0x4F524543
"""Written into every record file, so that no other database is taken for one."""

KNOWN = """
CREATE VIEW known AS
    SELECT id, seq, day, role, what, value, takes_back, CAST(number * 4294967296 + seq AS INTEGER) AS place,
        CAST(coalesce((SELECT value FROM state WHERE name = 'kiosk'), '') AS TEXT) AS kiosk
    FROM line JOIN epoch USING (epoch)
    WHERE NOT EXISTS (
        SELECT 1 FROM line AS again JOIN epoch AS its USING (epoch)
        WHERE again.id = line.id AND its.number > epoch.number)
    UNION ALL
    SELECT id, seq, day, role, what, value, takes_back, place, kiosk FROM elsewhere
    WHERE NOT EXISTS (SELECT 1 FROM line WHERE line.id = elsewhere.id);
"""
"""All lines, each once. Columns have one type in both halves: only then SQLite looks into each by its indexes."""

SHARED = f"""
CREATE TABLE receipt (
    epoch TEXT NOT NULL REFERENCES epoch (epoch),
    acked INTEGER NOT NULL CHECK (acked >= 0),
    head TEXT NOT NULL CHECK (length(head) = 64),
    kiosk TEXT NOT NULL,
    server_time TEXT NOT NULL,
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    signature TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 1),
    PRIMARY KEY (epoch, acked)
) STRICT, WITHOUT ROWID;

CREATE TABLE set_aside (
    epoch TEXT NOT NULL REFERENCES epoch (epoch),
    seq INTEGER NOT NULL CHECK (seq > 0),
    reason TEXT NOT NULL,
    PRIMARY KEY (epoch, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE elsewhere (
    place INTEGER PRIMARY KEY,
    kiosk TEXT NOT NULL CHECK (length(kiosk) > 0),
    epoch TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
    day TEXT NOT NULL,
    role TEXT NOT NULL,
    what TEXT NOT NULL,
    value TEXT NOT NULL,
    takes_back TEXT
) STRICT;

CREATE INDEX elsewhere_what ON elsewhere (what);
CREATE INDEX elsewhere_takes_back ON elsewhere (takes_back) WHERE takes_back IS NOT NULL;
CREATE INDEX elsewhere_epoch ON elsewhere (kiosk, epoch, seq);

{KNOWN}
CREATE TRIGGER elsewhere_kept BEFORE UPDATE ON elsewhere BEGIN SELECT RAISE(ABORT, 'a line is never changed'); END;
CREATE TRIGGER elsewhere_there BEFORE DELETE ON elsewhere BEGIN SELECT RAISE(ABORT, 'a line is never deleted'); END;

CREATE TRIGGER line_takes_back BEFORE INSERT ON line
WHEN NEW.takes_back IS NOT NULL AND (
    EXISTS (SELECT 1 FROM known WHERE id = NEW.takes_back AND what <> NEW.what)
    OR EXISTS (SELECT 1 FROM line WHERE takes_back = NEW.takes_back AND id <> NEW.id))
BEGIN SELECT RAISE(ABORT, 'a line takes back one of its kind, once'); END;
"""
"""What a record shares: receipts of headquarters, and the lines of the office's other kiosks; `known` are all lines.

A line may take back one of another kiosk, which a replaced machine gets to know later than its own."""

TOLD = """
CREATE TABLE told (
    number INTEGER PRIMARY KEY,
    receipt TEXT NOT NULL
) STRICT;

CREATE TRIGGER told_kept BEFORE UPDATE ON told BEGIN SELECT RAISE(ABORT, 'a receipt is never changed'); END;
CREATE TRIGGER told_there BEFORE DELETE ON told BEGIN SELECT RAISE(ABORT, 'a receipt is never deleted'); END;
"""
"""The receipts, whole, by which headquarters told the lines of the office's other kiosks: what those rest on."""

_UNTOLD = """
DROP TRIGGER elsewhere_there;
DELETE FROM elsewhere;
CREATE TRIGGER elsewhere_there BEFORE DELETE ON elsewhere BEGIN SELECT RAISE(ABORT, 'a line is never deleted'); END;
"""
"""Lines of other kiosks whose receipts were not kept are told again by the next one."""

STEPS = {
    2: f"DROP TRIGGER line_takes_back;\n{SHARED}",
    3: _UNTOLD + TOLD,
    4: f"DROP VIEW known;\n{KNOWN}{heads.TABLES}{heads.FILL}",
}
"""How a record of an older version becomes one of this: by the version that each step leads to."""

VERSION = max(STEPS)
"""Of these tables: a record is brought to it as soon as there is a step that leads there."""

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

"""

SCHEMA = Schema("the record of an office", APPLICATION_ID, VERSION, TABLES + SHARED + TOLD + heads.TABLES, STEPS)
