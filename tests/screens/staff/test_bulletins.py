"""What headquarters hands down reaches every open screen at once, and staff read what it is."""

from datetime import date

from kiosk.machine.kiosk import Kiosk
from screens.apps.staff_terminal import StaffApp
from tests.support.bulletins import handed_down
from tests.support.pilot import press, text, until, wait_for

WORDS = {"th": "ส่งคำสั่งภายในเดือนนี้", "en": "Hand in the order this month"}
FEE = {"th": "กฎกระทรวง", "en": "Ministerial Regulation"}


async def test_a_bulletin_that_comes_while_its_page_is_open_stands_there_without_a_key(kiosk: Kiosk) -> None:
    handed_down(kiosk, "version", {"wanted": "9.0"})
    app = StaffApp(kiosk.reread())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.staff.is_open)
        await press(pilot, "9", "0", "right", "6")
        await wait_for(pilot, "Version 9.0 or newer is wanted")
        await wait_for(pilot, "tell a technician")
        day = kiosk.today
        handed_down(kiosk, "notice", {"name": "order", "audience": "staff", "words": WORDS, "from": day, "until": day})
        await wait_for(pilot, "Hand in the order this month")
        facts = {"re-entry-permit.fee": {"value": "none"}}
        handed_down(kiosk, "facts", {"source": FEE, "day": date(2024, 2, 1), "fact": facts}, date(2024, 6, 1))
        await wait_for(pilot, "waits until 1 Jun 2024")
        assert "No. 3" in text(pilot)
