"""A record that was written before it was shared is brought forward, says what it said, and goes on."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from kiosk.record.record import Draft, Record
from kiosk.record.statements import statements
from kiosk.record.verify import problems

DAY = date(2024, 3, 4)


def test_a_record_of_the_first_version_says_what_it_said_and_goes_on(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "record.db")) as file:
        file.executescript((Path(__file__).with_name("record-1.sql")).read_text("utf-8"))
    said = statements(tmp_path, ["fact"])["fact"]
    assert said["office.phone"].value == {"value": {"th": "2", "en": "2"}, "source": "office"}
    with Record(tmp_path / "record.db") as record:
        assert list(problems(record)) == []
        newest = record.newest("fact/office.phone")
        line = record.write(lambda: Draft(DAY, "approver", "fact/office.phone", {"value": "none"}))
        assert newest is not None
        assert line is not None
        assert line.takes_back == newest.id
        assert list(problems(record)) == []


def test_a_record_of_the_second_version_is_told_again_what_it_keeps_no_receipts_of(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "record.db")) as file:
        file.executescript((Path(__file__).with_name("record-2.sql")).read_text("utf-8"))
    with Record(tmp_path / "record.db") as record:
        assert list(problems(record)) == []
        assert [line.what for line in record.lines()] == ["fact/office.phone"]
        assert record.elsewhere.known() == []
