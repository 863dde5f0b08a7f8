"""Staff sign off page by page: what visitors see and where it comes from, one key for all that is right."""

import pytest
from textual.pilot import Pilot

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.office_statements import office_statements
from kiosk.editing.confirm import confirm, confirm_all
from kiosk.editing.office_facts import alike, office_facts
from kiosk.editing.sign_off import sign_off_pages, signed_together
from kiosk.machine.kiosk import Kiosk
from screens.staff import sign_off
from screens.staff.fact import FactScreen
from screens.staff.sign_off import SignOffScreen
from screens.staff.widgets.visitor_pane import VisitorPane
from tests.support.fit import flaws_in_both_languages
from tests.support.keys import ENTER_PIN
from tests.support.pilot import STAFF_SIZES, Opened, press, settle, text, type_in, until, wait_for
from tests.support.sample import DAY

OPEN = (*ENTER_PIN, "0", "3", "1", "enter")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Presses in a test are deliberate, however fast."""
    monkeypatch.setattr(sign_off, "DOUBLE_PRESS", 0.0)
    monkeypatch.setattr("screens.staff.fact.DOUBLE_PRESS", 0.0)


def kept(kiosk: Kiosk) -> set[str]:
    """The names of the facts that the record on disk says are confirmed."""
    return {f"{owner}.{field}" for owner, fields in office_statements(kiosk.folder).facts.items() for field in fields}


async def turn_to_the_end(pilot: Pilot[None], screen: SignOffScreen) -> None:
    """See all portions of the page, as soon as it is known how many there are: before, none of them is the last."""
    await until(pilot, lambda: screen.portions)
    while screen.portion < len(screen.portions) - 1:
        await press(pilot, "right")


def test_all_that_is_published_is_signed_once_page_by_page_and_nothing_that_nobody_knows(catalogue: Catalogue) -> None:
    facts = office_facts(catalogue, DAY)
    published = {fact.name for fact in facts if fact.is_due and fact.is_known}
    signed = [name for page in sign_off_pages(facts) for name in signed_together(page, facts, ())]
    assert set(signed) == published
    same = alike(facts)["extension-tourism.window"]
    assert len(same) == 11
    page = next(page for page in sign_off_pages(facts) if page.id == "extension-tourism")
    names = {fact.name for fact in same}
    assert names <= set(signed_together(page, facts, ()))
    assert not names & set(signed_together(page, facts, names))


async def test_a_page_is_confirmed_by_one_key_after_its_end_and_the_same_value_with_it(
    counter: Opened, locked: Kiosk
) -> None:
    async with counter(*OPEN) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, SignOffScreen)
        while screen._page.id != "extension-tourism":
            await press(pilot, "right")
        assert "ค่าเดียวกัน 4 แห่ง ยืนยันครั้งเดียว" in text(pilot) or len(screen.portions) > 1
        if len(screen.portions) > 1:
            await press(pilot, "1")
            assert kept(locked) == set(), "the whole of it had not been seen"
        await turn_to_the_end(pilot, screen)
        await press(pilot, "1")
        await settle(pilot)
        assert {"extension-tourism.documents", "extension-tourism.window", "extension-workers.window"} <= kept(locked)
        assert screen._page.id != "extension-tourism", "the next page that waits has opened"


async def test_what_is_not_right_is_left_out_and_what_was_signed_is_found_and_withdrawn(
    counter: Opened, locked: Kiosk
) -> None:
    async with counter(*OPEN) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, SignOffScreen)
        first = screen._page
        doubted = screen.portions[0][0]
        await press(pilot, "2")
        assert isinstance(pilot.app.screen, FactScreen)
        await press(pilot, "left")
        assert "✖" in text(pilot)
        await turn_to_the_end(pilot, screen)
        await press(pilot, "1")
        await settle(pilot)
        assert doubted.name not in kept(locked)
        assert {fact.name for fact in first.due} - {doubted.name} <= kept(locked)
    confirmed = sorted(kept(locked))
    confirm(locked.reread(), doubted.name, "approver")
    async with counter(*OPEN, on=locked.reread()) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, SignOffScreen)
        while screen._page.id != first.id:
            await press(pilot, "right")
        await press(pilot, "2")
        await press(pilot, "4", "4")
        await settle(pilot)
        assert sorted(kept(locked)) == confirmed


async def test_a_page_is_jumped_to_by_number_and_by_words_and_only_what_was_asked_for_is_gone_through(
    counter: Opened, locked: Kiosk
) -> None:
    fee = next(
        named for named in office_facts(locked.catalogue, locked.today) if named.name == "extension-retirement.fee"
    )
    async with counter(*OPEN, "8") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, SignOffScreen)
        await type_in(pilot, "no such words")
        await press(pilot, "enter")
        assert "ไม่พบ" in text(pilot)
        await type_in(pilot, str(fee.number))
        await press(pilot, "enter")
        assert screen._page.id == "extension-retirement"
        await press(pilot, "8")
        await type_in(pilot, "retirement")
        await press(pilot, "enter")
        shown = {page.id for page in screen.pages}
        assert "extension-retirement" in shown
        assert len(shown) < len(sign_off_pages(screen.facts))
        await press(pilot, "0")
        assert {page.id for page in screen.pages} <= {
            service.id for service in locked.catalogue.of_family("extension-of-stay")
        }
        await press(pilot, "0")
        assert "รอยืนยัน" in text(pilot)
        assert all(page.due for page in screen.pages)


@pytest.mark.parametrize("size", STAFF_SIZES)
async def test_the_pages_are_whole(counter: Opened, locked: Kiosk, size: str) -> None:
    async with counter(*OPEN, size=size) as pilot:
        for _ in range(4):
            assert await flaws_in_both_languages(pilot) == []
            await press(pilot, "right")
        await press(pilot, "8")
        assert await flaws_in_both_languages(pilot) == []


async def test_after_the_last_page_it_is_said_that_all_is_confirmed_and_what_has_no_value_yet(
    counter: Opened, locked: Kiosk
) -> None:
    facts = office_facts(locked.catalogue, locked.today)
    last = sign_off_pages(facts)[-1]
    rest = {fact.name: None for fact in facts if fact.is_due and fact.is_known and fact not in last.facts}
    confirm_all(locked, rest, "approver")
    unknown = sum(not fact.is_known and fact.is_due for fact in facts)
    async with counter(*OPEN, on=locked.reread()) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, SignOffScreen)
        await turn_to_the_end(pilot, screen)
        await press(pilot, "1")
        await settle(pilot)
        await wait_for(pilot, "ยืนยันครบทุกรายการที่มีค่าแล้ว")
        assert f"อีก {unknown} รายการยังไม่มีค่า" in text(pilot)
        assert f"{unknown} more have no value yet" in text(pilot), "both languages, as the pages before it"
        assert await flaws_in_both_languages(pilot) == []
        await press(pilot, "right")
        assert "ยืนยันครบทุกรายการที่มีค่าแล้ว" not in text(pilot)
        assert "ผู้รับบริการเห็นดังนี้" in text(pilot)


async def test_documents_are_seen_in_both_languages_by_who_signs_them(counter: Opened, locked: Kiosk) -> None:
    async with counter(*OPEN) as pilot:
        screen, seen = pilot.app.screen, ""
        assert isinstance(screen, SignOffScreen)
        while screen._page.id != "change-of-visa":
            await press(pilot, "right")
        for _ in screen.portions:
            seen += text(pilot)
            await press(pilot, "right")
        assert "แบบ ตม.86 ลงลายมือชื่อ" in seen
        assert "Form TM.86, signed" in seen


def test_steps_are_called_by_the_services_that_they_are_those_of(catalogue: Catalogue) -> None:
    titles = {fact.name: fact.title.th for fact in office_facts(catalogue, DAY) if fact.page == "steps"}
    assert titles["steps.notification"] == "รายงานตัว 90 วัน"
    assert titles["steps.application"].endswith(" +10")


@pytest.mark.long
async def test_all_that_is_published_is_looked_at_and_confirmed_in_150_keys(counter: Opened, locked: Kiosk) -> None:
    async with counter(*OPEN) as pilot:
        screen, keys = pilot.app.screen, len(OPEN) - len(ENTER_PIN)
        assert isinstance(screen, SignOffScreen)
        while any(page.due for page in screen.pages):
            await press(pilot, "right" if screen.portion < len(screen.portions) - 1 else "1")
            await settle(pilot)
            keys += 1
            assert keys <= 150, text(pilot)
        print(f"{keys} keys")
    published = {fact.name for fact in office_facts(locked.catalogue, locked.today) if fact.is_due and fact.is_known}
    assert kept(locked) == published


@pytest.mark.parametrize(("size", "most"), [("landscape", 95), ("portrait", 85)])
async def test_a_list_begins_where_there_is_room_and_upright_rows_take_no_more_than_they_need(
    counter: Opened, locked: Kiosk, size: str, most: int
) -> None:
    async with counter(*OPEN, size=size) as pilot:
        screen, turns = pilot.app.screen, 0
        assert isinstance(screen, SignOffScreen)
        pane = screen.query_one(VisitorPane)
        for page in screen.pages:
            pane.show(page, 0)
            portions = pane.portions(pane.content_size.width)
            shown = dict.fromkeys(fact.name for portion in portions for fact in portion.facts)
            assert list(shown) == [fact.name for fact in page.facts], "each fact is seen, in its order"
            turns += len(portions)
        assert turns <= most
