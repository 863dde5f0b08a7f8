"""Bulletins come with every sync: headquarters sees who has them, and hears what kiosks find wrong with them."""

from collections.abc import Iterator

import pytest

from kiosk.hq.bulletins.draft import Draft
from kiosk.hq.store.audit_log import Actor
from kiosk.protocol.bulletin import Bulletin
from kiosk.streams.record.bulletins.shelf import Shelf
from tests.support.sample import DAY
from tests.support.served import Counter, Nights


def publish(nights: Nights, offices: list[str] | None = None) -> Bulletin:
    draft = Draft("version", DAY, offices, '{"wanted":"1.1.0"}')
    return nights.site.receiver.board.publish([draft], nights.site.key, Actor("operator"), nights.site.now)[0]


@pytest.fixture
def counters(nights: Nights) -> Iterator[list[Counter]]:
    opened = [nights.counter(f"trang-{number}") for number in (1, 2, 3)]
    yield opened
    for counter in opened:
        counter.ledger.close()


def test_kiosks_take_it_with_their_sync_headquarters_sees_who_has_it_and_hears_what_they_find_wrong(
    nights: Nights, counters: list[Counter]
) -> None:
    handed_out = [publish(nights), publish(nights, ["songkhla"])]
    for counter in counters[:2]:
        outcome, told = counter.sync()
        assert outcome.confirmed is True
        assert told.endswith("2 bulletins of headquarters came.")
    assert {kiosk: [*held] for kiosk, held in nights.site.receiver.board.holders().items()} == {
        "trang-1": [1, 2],
        "trang-2": [1, 2],
    }
    counter = counters[0]
    bodies = [kept.bulletin.body for kept in Shelf(counter.kiosk.folder).held()]
    assert bodies == ['{"wanted":"1.1.0"}', None]
    nights.change("DROP TRIGGER bulletins_there", "DELETE FROM bulletins")
    _, told = counter.sync()
    assert "Headquarters has fewer bulletins" in told
    assert [note.value for note in counter.ledger.notes()][-1] == "bulletins-lost"
    assert [each.bulletin for each in nights.site.receiver.board.all()] == handed_out[:1]
    counter.sync()
    assert ("bulletins-doubted", "bulletins-lost") in nights.site.rows("SELECT kind, detail FROM alarms")


def test_a_kiosk_of_an_office_that_was_merged_has_what_the_other_one_has(
    nights: Nights, counters: list[Counter]
) -> None:
    """Found as: it had that with the next bulletin for the other office, and its own office's until then."""
    nights.site.register.offices.add(["satun"])
    publish(nights, ["phatthalung"])
    publish(nights, ["satun"])
    counter = counters[0]
    counter.sync()
    nights.site.register.offices.merge("phatthalung", "satun", nights.site.now)
    counter.sync()
    assert [kept.bulletin.offices for kept in Shelf(counter.kiosk.folder).held() if kept.bulletin.body] == [["satun"]]
