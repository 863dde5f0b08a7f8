PRAGMA application_id = 1162433585;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE elsewhere (
    day TEXT NOT NULL,
    work_group TEXT NOT NULL,
    channel TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (day, work_group, channel)
) STRICT, WITHOUT ROWID;
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
INSERT INTO "entry" VALUES('24eb4daf-546a-4c48-9afb-8ba89b27986a',1,'0bdb89d2-21f9-4edd-b6bf-97398217b416','2024-03-01','itap',NULL,7,NULL,'staff','3f1f48d3d0d0f633737b93e2140ef74343449ce55997b7ca93dd7d27acf13d0d');
INSERT INTO "entry" VALUES('24eb4daf-546a-4c48-9afb-8ba89b27986a',2,'3edf81d6-aebd-46e4-908a-99c48c9b857b','2024-03-01','note',NULL,'closed',NULL,'system','8df94e7c718c7b47a038344df1b97db9cca5feb0113be80b5a93ccf4d93ae029');
INSERT INTO "entry" VALUES('24eb4daf-546a-4c48-9afb-8ba89b27986a',3,'7c2bf930-abb5-43cc-8483-06ecbe38b278','2024-03-01','respondent','general-staff',1,NULL,'staff','2866df61a0216440afe80aa91c22147457f383a15e96472c20f004e2944952a5');
INSERT INTO "entry" VALUES('f7770274-74fc-4968-a449-a315e13a4a7b',1,'a2b83d9a-800f-4495-950a-29687524eb7a','2024-03-01','respondent','inspection',1,NULL,'staff','717a797bb1b876c60ba6e539c7e135990bb2aaa2bb417310784cbc894810da74');
INSERT INTO "entry" VALUES('f7770274-74fc-4968-a449-a315e13a4a7b',2,'2f15ce0f-a2cc-4d47-9e7e-592a2b1dab9f','2024-03-01','respondent','investigation',1,NULL,'staff','91bacca566dbe041eaf1e7a887d56effb77bb3e444add40d67f141f085863c7f');
INSERT INTO "entry" VALUES('f7770274-74fc-4968-a449-a315e13a4a7b',3,'47001b31-c517-4221-b40d-c763c8e6cdcd','2024-03-01','correction','investigation',-1,'2f15ce0f-a2cc-4d47-9e7e-592a2b1dab9f','staff','5163babc3ab82c3d282be36e0263a0d3d26d56b63086078532311bd1a253a120');
INSERT INTO "entry" VALUES('f7770274-74fc-4968-a449-a315e13a4a7b',4,'0bdb89d2-21f9-4edd-b6bf-97398217b416','2024-03-01','itap',NULL,7,NULL,'staff','bfc236c618f0089c58c23b8e438396fd8a0d632c3a530c60e8871c6e0ed25ffa');
INSERT INTO "entry" VALUES('f7770274-74fc-4968-a449-a315e13a4a7b',5,'3edf81d6-aebd-46e4-908a-99c48c9b857b','2024-03-01','note',NULL,'closed',NULL,'system','29584b486c604e407685ce03a408a09adec4370e86d8c52f6e4073899a1a39bb');
CREATE TABLE epoch (
    number INTEGER PRIMARY KEY,
    epoch TEXT NOT NULL UNIQUE CHECK (length(epoch) = 36),
    parent_epoch TEXT REFERENCES epoch (epoch),
    parent_seq INTEGER CHECK (parent_seq >= 0),
    parent_hash TEXT CHECK (length(parent_hash) = 64),
    CHECK ((parent_epoch IS NULL) = (parent_seq IS NULL) AND (parent_seq IS NULL) = (parent_hash IS NULL))
) STRICT;
INSERT INTO "epoch" VALUES(1,'f7770274-74fc-4968-a449-a315e13a4a7b',NULL,NULL,NULL);
INSERT INTO "epoch" VALUES(2,'24eb4daf-546a-4c48-9afb-8ba89b27986a','f7770274-74fc-4968-a449-a315e13a4a7b',3,'5163babc3ab82c3d282be36e0263a0d3d26d56b63086078532311bd1a253a120');
CREATE TABLE ledger (
    id TEXT NOT NULL CHECK (length(id) = 36),
    practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
    one INTEGER PRIMARY KEY DEFAULT 1 CHECK (one = 1)
) STRICT;
INSERT INTO "ledger" VALUES('859667c5-f5a8-4516-a1ac-38a8d91ac349',1,1);
CREATE TABLE receipt (
    epoch TEXT NOT NULL REFERENCES epoch (epoch),
    acked INTEGER NOT NULL CHECK (acked >= 0),
    head TEXT NOT NULL CHECK (length(head) = 64),
    kiosk TEXT NOT NULL,
    server_time TEXT NOT NULL,
    elsewhere TEXT NOT NULL CHECK (length(elsewhere) = 64),
    signature TEXT NOT NULL,
    PRIMARY KEY (epoch, acked)
) STRICT, WITHOUT ROWID;
CREATE TABLE state (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tally (
    day TEXT NOT NULL,
    work_group TEXT NOT NULL,
    channel TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (day, work_group, channel)
) STRICT, WITHOUT ROWID;
INSERT INTO "tally" VALUES('2024-03-01','general-staff','staff',1);
INSERT INTO "tally" VALUES('2024-03-01','inspection','staff',1);
INSERT INTO "tally" VALUES('2024-03-01','investigation','staff',0);
CREATE INDEX entry_itap ON entry (work_group, epoch, seq) WHERE kind = 'itap';
CREATE INDEX entry_note ON entry (work_group, epoch, seq) WHERE kind = 'note';
CREATE INDEX entry_day ON entry (day, channel, kind);
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
COMMIT;
