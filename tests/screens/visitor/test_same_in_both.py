"""What a page of a service says in one language it says in the other, and once."""

import re

import pytest

from kiosk.machine.kiosk import Kiosk
from kiosk.text.languages import ENGLISH, THAI
from screens.visitor.online import About, OnlineScreen
from screens.visitor.service import ServiceScreen
from tests.support.pilot import Opened, press, settle
from tests.support.service_pages import said, unlike


@pytest.mark.parametrize("size", ["terminal", "large"])
async def test_first_page_answers_the_same_in_both_languages(counter: Opened, kiosk: Kiosk, size: str) -> None:
    """On the terminals that tests/screens/test_fit.py does not lead through every page."""
    async with counter(size=size) as pilot:
        for service in kiosk.catalogue.services.values():
            await pilot.app.go_home()  # type: ignore[attr-defined]
            pilot.app.show(ServiceScreen(kiosk, service))  # type: ignore[attr-defined]
            await settle(pilot)
            said_in = {THAI: said(pilot)}
            await press(pilot, "9")
            said_in[ENGLISH] = said(pilot)
            assert unlike(pilot, said_in) == []


async def test_what_to_know_of_a_way_online_stands_in_both_languages_upright(counter: Opened, kiosk: Kiosk) -> None:
    """What to scan with stood in both, and left no room for the other language of what to know."""
    note = kiosk.catalogue.channels.online["tdac"].note
    async with counter(size="portrait") as pilot:
        pilot.app.show(OnlineScreen(kiosk, "tdac"))  # type: ignore[attr-defined]
        await settle(pilot)
        about = pilot.app.screen.query_one(About)
        shown = re.sub(r"\s", "", "".join(line.plain for line in about.lines(about.content_size.width)))
    assert all(re.sub(r"\s", "", words) in shown for words in (note.th, note.en))
