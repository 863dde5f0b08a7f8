"""A kiosk does not write what headquarters would set aside, and forgets nothing that it does write."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from kiosk.machine.kiosk import Kiosk, check_of, open_ledger
from kiosk.streams.ledger.ledger import Impossible, Ledger
from tests.support.ledgers import tallied
from tests.support.sample import DAY


@pytest.mark.parametrize(
    "write",
    [
        lambda ledger: ledger.count("zzz", DAY),
        lambda ledger: ledger.count("inspection", DAY + timedelta(1)),
        lambda ledger: ledger.count("inspection", DAY - timedelta(400)),
        lambda ledger: ledger.count("inspection", DAY, "system"),
        lambda ledger: ledger.note_itap("zzz", 7, DAY),
        lambda ledger: ledger.note_itap(None, 1_000_001, DAY),
        lambda ledger: ledger.note("burst-7", DAY + timedelta(1)),
    ],
)
def test_what_cannot_be_true_is_not_written_and_the_next_count_is(
    kiosk: Kiosk, write: Callable[[Ledger], object]
) -> None:
    with open_ledger(kiosk) as ledger:
        with pytest.raises(Impossible) as impossible:
            write(ledger)
        assert str(impossible.value) == impossible.value.words.en
        ledger.count("inspection", DAY)
        ledger.count("inspection", DAY - timedelta(30))
        assert [tallied(ledger, day, day) for day in (DAY - timedelta(30), DAY)] == [{"inspection": 1}] * 2
        assert ledger.chain.head()[1] == 2


def test_a_kiosk_whose_clock_was_put_right_counts_again(make_kiosk: Callable[..., Kiosk], kiosk: Kiosk) -> None:
    with open_ledger(make_kiosk(DAY - timedelta(365 * 54))) as ledger:
        with pytest.raises(Impossible, match="check the clock"):
            ledger.count("inspection", DAY - timedelta(365 * 54))
        ledger.check = check_of(kiosk)
        assert ledger.count("inspection", DAY)
