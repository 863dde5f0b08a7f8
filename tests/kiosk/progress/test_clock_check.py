"""A wrong clock is seen from the ledger's own days and from headquarters' receipts."""

from collections.abc import Callable
from datetime import date, timedelta

import msgspec
import pytest

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.clock_check import clock_words, keep_offset, newest_day_ahead
from kiosk.protocol.payloads import moment
from kiosk.streams.ledger.ledger import Ledger
from tests.support.ledgers import receipt

TODAY = date(2024, 3, 1)


def confirmed(kiosk: Kiosk, ledger: Ledger, late: timedelta = timedelta()) -> None:
    """HQ has given a receipt, at a time so much later than the kiosk's clock says."""
    epoch, acked, head = ledger.chain.head()
    at = moment(kiosk.clock() + late)
    ledger.receipts.keep(receipt(epoch, acked, head, at))
    keep_offset(kiosk, ledger)


def test_a_clock_that_agrees_with_headquarters_and_the_ledger_is_right(
    make_kiosk: Callable[..., Kiosk], ledger: Ledger
) -> None:
    kiosk = make_kiosk(TODAY)
    ledger.count("inspection", TODAY)
    confirmed(kiosk, ledger)
    assert clock_words(kiosk, ledger) == []


@pytest.mark.parametrize(("late", "word"), [(2, "clock-behind-hq"), (-2, "clock-ahead-hq")])
def test_a_clock_more_than_a_day_from_headquarters_is_noted(
    make_kiosk: Callable[..., Kiosk], ledger: Ledger, late: int, word: str
) -> None:
    kiosk = make_kiosk(TODAY)
    confirmed(kiosk, ledger, timedelta(days=late))
    assert clock_words(kiosk, ledger) == [word]


def test_a_clock_of_1970_is_behind_the_ledger_and_behind_headquarters(
    make_kiosk: Callable[..., Kiosk], ledger: Ledger
) -> None:
    """Found as: nothing said that the clock was behind the ledger's own last day."""
    ledger.count("inspection", TODAY)
    assert clock_words(make_kiosk(date(1970, 1, 1)), ledger) == ["clock-behind"]
    assert newest_day_ahead(make_kiosk(date(1970, 1, 1)), ledger) == TODAY
    confirmed(make_kiosk(TODAY), ledger)
    assert clock_words(make_kiosk(date(1970, 1, 1)), ledger) == ["clock-behind-hq"]


def test_one_entry_of_a_clock_that_was_ahead_makes_no_later_day_wrong(
    make_kiosk: Callable[..., Kiosk], ledger: Ledger
) -> None:
    ledger.count("inspection", date(2030, 1, 1))
    confirmed(make_kiosk(TODAY), ledger)
    assert newest_day_ahead(make_kiosk(TODAY), ledger) is None
    assert msgspec.json.decode(ledger.state.get("clock") or "") == 0
