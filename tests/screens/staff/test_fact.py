"""The page of one fact: what is typed there is shown before it is kept, and it says who has confirmed it."""

import pytest
from textual.widgets import Input

from kiosk.editing.confirm import confirm
from kiosk.machine.kiosk import Kiosk
from screens.staff.fact import FactScreen
from screens.staff.facts import FactsScreen
from tests.support.fact_pages import ROLE, kept, open_fact
from tests.support.keys import ENTER_PIN
from tests.support.pilot import Opened, press, settle, text, type_in

pytestmark = pytest.mark.usefixtures("deliberate")


@pytest.mark.parametrize("keys", ["2500", "/ถจจ"])
async def test_a_value_is_changed_in_place(counter: Opened, locked: Kiosk, keys: str) -> None:
    """A fee is one number: the digit keys mean digits on the Thai layout too."""
    async with counter(*ENTER_PIN, "0", "3", ROLE) as pilot:
        await open_fact(pilot, "change-of-visa.fee")
        publisher = locked.catalogue.sources[locked.catalogue.services["change-of-visa"].fee.source].publisher
        assert f"ที่มา  {publisher.th} · " in text(pilot)
        await press(pilot, "2")
        await type_in(pilot, "2500", keys=keys)
        await press(pilot, "enter")
        assert "2,500 บาท" in text(pilot)
        assert kept(locked) == {}, "it is shown before it is confirmed"
        await press(pilot, "1")
        await settle(pilot)
        assert isinstance(pilot.app.screen, FactsScreen)
        fee = kept(locked)["change-of-visa"]["fee"]
        assert (fee["value"], fee["source"]) == (2500, "office")  # type: ignore[index]


@pytest.mark.parametrize(
    ("fact", "typed", "why"),
    [
        ("90-day-report.time", "soon", "15 minutes, 3 working days"),
        ("office.survey", "https://itas.nacc.go.th/go/iit/u4gpi2", "is not the address of the EIT"),
    ],
)
async def test_what_cannot_be_meant_is_said_and_nothing_is_kept(
    counter: Opened, locked: Kiosk, fact: str, typed: str, why: str
) -> None:
    async with counter(*ENTER_PIN, "0", "3", ROLE, "9") as pilot:
        await open_fact(pilot, fact)
        await press(pilot, "2")
        await type_in(pilot, typed)
        await press(pilot, "enter", "1")
        await settle(pilot)
        assert isinstance(pilot.app.screen, FactScreen)
        assert "Not kept" in text(pilot)
        assert why in text(pilot)
        assert kept(locked) == {}


async def test_words_are_given_in_both_languages_and_thai_letters_stay_letters(counter: Opened, locked: Kiosk) -> None:
    """On the Thai layout ภ ถ ค ต จ - / share their keys with digits."""
    async with counter(*ENTER_PIN, "0", "3", ROLE) as pilot:
        await open_fact(pilot, "office.phone")
        await press(pilot, "2")
        await type_in(pilot, "ถึง จภ. 0-7461/2")
        await press(pilot, "enter")
        await type_in(pilot, "Call 0-7461/2")
        await press(pilot, "enter", "1")
        await settle(pilot)
        assert kept(locked)["office"]["phone"]["value"] == {"th": "ถึง จภ. 0-7461/2", "en": "Call 0-7461/2"}  # type: ignore[index]


async def test_none_is_asked_twice(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "0", "3", ROLE) as pilot:
        await open_fact(pilot, "office.facebook")
        await press(pilot, "3")
        assert kept(locked) == {}
        assert "กดอีกครั้ง" in text(pilot)
        await press(pilot, "3")
        await settle(pilot)
        assert kept(locked)["office"]["facebook"]["value"] == "none"  # type: ignore[index]


async def test_what_has_no_value_cannot_be_confirmed_as_it_is(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "0", "3", ROLE) as pilot:
        await open_fact(pilot, "office.website")
        await press(pilot, "1", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, FactScreen)
        assert kept(locked) == {}


async def test_a_number_that_is_the_same_in_both_languages_stays_so_until_the_second_field_is_typed_in(
    counter: Opened, locked: Kiosk
) -> None:
    async with counter(*ENTER_PIN, "0", "3", ROLE) as pilot:
        await open_fact(pilot, "office.phone")
        await press(pilot, "2", "backspace", "2")
        await pilot.pause()
        thai, english = (pilot.app.screen.query_one(f"#{language}", Input) for language in ("th", "en"))
        assert thai.value.endswith("2")
        assert english.value == thai.value
        await press(pilot, "enter", "end", "9")
        thai.focus()
        await press(pilot, "end", "3")
        await pilot.pause()
        assert (thai.value[-2:], english.value[-2:]) == ("23", "29"), "they have become two"


async def test_a_fact_that_was_confirmed_says_when_and_by_whom_and_asks_to_be_looked_at_only_when_it_is_due(
    counter: Opened, locked: Kiosk
) -> None:
    confirm(locked, "office.hours", "approver")
    async with counter(*ENTER_PIN, "0", "3", ROLE, on=locked.reread()) as pilot:
        await press(pilot, "8")
        await type_in(pilot, "office.hours")
        await press(pilot, "enter", "1")
        assert "✔  ยืนยันเมื่อ 1 มี.ค. 2567 โดย ผู้มีอำนาจอนุญาต" in text(pilot)
        assert "กรุณาตรวจอีกครั้ง" not in text(pilot)


async def test_a_figure_changed_in_one_language_alone_is_said_before_it_can_be_confirmed(
    counter: Opened, locked: Kiosk
) -> None:
    async with counter(*ENTER_PIN, "0", "3", ROLE) as pilot:
        await open_fact(pilot, "office.hours")
        await press(pilot, "2")
        thai = pilot.app.screen.query_one("#th", Input)
        thai.value = thai.value.replace("16.30", "15.30")
        await press(pilot, "enter", "enter", "1")
        await settle(pilot)
        assert "กรุณาแก้ภาษาอังกฤษให้ตรงกัน" in text(pilot)
        assert kept(locked) == {}
