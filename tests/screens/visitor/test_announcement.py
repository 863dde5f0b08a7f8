"""What staff tell visitors stands on the first page at every size, and is gone after its last day."""

from collections.abc import Callable
from datetime import date

import pytest

from kiosk.catalogue.announcements import WIDTH
from kiosk.editing.announcements import put_up
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual
from screens.visitor.widgets import announcement_line
from screens.widgets.header import Header
from tests.support.bulletins import handed_down
from tests.support.fit import flaws_in_both_languages
from tests.support.pilot import SIZES, UNLIKE_SIZES, Opened, press, text, wait_for

LONGEST = Bilingual("วันศุกร์ปิดทำการ " * 4, "Closed on Friday " * 4).map(str.strip)
OPEN, CLOSED = date(2024, 3, 1), date(2026, 11, 20)


@pytest.mark.parametrize("size", UNLIKE_SIZES)
@pytest.mark.parametrize("day", [OPEN, CLOSED], ids=["survey-open", "survey-closed"])
async def test_the_longest_announcement_is_whole_on_the_first_page(
    counter: Opened, make_kiosk: Callable[..., Kiosk], size: str, day: date
) -> None:
    assert len(LONGEST.en) in range(WIDTH - 2, WIDTH + 1)
    kiosk = make_kiosk(day)
    put_up(kiosk, LONGEST, day, day, "approver")
    async with counter(size=size, on=kiosk.reread()) as pilot:
        assert "".join(LONGEST.th.split()) in "".join(text(pilot).split())
        assert await flaws_in_both_languages(pilot) == [], text(pilot)
        await press(pilot, "9")
        assert "".join(LONGEST.en.split()) in "".join(text(pilot).split())


@pytest.mark.parametrize("size", SIZES)
async def test_it_is_said_in_both_languages(counter: Opened, make_kiosk: Callable[..., Kiosk], size: str) -> None:
    """On a narrow page it stood in Thai alone, over a row that was empty."""
    words = Bilingual("วันศุกร์ที่ 20 พฤศจิกายน เปิดถึง 15.00 น.", "On Friday 20 November we close at 15:00.")
    kiosk = make_kiosk(CLOSED)
    put_up(kiosk, words, CLOSED, CLOSED, "approver")
    async with counter(size=size, on=kiosk.reread()) as pilot:
        for each in words.pair():
            assert each in text(pilot)
        assert await flaws_in_both_languages(pilot) == []


@pytest.mark.parametrize("size", ["portrait", "large"])
async def test_it_stands_clear_of_the_band_where_there_is_a_row_for_it(
    counter: Opened, make_kiosk: Callable[..., Kiosk], size: str
) -> None:
    kiosk = make_kiosk(CLOSED)
    put_up(kiosk, LONGEST, CLOSED, CLOSED, "approver")
    async with counter(size=size, on=kiosk.reread()) as pilot:
        band, line = pilot.app.screen.query_one(Header), pilot.app.screen.query_one("#announcement")
        assert line.region.y > band.region.bottom


async def test_it_leaves_the_hours_their_place_in_the_largest_letters(
    counter: Opened, make_kiosk: Callable[..., Kiosk]
) -> None:
    """Under it stood three words, in a card of which the most was empty."""
    kiosk = make_kiosk(CLOSED)
    put_up(kiosk, LONGEST, CLOSED, CLOSED, "approver")
    async with counter(size="large-portrait", on=kiosk.reread()) as pilot:
        assert "พักเที่ยง  12.00–13.00 น." in text(pilot)


async def test_it_is_gone_after_its_last_day(counter: Opened, make_kiosk: Callable[..., Kiosk]) -> None:
    put_up(make_kiosk(OPEN), LONGEST, OPEN, OPEN, "approver")
    async with counter(on=make_kiosk(date(2024, 3, 2)).reread()) as pilot:
        assert not pilot.app.screen.query("#announcement")
        assert not pilot.app.screen.has_class("-announced")


async def test_the_words_of_office_and_headquarters_take_turns_where_both_stand(
    counter: Opened, make_kiosk: Callable[..., Kiosk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcement_line, "TURN", 0.1)
    put_up(make_kiosk(OPEN), Bilingual("ปิดวันศุกร์", "Closed on Friday"), OPEN, OPEN, "approver")
    words = {"th": "ด่านเปิดทุกวัน", "en": "Border counters are open"}
    notice = {"name": "festival", "audience": "visitors", "words": words, "from": OPEN, "until": OPEN}
    async with counter(on=handed_down(make_kiosk(OPEN), "notice", notice)) as pilot:
        for _ in range(2):
            await wait_for(pilot, "ด่านเปิดทุกวัน")
            await wait_for(pilot, "ปิดวันศุกร์")
