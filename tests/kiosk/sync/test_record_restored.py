"""A record that was put back to a backup gets its lost lines back, whatever was written since, at every kiosk alike."""

import uuid

import pytest

from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.protocol.line import Line
from kiosk.streams.chain.chain_file import TakeOver
from kiosk.streams.record.record import Draft
from kiosk.streams.record.verify import problems
from tests.support.served import Counter, Nights, synced

OUTPUT = "output/1.1"


def write(counter: Counter, value: int, what: str = OUTPUT) -> None:
    with open_record(counter.kiosk) as record:
        record.write(lambda: Draft(counter.kiosk.today, "approver", what, value))


def said(counter: Counter, what: str = OUTPUT) -> str:
    with open_record(counter.kiosk) as record:
        newest = record.newest(what)
        assert newest is not None
        assert list(problems(record)) == []
        return newest.value


def test_a_fact_that_was_changed_before_and_after_a_restore_says_the_last_at_every_kiosk(nights: Nights) -> None:
    restored, other = nights.counter("trang-1"), nights.counter("trang-2")
    write(restored, 1)
    synced([restored, other])
    path = restored.kiosk.path("record.db")
    copy = path.read_bytes()
    write(restored, 2)
    write(restored, 5, "figure/IIT")
    synced([restored, other])
    path.write_bytes(copy)
    write(restored, 3)
    assert synced([restored, other, restored])[1:] == ["", ""]
    assert said(restored) == said(other) == "3"
    assert said(restored, "figure/IIT") == said(other, "figure/IIT") == "5"
    with open_record(restored.kiosk) as record:
        assert sorted(line.value for line in record.lines(OUTPUT)) == ["1", "2", "3"]
    with open_record(other.kiosk) as record:
        told = len(list(record.elsewhere.told()))
    synced([other])
    with open_record(other.kiosk) as record:
        assert len(list(record.elsewhere.told())) == told, "nothing is told again"
    for counter in (restored, other):
        counter.ledger.close()


@pytest.mark.parametrize(
    ("what", "value", "takes_back"), [(OUTPUT, "null", False), (OUTPUT, "", False), ("output/1.2", "9", True)]
)
def test_what_whoever_had_the_key_wrote_against_the_rules_does_not_keep_the_rest_away(
    kiosk: Kiosk, what: str, value: str, takes_back: bool
) -> None:
    with open_record(kiosk) as record:
        first = record.write(lambda: Draft(kiosk.today, "approver", OUTPUT, 1))
        assert first is not None
        wrong = Line(1, str(uuid.uuid4()), kiosk.today, "x", what, value, first.id if takes_back else None)
        right = Line(2, str(uuid.uuid4()), kiosk.today, "x", "figure/IIT", "7")
        assert record.adopt(TakeOver([wrong, right], kiosk.today)) == 1
        assert record.newest("figure/IIT") is not None
        assert list(problems(record)) == []


def test_headquarters_raises_an_alarm_of_a_record_that_goes_on_elsewhere(nights: Nights, one: Counter) -> None:
    """A copy of the whole folder, key and all, that writes a fact and never counts."""
    write(one, 1)
    synced([one])
    path = one.kiosk.path("record.db")
    own = path.read_bytes()
    write(one, 666)
    synced([one])
    path.write_bytes(own)
    assert nights.site.rows("SELECT kind FROM alarms") == []
    synced([one])
    [(kiosk, kind, detail)] = nights.site.rows("SELECT kiosk, kind, detail FROM alarms")
    assert (kiosk, kind) == ("trang-1", "new-epoch")
    assert "of the record begins after 1" in detail
