"""What is due stands on the keys that lead to it, and the calendar says every row in full."""

from collections.abc import Callable
from datetime import date

import pytest

from kiosk.editing.confirm import confirm
from kiosk.machine.kiosk import Kiosk
from kiosk.progress.due import read_due
from kiosk.security.pin import Pin
from kiosk.text.languages import Language
from screens.staff.widgets.due_key import DueKey
from tests.support.fit import flaws_in_both_languages
from tests.support.keys import ENTER_PIN
from tests.support.pilot import Opened, press, text, type_in, until, wait_for


async def test_what_is_due_stands_on_the_keys_that_lead_to_it(
    make_kiosk: Callable[..., Kiosk], counter: Opened
) -> None:
    kiosk = make_kiosk(date(2024, 4, 2))
    Pin(kiosk.path("pin.toml")).set("246810")
    due = {work.page: work.names for work in read_due(kiosk)}
    assert due["calendar"] == ["C7"]
    assert due["roster"] == ["2024-04-02"]
    assert len(due["plan"]) == 19
    assert len(due["disclosure"]) == 24
    async with counter(*ENTER_PIN, on=kiosk) as pilot:
        await wait_for(pilot, f" {len(due['plan'])} ")
        await press(pilot, "0")
        await wait_for(pilot, "C7")
        assert " 24 " in text(pilot)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("size", ["landscape", "portrait", "terminal"])
async def test_a_badge_breaks_no_name_of_a_key(
    make_kiosk: Callable[..., Kiosk], counter: Opened, size: str, language: Language
) -> None:
    kiosk = make_kiosk(date(2024, 4, 2))
    Pin(kiosk.path("pin.toml")).set("246810")
    async with counter(*ENTER_PIN, *(["9"] if language == "en" else []), on=kiosk, size=size) as pilot:
        keys = pilot.app.screen.query(DueKey)
        await until(pilot, lambda: any(key.due for key in keys))
        for key in (key for key in keys if key.due):
            shown = [line.plain.rstrip() for line in key.lines(key.content_size.width)]
            assert any(name[0] in shown[0] for name in key.forms()), shown


@pytest.mark.parametrize("size", ["landscape", "portrait", "terminal"])
async def test_a_badge_stands_clear_of_the_name(make_kiosk: Callable[..., Kiosk], counter: Opened, size: str) -> None:
    """It touched the other language's name of the duty roster."""
    kiosk = make_kiosk(date(2024, 4, 2))
    Pin(kiosk.path("pin.toml")).set("246810")
    async with counter(*ENTER_PIN, "0", on=kiosk, size=size) as pilot:
        keys = pilot.app.screen.query(DueKey)
        await until(pilot, lambda: any(key.due for key in keys))
        for _ in range(2):
            for key in (key for key in keys if key.due and key.is_on_screen):
                line = key.lines(key.content_size.width)[0].plain
                assert line.endswith(f"  {key.due} "), line
            await press(pilot, "9")


def test_what_was_confirmed_long_ago_is_due_again(make_kiosk: Callable[..., Kiosk]) -> None:
    kiosk = make_kiosk(date(2024, 4, 2))
    confirm(make_kiosk(date(2022, 8, 1)), "change-of-visa.fee", "approver")
    due = {work.page: work.names for work in read_due(kiosk.reread())}
    assert due["facts"] == ["change-of-visa.fee"]


async def test_every_row_of_the_calendar_is_said_in_full(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "7", "9", "right", size="terminal") as pilot:
        shown = text(pilot)
        for words in ("1 Oct 2023 – 31 Dec 2023", "appoint the working group", "Chair, vice-chairs", "past"):
            assert words in shown
        while "C5" not in text(pilot):
            await press(pilot, "right")
        assert "31 Jul 2024" in text(pilot)
        assert "152 days" in text(pilot)
        assert "The minimum is the manual's" in " ".join(text(pilot).split())


async def test_a_months_roster_is_written_by_date_in_one_language(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "0", "5", "9", "right", "1") as pilot:
        await type_in(pilot, "4-5")
        await press(pilot, "enter")
        await type_in(pilot, "Sgt Duty")
        await press(pilot, "enter", "enter", "3")
        await wait_for(pilot, "Type by date")
        assert text(pilot).count("Sgt Duty") == 2
        await press(pilot, "2")
        await wait_for(pilot, "February")


async def test_what_is_due_is_named_beside_the_counts_where_a_wide_screen_has_room(
    make_kiosk: Callable[..., Kiosk], counter: Opened
) -> None:
    kiosk = make_kiosk(date(2024, 4, 2))
    Pin(kiosk.path("pin.toml")).set("246810")
    async with counter(*ENTER_PIN, on=kiosk) as pilot:
        await wait_for(pilot, " 1   ปฏิทิน  C7")
        for words in (" 24   เปิดเผยข้อมูล  O1 ", "ยอดสะสม", "วันนี้ 0", "ITAP"):
            assert words in text(pilot)
        assert await flaws_in_both_languages(pilot) == []
