"""Staff edit the papers of a service on screen: what was done is shown whole before it is confirmed."""

import pytest
from textual.pilot import Pilot

from kiosk.catalogue.office_statements import office_statements
from kiosk.editing.office_facts import office_facts
from kiosk.machine.kiosk import Kiosk
from screens.staff.item_list import ItemListScreen
from tests.support.fit import flaws_in_both_languages
from tests.support.keys import ENTER_PIN
from tests.support.pilot import STAFF_SIZES, UNLIKE_STAFF_SIZES, Opened, press, settle, text, type_in


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Presses in a test are deliberate, however fast."""
    monkeypatch.setattr("screens.staff.fact.DOUBLE_PRESS", 0.0)


async def read_to_the_end(pilot: Pilot[None]) -> str:
    """All pages of what is to be confirmed, up to the one that offers it."""
    pages = text(pilot)
    while "บันทึกและยืนยัน" not in text(pilot):
        await press(pilot, "right")
        pages += text(pilot)
    return pages


@pytest.mark.parametrize("size", UNLIKE_STAFF_SIZES)
async def test_a_paper_is_moved_one_of_the_catalogue_and_an_own_one_are_added_and_all_is_confirmed(
    counter: Opened, locked: Kiosk, size: str
) -> None:
    fact = next(each for each in office_facts(locked.catalogue, locked.today) if each.name == "90-day-report.documents")
    async with counter(*ENTER_PIN, "0", "3", "1", "8", size=size) as pilot:
        await type_in(pilot, str(fact.number))
        await press(pilot, "enter", "2")
        assert isinstance(pilot.app.screen, ItemListScreen)
        assert await flaws_in_both_languages(pilot) == []
        await press(pilot, "1")
        assert await flaws_in_both_languages(pilot) == []
        await press(pilot, "2", "4", "left", "plus")
        assert "เลือกรายการที่จะแก้ไข" not in text(pilot)
        await type_in(pilot, "photo")
        await press(pilot, "enter")
        assert await flaws_in_both_languages(pilot) == []
        await press(pilot, "1", "5")
        assert await flaws_in_both_languages(pilot) == []
        await type_in(pilot, "เฉพาะเด็ก")
        await press(pilot, "enter")
        await type_in(pilot, "Children only")
        await press(pilot, "enter", "left", "plus", "enter", "0")
        await type_in(pilot, "สัญญาเช่าบ้าน")
        await press(pilot, "enter")
        await type_in(pilot, "House lease")
        await press(pilot, "enter", "left", "enter")
        await settle(pilot)
        assert office_statements(locked.folder).facts == {}
        assert "สัญญาเช่าบ้าน" in await read_to_the_end(pilot)
        await press(pilot, "1")
        await settle(pilot)
    papers = office_statements(locked.folder).facts["90-day-report"]["documents"]["value"]
    before = fact.fact.figure
    assert [paper["document"] for paper in papers[:2]] == [before[1].document, before[0].document]
    assert papers[1]["copies"] == before[0].copies + 1
    assert papers[-2]["condition"]["en"] == "Children only"
    assert papers[-1]["own"]["th"] == "สัญญาเช่าบ้าน"


@pytest.mark.parametrize("size", STAFF_SIZES)
async def test_a_step_stands_whole_on_its_key_where_that_has_room(counter: Opened, locked: Kiosk, size: str) -> None:
    """Thirty cells of it stood on a key that has twice as many."""
    fact = next(each for each in office_facts(locked.catalogue, locked.today) if each.name == "steps.notification")
    async with counter(*ENTER_PIN, "0", "3", "1", "8", size=size) as pilot:
        await type_in(pilot, str(fact.number))
        await press(pilot, "enter", "2")
        assert "Steps · The steps" not in text(pilot), "one thing once: the band says what is listed"
        assert fact.title.en.split(" · ")[0] in text(pilot), "and the title for which services"
        assert ("An officer checks your documents and record" in text(pilot)) == (size != "terminal")
        assert await flaws_in_both_languages(pilot) == []
