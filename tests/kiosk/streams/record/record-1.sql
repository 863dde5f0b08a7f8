PRAGMA application_id = 1330791747;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE epoch (
    number INTEGER PRIMARY KEY,
    epoch TEXT NOT NULL UNIQUE CHECK (length(epoch) = 36),
    parent_epoch TEXT REFERENCES epoch (epoch),
    parent_seq INTEGER CHECK (parent_seq >= 0),
    parent_hash TEXT CHECK (length(parent_hash) = 64),
    encoding INTEGER NOT NULL CHECK (encoding > 0),
    CHECK ((parent_epoch IS NULL) = (parent_seq IS NULL) AND (parent_seq IS NULL) = (parent_hash IS NULL))
) STRICT;
INSERT INTO "epoch" VALUES(1,'0fc26c9d-af08-444c-b891-a0553d425dbb',NULL,NULL,NULL,1);
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
INSERT INTO "line" VALUES('0fc26c9d-af08-444c-b891-a0553d425dbb',1,'d47ffe7a-df3d-4d9a-8d22-03b420f80e56','2024-03-01','approver','fact/office.phone','{"source":"office","value":{"en":"1","th":"1"}}',NULL,'ced4136212ab935df0bd5cc2bd7a63b7a1aceac7ee1c7a1ecda052b61ccc88a1');
INSERT INTO "line" VALUES('0fc26c9d-af08-444c-b891-a0553d425dbb',2,'34ade1d2-52dd-4939-b527-e0bfb4fd3175','2024-03-01','approver','fact/office.phone','{"source":"office","value":{"en":"2","th":"2"}}',NULL,'03551c6cdf43a51025afa82f0433c3c6dbc6a84a43c4a69c715c7e9c8dd688fa');
INSERT INTO "line" VALUES('0fc26c9d-af08-444c-b891-a0553d425dbb',3,'d80d1dbd-130b-41b8-be98-ded3a39f974b','2024-03-01','staff','figure/IIT','12',NULL,'e0c26b2a3f86c0c9b102217249a2f6c85b691d62b65072c5ec9a2f2d554bb415');
CREATE TABLE record (
    id TEXT NOT NULL CHECK (length(id) = 36),
    practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
    one INTEGER PRIMARY KEY DEFAULT 1 CHECK (one = 1)
) STRICT;
INSERT INTO "record" VALUES('bf1766eb-80e1-4207-a9c3-1a3359162a6a',0,1);
CREATE TABLE state (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX line_what ON line (what);
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
COMMIT;
