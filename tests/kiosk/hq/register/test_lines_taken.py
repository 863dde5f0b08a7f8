"""Lines of a record as headquarters takes them, on SQLite and on PostgreSQL alike."""

import pytest

from kiosk.hq.register import lines_taken
from kiosk.hq.store.verify import problems
from tests.support.sample import KNOWN
from tests.support.scripted import Desk, Site, word


def test_a_record_that_begins_anew_again_and_again_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's other kiosks name every epoch that they know with each batch, and a batch holds so many."""
    monkeypatch.setattr(lines_taken, "MOST_EPOCHS", 3)
    desk = site.enrolled("phatthalung-1")
    for _ in range(3):
        record = Desk(desk.kiosk, desk.key, stream="record")
        record.write()
        assert site.post(record).status_code == 201
    another = Desk(desk.kiosk, desk.key, stream="record")
    another.write()
    assert word(site.post(another)) == (422, "bad-chain")
    record.write()
    assert site.post(record, record.batch(2)).status_code == 201, "what has begun goes on"
    assert site.rows("SELECT times FROM alarms WHERE kind = 'new-ledger'") == [(2,)]


def test_verify_names_a_line_that_is_set_aside_for_nothing(site: Site) -> None:
    """Found as: who ruled the database could take a fact from an office's other kiosks, and nothing was said."""
    desk = site.enrolled("phatthalung-1")
    record = Desk(desk.kiosk, desk.key, stream="record")
    record.write()
    assert site.post(record).status_code == 201
    assert list(problems(site.register.engine, KNOWN)) == []
    with site.register.engine.begin() as db:
        db.exec_driver_sql("UPDATE lines SET set_aside = 'unfit-value'")
    [problem] = problems(site.register.engine, KNOWN)
    assert "Line 1 of" in problem
    assert "is set aside for unfit-value, but can be meant" in problem
