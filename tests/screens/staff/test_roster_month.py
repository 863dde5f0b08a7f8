"""The roster of a month names everybody whole, however narrow the screen is."""

from kiosk.editing.roster import put_on_duty
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual
from tests.support.fit import flaws_in_both_languages
from tests.support.keys import ENTER_PIN
from tests.support.pilot import Opened, press, text

LONG = Bilingual("รองสารวัตร งานบริการคนต่างด้าว", "Senior officer, Foreigner Services")


async def test_a_letter_stands_for_a_name_that_has_no_room_and_is_explained(counter: Opened, locked: Kiosk) -> None:
    put_on_duty(locked, locked.today, LONG, "approver")
    for size, is_narrow in (("terminal", True), ("landscape", False)):
        async with counter(*ENTER_PIN, "0", "5", "right", on=locked.reread(), size=size) as pilot:
            assert LONG.th in text(pilot)
            assert ("A  " + LONG.th in text(pilot)) is is_narrow
            assert await flaws_in_both_languages(pilot) == []
            await press(pilot, "left")
