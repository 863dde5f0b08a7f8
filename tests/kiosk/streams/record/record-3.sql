PRAGMA application_id = 1330791747;
PRAGMA user_version = 3;
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
INSERT INTO "elsewhere" VALUES(1,'other-1','00000000-0000-4000-8000-000000000000',1,'11111111-1111-4111-8111-111111111111','2024-03-01','finance','fact/re-entry-permit.fee','{"value":1000}',NULL);
INSERT INTO "elsewhere" VALUES(2,'other-1','00000000-0000-4000-8000-000000000000',2,'22222222-2222-4222-8222-222222222222','2024-03-02','finance','fact/office.phone','{"value":{"th":"3","en":"3"}}','729e38a6-e2f3-483f-8175-65dfc5cd0027');
INSERT INTO "elsewhere" VALUES(3,'other-1','00000000-0000-4000-8000-000000000000',3,'33333333-3333-4333-8333-333333333333','2024-03-02','finance','fact/re-entry-permit.fee','{"value":1900}','11111111-1111-4111-8111-111111111111');
CREATE TABLE epoch (
    number INTEGER PRIMARY KEY,
    epoch TEXT NOT NULL UNIQUE CHECK (length(epoch) = 36),
    parent_epoch TEXT REFERENCES epoch (epoch),
    parent_seq INTEGER CHECK (parent_seq >= 0),
    parent_hash TEXT CHECK (length(parent_hash) = 64),
    encoding INTEGER NOT NULL CHECK (encoding > 0),
    CHECK ((parent_epoch IS NULL) = (parent_seq IS NULL) AND (parent_seq IS NULL) = (parent_hash IS NULL))
) STRICT;
INSERT INTO "epoch" VALUES(1,'d20ff77e-2a06-4bad-aeba-949d84f00645',NULL,NULL,NULL,1);
INSERT INTO "epoch" VALUES(2,'d69f6890-9a3d-4e0e-abf6-00e5ab81f1b3','d20ff77e-2a06-4bad-aeba-949d84f00645',4,'523abc38a119d6d4c992b0c02a26dcf8ebb51a739f444df535923076c5ac7eaf',1);
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
INSERT INTO "line" VALUES('d20ff77e-2a06-4bad-aeba-949d84f00645',1,'448950d5-cf73-4767-af4d-ae9aaca41dd6','2024-03-01','approver','fact/office.phone','{"value":{"en":"1","th":"1"}}',NULL,'0aeb357fe2511d38826491fdd6eea8b11c2c2ce360f8cd82e9755fb5f2bac8c5');
INSERT INTO "line" VALUES('d20ff77e-2a06-4bad-aeba-949d84f00645',2,'729e38a6-e2f3-483f-8175-65dfc5cd0027','2024-03-01','approver','fact/office.phone','{"value":{"en":"2","th":"2"}}','448950d5-cf73-4767-af4d-ae9aaca41dd6','d0972f58e5ca68c140b47b25a70012391239a018a8f25ec67dc99e9dde99a172');
INSERT INTO "line" VALUES('d20ff77e-2a06-4bad-aeba-949d84f00645',3,'776c48fc-90c8-4ac9-9937-fb956060da0b','2024-03-01','approver','follow-up/M1.2','{"kind":"followed-up"}',NULL,'9831e80f55991345ba8cedd0146c116785fa1f31489f24f0b1712e4c0001f514');
INSERT INTO "line" VALUES('d20ff77e-2a06-4bad-aeba-949d84f00645',4,'5f7e38c7-3f90-427d-b448-662c468f0fbf','2024-03-01','approver','follow-up/M1.2','{"kind":"finished"}','776c48fc-90c8-4ac9-9937-fb956060da0b','523abc38a119d6d4c992b0c02a26dcf8ebb51a739f444df535923076c5ac7eaf');
INSERT INTO "line" VALUES('d20ff77e-2a06-4bad-aeba-949d84f00645',5,'ca3de975-6ac2-4500-9782-f8ff3d696d4d','2024-03-01','approver','roster/2024-03-04','{"en":"Duty NCO","th":"สิบเวร"}',NULL,'e03f7836a95b23dced9f9d6bcbf40d8ecb4f1544f601dcbe860e82885d004445');
INSERT INTO "line" VALUES('d20ff77e-2a06-4bad-aeba-949d84f00645',6,'c877c1b8-d0b9-46a5-b98b-df423b1bfca9','2024-03-01','approver','roster/2024-03-04','null','ca3de975-6ac2-4500-9782-f8ff3d696d4d','86fd901145fccbf335f8eaa48f36ea5d3ec3e37f6ce6c96127dc5d15fd73df04');
INSERT INTO "line" VALUES('d69f6890-9a3d-4e0e-abf6-00e5ab81f1b3',1,'ca3de975-6ac2-4500-9782-f8ff3d696d4d','2024-03-01','approver','roster/2024-03-04','{"en":"Duty NCO","th":"สิบเวร"}',NULL,'713b7c169640c2b63d5f285896192c2ff1cd7f9eb4e865349bbaf6548516f408');
INSERT INTO "line" VALUES('d69f6890-9a3d-4e0e-abf6-00e5ab81f1b3',2,'c877c1b8-d0b9-46a5-b98b-df423b1bfca9','2024-03-01','approver','roster/2024-03-04','null','ca3de975-6ac2-4500-9782-f8ff3d696d4d','deee8dc6353ae461570d2f95be7555fba209c73a333ccbedba2ec02058e1d7d2');
INSERT INTO "line" VALUES('d69f6890-9a3d-4e0e-abf6-00e5ab81f1b3',3,'d2e265bb-09c7-404a-9f1f-84bc8a92b859','2024-03-03','approver','figure/IIT','18',NULL,'0801fe0c863f3f12e3f773be3217e73ba5dc5557e8a5d8497ce1df77aa603040');
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
CREATE TABLE record (
    id TEXT NOT NULL CHECK (length(id) = 36),
    practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
    one INTEGER PRIMARY KEY DEFAULT 1 CHECK (one = 1)
) STRICT;
INSERT INTO "record" VALUES('18f52ff4-6a8f-48fd-a349-b4de7d1c88b1',0,1);
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
CREATE TABLE told (
    number INTEGER PRIMARY KEY,
    receipt TEXT NOT NULL
) STRICT;
INSERT INTO "told" VALUES(1,'{"kiosk":"phatthalung-1","stream":"record","epoch":"d20ff77e-2a06-4bad-aeba-949d84f00645","acked":6,"head":"86fd901145fccbf335f8eaa48f36ea5d3ec3e37f6ce6c96127dc5d15fd73df04","stored":6,"replayed":0,"set_aside":[],"server_time":"2024-03-02T02:14:00Z","elsewhere":[["other-1","00000000-0000-4000-8000-000000000000",[1,"11111111-1111-4111-8111-111111111111","2024-03-01","finance","fact/re-entry-permit.fee","{\"value\":1000}",null]],["other-1","00000000-0000-4000-8000-000000000000",[2,"22222222-2222-4222-8222-222222222222","2024-03-02","finance","fact/office.phone","{\"value\":{\"th\":\"3\",\"en\":\"3\"}}","729e38a6-e2f3-483f-8175-65dfc5cd0027"]],["other-1","00000000-0000-4000-8000-000000000000",[3,"33333333-3333-4333-8333-333333333333","2024-03-02","finance","fact/re-entry-permit.fee","{\"value\":1900}","11111111-1111-4111-8111-111111111111"]]],"root":null,"report":1,"nonce":"00000000000000000000000000000000","signature":"00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"}');
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
CREATE TRIGGER told_kept BEFORE UPDATE ON told BEGIN SELECT RAISE(ABORT, 'a receipt is never changed'); END;
CREATE TRIGGER told_there BEFORE DELETE ON told BEGIN SELECT RAISE(ABORT, 'a receipt is never deleted'); END;
COMMIT;
