"""A service: documents, fee and time two keys from home; ticks, the card, the way online."""

import pytest

from kiosk.catalogue.catalogue import Catalogue
from kiosk.machine import Kiosk
from screens.paged import KEYS
from screens.visitor.family import FamilyScreen
from screens.visitor.online import OnlineScreen
from screens.visitor.service import ServiceScreen
from screens.visitor.widgets.document_list import Tick
from screens.visitor.widgets.tick_card import TickCard
from screens.widgets.block import Block
from tests.support.pilot import SIZES, Opened, press, text
from tests.support.published import published


async def test_documents_fee_and_time_of_every_service_are_two_keys_from_home(
    counter: Opened, catalogue: Catalogue
) -> None:
    """On the smallest terminal; what test_fit walks through at every size is whole there."""
    async with counter(size="terminal") as pilot:
        for number, family in enumerate(catalogue.families, 1):
            for key, service in zip(KEYS, catalogue.of_family(family.id), strict=False):
                await press(pilot, str(number), key)
                shown = text(pilot)
                assert isinstance(pilot.app.screen, ServiceScreen)
                assert service.title.th in shown
                assert shown.count("◇") >= 3
                assert "หน้า 1 จาก" in shown
                assert "Page 1 of" in shown
                for words in ("service.documents", "service.fee", "service.time"):
                    assert catalogue.phrases(words).th in shown
                await press(pilot, *["left"] * 2)


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_list_of_papers_says_how_many_follow_and_the_next_pages_have_them(
    counter: Opened, catalogue: Catalogue, size: str
) -> None:
    papers = catalogue.services["extension-thai-family"].documents.figure
    assert papers is not None
    names = [catalogue.documents[item.document].th for item in papers]
    async with counter("3", "2", size=size) as pilot:
        first = text(pilot)
        missing = [name for name in names if name not in first]
        assert (f"และอีก {len(missing)} รายการ" in first) == bool(missing)
        ticks = ""
        while pilot.app.screen.query_one("#next").display:
            await press(pilot, "right")
            ticks += text(pilot)
        assert [name for name in names if name not in ticks] == []


async def test_retirement_is_documents_fee_and_time_in_two_keys_in_english_too(counter: Opened) -> None:
    async with counter("9", "3", "3") as pilot:
        shown = text(pilot)
    assert "Extension of stay for retirement" in shown
    assert "10 items" in shown
    assert "THB 1,900 (published rate)" in shown
    assert "This office has not told us. Please ask." in shown
    assert shown.count("Not yet checked by this office") >= 3
    assert "Letter from a bank in Thailand" in shown


async def test_ticks_are_counted_and_gone_with_the_page(counter: Opened, kiosk: Kiosk) -> None:
    async with counter("9", "3", "1", "right") as pilot:
        kept = {path: path.read_bytes() for path in kiosk.folder.rglob("*") if path.is_file()}
        await press(pilot, "1", "3")
        assert "2 of 6. Nothing is kept." in text(pilot)
        await press(pilot, "3")
        assert "1 of 6. Nothing is kept." in text(pilot)
        await press(pilot, "left", "left", "1", "right")
        assert not any(tick.ticked for tick in pilot.app.screen.query(Tick))
        assert {path: path.read_bytes() for path in kiosk.folder.rglob("*") if path.is_file()} == kept


@pytest.mark.parametrize("size", SIZES)
async def test_the_last_page_is_a_card_of_what_is_there_and_what_is_missing(
    counter: Opened, catalogue: Catalogue, size: str
) -> None:
    async with counter("3", "1", "right", "1", "3", size=size) as pilot:
        shown = ""
        while pilot.app.screen.query_one("#next").display:
            await press(pilot, "right")
            if pilot.app.screen.query(TickCard):
                shown += text(pilot)
    assert "ขาด 4" in shown
    assert "Missing 4" in shown
    assert "มีแล้ว 2" in shown
    for item in catalogue.services["extension-tourism"].documents.figure or []:
        title = catalogue.documents[item.document]
        assert title.th in shown
        assert title.en in shown
    assert shown.count("☐") == 4
    assert shown.count("✔") == 2


async def test_back_turns_the_pages_of_a_service_before_it_leaves(counter: Opened) -> None:
    async with counter("9", "3", "1", "right", "right") as pilot:
        assert "Page 3 of 5" in text(pilot)
        await press(pilot, "left")
        assert "Page 2 of 5" in text(pilot)
        await press(pilot, "left", "left")
        assert isinstance(pilot.app.screen, FamilyScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_every_frame_of_a_long_service_can_be_drawn(counter: Opened, size: str) -> None:
    """A block that is on its way out is drawn once more: it must know what to draw on every page."""
    async with counter("3", "2", size=size) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ServiceScreen)
        for page in range(len(screen.portions)):
            screen.page = page
            for block in screen.query(Block):
                block.lines(60)


@pytest.mark.parametrize(
    ("keys", "host"), [("2 1", "tm47.immigration.go.th"), ("3 1", "thaiextension.vfsevisa.com"), ("4 4", "")]
)
async def test_the_last_page_of_a_service_leads_to_its_online_code_or_to_the_manuals(
    counter: Opened, kiosk: Kiosk, keys: str, host: str
) -> None:
    async with counter("9", *keys.split(), on=published(kiosk)) as pilot:
        while pilot.app.screen.query("#next") and pilot.app.screen.query_one("#next").display:
            await press(pilot, "right")
        await press(pilot, "right")
        assert isinstance(pilot.app.screen, OnlineScreen)
        assert (host or "Manuals and checklists") in text(pilot)
        await press(pilot, "left")
        assert isinstance(pilot.app.screen, ServiceScreen)
