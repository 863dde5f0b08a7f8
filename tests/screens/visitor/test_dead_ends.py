"""Nothing leads nowhere: what the office has not published has no key, and is told in one line."""

import re

import pytest
from msgspec import structs

from kiosk.catalogue.facts import CONFIRMED_MARK
from kiosk.machine.kiosk import Kiosk
from kiosk.text.languages import OFFICIAL
from screens.theme import CONTRAST_THEME, PAPER_THEME
from screens.visitor.notice import NoticeScreen
from screens.visitor.online import OnlineScreen
from screens.visitor.service import ServiceScreen
from screens.visitor.transparency import TransparencyScreen
from screens.visitor.widgets.hotline_card import HotlineCard
from screens.visitor.widgets.notice_text import NoticeText
from screens.visitor.widgets.qr_code import AddressCode, QRCode
from screens.visitor.widgets.unpublished import Unpublished
from screens.visitor.widgets.whose_word import WhoseWord
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title
from tests.support.fit import flaws_in_both_languages
from tests.support.pilot import EXTREME_SIZES, SIZES, UNLIKE_SIZES, Opened, press, settle, text
from tests.support.published import published


def shown_keys(screen: object, kind: str) -> list[Pressable]:
    """The keys of a kind that are on the screen."""
    return [key for key in screen.query(kind).results(Pressable) if key.display]  # type: ignore[attr-defined]


async def test_every_online_service_in_the_list_has_a_code_and_the_others_are_named(
    counter: Opened, kiosk: Kiosk
) -> None:
    channels = kiosk.catalogue.channels
    async with counter("9", "5") as pilot:
        pages = pilot.app.screen.pages  # type: ignore[attr-defined]
        for page in range(pages):
            for key in shown_keys(pilot.app.screen, ".service"):
                await press(pilot, key.key)
                assert pilot.app.screen.query_one(QRCode).address.startswith("https://")
                assert channels.online[str(key.choice)].address.host in text(pilot)
            if page < pages - 1:
                await press(pilot, "right")
        block = pilot.app.screen.query_one(Unpublished)
        told = " ".join(line.plain for line in block.lines(block.content_size.width))
        assert "e-voa" in channels.reachable
        for name in channels.online.keys() - channels.reachable.keys() - {"police-complaint"}:
            assert channels.online[name].title.en in told
        assert "complaint" not in told, "whom to complain to is said without asking an officer"
        await press(pilot, "right")
        assert "Page 2 of 2" in text(pilot), "the last page has no → that leads back to the first"


async def test_the_chosen_online_service_has_the_focus(counter: Opened) -> None:
    """A ring was around the first one, while another was the chosen one."""
    async with counter("5", "4") as pilot:
        focused = pilot.app.focused
        assert isinstance(focused, Pressable)
        assert focused.has_class("-chosen")
        assert focused.key == "4"


async def test_the_last_page_of_a_service_leads_on_only_where_there_is_something_to_scan(
    counter: Opened, kiosk: Kiosk
) -> None:
    for name, leads in (("90-day-report", "key.online"), ("residence-letter", None)):
        service = kiosk.catalogue.services[name]
        async with counter() as pilot:
            pilot.app.show(ServiceScreen(kiosk, service))  # type: ignore[attr-defined]
            await settle(pilot)
            while pilot.app.screen.query_one("#next").display:
                await press(pilot, "right")
            await press(pilot, "right")
            assert isinstance(pilot.app.screen, OnlineScreen if leads else ServiceScreen), name


async def test_topics_of_which_nothing_is_known_have_no_key_and_one_line(counter: Opened, kiosk: Kiosk) -> None:
    async with counter("9", "6") as pilot:
        keys = shown_keys(pilot.app.screen, ".topic")
        assert [key.words.en for key in keys] == ["Other channels", "No Gift Policy", "Personnel", "Equal service"]
        shown = " ".join(text(pilot).split())
        assert re.search("Not published yet: Budget · ?State property · ?Plan and news · ?Open data", shown)
        for key in keys:
            await press(pilot, key.key)
            assert isinstance(pilot.app.screen, NoticeScreen)
            assert "Not yet stated" not in text(pilot)
            await press(pilot, "left")
    async with counter("9", "6", on=published(kiosk)) as pilot:
        assert pilot.app.screen.pages == 2  # type: ignore[attr-defined]
        assert "not published" not in text(pilot)


async def test_a_notice_names_its_unknown_parts_together(counter: Opened, kiosk: Kiosk) -> None:
    """Page after page had headings alone: 21 of the 24 lines of the disclosure had no title and no address."""
    given = structs.replace(kiosk, catalogue=published(kiosk).catalogue, office_file=kiosk.office_file)
    year = given.assessment
    some = [structs.replace(item, address=kiosk.assessment.disclosures[0].address) for item in year.disclosures[3:]]
    assessments = [structs.replace(year, disclosures=[*year.disclosures[:3], *some])]
    partly = structs.replace(given, catalogue=structs.replace(given.catalogue, assessments=assessments))
    async with counter("9", "6", "right", "2", on=partly) as pilot:
        shown = " ".join(text(pilot).split())
        assert all(number in shown for number in ("O1 ", "O2 ", "O3 "))
        assert shown.count("O1 ") == 1, "the number stands once"
        assert all(f"O{number}" in shown for number in range(4, 25))
        assert pilot.app.screen.pages == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", SIZES)
async def test_a_notice_says_which_of_its_parts_are_not_published(counter: Opened, kiosk: Kiosk, size: str) -> None:
    """That 4 of 5 items were not did not say which."""
    (notice,) = (notice for notice in kiosk.catalogue.notices if notice.id == "personnel")
    unknown = [part.title for part in notice.part if part.text.value is None]
    assert unknown
    async with counter("6", "3", size=size) as pilot:
        shown = " ".join(text(pilot).split())
        assert all(title.th in shown for title in unknown), shown


@pytest.mark.parametrize(
    ("size", "key"), [("landscape", "3"), ("landscape", "4"), ("portrait", "3"), ("portrait", "4"), ("large", "2")]
)
async def test_a_short_page_of_a_notice_ends_with_whom_to_call(
    counter: Opened, kiosk: Kiosk, size: str, key: str
) -> None:
    """Two of them left half of their page empty, and one of two pages half of the first."""
    async with counter("9", "6", key, size=size) as pilot:
        block = pilot.app.screen.query_one(NoticeText)
        lines = block.lines(block.content_size.width)
        foot = "".join(line.plain for line in lines[-12:]).replace(" ", "")
        for hotline in kiosk.catalogue.channels.hotlines("transparency"):
            names = [hotline.title, hotline.narrow_title or hotline.title]
            assert any(name.en.replace(" ", "")[:8] in foot for name in names), foot
        assert len(lines) == block.content_size.height


async def test_a_code_in_the_largest_letters_stands_clear_of_whose_word_it_is_over_all_that_is_to_know(
    counter: Opened, kiosk: Kiosk
) -> None:
    """The source stood right on the card of the code."""
    async with counter(size="large-portrait") as pilot:
        for name, service in kiosk.catalogue.channels.reachable.items():
            pilot.app.show(page := OnlineScreen(kiosk, name))  # type: ignore[attr-defined]
            for language in OFFICIAL:
                pilot.app.lang = language  # type: ignore[attr-defined]
                await settle(pilot)
                assert page.query_one(WhoseWord).region.bottom < page.query_one(AddressCode).region.y, name
                assert re.sub(r"\s", "", service.note.of(language)) in re.sub(r"\s", "", text(pilot)), name


@pytest.mark.parametrize("size", EXTREME_SIZES)
async def test_every_page_of_a_notice_says_whose_word_it_is_and_is_nobodys_where_nothing_is_published(
    counter: Opened, kiosk: Kiosk, size: str
) -> None:
    """That it was the law's stood over a page on which nothing was published."""
    (notice,) = (notice for notice in kiosk.catalogue.notices if notice.leads)
    async with counter("9", "6", "2", size=size) as pilot:
        while True:
            shown = text(pilot)
            lawful = any(part.title.en in shown for part in notice.part if part.text.value is not None)
            assert (CONFIRMED_MARK in shown) == lawful
            if pilot.app.screen.page == pilot.app.screen.pages - 1:  # type: ignore[attr-defined]
                break
            await press(pilot, "right")


@pytest.mark.parametrize("size", EXTREME_SIZES)
async def test_an_empty_line_parts_what_a_notice_says(counter: Opened, kiosk: Kiosk, size: str) -> None:
    """Headings stood glued to what was above them where this saved a page."""
    titles = [channel.title.en for channel in kiosk.catalogue.channels.complaint.values()]
    async with counter("9", "6", "1", size=size) as pilot:
        block = pilot.app.screen.query_one(NoticeText)
        lines = [line.plain for line in block.lines(block.content_size.width)]
        assert all(not lines[at - 1] for at, line in enumerate(lines) if at and line.startswith(tuple(titles)))


async def test_the_channels_for_complaints_lead_to_the_code_of_an_address_that_is_known(
    counter: Opened, kiosk: Kiosk
) -> None:
    async with counter("6", "1", "1") as pilot:
        assert pilot.app.screen.query_one(QRCode).address == "https://www.nacc.go.th/"
        await press(pilot, "left")
        assert isinstance(pilot.app.screen, NoticeScreen)


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_the_pages_of_an_office_that_has_published_everything_are_whole(
    counter: Opened, kiosk: Kiosk, size: str
) -> None:
    async with counter(size=size, on=published(kiosk)) as pilot:
        for keys in ("5", "5 right 2", "6", "6 right", "6 right 2", "6 1", "6 3"):
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, *keys.split())
            assert isinstance(pilot.app.screen, OnlineScreen | TransparencyScreen | NoticeScreen)
            assert await flaws_in_both_languages(pilot) == [], (keys, text(pilot))


async def test_the_channels_for_complaints_stand_in_two_columns_where_there_is_the_width(counter: Opened) -> None:
    """Three pages were half empty, then the last of two."""
    async with counter("9", "6", "1") as pilot:
        for words in ("In person, or by letter", "Inspector General", "NACC website", "Telephone of this office"):
            assert words in text(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_the_channels_for_complaints_say_which_of_them_are_not_published(
    counter: Opened, kiosk: Kiosk, size: str
) -> None:
    """Where names had no room it said that 4 of 10 items were not."""
    channels = kiosk.catalogue.channels.complaint.values()
    unknown = [channel.title.en for channel in channels if channel.how.value is None]
    assert unknown
    async with counter("9", "6", "1", size=size) as pilot:
        pages = [text(pilot)]
        for _ in range(pilot.app.screen.pages - 1):  # type: ignore[attr-defined]
            await press(pilot, "right")
            pages.append(text(pilot))
    shown = " ".join(" ".join(pages).split())
    assert all(title in shown for title in (*unknown, "Website", "Facebook")), shown
    assert len(pages) == {"landscape": 2, "portrait": 2, "large": 4}.get(size, 3)


@pytest.mark.parametrize("size", ["landscape", "terminal", "large"])
async def test_whom_to_tell_stands_clear_of_the_title_and_is_named_in_both_languages(
    counter: Opened, size: str
) -> None:
    """In larger letters three of four hotlines were named in one, in high contrast none; in landscape they began right
    under the title."""
    for theme in (PAPER_THEME, CONTRAST_THEME):
        async with counter("6", size=size) as pilot:
            pilot.app.theme = theme.name
            await settle(pilot)
            page = pilot.app.screen
            cards, box = [card.region for card in page.query(HotlineCard)], page.query_one("#hotlines").region
            assert cards[0].y > page.query_one(Title).region.bottom
            if size != "landscape":  # there each has a box of its own
                assert (box.y, box.bottom) == (cards[0].y - 1, cards[-1].bottom + 1), "air between numbers and edges"
            for card in page.query(HotlineCard):
                shown = "".join(line.plain for line in card.lines(card.content_size.width)[: card.content_size.height])
                names = (card.hotline.title.of(language) for language in OFFICIAL)
                assert all(word in shown for name in names for word in name.split()), text(pilot)


async def test_names_of_hotlines_stand_under_one_another(counter: Opened) -> None:
    """Beside a number of three digits one stood farther left."""
    async with counter("9", "0") as pilot:
        cards = pilot.app.screen.query(HotlineCard)
        names = ((card.lines(card.content_size.width)[0].plain, card.hotline.title.en.split()[0]) for card in cards)
        assert len({line.index(word) for line, word in names}) == 1, text(pilot)
