"""The tables of a ledger, and the rules that the database itself keeps: append-only, and without a gap."""

from kiosk.storage.sqlite_file import Schema

APPLICATION_ID = 0x45495431
"""Written into every ledger file, so that no other database is taken for one."""

ROOTS = """
CREATE TABLE root (
    number INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size > 0),
    note TEXT NOT NULL,
    own TEXT,
    fault TEXT
) STRICT;

CREATE TABLE witness (
    number INTEGER PRIMARY KEY,
    kiosk TEXT NOT NULL,
    public_key TEXT CHECK (length(public_key) = 64)
) STRICT;

CREATE TABLE cosignature (
    root INTEGER NOT NULL REFERENCES root (number),
    kiosk TEXT NOT NULL,
    public_key TEXT NOT NULL CHECK (length(public_key) = 64),
    line TEXT NOT NULL,
    PRIMARY KEY (root, kiosk)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER root_kept BEFORE UPDATE ON root BEGIN SELECT RAISE(ABORT, 'a root is never changed'); END;
CREATE TRIGGER root_there BEFORE DELETE ON root BEGIN SELECT RAISE(ABORT, 'a root is never deleted'); END;
CREATE TRIGGER witness_kept BEFORE UPDATE ON witness BEGIN SELECT RAISE(ABORT, 'a witness is never changed'); END;
CREATE TRIGGER witness_there BEFORE DELETE ON witness BEGIN SELECT RAISE(ABORT, 'a witness is never deleted'); END;
CREATE TRIGGER cosignature_kept BEFORE UPDATE ON cosignature
BEGIN SELECT RAISE(ABORT, 'a cosignature is never changed'); END;
CREATE TRIGGER cosignature_there BEFORE DELETE ON cosignature
BEGIN SELECT RAISE(ABORT, 'a cosignature is never deleted'); END;
"""
"""The daily roots that headquarters has shown, on whom the kiosk looks, and who has confirmed them."""

STEPS = {
    2: "CREATE INDEX entry_note ON entry (work_group, epoch, seq) WHERE kind = 'note';",
    3: "ALTER TABLE epoch ADD COLUMN encoding INTEGER NOT NULL DEFAULT 1 CHECK (encoding > 0);",
    4: """ALTER TABLE receipt RENAME COLUMN elsewhere TO digest;
ALTER TABLE receipt ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);""",
    5: """CREATE TABLE set_aside (
    epoch TEXT NOT NULL REFERENCES epoch (epoch),
    seq INTEGER NOT NULL CHECK (seq > 0),
    reason TEXT NOT NULL,
    PRIMARY KEY (epoch, seq)
) STRICT, WITHOUT ROWID;""",
    7: ROOTS,
}
"""How a ledger of an older version becomes one of this: by the version that each step leads to.

A column that a step adds comes after all others in TABLES too: `kiosk ledger verify` compares the two.
"""

VERSION = max(STEPS)
"""Of these tables: a ledger is brought to it as soon as there is a step that leads there."""

TABLES = """
CREATE TABLE ledger (
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
    encoding INTEGER NOT NULL DEFAULT 1 CHECK (encoding > 0),
    CHECK ((parent_epoch IS NULL) = (parent_seq IS NULL) AND (parent_seq IS NULL) = (parent_hash IS NULL))
) STRICT;

CREATE TABLE entry (
    epoch TEXT NOT NULL REFERENCES epoch (epoch),
    seq INTEGER NOT NULL CHECK (seq > 0),
    id TEXT NOT NULL CHECK (length(id) = 36),
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    kind TEXT NOT NULL CHECK (kind IN ('respondent', 'correction', 'itap', 'note')),
    work_group TEXT,
    value ANY NOT NULL,
    corrects TEXT,
    channel TEXT NOT NULL CHECK (channel IN ('staff', 'visitor', 'system')),
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    PRIMARY KEY (epoch, seq),
    UNIQUE (id, epoch),
    UNIQUE (corrects, epoch),
    CHECK ((kind = 'correction') = (corrects IS NOT NULL)),
    CHECK (kind NOT IN ('respondent', 'correction') OR work_group IS NOT NULL),
    CHECK (CASE kind
        WHEN 'respondent' THEN value = 1
        WHEN 'correction' THEN value = -1
        WHEN 'itap' THEN typeof(value) = 'integer' AND value >= 0
        ELSE typeof(value) = 'text'
    END)
) STRICT, WITHOUT ROWID;

CREATE INDEX entry_itap ON entry (work_group, epoch, seq) WHERE kind = 'itap';

CREATE INDEX entry_note ON entry (work_group, epoch, seq) WHERE kind = 'note';

CREATE INDEX entry_day ON entry (day, channel, kind);

CREATE TABLE tally (
    day TEXT NOT NULL,
    work_group TEXT NOT NULL,
    channel TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (day, work_group, channel)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt (
    epoch TEXT NOT NULL REFERENCES epoch (epoch),
    acked INTEGER NOT NULL CHECK (acked >= 0),
    head TEXT NOT NULL CHECK (length(head) = 64),
    kiosk TEXT NOT NULL,
    server_time TEXT NOT NULL,
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    signature TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (epoch, acked)
) STRICT, WITHOUT ROWID;

CREATE TABLE set_aside (
    epoch TEXT NOT NULL REFERENCES epoch (epoch),
    seq INTEGER NOT NULL CHECK (seq > 0),
    reason TEXT NOT NULL,
    PRIMARY KEY (epoch, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE elsewhere (
    day TEXT NOT NULL,
    work_group TEXT NOT NULL,
    channel TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (day, work_group, channel)
) STRICT, WITHOUT ROWID;

CREATE TABLE state (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER ledger_kept BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'a ledger is never changed'); END;
CREATE TRIGGER ledger_there BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'a ledger is never deleted'); END;
CREATE TRIGGER epoch_kept BEFORE UPDATE ON epoch BEGIN SELECT RAISE(ABORT, 'an epoch is never changed'); END;
CREATE TRIGGER epoch_there BEFORE DELETE ON epoch BEGIN SELECT RAISE(ABORT, 'an epoch is never deleted'); END;
CREATE TRIGGER entry_kept BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
CREATE TRIGGER entry_there BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;

CREATE TRIGGER entry_in_line BEFORE INSERT ON entry
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entry WHERE epoch = NEW.epoch)
BEGIN SELECT RAISE(ABORT, 'an entry may not leave a gap'); END;

CREATE TRIGGER entry_corrects BEFORE INSERT ON entry
WHEN NEW.kind = 'correction' AND (
    NOT EXISTS (SELECT 1 FROM entry WHERE id = NEW.corrects AND kind = 'respondent'
                AND day = NEW.day AND work_group = NEW.work_group AND channel = NEW.channel)
    OR EXISTS (SELECT 1 FROM entry WHERE corrects = NEW.corrects AND id <> NEW.id))
BEGIN SELECT RAISE(ABORT, 'a correction takes back one respondent, once'); END;

CREATE TRIGGER entry_counts AFTER INSERT ON entry
WHEN NEW.kind IN ('respondent', 'correction')
    AND NOT EXISTS (SELECT 1 FROM entry WHERE id = NEW.id AND epoch <> NEW.epoch)
BEGIN
    INSERT INTO tally VALUES (NEW.day, NEW.work_group, NEW.channel, NEW.value)
    ON CONFLICT DO UPDATE SET count = count + excluded.count;
END;
"""

SCHEMA = Schema("a ledger", APPLICATION_ID, VERSION, TABLES + ROOTS, STEPS)
