"""How the papers of a service are laid out: at a glance, to tick, to take home."""

import re

import pytest

from kiosk.catalogue.checklist import goes_without_saying
from kiosk.text.languages import ENGLISH, OFFICIAL, THAI
from screens.visitor.widgets.documents_card import DocumentsCard
from screens.visitor.widgets.key_bar import KeyBar
from screens.visitor.widgets.tick_list import Tick, TickCount
from screens.widgets.text_layout import big
from tests.support.pilot import SIZES, Opened, press, settle, text
from tests.support.service_pages import open_service, turn_to

ONE_ORIGINAL = {ENGLISH: "original", THAI: "ฉบับจริง"}


@pytest.mark.parametrize("size", SIZES)
async def test_a_page_to_photograph_names_its_service_and_its_number_in_either_language(
    counter: Opened, size: str
) -> None:
    """In a picture of it nobody could see which service the papers are for, or that the list had begun before."""
    async with counter(size=size) as pilot:
        for name in ("lost-passport", "residence-letter", "extension-thai-family"):
            page = await open_service(pilot, name)
            shown = await turn_to(pilot, page, "home")
            service = page.service
            sheets = [chapter for chapter, _ in page.portions].count("home")
            photograph = "this page" if sheets == 1 else f"pages {page.pages - sheets + 1}–{page.pages}"
            asked = shown.count(f"Please photograph {photograph}") or shown.count("Take this list home")
            assert asked == sheets, shown
            assert any(title.en in shown for title in (service.title, service.short_title)), shown
            assert any(title.th in shown for title in (service.title, service.short_title)), shown
            assert f"{page.pages} of {page.pages}" in shown or f"{page.pages}/{page.pages}" in shown, shown


async def test_a_sheet_with_room_for_it_names_its_papers_in_both_languages(counter: Opened) -> None:
    """Most of it was empty, and an officer who is shown a picture of it reads Thai."""
    async with counter(size="portrait") as pilot:
        page = await open_service(pilot, "residence-letter")
        shown = await turn_to(pilot, page, "home")
        assert re.search(r"•  TM.30 or TM.47 receipt +1 copy *\n +ใบรับแจ้ง ตม.30 หรือ ตม.47", shown), shown


@pytest.mark.parametrize("size", ["landscape", "portrait"])
async def test_a_sheet_with_room_says_which_pages_are_to_be_copied(counter: Opened, size: str) -> None:
    """At home nobody knew any more what "copy" was of."""
    async with counter(size=size) as pilot:
        page = await open_service(pilot, "new-passport")
        shown = await turn_to(pilot, page, "home")
        assert "data page, visa, entry stamp" in shown
        await press(pilot, "9")
        assert "หน้าข้อมูล วีซ่า ตราขาเข้า" in text(pilot)


@pytest.mark.parametrize("size", ["portrait", "large-portrait"])
async def test_an_upright_page_to_photograph_has_one_column(counter: Opened, size: str) -> None:
    """Two narrow ones broke every other name."""
    async with counter(size=size) as pilot:
        page = await open_service(pilot, "extension-thai-family")
        shown = await turn_to(pilot, page, "home")
        assert "•" in shown
        assert not re.search("•.*•", shown), shown


@pytest.mark.parametrize("size", ["portrait", "large-portrait"])
async def test_no_large_nought_says_that_nothing_is_ticked(counter: Opened, size: str) -> None:
    async with counter(size=size) as pilot:
        page = await open_service(pilot, "residence-letter")
        assert f"▌ {big('0')[0]}" not in await turn_to(pilot, page, "ticks")
        await press(pilot, "1")
        assert f"▌ {big('1')[0]}" in text(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_how_many_of_a_paper_stands_at_the_end_of_a_line_of_its_own_or_of_its_name(
    counter: Opened, size: str
) -> None:
    """It stood within names that go on: "under 6 months  2 photos"."""
    async with counter(size=size) as pilot:
        page = await open_service(pilot, "residence-letter")
        for shown in (text(pilot), await turn_to(pilot, page, "ticks"), await turn_to(pilot, page, "home")):
            assert not re.search(r"  (under 6 months|6 months|rental contract|contract)  +[12] ", shown), shown


async def test_no_word_is_torn_for_the_number_beside_it(counter: Opened) -> None:
    """In a narrow column it read "ทะเบียนสมร / ส (คร.2)" beside how many."""
    async with counter(size="portrait") as pilot:
        page = await open_service(pilot, "extension-thai-family")
        await press(pilot, "9")
        assert "ทะเบียนสมรส" in await turn_to(pilot, page, "home")


async def test_a_paper_to_tick_says_all_in_the_visitors_language_before_it_says_it_in_the_other(
    counter: Opened,
) -> None:
    """What is meant by it stood after the Thai name on an English page, and for whom it is in English alone."""
    async with counter() as pilot:
        page = await open_service(pilot, "residence-notification")
        shown = await turn_to(pilot, page, "ticks")
        said = [
            "Passport copies of the guest",
            "data page, visa and latest entry stamp",
            "สำเนาหนังสือเดินทางของผู้พัก",
            "หน้าข้อมูล วีซ่า และตราขาเข้าครั้งล่าสุด",
        ]
        places = [shown.index(words) for words in said]
        assert places == sorted(places), shown
        assert "บัตรขาเข้า (TDAC หรือ ตม.6) · ถ้ามี" in shown
        assert re.search(r"Form TM.30, signed +original", shown), shown


@pytest.mark.parametrize("size", ["portrait", "large-portrait"])
async def test_upright_the_last_of_an_odd_number_of_papers_takes_the_room_of_two(counter: Opened, size: str) -> None:
    """A quarter of the page was empty, or half of it."""
    async with counter(size=size) as pilot:
        page = await open_service(pilot, "residence-notification")
        await turn_to(pilot, page, "ticks")
        ticks = [tick.region for tick in page.query(Tick) if tick.is_on_screen]
        grid = page.query_one("TickList Grid").region
        assert ticks[-1].width == grid.width, ticks
        if size == "portrait":
            assert f"{big('3')[0]} " not in text(pilot), "a digit of another size than those beside it"
        assert ticks[-1].bottom == grid.bottom, ticks


@pytest.mark.parametrize("size", ["terminal", "large"])
async def test_few_papers_to_tick_fill_their_page(counter: Opened, size: str) -> None:
    """The second page of five papers was two thirds empty, and one of three had a hole."""
    async with counter(size=size) as pilot:
        for name in ("residence-endorsement", "extension-tourism"):
            page = await open_service(pilot, name)
            for number, (chapter, _) in enumerate(page.portions):
                if chapter == "ticks":
                    page.page = number
                    await settle(pilot)
                    ticks = [tick.region for tick in page.query(Tick) if tick.is_on_screen]
                    grid = page.query_one("TickList Grid").region
                    assert (ticks[-1].right, ticks[-1].bottom) == (grid.right, grid.bottom), (name, ticks)
            await press(pilot, "*")


async def test_a_service_without_a_list_of_papers_says_in_its_place_what_one_leaves_with(counter: Opened) -> None:
    """That no papers are stated yet stood alone in a card of half the page."""
    async with counter() as pilot:
        page = await open_service(pilot, "extension-dtv")
        shown = text(pilot)
        for words in (page.service.result.figure, page.phrases("service.not_stated")):
            assert words is not None
            assert words.en in shown
            assert words.th in shown
        assert page.service.result.figure.en not in await turn_to(pilot, page, "particulars")


@pytest.mark.parametrize("size", ["landscape", "portrait"])
async def test_the_key_to_the_list_heads_no_column_and_the_key_to_dates_stands_in_both_languages(
    counter: Opened, size: str
) -> None:
    """The key to it stood over the second column of papers, as if it were its heading."""
    async with counter(size=size) as pilot:
        for name in ("90-day-report", "extension-workers", "extension-thai-family"):
            await pilot.app.go_home()  # type: ignore[attr-defined]
            page = await open_service(pilot, name)
            assert page.service.id == name
            shown = text(pilot)
            assert "คำนวณวันของท่าน" in shown
            assert "Work out my dates" in shown
            if size == "landscape":
                is_short = name != "extension-thai-family"
                words = page.phrases("take_home.title" if is_short else "service.whole_list")
                assert re.search(rf"\n +2  {words.en}  {words.th} {{3}}.*\n +▀", shown), shown


@pytest.mark.parametrize("size", SIZES)
async def test_at_a_glance_each_paper_says_for_whom_it_is_or_how_many(counter: Opened, size: str) -> None:
    """In English a bank's letter stood bare, as if it were asked of everybody, and beside a copy no original was named;
    the first column ran into the second."""
    async with counter(size=size) as pilot:
        for name in ("90-day-report", "extension-thai-family", "extension-retirement"):
            await pilot.app.go_home()  # type: ignore[attr-defined]
            page = await open_service(pilot, name)
            assert page.service.id == name
            for lang in OFFICIAL:
                pilot.app.lang = lang  # type: ignore[attr-defined]
                await settle(pilot)
                card = page.query_one(DocumentsCard)
                lines = [line.plain for line in card.lines(card.content_size.width)]
                assert not [line for line in lines if re.search(r"\S {1,2}•", line)], lines
                for paper in page.service.documents.figure or []:
                    document = page.kiosk.catalogue.paper(paper)
                    listed = f"•  {document.of(lang)}"
                    for line, below in zip(lines, [*lines[1:], ""], strict=True):
                        if paper.condition is not None and listed in line:
                            words = paper.condition.of(lang)
                            assert line.endswith(f"{listed}  {words}") or below.endswith(f"   {words}"), lines
                        elif goes_without_saying(paper, document) and f"{listed}  " in line + "  ":
                            assert re.search(rf"{re.escape(listed)} +{ONE_ORIGINAL[lang]}", line), lines


async def test_how_many_are_ticked_stands_with_the_papers_in_both_languages_and_off_the_keys(counter: Opened) -> None:
    """Under six papers it stuck to the keys of the page, then it was said in one language alone."""
    async with counter(size="landscape") as pilot:
        for name in ("90-day-report", "extension-thai-family"):
            await pilot.app.go_home()  # type: ignore[attr-defined]
            page = await open_service(pilot, name)
            await turn_to(pilot, page, "ticks")
            page.page = 1
            await settle(pilot)
            assert page.query_one(TickCount).region.bottom < page.query_one(KeyBar).region.y
            assert "Touch a document you have." in text(pilot)
            assert "แตะเอกสารที่ท่านมี" in text(pilot)


@pytest.mark.parametrize("size", ["portrait", "large-portrait"])
async def test_the_bar_before_what_a_tick_does_is_as_high_as_the_words(counter: Opened, size: str) -> None:
    """Upright it was twice as high."""
    async with counter(size=size) as pilot:
        page = await open_service(pilot, "extension-thai-family")
        await turn_to(pilot, page, "ticks")
        assert page.query_one(TickCount).size.height == 2
        await press(pilot, "1")
        assert page.query_one(TickCount).size.height == len(big("1"))


async def test_one_original_is_said_of_all_papers_to_take_home_or_of_none_alike_in_both_languages(
    counter: Opened,
) -> None:
    """In Thai it stood beside each of them, in English beside none."""
    async with counter(size="landscape") as pilot:
        for name in ("extension-thai-family", "extension-education", "extension-retirement"):
            await pilot.app.go_home()  # type: ignore[attr-defined]
            page = await open_service(pilot, name)
            assert page.service.id == name
            numbers = []
            for lang in OFFICIAL:
                pilot.app.lang = lang  # type: ignore[attr-defined]
                await settle(pilot)
                shown = await turn_to(pilot, page, "home")
                numbers.append(len(re.findall(rf"{ONE_ORIGINAL[lang]}(?! \+)", shown)))
            assert len(set(numbers)) == 1, (name, numbers)


async def test_a_list_that_takes_two_pages_names_its_papers_in_both_languages_where_these_hold_them(
    counter: Opened,
) -> None:
    """It stood in narrow columns in one language, and the second page was nearly empty."""
    async with counter(size="portrait") as pilot:
        page = await open_service(pilot, "extension-thai-family")
        shown = await turn_to(pilot, page, "home")
        assert "Passport copies," in shown
        assert "สำเนาหนังสือเดินทาง ลงชื่อ" in shown
        first, second = shown.split(f"{page.pages} of {page.pages}")
        assert abs(first.count("•") - second.count("•")) < 4, shown
