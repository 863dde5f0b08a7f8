"""A kiosk looks for its record in the daily root as it does for its ledger."""

import datetime
import json

import msgspec
import pytest

from kiosk.hq.roots.daily_roots import DailyRoots
from kiosk.hq.roots.verify import root_problems
from kiosk.machine.kiosk import open_record
from kiosk.protocol.daily_root import DailyRoot, RootHeld
from kiosk.protocol.payloads import Stream
from kiosk.streams.record.record import Draft
from tests.support.served import Counter, Nights, synced


def written(counter: Counter) -> None:
    """A line of the office's record at a kiosk, which headquarters holds."""
    with open_record(counter.kiosk) as record:
        record.write(lambda: Draft(counter.kiosk.today, "approver", "output/1.1", 7))
    synced([counter])


def test_the_record_stands_in_the_root_with_its_head(nights: Nights, one: Counter) -> None:
    written(one)
    nights.pass_night()
    assert synced([one]) == [""]
    [(own,)] = nights.site.rows("SELECT leaf FROM leaves WHERE stream = 'record'")
    with open_record(one.kiosk) as record:
        epoch, seq, head = record.chain.head()
    assert json.loads(own)[1:6] == ["trang-1", "record", epoch, seq, head]
    nights.pass_night()
    assert synced([one]) == [""]
    assert nights.site.rows("SELECT count(*) FROM cosignatures") == [(3,)]
    assert one.notes == []
    assert list(root_problems(nights.site.register.engine)) == []


def test_a_record_that_headquarters_drops_is_missed(nights: Nights, one: Counter) -> None:
    written(one)
    nights.change("UPDATE kiosks SET record_epoch = NULL")
    nights.pass_night()
    assert "The root of 2 Mar leaves this kiosk's record out" in synced([one])[0]
    assert "The root of 2 Mar leaves this kiosk's record out" in synced([one])[0]
    assert one.notes == ["root-record-dropped"]
    assert nights.site.rows("SELECT kind, detail FROM alarms") == [("root-doubted", "root-record-dropped")]
    assert nights.site.rows("SELECT kiosk FROM cosignatures WHERE size > 1") == []


def test_a_root_that_says_less_of_a_record_than_was_signed_for_is_not_cosigned(nights: Nights, one: Counter) -> None:
    written(one)
    nights.change("UPDATE record_epochs SET acked = 0")
    nights.pass_night()
    nights.site.receiver.roots.make(nights.site.now)
    nights.change("UPDATE record_epochs SET acked = 1")
    assert "differs from this kiosk's record" in synced([one])[0]
    assert one.notes == ["root-record-differs"]


def test_another_root_with_the_record_than_with_the_ledger_is_a_second_history(
    one: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown_to = DailyRoots.shown_to

    def two_faced(
        self: DailyRoots, kiosk: str, held: RootHeld, now: datetime.datetime, stream: Stream = "ledger"
    ) -> DailyRoot | None:
        root = shown_to(self, kiosk, held, now, stream)
        assert root is not None
        forged = msgspec.structs.replace(root, note=root.note.replace("\n", "\n ", 1))
        return forged if stream == "record" else root

    monkeypatch.setattr(DailyRoots, "shown_to", two_faced)
    assert "headquarters has rewritten a night" in synced([one])[0]
    assert one.notes == ["root-rewritten"]
