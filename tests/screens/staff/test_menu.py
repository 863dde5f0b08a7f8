"""The officer's pages behind the menu: each by one digit, and whole at every size."""

import csv
from pathlib import Path

import openpyxl
import pytest
from msgspec import structs

from kiosk.editing.announcements import announced
from kiosk.editing.roster import put_on_duty
from kiosk.machine.kiosk import Kiosk
from kiosk.progress.counts import of_kiosk
from kiosk.protocol.payloads import SetAside
from kiosk.streams.ledger.ledger import Ledger
from kiosk.text.bilingual import Bilingual
from screens.apps.staff_pages import MENU_PAGES
from screens.staff.announcements import AnnouncementsScreen
from screens.staff.counts import CountsScreen
from screens.staff.menu import KEYS, MenuScreen
from screens.visitor.home import HomeScreen
from tests.support.charts import drawn
from tests.support.fit import faults, overlaps
from tests.support.keys import ENTER_PIN
from tests.support.ledgers import receipt
from tests.support.pilot import STAFF_SIZES, UNLIKE_STAFF_SIZES, Opened, press, settle, text, type_in, until, wait_for


@pytest.mark.parametrize("size", STAFF_SIZES)
async def test_every_page_of_the_menu_is_whole_in_both_languages(counter: Opened, ten_weeks: Kiosk, size: str) -> None:
    put_on_duty(
        ten_weeks,
        "wednesday",
        Bilingual("ร.ต.ต. ตัวอย่าง ตำแหน่งยาวเต็มแถบพอดี สว.", "Pol. Sub Lt. Example, Deputy Inspector"),
        "approver",
    )
    async with counter(*ENTER_PIN, "0", size=size, on=ten_weeks.reread()) as pilot:
        assert isinstance(pilot.app.screen, MenuScreen)
        assert faults(pilot) + overlaps(pilot) == [], text(pilot)
        for number, page in enumerate(MENU_PAGES):
            shown, key = divmod(number, len(KEYS))
            await press(pilot, *["right"] * (shown if key == 0 else 0), KEYS[key])
            assert not isinstance(pilot.app.screen, MenuScreen), page.name
            for _ in range(2):
                await drawn(pilot)
                assert faults(pilot) + overlaps(pilot) == [], (page.name, text(pilot))
                await press(pilot, "9")
            await press(pilot, "left")
            assert isinstance(pilot.app.screen, MenuScreen), page.name


@pytest.mark.parametrize("size", UNLIKE_STAFF_SIZES)
async def test_a_ninth_page_of_the_menu_is_behind_the_arrow_and_the_program_can_be_left_from_there(
    counter: Opened, ten_weeks: Kiosk, size: str
) -> None:
    async with counter(*ENTER_PIN, "0", size=size, on=ten_weeks) as pilot:
        for _ in range(2):
            assert faults(pilot) + overlaps(pilot) == [], text(pilot)
            assert all(words in text(pilot) for words in ("หน้า 1 จาก 2", "ปฏิทินรายวัน"))
            assert "ปฏิทินรายวัน" in text(pilot)
            await press(pilot, "right")
            assert faults(pilot) + overlaps(pilot) == [], text(pilot)
            assert all(words in text(pilot) for words in ("หน้า 2 จาก 2", "ปิดโปรแกรม"))
            assert "ปฏิทินรายวัน" not in text(pilot)
            await press(pilot, "left")
        await press(pilot, "right", "1")
        assert isinstance(pilot.app.screen, AnnouncementsScreen)
        await press(pilot, "left", "left")
        assert isinstance(pilot.app.screen, MenuScreen)
        await press(pilot, "left")
        assert isinstance(pilot.app.screen, CountsScreen)


async def test_only_a_second_press_quits(counter: Opened, ten_weeks: Kiosk) -> None:
    async with counter(*ENTER_PIN, "0", "right", "7", on=ten_weeks) as pilot:
        assert "กดอีกครั้งเพื่อปิดโปรแกรม" in text(pilot)
        assert pilot.app.is_running
        await press(pilot, "7")
        assert pilot.app._exit


async def test_0_and_a_digit_lead_to_the_same_page_from_the_counts_and_from_within_the_menu(
    counter: Opened, ten_weeks: Kiosk
) -> None:
    """0 was the menu on the first page and quitting in the menu: 0 6 for the export armed quitting."""
    async with counter(*ENTER_PIN, "0", "right", "1", "left", on=ten_weeks) as pilot:
        assert "หน้า 2 จาก 2" in text(pilot), "the menu is where it was left"
        await press(pilot, "0", "6")
        assert "ส่งออกรายงานประจำเดือน" in text(pilot)


async def test_the_duty_stands_for_both_languages_until_the_other_is_typed_and_home_shows_it_at_once(
    counter: Opened, ten_weeks: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.staff.counts.RETURNED", 0.0)

    def english() -> str:
        return ten_weeks.reread().catalogue.roster.weekday["wednesday"].en

    async with counter(*ENTER_PIN, "0", "5", "3", on=ten_weeks) as pilot:
        await type_in(pilot, "สารวัตรเวร")
        await press(pilot, "enter", "enter", "1")
        await wait_for(pilot, "วันนี้ สารวัตรเวร")
        assert english() == "สารวัตรเวร"
        await press(pilot, "3", "enter")
        await type_in(pilot, "Inspector on duty")
        await press(pilot, "enter")
        await until(pilot, lambda: english() == "Inspector on duty")
        await settle(pilot)
        await press(pilot, "left", "left", "left")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "สารวัตรเวร" in text(pilot)


async def test_an_announcement_is_put_up_in_both_languages_and_taken_down_by_a_second_press(
    counter: Opened, ten_weeks: Kiosk
) -> None:
    async with counter(*ENTER_PIN, "0", "right", "1", "9", "7", on=ten_weeks) as pilot:
        await type_in(pilot, "วันศุกร์นี้ปิดทำการ")
        await press(pilot, "enter", "enter")
        assert "20/3/2567" in text(pilot), "it stands from today on unless another day is typed"
        await press(pilot, "enter")
        await type_in(pilot, "2567-03-19")
        await press(pilot, "enter", "1")
        await wait_for(pilot, "Please type the English too")
        await type_in(pilot, "Closed on Friday")
        await press(pilot, "enter", "enter", "enter")
        await wait_for(pilot, "The last day comes before the first, or is past")
        await type_in(pilot, "2567-03-22")
        await press(pilot, "enter")
        await wait_for(pilot, "20 Mar 2024 – 22 Mar 2024")
        assert [announcement.en for announcement in announced(ten_weeks.reread())] == ["Closed on Friday"]
        await press(pilot, "1")
        assert "Press again to take it down" in text(pilot)
        await press(pilot, "1")
        await until(pilot, lambda: "Closed on Friday" not in text(pilot))
        assert announced(ten_weeks.reread()) == []


async def test_the_months_files_say_what_the_screen_says(counter: Opened, ten_weeks: Kiosk, tmp_path: Path) -> None:
    async with counter(*ENTER_PIN, on=ten_weeks) as pilot:
        with Ledger(ten_weeks.path("ledger.db"), practice=True) as ledger:
            counts = of_kiosk(ten_weeks, ledger)
        assert f"{counts.total.count} / 500" in text(pilot)
        await press(pilot, "0", "6", "7")
        await type_in(pilot, str(tmp_path / "nowhere"))
        await press(pilot, "enter")
        assert "ไม่มีโฟลเดอร์นี้" in text(pilot)
        usb = tmp_path / "usb"
        usb.mkdir()
        await type_in(pilot, str(usb))
        await press(pilot, "enter", "1")
        files = [usb / f"phatthalung-1-2567-03-practice{ending}" for ending in (".xlsx", ".csv", ".docx")]
        await wait_for(pilot, "เขียนแล้ว")
        assert str(files[0]) in "".join(line.strip() for line in text(pilot).splitlines())
        sheet = openpyxl.load_workbook(files[0]).worksheets[0]
        (total,) = (row for row in sheet.iter_rows(values_only=True) if counts.total.quota in row)
        assert counts.total.count in total
        rows = csv.reader(files[1].read_text("utf-8-sig").splitlines())
        *_, last = (row for row in rows if len(row) > 9)  # what the figures rest on stands below them
        assert int(last[9]) == counts.total.count


async def test_health_says_that_the_ledger_is_whole_and_where_it_is_not(counter: Opened, ten_weeks: Kiosk) -> None:
    async with counter(*ENTER_PIN, "0", "8", "9", on=ten_weeks) as pilot:
        await settle(pilot)
        with Ledger(ten_weeks.path("ledger.db"), practice=True) as ledger:
            entries = ledger.chain.head()[1]
        assert "Facts awaiting" in text(pilot), "what somebody has to see to stands first"
        pages = [text(pilot)]
        while pilot.app.screen.query_one("#next").display:
            await press(pilot, "right")
            pages.append(text(pilot))
        for words in (f"whole, {entries} entries", "Started", str(ten_weeks.folder)[:40]):
            assert sum(words in page for page in pages) == 1


async def test_health_says_what_headquarters_does_not_count_and_why(counter: Opened, ten_weeks: Kiosk) -> None:
    with Ledger(ten_weeks.path("ledger.db"), practice=True) as ledger:
        ledger.count("zzz", ten_weeks.today), ledger.count("zzz", ten_weeks.today)
        aside = [SetAside(1, "unknown-group"), SetAside(2, "unknown-group")]
        ledger.receipts.keep(structs.replace(receipt(*ledger.chain.head()), set_aside=aside))
    async with counter(*ENTER_PIN, "0", "8", "9", on=ten_weeks) as pilot:
        await wait_for(pilot, "Headquarters does not count")
        assert "2: a work group that it does not know" in text(pilot)
