"""Papers to tick, and the card to show at the counter."""

import re

import pytest

from kiosk.catalogue.catalogue import Catalogue
from kiosk.machine.kiosk import Kiosk
from kiosk.text.languages import OFFICIAL
from screens.theme import CONTRAST_THEME
from screens.visitor.widgets.tick_card import TALL_HEAD, TickCard
from screens.visitor.widgets.tick_list import Tick
from tests.support.fit import flaws_in_both_languages
from tests.support.pilot import EXTREME_SIZES, UNLIKE_SIZES, Opened, press, settle, text
from tests.support.service_pages import chapters, open_service, turn_to


def numbers(shown: str) -> list[tuple[str, str]]:
    """Which page of how many the titles of some pages say that each is."""
    return re.findall(r"▌ .*   ?(?:Page )?([0-9]+)(?: of |/)([0-9]+) ", shown)


async def test_ticks_are_counted_and_gone_with_the_page(counter: Opened, kiosk: Kiosk) -> None:
    async with counter() as pilot:
        page = await open_service(pilot, "extension-tourism")
        kept = {path: path.read_bytes() for path in kiosk.folder.rglob("*") if path.is_file()}
        await turn_to(pilot, page, "ticks")
        assert "Touch a document you have. Nothing is saved." in text(pilot)
        await press(pilot, "1", "3")
        assert "Ticked: 2 of 6" in text(pilot)
        await press(pilot, "3")
        assert "Ticked: 1 of 6" in text(pilot)
        await press(pilot, "*")
        page = await open_service(pilot, "extension-tourism")
        await turn_to(pilot, page, "ticks")
        assert not any(tick.ticked for tick in page.query(Tick))
        assert {path: path.read_bytes() for path in kiosk.folder.rglob("*") if path.is_file()} == kept


@pytest.mark.parametrize("service", ["90-day-report", "extension-thai-family"])
@pytest.mark.parametrize("size", EXTREME_SIZES)
async def test_a_tick_changes_no_pages_number_and_adds_a_list_that_is_counted_apart(
    counter: Opened, service: str, size: str
) -> None:
    """One tick made "Page 2 of 5" into "2 of 7" without a word."""
    async with counter(size=size) as pilot:
        page = await open_service(pilot, service)
        shown = [await turn_to(pilot, page, chapter) for chapter in ("overview", "ticks", "particulars", "home")]
        before = numbers("".join(shown))
        assert before
        await turn_to(pilot, page, "ticks")
        await press(pilot, "1")
        shown = [await turn_to(pilot, page, chapter) for chapter in ("overview", "ticks", "particulars", "home")]
        after = numbers("".join(shown))
        assert after == before[: len(after)]
        listed = await turn_to(pilot, page, "card")
        assert not numbers(listed), listed
        count = chapters(page).count("card")
        for number in range(1, count + 1) if count > 1 else ():
            assert re.search(f"Your list, page {number} of {count}|List {number}/{count}", listed), listed
        assert count > 1 or "Your list" in listed


async def test_who_only_turned_pages_is_shown_no_card_of_what_is_missing(counter: Opened) -> None:
    async with counter() as pilot:
        page = await open_service(pilot, "extension-retirement")
        assert "ticks" in chapters(page)
        assert "card" not in chapters(page)
        assert chapters(page)[-1] == "home"
        assert "Still to get" not in await turn_to(pilot, page, "home")


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_the_card_tells_papers_to_get_from_those_that_only_some_need_and_keeps_their_numbers(
    counter: Opened, catalogue: Catalogue, size: str
) -> None:
    async with counter(size=size) as pilot:
        page = await open_service(pilot, "extension-retirement")
        await turn_to(pilot, page, "ticks")
        for tick in page.query(Tick):
            if tick.words in (catalogue.documents["passport"], catalogue.documents["bank-book"]):
                tick.press()
        shown = await turn_to(pilot, page, "card")
        for words in (
            "Still to get",
            "ยังไม่มี",
            "Ready",
            "มีแล้ว",
            "Only if it applies",
            "เฉพาะบางกรณี",
            "if you use a pension",
        ):
            assert words in shown
        assert shown.count("○") == 6, "nobody must have a pension, an O-A visa and a deposit at once"
        assert shown.count("✔") == 2
        assert "original + copy" in shown
        assert "1 photo" in shown
        assert chapters(page)[-1] == "home"
        assert await flaws_in_both_languages(pilot) == []


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_papers_to_get_that_take_several_cards_are_counted_once(counter: Opened, size: str) -> None:
    """Three cards side by side said "11 To get" each, which reads as 33 papers."""
    async with counter(size=size) as pilot:
        page = await open_service(pilot, "extension-thai-family")
        await turn_to(pilot, page, "ticks")
        page.query(Tick).last().press()
        await turn_to(pilot, page, "card")
        figures, headings = [], []
        for number, (chapter, _) in enumerate(page.portions):
            if chapter == "card":
                page.page = number
                await settle(pilot)
                for card in page.query(TickCard):
                    if card.part.section.heading == "card.to_get":
                        head = card.lines(card.content_size.width)[:TALL_HEAD]
                        figures.append(
                            any(set(line.plain) & set("┃┏┗") or line.plain.startswith("12") for line in head)
                        )
                        headings.append("\n".join(line.plain for line in head))
        assert len(figures) > 1
        assert figures == [True] + [False] * (len(figures) - 1), headings
        assert all("(more)" in heading for heading in headings[1:]), headings


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_every_page_of_a_checklist_is_whole_in_either_palette(counter: Opened, size: str) -> None:
    async with counter(size=size) as pilot:
        page = await open_service(pilot, "extension-thai-family")
        for theme in (pilot.app.theme, CONTRAST_THEME.name):
            pilot.app.theme = theme
            for number, (chapter, _) in enumerate(page.portions):
                if chapter in ("ticks", "card", "home"):
                    page.page = number
                    await settle(pilot)
                    page.query(Tick).first().press()
                    assert await flaws_in_both_languages(pilot) == []


@pytest.mark.parametrize("service", ["residence-notification", "re-entry-permit", "extension-retirement"])
async def test_in_larger_letters_a_paper_to_tick_bears_its_name_in_both_languages(
    counter: Opened, service: str
) -> None:
    """One with a long name, a number or a condition bore it in one alone; what is meant by a paper may take its room."""
    async with counter(size="large") as pilot:
        page = await open_service(pilot, service)
        for number, (chapter, _) in enumerate(page.portions):
            page.page = number
            await settle(pilot)
            for tick in page.query(Tick) if chapter == "ticks" else ():
                shown = "".join(line.plain for line in tick.lines(tick.content_size.width))
                for language in OFFICIAL if tick.is_on_screen and tick.note is None else ():
                    names = [words.of(language) for words in (tick.words, tick.short or tick.words)]
                    assert any(all(word in shown for word in name.split()) for name in names), shown


async def test_no_page_of_ticks_has_two_more_than_another_nor_more_than_six(counter: Opened) -> None:
    async with counter() as pilot:
        for service in ("change-of-visa", "extension-business", "extension-thai-family"):
            page = await open_service(pilot, service)
            counts = []
            for number, (chapter, _) in enumerate(page.portions):
                if chapter == "ticks":
                    page.page = number
                    await settle(pilot)
                    counts.append(sum(tick.display for tick in page.query(Tick)))
            assert max(counts) <= 6
            assert max(counts) - min(counts) <= 1
            await press(pilot, "*")
