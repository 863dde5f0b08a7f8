PRAGMA application_id = 1330791747;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
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
INSERT INTO "elsewhere" VALUES(1,'trang-2','5c9d2d4e-63f1-4f0c-8f5e-0f3f6d0c8a02',1,'6f5f2d4e-63f1-4f0c-8f5e-0f3f6d0c8a01','2024-03-02','approver','fact/office.email','{"value":{"en":"a@b.go.th","th":"a@b.go.th"}}',NULL);
CREATE TABLE epoch (
    number INTEGER PRIMARY KEY,
    epoch TEXT NOT NULL UNIQUE CHECK (length(epoch) = 36),
    parent_epoch TEXT REFERENCES epoch (epoch),
    parent_seq INTEGER CHECK (parent_seq >= 0),
    parent_hash TEXT CHECK (length(parent_hash) = 64),
    encoding INTEGER NOT NULL CHECK (encoding > 0),
    CHECK ((parent_epoch IS NULL) = (parent_seq IS NULL) AND (parent_seq IS NULL) = (parent_hash IS NULL))
) STRICT;
INSERT INTO "epoch" VALUES(1,'8eaf49fa-59b0-462b-b955-0e6af51141c6',NULL,NULL,NULL,1);
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
INSERT INTO "line" VALUES('8eaf49fa-59b0-462b-b955-0e6af51141c6',1,'07af97c2-8abd-4ea2-a50b-c396dc6104f1','2024-03-01','approver','fact/office.phone','{"source":"office","value":{"en":"1","th":"1"}}',NULL,'22fab6f77faa5ad7cf815a0b4a9d0d04e05de0763a0a398f145918a93c0c0b3c');
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
INSERT INTO "receipt" VALUES('8eaf49fa-59b0-462b-b955-0e6af51141c6',1,'22fab6f77faa5ad7cf815a0b4a9d0d04e05de0763a0a398f145918a93c0c0b3c','trang-1','2024-03-02T02:14:00Z','eb377d32bb5b12b00f3ed0a07991fc56d0e458766dfa1e202619e2316cdcdaf2','00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000',2);
CREATE TABLE record (
    id TEXT NOT NULL CHECK (length(id) = 36),
    practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
    one INTEGER PRIMARY KEY DEFAULT 1 CHECK (one = 1)
) STRICT;
INSERT INTO "record" VALUES('496c0d99-8954-4f65-933e-9867bdb57a87',0,1);
CREATE TABLE set_aside (
    epoch TEXT NOT NULL REFERENCES epoch (epoch),
    seq INTEGER NOT NULL CHECK (seq > 0),
    reason TEXT NOT NULL,
    PRIMARY KEY (epoch, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE state (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "state" VALUES('receipt','{"kiosk":"trang-1","stream":"record","epoch":"8eaf49fa-59b0-462b-b955-0e6af51141c6","acked":1,"head":"22fab6f77faa5ad7cf815a0b4a9d0d04e05de0763a0a398f145918a93c0c0b3c","stored":1,"replayed":0,"set_aside":[],"server_time":"2024-03-02T02:14:00Z","elsewhere":[["trang-2","5c9d2d4e-63f1-4f0c-8f5e-0f3f6d0c8a02",[1,"6f5f2d4e-63f1-4f0c-8f5e-0f3f6d0c8a01","2024-03-02","approver","fact/office.email","{\"value\":{\"en\":\"a@b.go.th\",\"th\":\"a@b.go.th\"}}",null]]],"root":null,"report":1,"nonce":"00000000000000000000000000000000","signature":"00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"}');
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
CREATE INDEX elsewhere_what ON elsewhere (what);
CREATE INDEX elsewhere_takes_back ON elsewhere (takes_back) WHERE takes_back IS NOT NULL;
CREATE INDEX elsewhere_epoch ON elsewhere (kiosk, epoch, seq);
CREATE VIEW known AS
    SELECT id, seq, day, role, what, value, takes_back, number * 4294967296 + seq AS place,
        coalesce((SELECT value FROM state WHERE name = 'kiosk'), '') AS kiosk
    FROM line JOIN epoch USING (epoch)
    UNION ALL
    SELECT id, seq, day, role, what, value, takes_back, place, kiosk FROM elsewhere
    WHERE NOT EXISTS (SELECT 1 FROM line WHERE line.id = elsewhere.id);
CREATE TRIGGER elsewhere_kept BEFORE UPDATE ON elsewhere BEGIN SELECT RAISE(ABORT, 'a line is never changed'); END;
CREATE TRIGGER elsewhere_there BEFORE DELETE ON elsewhere BEGIN SELECT RAISE(ABORT, 'a line is never deleted'); END;
CREATE TRIGGER line_takes_back BEFORE INSERT ON line
WHEN NEW.takes_back IS NOT NULL AND (
    EXISTS (SELECT 1 FROM known WHERE id = NEW.takes_back AND what <> NEW.what)
    OR EXISTS (SELECT 1 FROM line WHERE takes_back = NEW.takes_back AND id <> NEW.id))
BEGIN SELECT RAISE(ABORT, 'a line takes back one of its kind, once'); END;
COMMIT;
