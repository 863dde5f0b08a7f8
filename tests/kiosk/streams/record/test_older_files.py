"""A record of an older version is brought forward, says what it said, and goes on; it is kept beside as it was."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from kiosk.editing.history import history_page
from kiosk.streams.record.backup import restore
from kiosk.streams.record.record import Draft, Record
from kiosk.streams.record.statements import statements
from kiosk.streams.record.verify import problems

DAY = date(2024, 3, 4)


def kept(folder: Path, version: int) -> Path:
    """A record that a program of that version has written."""
    with closing(sqlite3.connect(folder / "record.db")) as file:
        file.executescript((Path(__file__).with_name(f"record-{version}.sql")).read_text("utf-8"))
    return folder / "record.db"


def test_a_record_of_the_first_version_says_what_it_said_and_goes_on(tmp_path: Path) -> None:
    path = kept(tmp_path, 1)
    statement = statements(tmp_path, ["fact"])["fact"]
    assert statement["office.phone"].value == {"value": {"th": "2", "en": "2"}, "source": "office"}
    with Record(path) as record:
        assert list(problems(record)) == []
        newest = record.newest("fact/office.phone")
        line = record.write(lambda: Draft(DAY, "approver", "fact/office.phone", {"value": "none"}))
        assert newest is not None
        assert line is not None
        assert line.takes_back == newest.id
        assert list(problems(record)) == []


def test_a_record_of_the_second_version_is_told_again_what_it_keeps_no_receipts_of(tmp_path: Path) -> None:
    path = kept(tmp_path, 2)
    with Record(path) as record:
        assert list(problems(record)) == []
        assert [line.what for line in record.lines()] == ["fact/office.phone"]
        assert record.elsewhere.known() == []


def test_a_record_of_the_third_version_gets_its_heads_and_a_copy_of_it_stays(tmp_path: Path) -> None:
    """Two epochs, lines of another kiosk, two that are taken back, one from elsewhere."""
    path = kept(tmp_path, 3)
    phone = statements(tmp_path, ["fact"])["fact"]["office.phone"]
    assert (phone.day, phone.value) == ("2024-03-02", {"value": {"th": "3", "en": "3"}})
    with Record(path) as record:
        assert list(problems(record)) == []
        assert [(line.what, line.value) for line in record.standing("f*")] == [
            ("follow-up/M1.2", '{"kind":"finished"}'),
            ("fact/office.phone", '{"value":{"th":"3","en":"3"}}'),
            ("fact/re-entry-permit.fee", '{"value":1900}'),
            ("figure/IIT", "18"),
        ]
        page = history_page(record, 0, 20)
    assert [(line.number, line.takes_back, line.holds) for line in page.lines[:4]] == [
        (10, None, True),
        (9, 7, True),
        (8, 2, True),
        (7, None, False),
    ]
    with closing(sqlite3.connect(tmp_path / "record.db.version-3")) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (3,)
        assert copy.execute("SELECT count(DISTINCT id) FROM line").fetchone() == (7,)


def test_a_copy_of_an_older_version_is_put_back_and_nothing_of_the_work_stays(tmp_path: Path) -> None:
    older = kept(tmp_path, 3).rename(tmp_path / "march.record.db")
    (tmp_path / "kiosk").mkdir()
    restore(older, tmp_path / "kiosk" / "record.db", practice=False)
    with Record(tmp_path / "kiosk" / "record.db") as record:
        assert record.length() == 7
    assert sorted(path.name for path in (tmp_path / "kiosk").iterdir()) == ["record.db", "record.toml"]
