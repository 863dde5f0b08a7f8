"""What another program has confirmed is on the counter at once; what is broken leaves it as it is."""

import asyncio
from typing import Any

import pytest
from textual.pilot import Pilot

from kiosk.catalogue.content_files import ContentFiles
from kiosk.catalogue.office_statements import office_statements
from kiosk.editing.confirm import confirm
from kiosk.machine.kiosk import Kiosk
from kiosk.security.pin import Pin
from screens.apps.base import KioskApp
from screens.messages import KioskRenewed
from screens.staff import fact
from screens.staff.fact import FactScreen
from screens.visitor.widgets.qr_code import AddressCode
from tests.support.pilot import Opened, press, settle, type_in


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


async def test_a_record_that_breaks_leaves_the_counter_as_it_is(counter: Opened, kiosk: Kiosk) -> None:
    async with counter() as pilot:
        kiosk.path("record.db").write_bytes(bytes(4096))
        await pilot.app.tick()  # type: ignore[attr-defined]
        await settle(pilot)
        assert pilot.app.screen.query_one(AddressCode).address.figure == kiosk.office.survey.figure
        await press(pilot, "1")
        assert pilot.app.is_running


class Renewals:
    """How often all content is loaded, and how often the stack of pages is told of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.loads = self.renewals = 0
        read, renew = ContentFiles.__init__, KioskApp.renew

        def load(*arguments: Any) -> None:
            self.loads += 1
            read(*arguments)

        async def renewed(app: KioskApp, event: KioskRenewed) -> None:
            self.renewals += 1
            await renew(app, event)

        monkeypatch.setattr(ContentFiles, "__init__", load)
        monkeypatch.setitem(KioskApp._decorated_handlers, KioskRenewed, [(renewed, {})])  # type: ignore[attr-defined]


async def ticks(pilot: Pilot[None]) -> None:
    """Let the app look twice for content that others have written."""
    for _ in range(2):
        await settle(pilot)
        await pilot.app.tick()  # type: ignore[attr-defined]
    await settle(pilot)


async def test_a_confirmation_on_the_screen_loads_the_content_once_and_renews_once(
    counter: Opened, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fact, "DOUBLE_PRESS", 0.0)
    Pin(kiosk.path("pin.toml")).set("246810")
    async with counter("f12", *"246810", "enter", "0", "3", "1", "1") as pilot:
        assert isinstance(pilot.app.screen, FactScreen)
        counted = Renewals(monkeypatch)
        await press(pilot, "1")
        await ticks(pilot)
        assert (counted.loads, counted.renewals) == (1, 1)
        assert len(office_statements(kiosk.folder).facts) == 1
        await asyncio.to_thread(confirm, kiosk, "office.survey", "approver", "https://itap.nacc.go.th/x")
        await ticks(pilot)
        assert counted.renewals == 2, "what another program confirms is noticed all the same"


async def test_a_duty_that_is_typed_renews_the_pages_once(
    counter: Opened, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    Pin(kiosk.path("pin.toml")).set("246810")
    async with counter("f12", *"246810", "enter", "0", "5", "8") as pilot:
        counted = Renewals(monkeypatch)
        for words in ("สารวัตรเวร", "Inspector"):
            await type_in(pilot, words)
            await press(pilot, "enter")
        await press(pilot, "1")
        await ticks(pilot)
        assert (counted.loads, counted.renewals) == (1, 1)
        assert kiosk.reread().duty.en == "Inspector"
