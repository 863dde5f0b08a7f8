"""Steps and what follows them, over the pages of a service."""

import re

import pytest

from kiosk.catalogue.catalogue import Catalogue
from screens.visitor.service import _ROOM
from screens.visitor.widgets.particulars import entries_of
from screens.visitor.widgets.particulars_flow import Entry, paged
from tests.support.pilot import Opened, settle, text
from tests.support.service_pages import open_service


def steps(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.mark]


@pytest.mark.parametrize("layout", _ROOM)
def test_steps_that_have_room_on_a_page_are_not_torn(catalogue: Catalogue, layout: str) -> None:
    """They went on to a next page although it could have begun with what follows them."""
    room = _ROOM[layout]
    for service in catalogue.services.values():
        entries = entries_of(service, catalogue, noted=False)
        torn = [column for page in paged(entries, room) for column in page if column[0].heading is None]
        if 1 + sum(step.rows(room.width) for step in steps(entries)) <= room.rows:
            assert torn == [], service.id


async def test_steps_that_go_on_to_a_next_page_stand_under_their_heading_there(counter: Opened) -> None:
    async with counter(size="large") as pilot:
        page = await open_service(pilot, "re-entry-permit")
        page.page = [chapter for chapter, _ in page.portions].index("particulars") + 1
        await settle(pilot)
        shown = text(pilot)
        assert "Steps, continued  ขั้นตอน (ต่อ)" in shown, shown
        assert shown.index("Steps, continued  ขั้นตอน (ต่อ)") < re.search(r"[4-6]\. ", shown).start()  # type: ignore[union-attr]
