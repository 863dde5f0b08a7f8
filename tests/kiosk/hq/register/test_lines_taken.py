"""Lines of a record as headquarters takes them, on SQLite and on PostgreSQL alike."""

import pytest

from kiosk.hq.register import lines_taken
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
