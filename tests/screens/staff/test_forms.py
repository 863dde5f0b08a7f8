"""Forms of staff: while somebody types, no key is drawn that would type something else than it says."""

import pytest

from kiosk.machine.kiosk import Kiosk
from tests.support.keys import ENTER_PIN
from tests.support.pilot import Opened, press, text

FORMS = {
    "several": ("plus", "2"),
    "ITAP figure": ("5", "1"),
    "follow-up": ("6", "1", "1"),
    "roster": ("0", "5", "1"),
    "roster of a month": ("0", "5", "right", "1"),
    "year": ("0", "right", "3", "1"),
    "announcement": ("0", "right", "1", "7"),
}
"""The keys from the counts to a field."""


@pytest.mark.parametrize("keys", FORMS.values(), ids=FORMS)
async def test_in_a_field_9_is_a_figure_and_esc_goes_back(
    counter: Opened, locked: Kiosk, keys: tuple[str, ...]
) -> None:
    """`9 English` stood beside the field of how many, and made 9 and then 915 of 15."""
    async with counter(*ENTER_PIN, *keys) as pilot:
        typing = text(pilot)
        assert "English" not in typing
        assert " Esc " in typing
        assert " ← " not in typing
        assert " → " not in typing, "the arrows move within the field"
        await press(pilot, "escape")
        assert "English" in text(pilot)
        assert " ← " in text(pilot)
