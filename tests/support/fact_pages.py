"""The pages on which staff sign off facts, as tests walk through them."""

from textual.pilot import Pilot

from kiosk.catalogue.facts import Fact
from kiosk.catalogue.office_statements import office_statements
from kiosk.machine.kiosk import Kiosk
from screens.staff.fact import FactScreen
from screens.staff.facts import FactsScreen, Slot
from tests.support.pilot import press, settle

ROLE = "1"
"""The key of the first role."""


def kept(kiosk: Kiosk) -> dict[str, dict[str, Fact[object]]]:
    """The confirmed facts as the record on disk says them."""
    return office_statements(kiosk.folder).facts  # type: ignore[return-value]


def slots(pilot: Pilot[None]) -> list[str]:
    """The names of the facts that the page offers."""
    return [slot.choice.name for slot in pilot.app.screen.query(Slot) if slot.display]  # type: ignore[attr-defined]


async def open_fact(pilot: Pilot[None], name: str) -> None:
    """Turn to the fact of that name, without looking at the pages before, and open it."""
    facts = pilot.app.screen
    assert isinstance(facts, FactsScreen)
    for _ in range(40):
        if name in slots(pilot):
            await settle(pilot)
            await press(pilot, str(slots(pilot).index(name) + 1))
            assert isinstance(pilot.app.screen, FactScreen)
            return
        facts.turn()
    raise AssertionError(f"{name} is on no page")
