"""The visitor's road: two keys to every answer, none to the survey, and nothing left behind."""

from collections.abc import Awaitable, Callable
from datetime import date

import pytest
from textual.pilot import Pilot

from kiosk.catalogue import Catalogue
from kiosk.office import Kiosk
from screens import counter as counter_app
from screens.theme import CONTRAST, PAPER
from screens.visitor.family import KEYS, FamilyScreen
from screens.visitor.home import HomeScreen
from screens.visitor.idle import IdleScreen
from screens.visitor.message import MessageScreen
from screens.visitor.officer import OfficerScreen
from screens.visitor.online import OnlineScreen
from screens.visitor.service import ServiceScreen
from screens.visitor.survey import SurveyScreen
from screens.widgets.drawn import Drawn
from screens.widgets.papers import Tick
from screens.widgets.pressable import Pressable
from screens.widgets.qr import QRCode
from screens.widgets.tickcard import TickCard
from tests.screens.conftest import SIZES, Opened, press, text


@pytest.mark.parametrize("size", SIZES)
async def test_documents_fee_and_time_of_every_service_are_two_keys_from_home(
    counter: Opened, catalogue: Catalogue, size: str
) -> None:
    async with counter(size=size) as pilot:
        for number, family in enumerate(catalogue.families, 1):
            for key, service in zip(KEYS, catalogue.of_family(family.id), strict=False):
                await press(pilot, str(number), key)
                shown = text(pilot)
                assert isinstance(pilot.app.screen, ServiceScreen)
                assert service.title.th in shown
                assert shown.count("◇") >= 3
                assert "หน้า 1 จาก" in shown
                assert "Page 1 of" in shown
                for words in ("service.documents", "service.fee", "service.time"):
                    assert catalogue.phrases(words).th in shown
                await press(pilot, *["left"] * 2)


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_list_of_papers_says_how_many_follow_and_the_next_pages_have_them(
    counter: Opened, catalogue: Catalogue, size: str
) -> None:
    papers = catalogue.services["extension-thai-family"].documents.figure
    assert papers is not None
    names = [catalogue.documents[item.document].th for item in papers]
    async with counter("3", "2", size=size) as pilot:
        first = text(pilot)
        missing = [name for name in names if name not in first]
        assert (f"และอีก {len(missing)} รายการ" in first) == bool(missing)
        ticks = ""
        while pilot.app.screen.query_one("#next").display:
            await press(pilot, "right")
            ticks += text(pilot)
        assert [name for name in names if name not in ticks] == []


async def test_retirement_is_documents_fee_and_time_in_two_keys_in_english_too(counter: Opened) -> None:
    async with counter("9", "3", "3") as pilot:
        shown = text(pilot)
    assert "Extension of stay for retirement" in shown
    assert "10 items" in shown
    assert "THB 1,900 (published rate)" in shown
    assert "Not yet stated by this office" in shown
    assert shown.count("Awaiting confirmation") >= 3
    assert "Letter from a bank in Thailand" in shown


@pytest.mark.parametrize("size", SIZES)
async def test_the_survey_code_is_on_the_first_page(counter: Opened, kiosk: Kiosk, size: str) -> None:
    async with counter(size=size) as pilot:
        code = pilot.app.screen.query_one(QRCode)
        assert code.is_on_screen
        assert code.address == kiosk.office.survey.figure
        assert "itap.nacc.go.th" in text(pilot)


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
            assert "Extension of stay in the Kingdom" in text(pilot)
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
        await pilot.pause()
        assert isinstance(pilot.app.screen, FamilyScreen)
        await pilot.click(pilot.app.screen.query(".service")[2])
        await pilot.pause()
        assert isinstance(pilot.app.screen, ServiceScreen)
        assert pilot.app.screen.service.id == "extension-retirement"
        await pilot.click("#back")
        await pilot.pause()
        assert isinstance(pilot.app.screen, FamilyScreen)


async def test_arrows_move_the_focus_and_enter_presses(counter: Opened) -> None:
    async with counter("down", "down", "enter") as pilot:
        assert isinstance(pilot.app.screen, FamilyScreen)
        assert pilot.app.screen.family.id == "extension-of-stay"


async def test_a_double_tap_opens_one_page(counter: Opened) -> None:
    async with counter() as pilot:
        tile = pilot.app.screen.query(".family").first(Pressable)
        tile.press()
        tile.press()
        await pilot.pause()
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 2


async def test_ticks_are_counted_and_gone_with_the_page(counter: Opened) -> None:
    async with counter("9", "3", "1", "right", "1", "3") as pilot:
        assert "You have ticked 2 of 6" in text(pilot)
        await press(pilot, "3")
        assert "You have ticked 1 of 6" in text(pilot)
        await press(pilot, "left", "left", "1", "right")
        assert not any(tick.ticked for tick in pilot.app.screen.query(Tick))


@pytest.mark.parametrize("size", SIZES)
async def test_the_last_page_is_a_card_of_what_is_there_and_what_is_missing(
    counter: Opened, catalogue: Catalogue, size: str
) -> None:
    async with counter("3", "1", "right", "1", "3", size=size) as pilot:
        shown = ""
        while pilot.app.screen.query_one("#next").display:
            await press(pilot, "right")
            if pilot.app.screen.query_one(TickCard).display:
                shown += text(pilot)
    assert "ขาด 4" in shown
    assert "Missing 4" in shown
    assert "มีแล้ว 2" in shown
    for item in catalogue.services["extension-tourism"].documents.figure or []:
        title = catalogue.documents[item.document].title
        assert title.th in shown
        assert title.en in shown
    assert shown.count("☐") == 4
    assert shown.count("✔") == 2


async def test_back_turns_the_pages_of_a_service_before_it_leaves(counter: Opened) -> None:
    async with counter("9", "3", "1", "right", "right") as pilot:
        assert "Page 3 of 5" in text(pilot)
        await press(pilot, "left")
        assert "Page 2 of 5" in text(pilot)
        await press(pilot, "left", "left")
        assert isinstance(pilot.app.screen, FamilyScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_every_frame_of_a_long_service_can_be_drawn(counter: Opened, size: str) -> None:
    """A block that is on its way out is drawn once more: it must know what to draw on every page."""
    async with counter("3", "2", size=size) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ServiceScreen)
        for page in range(len(screen.parts)):
            screen.page = page
            for block in screen.query(Drawn):
                block.lines(60)


@pytest.mark.parametrize("size", SIZES)
async def test_a_page_is_laid_out_for_its_terminal_before_it_is_drawn(counter: Opened, size: str) -> None:
    async with counter("3", size=size) as pilot:
        page = ServiceScreen(pilot.app.kiosk, pilot.app.kiosk.catalogue.services["re-entry-permit"])  # type: ignore[attr-defined]
        pilot.app.show(page)  # type: ignore[attr-defined]
        wanted = {"landscape": "-wide", "portrait": "-portrait", "terminal": "-compact"}[size]
        assert page.has_class(wanted)
        await pilot.pause()
        assert page.has_class(wanted)


class TestPointAndSpeak:
    """Two people without a common language, and a screen between them."""

    async def test_two_keys_lead_there_and_both_languages_stand_together(
        self, counter: Opened, catalogue: Catalogue
    ) -> None:
        async with counter("0", "1") as pilot:
            shown = text(pilot)
            for sentence in catalogue.speak["visitor"]:
                assert sentence.th in shown
                assert sentence.en in shown
            await press(pilot, "right")
            for sentence in catalogue.speak["officer"]:
                assert sentence.th in text(pilot)

    async def test_the_sentence_that_is_pointed_at_is_marked_alone(self, counter: Opened) -> None:
        async with counter("0", "1", "3", "5") as pilot:
            assert [one.key for one in pilot.app.screen.query(".-chosen").results(Pressable)] == ["5"]


@pytest.mark.parametrize(
    ("keys", "host"), [("2 1", "tm47.immigration.go.th"), ("3 1", "thaiextension.vfsevisa.com"), ("4 4", "")]
)
async def test_the_last_page_of_a_service_leads_to_its_online_code_or_to_the_manuals(
    counter: Opened, keys: str, host: str
) -> None:
    async with counter("9", *keys.split()) as pilot:
        while pilot.app.screen.query("#next") and pilot.app.screen.query_one("#next").display:
            await press(pilot, "right")
        await press(pilot, "right")
        assert isinstance(pilot.app.screen, OnlineScreen)
        assert (host or "Manuals and checklists") in text(pilot)
        await press(pilot, "left")
        assert isinstance(pilot.app.screen, ServiceScreen)


class TestSurvey:
    """A visitor's own word: counted once, as theirs, and never under a quota."""

    async def test_i_have_answered_then_a_section_then_thanks(self, counter: Opened, kiosk: Kiosk) -> None:
        async with counter("8", "enter", "4") as pilot:
            assert isinstance(pilot.app.screen, MessageScreen)
            assert "ขอบคุณที่ตอบแบบวัด" in text(pilot)
            counted = pilot.app.ledger.tally(kiosk.today, kiosk.today)  # type: ignore[attr-defined]
        assert [(one.work_group, one.channel, one.count) for one in counted] == [("foreigner-services", "visitor", 1)]

    async def test_a_second_word_within_a_minute_is_the_same_visitors(self, counter: Opened, kiosk: Kiosk) -> None:
        async with counter("8", "enter", "4", "enter", "8", "enter", "4") as pilot:
            assert "ได้รับแจ้งจากท่านแล้ว" in text(pilot)
            assert len(pilot.app.ledger.tally(kiosk.today, kiosk.today)) == 1  # type: ignore[attr-defined]

    async def test_thanks_leads_home(self, counter: Opened) -> None:
        async with counter("8", "enter", "1", "enter") as pilot:
            assert isinstance(pilot.app.screen, HomeScreen)

    @pytest.mark.parametrize(
        ("day", "words"),
        [
            (date(2023, 12, 1), "Not open yet. Open 1 Jan 2024 to 1 Jul 2024."),
            (date(2024, 8, 1), "This round was open"),
        ],
    )
    async def test_outside_the_window_the_code_stays_and_i_have_answered_rests(
        self, counter: Opened, make_kiosk: Callable[..., Kiosk], day: date, words: str
    ) -> None:
        async with counter("9", "8", "enter", on=make_kiosk(day)) as pilot:
            assert words in " ".join(text(pilot).split())
            assert pilot.app.screen.query_one(QRCode).is_on_screen
            assert pilot.app.screen.query_one("#answered").disabled
            assert "Which section" not in text(pilot)

    async def test_between_the_two_printed_end_dates_it_stays_open(
        self, counter: Opened, make_kiosk: Callable[..., Kiosk]
    ) -> None:
        async with counter("8", on=make_kiosk(date(2024, 7, 15))) as pilot:
            assert not pilot.app.screen.query_one("#answered").disabled

    async def test_no_quota_is_shown_to_a_visitor(self, counter: Opened) -> None:
        for keys in ([], ["8"], ["8", "enter"]):
            async with counter(*keys) as pilot:
                assert "/ 200" not in text(pilot)
                assert "500" not in text(pilot)


class TestIdle:
    """Somebody who has gone leaves nothing for the next."""

    @pytest.fixture
    def gone(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[Pilot[None]], Awaitable[None]]:
        """A minute goes by without a key."""

        async def wait(pilot: Pilot[None]) -> None:
            pilot.app.touched -= counter_app.IDLE  # type: ignore[attr-defined]
            await pilot.app.tick()  # type: ignore[attr-defined]
            await pilot.pause()

        return wait

    async def test_a_question_then_home_in_thai(self, counter: Opened, gone: Callable[..., Awaitable[None]]) -> None:
        async with counter("9", "3", "2") as pilot:
            await gone(pilot)
            assert isinstance(pilot.app.screen, IdleScreen)
            pilot.app.screen.ends = 0
            await pilot.pause(0.7)
            assert isinstance(pilot.app.screen, HomeScreen)
            assert len(pilot.app.screen_stack) == 1
            assert pilot.app.lang == "th"  # type: ignore[attr-defined]

    @pytest.mark.parametrize("key", ["1", "x", "enter", "space"])
    async def test_any_key_goes_on_where_one_was_and_does_nothing_else(
        self, counter: Opened, gone: Callable[..., Awaitable[None]], key: str
    ) -> None:
        async with counter("9", "3") as pilot:
            await gone(pilot)
            await press(pilot, key)
            assert isinstance(pilot.app.screen, FamilyScreen)
            assert pilot.app.lang == "en"  # type: ignore[attr-defined]

    async def test_home_in_thai_asks_nobody(self, counter: Opened, gone: Callable[..., Awaitable[None]]) -> None:
        async with counter() as pilot:
            await gone(pilot)
            assert isinstance(pilot.app.screen, HomeScreen)


async def test_a_counter_without_a_pin_says_so_and_ctrl_q_leaves(counter: Opened) -> None:
    async with counter() as pilot:
        assert "ยังไม่ล็อก" in text(pilot)
        assert "kiosk pin set" in text(pilot)
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
        assert tile.styles.background.hex == PAPER["surface"]
        assert focused.styles.border_left[1].hex == PAPER["accent"]
        assert pilot.app.screen.styles.background.hex == PAPER["page"]


class TestContrast:
    """A palette for people who see badly: one key, for this visit."""

    async def test_7_wears_the_other_palette_and_the_next_visitor_finds_the_usual_one(self, counter: Opened) -> None:
        async with counter("7") as pilot:
            assert pilot.app.screen.styles.background.hex == CONTRAST["page"]
            await press(pilot, "7")
            assert pilot.app.screen.styles.background.hex == PAPER["page"]
            await press(pilot, "7", "3")
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await pilot.pause()
            assert pilot.app.screen.styles.background.hex == PAPER["page"]

    async def test_the_key_says_what_it_will_do(self, counter: Opened) -> None:
        async with counter("9") as pilot:
            assert "High contrast" in text(pilot)
            await press(pilot, "7")
            assert "Normal colours" in text(pilot)


async def test_where_the_office_is_to_be_found_is_said_or_awaited(counter: Opened) -> None:
    async with counter("9", "6", "1") as pilot:
        shown = text(pilot)
        while pilot.app.screen.query_one("#next").display:
            await press(pilot, "right")
            shown += text(pilot)
    for name in ("Place", "Telephone", "Website", "Facebook"):
        assert any(name in line and "Awaiting confirmation" in line for line in shown.splitlines()), name
