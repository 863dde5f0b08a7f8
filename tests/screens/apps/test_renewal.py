"""What another program has confirmed is on the counter at once; what is broken leaves it as it is."""

import asyncio

from kiosk.editing.confirm import confirm
from kiosk.machine import Kiosk
from screens.visitor.widgets.qr_code import AddressCode
from tests.support.pilot import Opened, press, settle


async def test_the_counter_notices_what_another_program_has_confirmed(counter: Opened, kiosk: Kiosk) -> None:
    async with counter() as pilot:
        await asyncio.to_thread(confirm, kiosk, "office.survey", "approver", "https://itap.nacc.go.th/x")
        await pilot.app.tick()  # type: ignore[attr-defined]
        await settle(pilot)
        assert pilot.app.screen.query_one(AddressCode).address.figure == "https://itap.nacc.go.th/x"
        await press(pilot, "8")
        assert pilot.app.screen.query_one(AddressCode).address.figure == "https://itap.nacc.go.th/x"


async def test_what_has_the_focus_keeps_it_when_home_says_something_new(counter: Opened, kiosk: Kiosk) -> None:
    async with counter("down") as pilot:
        assert pilot.app.focused is not None
        before = pilot.app.focused.key  # type: ignore[attr-defined]
        await asyncio.to_thread(confirm, kiosk, "office.survey", "approver", "https://itap.nacc.go.th/x")
        await pilot.app.tick()  # type: ignore[attr-defined]
        await settle(pilot)
        assert pilot.app.focused.key == before  # type: ignore[attr-defined]


async def test_facts_that_are_broken_by_hand_leave_the_counter_as_it_is(counter: Opened, kiosk: Kiosk) -> None:
    async with counter() as pilot:
        kiosk.path("facts.toml").write_text("[office.survey]\nvalue = 5\n")
        await pilot.app.tick()  # type: ignore[attr-defined]
        await settle(pilot)
        assert pilot.app.screen.query_one(AddressCode).address.figure == kiosk.office.survey.figure
        await press(pilot, "1")
        assert pilot.app.is_running
