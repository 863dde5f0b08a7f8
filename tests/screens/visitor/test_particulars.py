"""Steps and what follows them, over the pages of a service."""

import re
from itertools import chain

import pytest

from kiosk.catalogue.catalogue import Catalogue
from screens.visitor.service import _ROOM
from screens.visitor.widgets.particulars import entries_of
from screens.visitor.widgets.particulars_flow import Entry, in_both, paged
from tests.support.pilot import EXTREME_SIZES, Opened, settle, text
from tests.support.service_pages import open_service, turn_to


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


async def test_a_step_says_both_languages_on_one_line_where_that_holds_them(counter: Opened) -> None:
    async with counter() as pilot:
        page = await open_service(pilot, "extension-retirement")
        shown = await turn_to(pilot, page, "particulars")
        assert re.search(r"1\. Take a queue number  รับบัตรคิว ", shown), shown
        assert re.search(r"2\. Hand in your passport and documents .*\n +ยื่นหนังสือเดินทางและเอกสาร ", shown), shown


async def test_steps_that_go_on_to_a_next_page_stand_under_their_heading_there(counter: Opened) -> None:
    async with counter(size="large") as pilot:
        page = await open_service(pilot, "re-entry-permit")
        page.page = [chapter for chapter, _ in page.portions].index("particulars") + 1
        await settle(pilot)
        shown = text(pilot)
        assert "Steps, continued  ขั้นตอน (ต่อ)" in shown, shown
        assert shown.index("Steps, continued  ขั้นตอน (ต่อ)") < re.search(r"[4-6]\. ", shown).start()  # type: ignore[union-attr]


@pytest.mark.parametrize("layout", _ROOM)
def test_an_empty_row_has_its_place_over_every_heading(catalogue: Catalogue, layout: str) -> None:
    """Where that saved a page headings stuck to what stood above them."""
    room = _ROOM[layout]
    for service in catalogue.services.values():
        for column in chain(*paged(in_both(entries_of(service, catalogue, noted=True), room), room)):
            own_rows = [entry.headed(first=not at) is not None and not entry.in_line for at, entry in enumerate(column)]
            empty = sum(entry.heading is not None for entry in column[1:])
            assert sum(entry.rows(room.width) for entry in column) + sum(own_rows) + empty <= room.rows, service.id


@pytest.mark.parametrize("layout", _ROOM)
def test_a_second_language_takes_no_page_of_its_own_and_leaves_the_steps_together(
    catalogue: Catalogue, layout: str
) -> None:
    room = _ROOM[layout]
    for service in catalogue.services.values():
        entries = entries_of(service, catalogue, noted=False)
        fuller = in_both(entries, room)
        assert len(paged(fuller, room)) <= len(paged(entries, room)), service.id
        assert len({step.both for step in steps(fuller)}) < 2, service.id


@pytest.mark.parametrize(
    ("layout", "most"), [("-wide", 2), ("-compact", 3), ("-large", 2), ("-portrait", 6), ("-large-portrait", 16)]
)
def test_steps_stand_in_both_languages_in_most_services(catalogue: Catalogue, layout: str, most: int) -> None:
    """On wide pages they stood in one, beside free rows: each language took a line of its own, however short."""
    entries = [entries_of(service, catalogue, noted=False) for service in catalogue.services.values()]
    fuller = [in_both(each, _ROOM[layout]) for each in entries if steps(each)]
    assert sum(not all(step.both for step in steps(each)) for each in fuller) <= most


@pytest.mark.parametrize("size", EXTREME_SIZES)
async def test_steps_are_said_in_both_languages_on_all_pages_of_a_service_or_on_none(
    counter: Opened, size: str
) -> None:
    """They stood in both on the page that had room for it, and went on in one on the next."""
    async with counter(size=size) as pilot:
        for name in ("extension-thai-family", "extension-business", "re-entry-permit"):
            page = await open_service(pilot, name)
            shown = re.sub(r"\s", "", await turn_to(pilot, page, "particulars"))
            named = steps(entries_of(page.service, page.kiosk.catalogue, noted=False))
            assert len({re.sub(r"\s", "", step.words.th) in shown for step in named}) == 1, (name, shown)
