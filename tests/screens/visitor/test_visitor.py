"""The visitor's road: two keys to every answer, none to the survey, and nothing left behind."""

import pytest

from kiosk.catalogue.catalogue import Catalogue
from kiosk.machine.kiosk import Kiosk
from screens.theme import PAPER
from screens.visitor.family import FamilyScreen
from screens.visitor.officer import OfficerScreen
from screens.visitor.online import About, OnlineScreen
from screens.visitor.service import ServiceScreen
from screens.visitor.survey import SurveyScreen
from screens.visitor.widgets.qr_code import AddressCode, QRCode
from screens.visitor.widgets.whose_word import WhoseWord
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title
from tests.support.pilot import SIZES, UNLIKE_SIZES, Opened, press, settle, strips, text
from tests.support.published import published


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_the_survey_code_is_on_the_first_page_or_one_key_away(counter: Opened, kiosk: Kiosk, size: str) -> None:
    """Larger letters leave it no room on the first page: a phone needs none."""
    async with counter(*(["8"] if "large" in size else []), size=size) as pilot:
        code = pilot.app.screen.query_one(QRCode)
        assert code.is_on_screen
        assert code.address == kiosk.office.survey.figure


@pytest.mark.parametrize("size", ["terminal", "large", "large-portrait"])
async def test_a_code_in_the_place_of_the_list_stands_under_the_title_of_its_service(
    counter: Opened, catalogue: Catalogue, size: str
) -> None:
    """There was no title, and nothing said which page this was."""
    service = catalogue.channels.online["tm30"]
    async with counter("5", "2", size=size) as pilot:
        assert pilot.app.screen.query_one(Title).words == service.title
        assert text(pilot).count(service.title.en) == 1, "the title says it"
        assert service.form is not None
        assert any(form in text(pilot) for form in service.form.pair())
        await press(pilot, "left")
        assert pilot.app.screen.query_one(Title).words == catalogue.phrases("online.title")


async def test_upright_the_list_of_online_services_says_its_page_and_words_end_before_the_edge(counter: Opened) -> None:
    """No number stood over the codes, and words beside them ran to the edge of the screen."""
    async with counter("9", "5", size="portrait") as pilot:
        page = pilot.app.screen
        assert "Page 1 of 2" in text(pilot)
        about = page.query_one(About)
        assert about.content_region.right + 2 <= page.size.width


async def test_upright_no_word_beside_a_code_touches_the_edge_of_its_ground(counter: Opened) -> None:
    async with counter("5", size="portrait") as pilot:
        about = pilot.app.screen.query_one(About).region
        for key in "123456":
            await press(pilot, key)
            for _ in range(2):
                rows = strips(pilot)
                edges = [rows[y].crop(about.x, about.right).text for y in (about.y, about.bottom - 1)]
                assert [edge.strip() for edge in edges] == ["", ""], text(pilot)
                await press(pilot, "9")


async def test_whose_word_an_address_is_stands_clear_of_the_title_and_of_the_code(counter: Opened) -> None:
    """It began right under the one, and a long source ran up to the other."""
    async with counter("9", "5", "2") as pilot:
        page = pilot.app.screen
        whose, title, code = page.query_one(WhoseWord), page.query_one(Title), page.query_one(AddressCode)
        assert whose.region.y > title.region.bottom
        assert whose.content_region.right < code.region.x


async def test_what_to_do_with_a_code_stands_clear_of_what_to_know_before(counter: Opened) -> None:
    """On the smallest terminal the longest of them was one solid text."""
    async with counter("9", "5", "3", size="terminal") as pilot:
        about = pilot.app.screen.query_one(About)
        shown = [line.plain for line in about.lines(about.content_size.width)]
        assert shown[shown.index("Scan with your phone") + 1] == ""
        assert len(shown) <= about.content_size.height


async def test_in_larger_letters_what_heads_a_code_ends_before_it(counter: Opened) -> None:
    """The number of a form, and that nobody has checked the page, touched it."""
    async with counter("9", "5", "2", size="large") as pilot:
        page = pilot.app.screen
        code = page.query_one(AddressCode).region
        assert all(page.query_one(kind).content_region.right + 2 <= code.x for kind in (Title, WhoseWord))


async def test_on_the_smallest_terminal_whose_word_an_address_is_ends_clear_of_its_code(counter: Opened) -> None:
    """The police, who publish two of them, ran into it in Thai."""
    async with counter("5", "5", size="terminal") as pilot:
        page = pilot.app.screen
        assert page.query_one(WhoseWord).region.right < page.query_one(AddressCode).region.x


async def test_pages_of_online_services_are_numbered_once_when_opened(
    counter: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbered: list[str] = []
    number_pages = OnlineScreen.number_pages
    monkeypatch.setattr(OnlineScreen, "number_pages", lambda page: (numbered.append(page.chosen), number_pages(page)))
    async with counter("5") as pilot:
        assert len(numbered) == 1
        await press(pilot, "2")
        assert len(numbered) == 2


async def test_a_way_online_is_named_before_its_address(counter: Opened) -> None:
    """An address stood where the page's heading is looked for."""
    async with counter("9", "5", "3", size="terminal") as pilot:
        said = text(pilot)
        assert 0 < said.index("e-Extension") < said.index("thaiextension.vfsevisa.com")


@pytest.mark.parametrize(
    "keys", [[], ["3"], ["3", "2"], ["3", "2", "right"], ["8"], ["8", "enter"], ["5"], ["6"], ["0"]]
)
async def test_the_language_changes_in_place(counter: Opened, keys: list[str]) -> None:
    async with counter(*keys) as pilot:
        page, thai = pilot.app.screen, text(pilot)
        await press(pilot, "9")
        assert pilot.app.screen is page
        assert text(pilot) != thai
        await press(pilot, "9")
        assert text(pilot) == thai


async def test_both_names_of_a_title_are_always_there(counter: Opened) -> None:
    async with counter("3") as pilot:
        for _ in range(2):
            assert "การขออยู่ต่อในราชอาณาจักร" in text(pilot)
            assert "Extension of stay in Thailand" in text(pilot)
            await press(pilot, "9")


@pytest.mark.parametrize(
    ("thai_key", "page"),
    [("ๅ", FamilyScreen), ("ภ", FamilyScreen), ("ถ", OnlineScreen), ("ค", SurveyScreen), ("จ", OfficerScreen)],
)
async def test_the_digit_keys_of_the_thai_layout_mean_the_digits(counter: Opened, thai_key: str, page: type) -> None:
    async with counter(thai_key) as pilot:
        assert isinstance(pilot.app.screen, page)


async def test_touch_does_what_keys_do(counter: Opened) -> None:
    async with counter() as pilot:
        await pilot.click(pilot.app.screen.query(".family")[2])
        await settle(pilot)
        assert isinstance(pilot.app.screen, FamilyScreen)
        await pilot.click(pilot.app.screen.query(".service")[2])
        await settle(pilot)
        assert isinstance(pilot.app.screen, ServiceScreen)
        assert pilot.app.screen.service.id == "extension-retirement"
        await pilot.click("#back")
        await settle(pilot)
        assert isinstance(pilot.app.screen, FamilyScreen)


async def test_arrows_move_the_focus_and_enter_presses(counter: Opened) -> None:
    async with counter("down", "down", "enter") as pilot:
        assert isinstance(pilot.app.screen, FamilyScreen)
        assert pilot.app.screen.family.id == "extension-of-stay"  # under the first of two columns


async def test_a_double_tap_opens_one_page(counter: Opened) -> None:
    async with counter() as pilot:
        tile = pilot.app.screen.query(".family").first(Pressable)
        tile.press()
        tile.press()
        await settle(pilot)
        await settle(pilot)
        assert len(pilot.app.screen_stack) == 2


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_a_page_is_laid_out_for_its_terminal_before_it_is_drawn(counter: Opened, size: str) -> None:
    async with counter("3", size=size) as pilot:
        page = ServiceScreen(pilot.app.kiosk, pilot.app.kiosk.catalogue.services["re-entry-permit"])  # type: ignore[attr-defined]
        pilot.app.show(page)  # type: ignore[attr-defined]
        wanted = {"landscape": "-wide", "terminal": "-compact"}.get(size, f"-{size}")
        assert page.has_class(wanted)
        await settle(pilot)
        assert page.has_class(wanted)


async def test_a_counter_without_a_pin_says_so_and_ctrl_q_leaves(counter: Opened) -> None:
    async with counter() as pilot:
        assert "ยังไม่ล็อก" in text(pilot)
        await press(pilot, "f12")
        assert "kiosk pin set" in text(pilot)
        await pilot.press("ctrl+q")
    assert pilot.app.return_code == 0


async def test_practice_is_marked_on_every_page(counter: Opened) -> None:
    for keys in ([], ["3"], ["3", "1"], ["5"], ["6"], ["0"], ["8"], ["8", "enter", "1"], ["f12"]):
        async with counter(*keys) as pilot:
            assert "ฝึกใช้ / PRACTICE" in text(pilot)


async def test_every_surface_wears_the_office_s_palette(counter: Opened) -> None:
    """The tokens of the stylesheets that Textual's own themes have names for, too."""
    async with counter() as pilot:
        tile = pilot.app.screen.query(".family").last(Pressable)
        focused = pilot.app.screen.query(".family").first(Pressable)
        await press(pilot, "down")
        assert tile.styles.background.hex == PAPER["surface"]
        assert focused.styles.border_left[1].hex == PAPER["accent"]
        assert pilot.app.screen.styles.background.hex == PAPER["page"]


async def test_where_the_office_is_to_be_found_is_said_as_far_as_it_is_known(counter: Opened, kiosk: Kiosk) -> None:
    for office, known in (
        (kiosk, {"Address", "Telephone"}),
        (published(kiosk), {"Address", "Telephone", "Website", "Facebook"}),
    ):
        async with counter("9", "6", "1", on=office) as pilot:
            shown = text(pilot)
            while pilot.app.screen.query_one("#next").display:
                await press(pilot, "right")
                shown += text(pilot)
        headings = ("Address", "Telephone", "Website", "Facebook")
        assert {name for name in headings if f"{name} of this office" in shown} == known
        assert ("Not published by this office yet" in shown) == (office is kiosk)


@pytest.mark.parametrize("size", ["landscape", "portrait"])
async def test_what_is_the_same_in_both_languages_is_said_once(counter: Opened, size: str) -> None:
    """Address and telephone stood under one another twice."""
    async with counter("9", "6", "1", size=size) as pilot:
        shown = text(pilot)
        while pilot.app.screen.query_one("#next").display:
            await press(pilot, "right")
            shown += text(pilot)
        assert shown.count("Chow Bowon Uthit") == shown.count("0 7460 3641") == 1


@pytest.mark.parametrize("size", SIZES)
async def test_what_leads_to_a_code_is_named_in_both_languages(
    counter: Opened, catalogue: Catalogue, size: str
) -> None:
    """On pages with little room for it, its second name was left out beside an empty half of the page."""
    named = catalogue.channels.online[catalogue.channels.complaints_online[0]]
    async with counter("6", "1", size=size) as pilot:
        assert any(words.th in text(pilot) and words.en in text(pilot) for words in (named.title, named.brief))


@pytest.mark.parametrize("size", SIZES)
async def test_whom_to_ask_is_said_in_both_languages_where_not_all_can_be(
    counter: Opened, catalogue: Catalogue, size: str
) -> None:
    """One topic too many left the whole card in the page's language, half of it empty."""
    where = catalogue.phrases("officer.where")
    async with counter("0", size=size) as pilot:
        assert where.th in text(pilot)
        assert where.en[:30] in text(pilot)


async def test_what_a_list_is_for_stands_beside_its_title_in_both_languages_or_in_none(counter: Opened) -> None:
    """Upright it stood beside the shorter one of the two names."""
    async with counter("1", size="portrait") as pilot:
        for keys in ("1", "2", "3", "4"):
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, keys)
            needs = pilot.app.screen.query_one(Title).aside
            assert (needs.th in text(pilot)) == (needs.en in text(pilot)), text(pilot)


async def test_of_plain_words_as_many_stand_under_a_name_as_have_room(counter: Opened) -> None:
    """In larger letters three were a few cells too long, and none stood there."""
    async with counter("9", "4", size="large") as pilot:
        assert "proof of address · driving licence" in text(pilot)
