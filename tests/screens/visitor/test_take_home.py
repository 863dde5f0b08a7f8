"""What a visitor takes home from a service: a code, or pages to photograph."""

import re

import pytest

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.checklist import Checklist, number_words
from kiosk.catalogue.take_away import list_text
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import ENGLISH, OFFICIAL, THAI, Language
from screens.visitor.service import ServiceScreen
from screens.visitor.widgets.qr_code import QRCode
from screens.visitor.widgets.take_home import SheetRoom, sheet_pages
from screens.visitor.widgets.tick_list import Tick
from tests.support.fit import flaws_in_both_languages
from tests.support.pilot import SIZES, UNLIKE_SIZES, Opened, press, settle, text
from tests.support.published import all_confirmed
from tests.support.service_pages import chapters, open_service, turn_to


async def test_the_last_page_carries_the_list_home_where_it_fits_and_else_the_way_online(
    counter: Opened, catalogue: Catalogue
) -> None:
    async with counter() as pilot:
        page = await open_service(pilot, "90-day-report")
        shown = await turn_to(pilot, page, "home")
        service = catalogue.services["90-day-report"]
        assert page.query_one(QRCode).address == list_text(service, catalogue, ENGLISH)
        assert "Scan to take this list home" in shown
        assert "please ask first" in shown
        await press(pilot, "9")
        assert page.query_one(QRCode).address == "https://tm47.immigration.go.th/tm47/", (
            "Thai words take too many bytes"
        )
        assert "tm47.immigration.go.th" in text(pilot)


@pytest.mark.parametrize("size", ["landscape", "portrait"])
async def test_what_a_code_is_for_stands_under_the_middle_of_it(counter: Opened, size: str) -> None:
    """Upright it stood at the left edge."""
    async with counter(size=size) as pilot:
        page = await open_service(pilot, "90-day-report")
        await turn_to(pilot, page, "home")
        code, words = page.query_one("TakeHome QRCode").region, page.query_one("CodeWords").region
        assert abs((code.x + code.right) - (words.x + words.right)) <= 2


@pytest.mark.parametrize("name", ["extension-retirement", "residence-notification"])
async def test_papers_for_some_stand_clear_of_those_for_all_where_not_every_paper_does(
    counter: Opened, name: str
) -> None:
    """Half the sheet was empty, and yet each condition stuck to the paper before it."""
    async with counter(size="portrait") as pilot:
        page = await open_service(pilot, name)
        await turn_to(pilot, page, "home")
        for language in (ENGLISH, THAI):
            lines = [line.strip() for line in text(pilot).splitlines()]
            for condition in Checklist.of(page.service.documents.figure or []).conditional:
                words = condition.words.of(language)
                at = next(at for at, line in enumerate(lines) if line.startswith(words))
                assert not lines[at - 1], (words, lines)
            await press(pilot, "9")


async def test_a_list_takes_the_width_that_is_there_and_says_its_papers_in_both_languages_there(
    counter: Opened,
) -> None:
    """It stood in half of the page beside a code in one language, and the other half was empty."""
    async with counter() as pilot:
        page = await open_service(pilot, "residence-notification")
        await press(pilot, "9")
        shown = await turn_to(pilot, page, "home")
        assert "แบบ ตม.30 ลงลายมือชื่อ" in shown
        assert "Form TM.30, signed" in shown
        assert "สำเนา 1 ฉบับ" in shown, "a copy had no counting word"
        assert page.query("TakeHome QRCode")


async def test_without_papers_there_is_nothing_to_take_home(counter: Opened) -> None:
    """The words stood over a page without a list."""
    async with counter() as pilot:
        page = await open_service(pilot, "extension-former-thai")
        assert chapters(page) == ["overview", "particulars"]


@pytest.mark.parametrize("size", SIZES)
async def test_a_service_has_as_many_pages_in_either_language_and_its_list_stands_on_one(
    counter: Opened, kiosk: Kiosk, size: str
) -> None:
    """Where the list took a page more in one language, all pages were numbered anew with the language. Eleven papers took
    two pages: the whole list was a key further than key 2."""
    async with counter(size=size) as pilot:
        for service in kiosk.catalogue.services.values():
            await pilot.app.go_home()  # type: ignore[attr-defined]
            pilot.app.show(page := ServiceScreen(kiosk, service))  # type: ignore[attr-defined]
            await settle(pilot)
            thai = page.pages
            await press(pilot, "9")
            assert page.pages == thai, service.id
            is_longest = service.id == "extension-thai-family" and size != "landscape"
            assert chapters(page).count("home") <= 1 + is_longest, service.id


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", OFFICIAL)
async def test_three_keys_lead_from_the_first_page_to_all_papers(
    counter: Opened, catalogue: Catalogue, size: str, language: Language
) -> None:
    """On the smallest terminal the last ones stood a key further."""
    async with counter(size=size) as pilot:
        pilot.app.lang = language  # type: ignore[attr-defined]
        await press(pilot, "3", "3", "2")
        shown = text(pilot)
        papers = catalogue.services["extension-retirement"].documents.figure or []
        assert shown.count("•") == len(papers)
        assert not pilot.app.screen.query("TakeHome QRCode")


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_a_service_that_no_code_fits_asks_to_photograph_its_whole_list(
    counter: Opened, catalogue: Catalogue, size: str
) -> None:
    async with counter(size=size) as pilot:
        page = await open_service(pilot, "extension-thai-family")
        shown = await turn_to(pilot, page, "home")
        assert not page.query("TakeHome QRCode")
        assert "Please photograph" in shown
        papers = catalogue.services["extension-thai-family"].documents.figure or []
        assert shown.count("•") == len(papers)


async def test_beside_a_code_that_carries_no_list_the_page_is_to_be_photographed(counter: Opened) -> None:
    """It said to take the list home over a code that opens a website."""
    async with counter("9") as pilot:
        page = await open_service(pilot, "extension-tourism")
        shown = await turn_to(pilot, page, "home")
        assert "Scan: e-Extension" in shown, "it said: website"
        assert "สแกน: ขออยู่ต่อออนไลน์" in shown, "a code in one language alone was taken for that of the list"
        assert "Please photograph this page" in shown
        assert "Take this list home" not in shown


async def test_whoever_ticked_a_paper_still_has_a_page_with_the_fee_to_photograph(counter: Opened) -> None:
    """In Thai the card of the 90-day report had the code of a website beside it, and took that page's place."""
    async with counter() as pilot:
        page = await open_service(pilot, "90-day-report")
        for language in OFFICIAL:
            page.set_reactive(type(page).lang, language)
            await turn_to(pilot, page, "ticks")
            page.query(Tick).first().press()
            await settle(pilot)
            assert chapters(page)[-2:] == ["card", "home"], language
            page.query(Tick).first().press()


async def test_a_terminal_without_sextants_has_codes_of_half_blocks(
    counter: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    async with counter() as pilot:
        page = await open_service(pilot, "90-day-report")
        shown = await turn_to(pilot, page, "home")
        assert "▀" in shown
        assert "\U0001fb0b" not in shown
        assert await flaws_in_both_languages(pilot) == []


@pytest.mark.parametrize("size", ["landscape", "large", "large-portrait"])
async def test_key_2_leads_to_where_the_list_that_is_taken_home_begins(
    counter: Opened, catalogue: Catalogue, size: str
) -> None:
    """It turned to the last page, which upright held the last paper alone; small pages had no such key."""
    service = catalogue.services["extension-retirement"]
    async with counter("9", "3", "3", size=size) as pilot:
        assert catalogue.phrases("service.whole_list_short").en in text(pilot)
        await press(pilot, "2")
        assert "Please photograph" in text(pilot)
        first = catalogue.paper((service.documents.figure or [])[0])
        assert first.en in text(pilot)


async def test_key_2_is_not_taken_for_a_part_of_the_heading_beside_it(counter: Opened, catalogue: Catalogue) -> None:
    """They stood two cells apart, as two languages of one heading do."""
    say = catalogue.phrases
    async with counter("9", "enter") as pilot:
        row = next(line for line in text(pilot).splitlines() if say("service.only_some").en in line)
        assert say("take_home.title").en in text(pilot)
        assert say("take_home.title").en not in row


@pytest.mark.parametrize("size", SIZES)
async def test_key_2_says_that_there_are_more_papers_behind_it_only_where_there_are(
    counter: Opened, catalogue: Catalogue, size: str
) -> None:
    """All of them stood on the first page, and behind "See the whole list" a code alone."""
    say = catalogue.phrases
    async with counter(size=size) as pilot:
        for name in ("90-day-report", "residence-endorsement", "extension-thai-family"):
            page = await open_service(pilot, name)
            papers = page.service.documents.figure or []
            shown = text(pilot)
            stand_here = shown.count("•") == len(papers)
            assert (say("take_home.title").en in shown) == stand_here, shown
            assert (say("service.whole_list_short").en in shown) != stand_here, shown


async def test_since_when_the_office_stands_behind_a_list_to_take_home_is_said_in_full(
    counter: Opened, kiosk: Kiosk
) -> None:
    """Beside a code, on the smallest terminal, the year of it was cut."""
    async with counter("9", size="terminal") as pilot:
        page = ServiceScreen(kiosk, all_confirmed(kiosk.catalogue.services["90-day-report"]))
        pilot.app.show(page)  # type: ignore[attr-defined]
        await settle(pilot)
        shown = await turn_to(pilot, page, "home")
        assert re.search(r"✔ Confirmed by this office on\s+(\S* *\n)?\s*12 Oct 2026", shown), shown


@pytest.mark.parametrize("room", [SheetRoom(44, 11), SheetRoom(92, 9), SheetRoom(61, 20)])
@pytest.mark.parametrize("language", OFFICIAL)
def test_each_column_to_take_home_says_on_what_its_papers_depend(
    catalogue: Catalogue, room: SheetRoom, language: Language
) -> None:
    """A paper for some stood alone at the top of a column, as if everybody had to bring it."""

    def words_of(words: Bilingual) -> tuple[str, Language]:
        return words.of(language), language

    for service in catalogue.services.values():
        checklist = Checklist.of(service.documents.figure or [])
        for_all = {catalogue.paper(paper).of(language) for paper in checklist.to_get}
        for_some = {
            catalogue.paper(paper).of(language) for condition in checklist.conditional for paper in condition.papers
        }
        for columns in sheet_pages(service, catalogue, words_of, room):
            for column in filter(None, columns):
                words = " ".join(line.plain.strip() for line in column[0]).removeprefix("•").strip()
                assert not words.startswith(tuple(for_some - for_all)), (service.id, words)


@pytest.mark.parametrize("language", OFFICIAL)
def test_a_list_across_the_whole_page_takes_both_halves_of_it(catalogue: Catalogue, language: Language) -> None:
    """It stood in the left half, right under what to do, and the right half was empty."""

    def words_of(words: Bilingual) -> tuple[str, str]:
        return words.of(language), words.of(words.beside(language))

    for service in catalogue.services.values():
        if service.documents.figure:
            pages = sheet_pages(service, catalogue, words_of, SheetRoom(125, 11))
            assert all(len(columns) > 1 for columns in pages), service.id


def test_papers_stand_clear_of_what_to_do_where_one_more_column_leaves_a_row(catalogue: Catalogue) -> None:
    """They stood right under it beside a code, and the right half was empty."""

    def words_of(words: Bilingual) -> tuple[str, str]:
        return words.en, words.th

    room = SheetRoom(92, 10)
    (columns,) = sheet_pages(catalogue.services["extension-tourism"], catalogue, words_of, room)
    assert max(sum(map(len, column)) for column in columns) < room.rows


@pytest.mark.parametrize(
    ("name", "room", "is_single"),
    [
        ("residence-endorsement", SheetRoom(31, 10), True),
        ("lost-passport", SheetRoom(35, 10), True),
        ("extension-education", SheetRoom(43, 15, is_upright=True), False),
    ],
)
@pytest.mark.parametrize("language", OFFICIAL)
def test_an_original_is_named_rather_than_a_row_left_empty(
    catalogue: Catalogue, name: str, room: SheetRoom, is_single: bool, language: Language
) -> None:
    """No paper was called an original, beside "1 copy" of others: nothing special seemed needed."""

    def words_of(words: Bilingual) -> tuple[str, str]:
        return words.of(language), words.of(words.beside(language))

    service = catalogue.services[name]
    shown = [
        line.plain
        for page in sheet_pages(service, catalogue, words_of, room, is_single=is_single)
        for column in page
        for lines in column
        for line in lines
    ]
    papers = service.documents.figure or []
    numbers = [number_words(paper, catalogue.paper(paper), catalogue.phrases).of(language) for paper in papers]
    assert all(any(line.endswith(number) for line in shown) for number in numbers), shown


async def test_a_long_number_leaves_the_name_of_its_paper_whole_where_a_line_holds_that(counter: Opened) -> None:
    """In larger letters "Work" stood beside "original + copy", and "permit" under it."""
    async with counter(size="large") as pilot:
        shown = await turn_to(pilot, await open_service(pilot, "extension-business"), "home")
        assert "•  Work permit " in shown, shown
