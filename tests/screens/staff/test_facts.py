"""Staff sign off the office's facts: role once, one key for each answer; the counter shows what was confirmed."""

import re
from datetime import date

import pytest
from textual import events

from kiosk.editing.confirm import confirm
from kiosk.editing.office_facts import office_facts
from kiosk.editing.unconfirmed import unconfirmed
from kiosk.machine.kiosk import Kiosk, clock_on
from screens.staff import fact as fact_screen
from screens.staff.counts import CountsScreen
from screens.staff.fact import FactScreen
from screens.staff.facts import A_PAGE, FactsScreen
from screens.staff.menu import MenuScreen
from screens.visitor.home import HomeScreen
from screens.visitor.service import ServiceScreen
from tests.support.fact_pages import ROLE, kept, open_fact, slots
from tests.support.fit import flaws_in_both_languages
from tests.support.keys import ENTER_PIN
from tests.support.pilot import STAFF_SIZES, Opened, press, settle, text, type_in, until

pytestmark = pytest.mark.usefixtures("deliberate")

FORMS = ("office.hours", "change-of-visa.documents", "steps.application", "90-day-report.who", "tm47.address")


async def test_the_menu_says_how_many_facts_wait(counter: Opened, locked: Kiosk) -> None:
    waiting = len(unconfirmed(locked.catalogue, locked.today))
    async with counter(*ENTER_PIN) as pilot:
        await press(pilot, "0")
        assert f"ยืนยันข้อมูล ({waiting})" in text(pilot)


async def test_the_role_is_asked_once(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "0", "3") as pilot:
        assert "ท่านยืนยันในตำแหน่งใด" in text(pilot)
        await press(pilot, ROLE, "1", "1")
        await settle(pilot)
        assert isinstance(pilot.app.screen, FactsScreen)
        assert "ท่านยืนยันในตำแหน่งใด" not in text(pilot)
        (confirmed,) = [fact for fields in kept(locked).values() for fact in fields.values()]
        assert confirmed["confirmed"] == {"on": locked.today.isoformat(), "role": "commissioned-officer"}  # type: ignore[index]


async def test_what_is_confirmed_leaves_the_list(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "0", "3", ROLE) as pilot:
        first, second, *_ = slots(pilot)
        await press(pilot, "1", "1")
        await settle(pilot)
        assert slots(pilot)[0] == second
        owner, field = first.split(".")
        assert field in kept(locked)[owner]


async def test_a_page_has_seven_and_the_last_leads_back_to_the_first(counter: Opened, locked: Kiosk) -> None:
    waiting = len(unconfirmed(locked.catalogue, locked.today))
    async with counter(*ENTER_PIN, "0", "3", ROLE) as pilot:
        first, pages = slots(pilot), -(-waiting // A_PAGE)
        assert f"หน้า 1 จาก {pages}" in text(pilot)
        await press(pilot, "right")
        assert not set(first) & set(slots(pilot))
        await press(pilot, *["right"] * (pages - 1))
        assert slots(pilot) == first


async def test_a_fact_is_found_by_its_number_and_by_words_of_both_languages_and_listed_by_its_standing(
    counter: Opened, locked: Kiosk
) -> None:
    confirm(locked, "re-entry-permit.fee", "approver")
    kiosk = locked.reread()
    number = next(
        fact.number for fact in office_facts(kiosk.catalogue, kiosk.today) if fact.name == "re-entry-permit.fee"
    )
    async with counter(*ENTER_PIN, "0", "3", ROLE, "8", on=kiosk) as pilot:
        await type_in(pilot, str(number))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FactScreen)
        assert "re-entry-permit.fee" in text(pilot)
        await press(pilot, "left")
        for words in ("re-entry FEE", "กลับเข้า ค่าธรรมเนียม"):
            await press(pilot, "8")
            await type_in(pilot, words)
            await press(pilot, "enter")
            assert "re-entry-permit.fee" in slots(pilot)
        await press(pilot, "8", "enter")
        assert "re-entry-permit.fee" not in slots(pilot), "nothing typed lists those that wait"
        await press(pilot, "0")
        assert slots(pilot) == [], "none is stale"
        families = [family.id for family in kiosk.catalogue.families]
        await press(pilot, "0", *["0"] * len(families))
        services = {service.id for service in kiosk.catalogue.of_family(families[-1])}
        assert {slot.partition(".")[0] for slot in slots(pilot)} <= services, "all of the last family's"
        await press(pilot, "0")
        assert slots(pilot) == ["re-entry-permit.fee"], "the one that this role has confirmed"


async def test_a_long_list_is_confirmed_after_its_last_page(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "0", "3", ROLE, size="terminal") as pilot:
        await open_fact(pilot, "change-of-visa.documents")
        papers, seen = locked.catalogue.services["change-of-visa"].documents.figure, text(pilot)
        assert papers is not None
        assert "ถูกต้อง ยืนยัน" not in seen
        for _ in range(8):
            if "ถูกต้อง ยืนยัน" in seen:
                break
            await press(pilot, "right")
            seen += text(pilot)
        for paper in papers:
            assert locked.catalogue.documents[paper.document].th in seen
        await press(pilot, "1")
        await settle(pilot)
        assert "change-of-visa" in kept(locked)


async def test_facts_of_one_name_are_told_apart_by_whose_they_are(counter: Opened, locked: Kiosk) -> None:
    """Seven keys said "Who it is for · …", and nothing else but how their sentences begin."""
    async with counter(*ENTER_PIN, "9", "0", "3", ROLE, "8", size="terminal") as pilot:
        await type_in(pilot, "Who")
        await press(pilot, "enter")
        for owner in ("Change", "Visa", "Non-Quot", "90-day", "Residenc"):
            assert re.search(rf"{owner}[^·]*… · Who it is for", text(pilot)), owner


async def test_a_double_press_confirms_nothing_unseen(
    counter: Opened, locked: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fact_screen, "DOUBLE_PRESS", 60.0)  # on a busy machine, too, the second press comes within it
    async with counter(*ENTER_PIN, "0", "3", ROLE) as pilot:
        pilot.app.post_message(events.Key("1", "1"))
        await until(pilot, lambda: isinstance(pilot.app.screen, FactScreen))
        await pilot.press("1")
        await settle(pilot)
        assert isinstance(pilot.app.screen, FactScreen)
        assert kept(locked) == {}


async def test_a_hurried_key_after_0_is_meant_for_the_menu_and_not_counted(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN) as pilot:
        for number, key in enumerate("03"):
            pressed = events.Key(key, key)
            pressed.time += 0.03 * number  # quicker than the menu opens, no quicker than a hand
            pilot.app.post_message(pressed)
        await settle(pilot)
        assert not isinstance(pilot.app.screen, CountsScreen)
        assert pilot.app.ledger.tally.counts(locked.today, locked.today) == []  # type: ignore[attr-defined]
        while not isinstance(pilot.app.screen, CountsScreen):
            await press(pilot, "left")
        await press(pilot, "1")
        await settle(pilot)
        assert "1 / 10" in text(pilot)


async def test_back_leads_from_the_fields_to_the_keys_to_the_list_to_the_menu_to_the_counts(
    counter: Opened, locked: Kiosk
) -> None:
    async with counter(*ENTER_PIN, "0", "3", ROLE, "1", "2", "escape") as pilot:
        assert isinstance(pilot.app.screen, FactScreen)
        await press(pilot, "left")
        assert isinstance(pilot.app.screen, FactsScreen)
        await press(pilot, "left")
        assert isinstance(pilot.app.screen, MenuScreen)
        await press(pilot, "left")
        assert isinstance(pilot.app.screen, CountsScreen)


async def test_a_stale_fact_comes_first_and_says_since_when(counter: Opened, locked: Kiosk) -> None:
    long_ago = Kiosk(catalogue=locked.catalogue, folder=locked.folder, practice=True, clock=clock_on(date(2022, 8, 1)))
    confirm(long_ago, "change-of-visa.fee", "approver")
    async with counter(*ENTER_PIN, "0", "3", ROLE, on=locked.reread()) as pilot:
        assert slots(pilot)[0] == "change-of-visa.fee"
        await press(pilot, "1")
        assert "ยืนยันเมื่อ 1 ส.ค. 2565" in text(pilot)


async def test_the_counter_shows_a_fact_that_was_just_confirmed(
    counter: Opened, locked: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.staff.counts.RETURNED", 0.0)
    async with counter(*ENTER_PIN, "0", "3", ROLE) as pilot:
        await open_fact(pilot, "change-of-visa.fee")
        await press(pilot, "1")
        await settle(pilot)
        await press(pilot, "left", "left", "left")
        assert isinstance(pilot.app.screen, HomeScreen)
        await press(pilot, "1", "1")
        service = pilot.app.screen
        assert isinstance(service, ServiceScreen)
        assert service.service.fee.confirmed is not None
        assert "กรุณาสอบถามก่อน" in text(pilot), "one confirmed fact is not yet a page of the office's own word"


@pytest.mark.parametrize("size", STAFF_SIZES)
async def test_the_pages_are_whole(counter: Opened, locked: Kiosk, size: str) -> None:
    async with counter(*ENTER_PIN, "0", "3", size=size) as pilot:
        assert await flaws_in_both_languages(pilot) == []
        await press(pilot, ROLE)
        for name in FORMS:
            assert await flaws_in_both_languages(pilot) == []
            await open_fact(pilot, name)
            assert await flaws_in_both_languages(pilot) == []
            for key in ("right", "2"):
                await press(pilot, key)
                assert await flaws_in_both_languages(pilot) == []
            await press(pilot, "escape", "left")
