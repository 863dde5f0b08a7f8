PRAGMA application_id = 1230262348;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE figure (
    number INTEGER PRIMARY KEY,
    subject TEXT NOT NULL CHECK (subject IN ('IIT', 'EIT2')),
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    figure INTEGER NOT NULL CHECK (figure >= 0)
) STRICT;
INSERT INTO "figure" VALUES(1,'IIT','2024-03-01',12);
CREATE TABLE follow_up (
    number INTEGER PRIMARY KEY,
    measure TEXT NOT NULL CHECK (measure GLOB 'M[0-9]*'),
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    kind TEXT NOT NULL CHECK (kind IN ('followed-up', 'finished')),
    remark TEXT NOT NULL CHECK (length(remark) <= 200)
) STRICT;
INSERT INTO "follow_up" VALUES(1,'M1.2','2024-03-01','followed-up','ครั้งแรก');
CREATE TRIGGER follow_up_kept BEFORE UPDATE ON follow_up
BEGIN SELECT RAISE(ABORT, 'a follow-up is never changed'); END;
CREATE TRIGGER follow_up_there BEFORE DELETE ON follow_up
BEGIN SELECT RAISE(ABORT, 'a follow-up is never deleted'); END;
CREATE TRIGGER follow_up_in_line BEFORE INSERT ON follow_up
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM follow_up)
BEGIN SELECT RAISE(ABORT, 'a follow-up may not leave a gap'); END;
CREATE TRIGGER figure_kept BEFORE UPDATE ON figure BEGIN SELECT RAISE(ABORT, 'a figure is never changed'); END;
CREATE TRIGGER figure_there BEFORE DELETE ON figure BEGIN SELECT RAISE(ABORT, 'a figure is never deleted'); END;
COMMIT;
