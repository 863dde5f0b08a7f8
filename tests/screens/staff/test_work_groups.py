"""A fifth work group has its key, its row and its count on every page; the pages behind the counts move on by one key."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.catalogue.load import CONTENT, Catalogue, load
from kiosk.catalogue.rules.room import WORK_GROUPS
from kiosk.machine.kiosk import Kiosk
from kiosk.security.pin import Pin
from kiosk.streams.ledger.ledger import Ledger
from screens.apps.staff_pages import COUNTS_PAGES
from screens.messages import KioskRenewed
from screens.staff.calendar import CalendarScreen
from screens.staff.chart import ChartScreen
from screens.staff.counts import PAGE_KEYS, CountsScreen
from screens.staff.itap import ItapScreen
from screens.staff.plan import PlanScreen
from screens.staff.staff_page import keyed
from screens.staff.widgets.quota_row import QuotaRow
from tests.support.fit import faults, overlaps
from tests.support.keys import ENTER_PIN
from tests.support.pilot import UNLIKE_STAFF_SIZES, Opened, press, settle, text

FIFTH = """
[[work_group]]
id = "training"
title = { th = "งานฝึกอบรมและพัฒนาบุคลากร", en = "Training and Development" }
short_title = { th = "งานฝึกอบรม", en = "Training" }
"""


def with_fifth_group(folder: Path) -> Catalogue:
    """The shipped content, in a folder of its own, with one work group more."""
    content = Path(shutil.copytree(str(CONTENT), folder / "content"))
    year = content / "ita" / "2567.toml"
    written = year.read_text("utf-8").replace("general-staff = 10\n", "general-staff = 10\ntraining = 20\n", 1)
    year.write_text(written.replace("\n[closed]\n", f"{FIFTH}\n[closed]\n", 1), "utf-8")
    return load(content=content)


@pytest.fixture
def five(make_kiosk: Callable[..., Kiosk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kiosk:
    """A kiosk whose content, also when it is read anew, has a group more than the shipped one."""
    monkeypatch.setattr(Kiosk, "reread", lambda kiosk: kiosk)
    kiosk = make_kiosk(catalogue=with_fifth_group(tmp_path))
    Pin(kiosk.path("pin.toml")).set("246810")
    with Ledger(kiosk.path("ledger.db"), practice=True) as ledger:
        for group in kiosk.assessment.work_groups:
            ledger.note_itap(group.id, 1, kiosk.today)
    return kiosk


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("size", UNLIKE_STAFF_SIZES)
async def test_the_fifth_key_counts_its_group_and_the_totals_row_stays_on_the_board(
    counter: Opened, five: Kiosk, size: str, language: str
) -> None:
    async with counter(*ENTER_PIN, *(["9"] if language == "en" else []), "5", on=five, size=size) as pilot:
        assert isinstance(pilot.app.screen, CountsScreen)
        group = five.assessment.group("training")
        assert f"+1 = 1  {group.short_title.of(language)}" in text(pilot)  # type: ignore[arg-type]
        assert "1 / 20" in text(pilot)
        assert "1 / 500" in text(pilot)
        assert len(pilot.app.screen.query(QuotaRow)) == 6
        assert faults(pilot) + overlaps(pilot) == [], text(pilot)


@pytest.mark.parametrize("size", UNLIKE_STAFF_SIZES)
async def test_the_keys_of_the_pages_behind_say_where_they_have_moved(counter: Opened, five: Kiosk, size: str) -> None:
    async with counter(*ENTER_PIN, "9", on=five, size=size) as pilot:
        for key, page in (("6", ItapScreen), ("7", PlanScreen), ("right", CalendarScreen)):
            await press(pilot, key)
            assert isinstance(pilot.app.screen, page), key
            assert faults(pilot) + overlaps(pilot) == [], text(pilot)
            await press(pilot, "left")
        assert five.catalogue.phrases("staff.itap_none", itap_key=6).en in text(pilot)


@pytest.mark.parametrize("size", UNLIKE_STAFF_SIZES)
async def test_the_charts_keys_reach_the_fifth_group(counter: Opened, five: Kiosk, size: str) -> None:
    async with counter(*ENTER_PIN, "5", "0", "1", "9", on=five, size=size) as pilot:
        assert isinstance(pilot.app.screen, ChartScreen)
        await press(pilot, "5")
        await settle(pilot)
        assert "1 / 20" in text(pilot)
        assert faults(pilot) + overlaps(pilot) == [], text(pilot)


@pytest.mark.parametrize("size", UNLIKE_STAFF_SIZES)
async def test_itaps_figure_of_the_fifth_group_is_typed_in(counter: Opened, five: Kiosk, size: str) -> None:
    async with counter(*ENTER_PIN, "9", "6", "5", *"12", "enter", on=five, size=size) as pilot:
        await settle(pilot)
        assert "ITAP 12 (1 Mar)" in text(pilot)
        assert faults(pilot) + overlaps(pilot) == [], text(pilot)
        await press(pilot, "escape", "escape", "6")
        assert faults(pilot) + overlaps(pilot) == [], text(pilot)


async def test_figures_go_on_being_typed_in_when_content_that_is_read_anew_has_a_group_less(
    counter: Opened, five: Kiosk, kiosk: Kiosk
) -> None:
    """The page failed at the next figure."""
    async with counter(*ENTER_PIN, "9", "6", "1", on=five) as pilot:
        pilot.app.post_message(KioskRenewed(replace(five, catalogue=kiosk.catalogue)))
        await settle(pilot)
        await press(pilot, *"12", "enter")
        assert isinstance(pilot.app.screen, ItapScreen)
        assert "ITAP 12 (1 Mar)" in text(pilot)


@pytest.mark.parametrize("size", UNLIKE_STAFF_SIZES)
async def test_a_visitor_may_have_been_with_the_fifth_group(counter: Opened, five: Kiosk, size: str) -> None:
    async with counter("8", "enter", on=five, size=size) as pilot:
        assert faults(pilot) + overlaps(pilot) == [], text(pilot)
        await press(pilot, "5")
        counted = pilot.app.ledger.tally.counts(five.today, five.today)  # type: ignore[attr-defined]
        assert [(count.work_group, count.channel) for count in counted][-1] == ("training", "visitor")


async def test_as_many_groups_as_the_content_may_have_are_those_that_have_keys(
    counter: Opened, make_kiosk: Callable[..., Kiosk], tmp_path: Path
) -> None:
    """Each group, the three pages behind the counts, and the menu."""
    kiosk = make_kiosk(catalogue=with_fifth_group(tmp_path))
    assert len(kiosk.assessment.work_groups) == WORK_GROUPS
    async with counter(on=kiosk) as pilot:
        await pilot.app.open_staff()  # type: ignore[attr-defined]
        page = pilot.app.screen
        assert isinstance(page, CountsScreen)
        assert [*page.groups, *page.pages] == ["1", "2", "3", "4", "5", "plus", "6", "7", "right", "0"]
        with pytest.raises(ValueError, match="no key leads to calendar"):
            keyed([key for key in PAGE_KEYS if key not in "123456"], COUNTS_PAGES)
