"""The chart and the heat map of days: they follow the ledger, read without colour, and wait for the keys."""

import re
from time import monotonic

import pytest
from textual.color import Color
from textual.pilot import Pilot

from kiosk.machine.kiosk import Kiosk
from kiosk.streams.ledger.ledger import Ledger
from screens.staff.chart import ChartScreen
from screens.staff.counts import CountsScreen
from screens.staff.days import DaysScreen, averages
from screens.staff.widgets import chart_card
from screens.staff.widgets.chart import Chart
from screens.staff.widgets.heat_map import HeatMap
from screens.theme import CONTRAST_THEME, PAPER
from tests.support.charts import drawn
from tests.support.fit import faults, overlaps
from tests.support.keys import ENTER_PIN
from tests.support.pilot import Opened, press, text, until, wait_for


def colours(pilot: Pilot[None]) -> set[str]:
    """The colours in which the chart is drawn."""
    styles = [span.style for span in pilot.app.screen.query_one(Chart).pictures["th"].spans]
    return {
        Color.parse(str(colour)).hex for style in styles for colour in re.findall(r"#\w{6}|rgb\([^)]*\)", str(style))
    }


async def test_the_chart_follows_its_key_and_the_ledger(counter: Opened, ten_weeks: Kiosk) -> None:
    async with counter(*ENTER_PIN, "0", "1", "9", on=ten_weeks) as pilot:
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
        with Ledger(ten_weeks.path("ledger.db"), practice=True) as other:
            other.count("investigation", ten_weeks.today)
        await wait_for(pilot, "1 / 100")


async def test_the_heat_map_reads_without_colour(counter: Opened, ten_weeks: Kiosk) -> None:
    async with counter(*ENTER_PIN, "0", "2", "9", on=ten_weeks) as pilot:
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
        figures = averages(total, ten_weeks.assessment.open_days, ten_weeks.today)
        assert dict(figures)[1] == 2.0
        assert dict(figures)[0] == 1.0


async def test_a_chart_is_not_drawn_while_keys_are_pressed(
    counter: Opened, ten_weeks: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[float] = []
    monkeypatch.setattr(chart_card, "IDLE", 1000.0)
    monkeypatch.setattr(chart_card, "monotonic", lambda: looks.append(monotonic()) or monotonic())
    async with counter(*ENTER_PIN, "3", on=ten_weeks) as pilot:
        await until(pilot, lambda: len(looks) > 2)
        assert "+1 =" in text(pilot)
        assert pilot.app.screen.query_one(Chart).pictures == {}


async def test_the_counts_show_the_chart_where_there_is_room_once_nobody_presses(
    counter: Opened, ten_weeks: Kiosk
) -> None:
    async with counter(*ENTER_PIN, on=ten_weeks) as pilot:
        assert isinstance(pilot.app.screen, CountsScreen)
        await wait_for(pilot, "ก.พ.")
        assert faults(pilot) + overlaps(pilot) == [], text(pilot)
    async with counter(*ENTER_PIN, on=ten_weeks, size="terminal") as pilot:
        assert not pilot.app.screen.query_one("#chart-card").display
