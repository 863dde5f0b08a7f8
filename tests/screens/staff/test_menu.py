"""The officer's pages behind the menu: each by one digit, whole at every size, and true to the ledger."""

import csv
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import monotonic

import openpyxl
import pytest
from msgspec import structs
from textual.color import Color
from textual.pilot import Pilot

from kiosk.editing.announcements import read_announcements
from kiosk.editing.confirm import confirm
from kiosk.editing.roster import put_on_duty, read_roster
from kiosk.ledger.ledger import Ledger
from kiosk.machine import Kiosk
from kiosk.progress.counts import of_kiosk
from kiosk.progress.disclosure import FINDINGS
from kiosk.protocol.messages import SetAside
from kiosk.security.pin import Pin
from kiosk.text.bilingual import Bilingual
from screens.apps.staff_pages import MENU_PAGES
from screens.staff.announcements import AnnouncementsScreen
from screens.staff.burnup_page import BurnUpPage
from screens.staff.chart import ChartScreen
from screens.staff.counts import CountsScreen
from screens.staff.days import DaysScreen, averages
from screens.staff.menu import KEYS, MenuScreen
from screens.staff.widgets import chart_card
from screens.staff.widgets.chart import Chart
from screens.staff.widgets.heat_map import HeatMap
from screens.theme import CONTRAST_THEME, PAPER
from screens.visitor.home import HomeScreen
from tests.support.fit import faults, overlaps
from tests.support.https_servers import nobodys_port, offices
from tests.support.keys import ENTER_PIN
from tests.support.ledgers import receipt
from tests.support.pilot import STAFF_SIZES, Opened, press, settle, text, type_in, until, wait_for


@pytest.fixture
def locked(make_kiosk: Callable[..., Kiosk]) -> Kiosk:
    """20 March 2567, with a ledger of ten weeks."""
    kiosk = make_kiosk(date(2024, 3, 20))
    Pin(kiosk.path("pin.toml")).set("246810")
    with Ledger(kiosk.path("ledger.db"), practice=True) as ledger:
        day = kiosk.assessment.eit.start
        while day <= kiosk.today:
            if day in kiosk.assessment.open_days:
                for group in ("inspection", "foreigner-services")[: 1 + (day.weekday() == 1)]:
                    ledger.count(group, day)
            day += timedelta(1)
        ledger.count("inspection", date(2024, 3, 16))  # a Saturday
        for group, figure in ((None, 30), ("inspection", 5), ("foreigner-services", 3)):
            ledger.note_itap(group, figure, date(2024, 3, 18))
    return kiosk


async def drawn(pilot: Pilot[None]) -> None:
    """Wait until the page has what it reads in a thread."""

    def has_all() -> bool:
        chart = pilot.app.screen.query(Chart)
        read = not isinstance(pilot.app.screen, BurnUpPage) or bool(pilot.app.screen.courses)
        return read and (not chart or bool(chart.first(Chart).pictures))

    await settle(pilot)
    await until(pilot, has_all)
    await settle(pilot)


def colours(pilot: Pilot[None]) -> set[str]:
    """The colours in which the chart is drawn."""
    styles = [span.style for span in pilot.app.screen.query_one(Chart).pictures["th"].spans]
    return {Color.parse(str(colour)).hex for one in styles for colour in re.findall(r"#\w{6}|rgb\([^)]*\)", str(one))}


@pytest.mark.parametrize("size", STAFF_SIZES)
async def test_every_page_of_the_menu_is_whole_in_both_languages(counter: Opened, locked: Kiosk, size: str) -> None:
    put_on_duty(
        locked, "wednesday", Bilingual("ร.ต.ต. ตัวอย่าง ตำแหน่งยาวเต็มแถบพอดี สว.", "Pol. Sub Lt. Example, Deputy Inspector")
    )
    async with counter(*ENTER_PIN, "0", size=size, on=locked.reread()) as pilot:
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


@pytest.mark.parametrize("size", STAFF_SIZES)
async def test_a_ninth_page_of_the_menu_is_behind_the_arrow_and_the_program_can_be_left_from_there(
    counter: Opened, locked: Kiosk, size: str
) -> None:
    async with counter(*ENTER_PIN, "0", size=size, on=locked) as pilot:
        for _ in range(2):
            assert faults(pilot) + overlaps(pilot) == [], text(pilot)
            assert all(words in text(pilot) for words in ("หน้า 1 จาก 2", "ปิดโปรแกรม"))
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


async def test_only_a_second_press_quits(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "0", "0", on=locked) as pilot:
        assert "กดอีกครั้งเพื่อปิดโปรแกรม" in text(pilot)
        assert pilot.app.is_running
        await press(pilot, "0")
        assert pilot.app._exit


async def test_the_chart_follows_its_key_and_the_ledger(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "0", "1", "9", on=locked) as pilot:
        assert isinstance(pilot.app.screen, ChartScreen)
        await drawn(pilot)
        shown = text(pilot)
        for words in ("Stated total", "/ 500", "counted", "due", "forecast", "Jan", "Jul"):
            assert words in shown
        await press(pilot, "9")
        assert "ม.ค." in text(pilot)
        assert "Jan" not in text(pilot), "months are named in the page's language"
        await press(pilot, "9")
        before = pilot.app.screen.query_one(Chart).pictures["th"].plain
        await press(pilot, "2")
        await drawn(pilot)
        assert "Investigation and Suppression   0 / 100" in text(pilot)
        assert "no progress in 10 open days" in text(pilot)
        assert pilot.app.screen.query_one(Chart).pictures["th"].plain != before
        assert PAPER["ink"] in colours(pilot)
        pilot.app.theme = CONTRAST_THEME.name
        await until(pilot, lambda: PAPER["ink"] not in colours(pilot))
        with Ledger(locked.path("ledger.db"), practice=True) as other:
            other.count("investigation", locked.today)
        await wait_for(pilot, "1 / 100")


async def test_the_heat_map_reads_without_colour(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "0", "2", "9", on=locked) as pilot:
        assert isinstance(pilot.app.screen, DaysScreen)
        await drawn(pilot)
        width = pilot.app.screen.query_one(HeatMap).content_size.width
        drawn_lines = [line.plain for line in pilot.app.screen.query_one(HeatMap).lines(width)]
        rows = {line.split()[0]: line for line in drawn_lines[1:8]}
        tuesday = rows["Tue"]
        assert tuesday.count("█ 2") == 12, "two on every Tuesday"
        assert rows["Wed"].count("[▒ 1]") + rows["Wed"].count("[▓ 1]") == 1, "today stands in brackets"
        assert rows["Mon"].startswith("Mon    ×"), "1 January was closed"
        assert "× 1" in rows["Sat"].replace("×1", "× 1"), "a count on a closed day says both"
        assert "The best weekday is Tuesday." in text(pilot)
        *_, total = pilot.app.screen.courses
        figures = averages(total, locked.assessment.open_days, locked.today)
        assert dict(figures)[1] == 2.0
        assert dict(figures)[0] == 1.0


async def test_the_duty_is_asked_for_in_both_languages_and_home_shows_it_at_once(
    counter: Opened, locked: Kiosk
) -> None:
    async with counter(*ENTER_PIN, "0", "5", "3", on=locked) as pilot:
        await type_in(pilot, "สารวัตรเวร")
        await press(pilot, "enter", "enter")
        assert "กรุณาพิมพ์ภาษาอังกฤษด้วย" in text(pilot)
        assert not read_roster(locked).weekday
        await type_in(pilot, "Inspector on duty")
        await press(pilot, "enter")
        await wait_for(pilot, "วันนี้ สารวัตรเวร")
        assert read_roster(locked).weekday["wednesday"].en == "Inspector on duty"
        await press(pilot, "left", "left", "left")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "สารวัตรเวร" in text(pilot)


async def test_an_announcement_is_put_up_in_both_languages_and_taken_down_by_a_second_press(
    counter: Opened, locked: Kiosk
) -> None:
    async with counter(*ENTER_PIN, "0", "right", "1", "9", "7", on=locked) as pilot:
        await type_in(pilot, "วันศุกร์นี้ปิดทำการ")
        await press(pilot, "enter", "enter")
        assert "2024-03-20" in text(pilot), "it stands from today on unless another day is typed"
        await press(pilot, "enter")
        await type_in(pilot, "2567-03-19")
        await press(pilot, "enter")
        await wait_for(pilot, "Please type the English too")
        await type_in(pilot, "Closed on Friday")
        await press(pilot, "enter", "enter", "enter")
        await wait_for(pilot, "The last day comes before the first, or is past")
        await type_in(pilot, "2567-03-22")
        await press(pilot, "enter")
        await wait_for(pilot, "20 Mar 2024 – 22 Mar 2024")
        assert [one.en for one in read_announcements(locked).announcement] == ["Closed on Friday"]
        await press(pilot, "1")
        assert "Press again to take it down" in text(pilot)
        await press(pilot, "1")
        await until(pilot, lambda: "Closed on Friday" not in text(pilot))
        assert read_announcements(locked).announcement == []


async def test_the_months_files_say_what_the_screen_says(counter: Opened, locked: Kiosk, tmp_path: Path) -> None:
    async with counter(*ENTER_PIN, on=locked) as pilot:
        with Ledger(locked.path("ledger.db"), practice=True) as ledger:
            counts = of_kiosk(locked, ledger)
        assert f"{counts.total.count} / 500" in text(pilot)
        await press(pilot, "0", "6", "7")
        await type_in(pilot, str(tmp_path / "nowhere"))
        await press(pilot, "enter")
        assert "ไม่มีโฟลเดอร์นี้" in text(pilot)
        usb = tmp_path / "usb"
        usb.mkdir()
        await type_in(pilot, str(usb))
        await press(pilot, "enter", "1")
        files = [usb / f"phatthalung-1-2567-03-practice{ending}" for ending in (".xlsx", ".csv")]
        await wait_for(pilot, "เขียนแล้ว")
        assert str(files[0]) in "".join(line.strip() for line in text(pilot).splitlines())
        sheet = openpyxl.load_workbook(files[0]).worksheets[0]
        assert sheet["C11"].value == counts.total.count
        rows = csv.reader(files[1].read_text("utf-8-sig").splitlines())
        *_, last = (row for row in rows if len(row) > 9)  # what the figures rest on stands below them
        assert int(last[9]) == counts.total.count


async def test_health_says_that_the_ledger_is_whole_and_where_it_is_not(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "0", "8", "9", on=locked) as pilot:
        await settle(pilot)
        with Ledger(locked.path("ledger.db"), practice=True) as ledger:
            entries = ledger.chain.head()[1]
        assert f"whole, {entries} entries" in text(pilot)
        assert "Started" in text(pilot)
        assert str(locked.folder)[:40] in text(pilot)


async def test_health_says_what_headquarters_does_not_count_and_why(counter: Opened, locked: Kiosk) -> None:
    with Ledger(locked.path("ledger.db"), practice=True) as ledger:
        ledger.count("zzz", locked.today), ledger.count("zzz", locked.today)
        aside = [SetAside(1, "unknown-group"), SetAside(2, "unknown-group")]
        ledger.receipts.keep(structs.replace(receipt(*ledger.chain.head()), set_aside=aside))
    async with counter(*ENTER_PIN, "0", "8", "9", on=locked) as pilot:
        await wait_for(pilot, "Headquarters does not count")
        assert "2: a work group that it does not know" in text(pilot)


STATES = {
    "O1": ("/live", "live  since"),
    "O2": ("/moved", "to https://other.go.th/live"),
    "O3": ("/gone", "answers 404"),
}


async def test_disclosure_is_checked_by_a_key_with_a_bar_and_says_what_each_address_does(
    counter: Opened, locked: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for item, (path, _) in STATES.items():
        confirm(locked, f"2567-{item}.address", "approver", f"https://www.office.go.th{path}")
    with offices(tmp_path) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        async with counter(*ENTER_PIN, "0", "4", "9", on=locked.reread()) as pilot:
            assert "3 of 24 items have an address" in text(pilot)
            assert "not checked" in text(pilot)
            assert "Not yet checked by this office" in text(pilot)
            await pilot.press("1")
            await pilot.pause()
            assert "Checking, 0 of 3" in text(pilot)
            await wait_for(pilot, "Last checked 20 Mar")
            for words in ("live", "moved", "dead", "answers 404", "to https://other.go.th/live", "since 20 Mar"):
                assert words in text(pilot)
            assert "Not yet checked by this office" in text(pilot)
            monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{nobodys_port()}")
            await pilot.press("1")
            await wait_for(pilot, "No line on 20 Mar: not checked; earlier findings stay")
            for words in ("No line on 20 Mar", "live", "moved", "answers 404", "since 20 Mar"):
                assert words in text(pilot)
            assert "no answer" not in text(pilot)


async def test_the_counter_checks_by_itself_once_a_week(
    counter: Opened, locked: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm(locked, "2567-O1.address", "approver", "https://www.office.go.th/live")
    with offices(tmp_path) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        async with counter(on=locked.reread()) as pilot:
            pilot.app.jobs.check_if_due()  # type: ignore[attr-defined]
            await until(pilot, (locked.folder / FINDINGS).exists)
            assert 'state = "live"' in (locked.folder / FINDINGS).read_text()
            written_at = (locked.folder / FINDINGS).stat().st_mtime_ns
            pilot.app.jobs.check_if_due()  # type: ignore[attr-defined]
            await settle(pilot)
            assert (locked.folder / FINDINGS).stat().st_mtime_ns == written_at


async def test_a_chart_is_not_drawn_while_keys_are_pressed(
    counter: Opened, locked: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[float] = []
    monkeypatch.setattr(chart_card, "IDLE", 1000.0)
    monkeypatch.setattr(chart_card, "monotonic", lambda: looks.append(monotonic()) or monotonic())
    async with counter(*ENTER_PIN, "3", on=locked) as pilot:
        await until(pilot, lambda: len(looks) > 2)
        assert "+1 =" in text(pilot)
        assert pilot.app.screen.query_one(Chart).pictures == {}


async def test_the_counts_show_the_chart_where_there_is_room_once_nobody_presses(
    counter: Opened, locked: Kiosk
) -> None:
    async with counter(*ENTER_PIN, on=locked) as pilot:
        assert isinstance(pilot.app.screen, CountsScreen)
        await wait_for(pilot, "ก.พ.")
        assert faults(pilot) + overlaps(pilot) == [], text(pilot)
    async with counter(*ENTER_PIN, on=locked, size="terminal") as pilot:
        assert not pilot.app.screen.query_one("#chart-card").display
