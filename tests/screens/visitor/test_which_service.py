"""Somebody who does not know the name of a service is led to it, from the list of any family."""

import re

import pytest

from kiosk.machine.kiosk import Kiosk
from kiosk.text.languages import OFFICIAL
from screens.visitor.home import HomeScreen
from screens.visitor.officer import OfficerScreen
from screens.visitor.service import ServiceScreen
from screens.visitor.which_service import EarlierAnswer, StillFit, WhichServiceScreen
from screens.visitor.widgets.key_bar import KeyBar
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title
from tests.support.pilot import SIZES, Opened, press, text


def drawn(key: Pressable) -> str:
    """What stands on a key."""
    return "".join(line.plain for line in key.lines(key.content_size.width))


async def test_three_answers_lead_to_a_service_and_back_takes_back_one_by_one(counter: Opened) -> None:
    async with counter("right") as pilot:
        assert isinstance(pilot.app.screen, WhichServiceScreen)
        assert "■ □ □" in text(pilot)
        await press(pilot, "1", "4")
        assert "■ ■ ■" in text(pilot)
        assert "ยังตรง 4 จาก 23 บริการ" in text(pilot)
        await press(pilot, "1")
        assert isinstance(pilot.app.screen, ServiceScreen)
        assert pilot.app.screen.service.id == "extension-workers"
        await press(pilot, "left")
        assert "ท่านทำงานประเภทใด" in text(pilot)
        await press(pilot, "left")
        assert "ท่านขออยู่ต่อด้วยเหตุผลใด" in text(pilot)
        await press(pilot, "left", "left")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_the_services_that_still_fit_are_named_once_some_do_not(counter: Opened) -> None:
    """Upright, all 23 names stood over the first question, in one language."""
    async with counter("right", size="portrait") as pilot:
        assert "ใบสำคัญถิ่นที่อยู่" not in text(pilot)
        await press(pilot, "6")
        shown = text(pilot)
        assert "บริการที่ยังตรง   These still fit" in shown
        for name in ("residence-letter", "residence-certificate"):
            title = pilot.app.kiosk.catalogue.services[name].short_title  # type: ignore[attr-defined]
            assert title.th in shown
            assert title.en in shown


@pytest.mark.parametrize("size", SIZES)
async def test_the_services_that_still_fit_have_a_heading_and_stand_in_both_languages_or_not_at_all(
    counter: Opened, size: str
) -> None:
    """In a terminal some of the lists stood in one language, and none said what it was."""
    async with counter("right", size=size) as pilot:
        for keys in ("1", "1 3", "1 4", "1 5", "2", "3", "4", "5", "6"):
            await press(pilot, *keys.split())
            listed = pilot.app.screen.query_one(StillFit)
            shown = "".join(line.plain for line in listed.lines(listed.content_size.width)).replace(" ", "")
            if listed.display and shown:
                for words in (listed.heading, *listed.services):
                    for language in OFFICIAL:
                        assert words.of(language).replace(" ", "") in shown, (keys, shown)
            await press(pilot, *("left" for _ in keys.split()))


@pytest.mark.parametrize("size", ["landscape", "portrait", "terminal"])
async def test_what_back_changes_is_said_beside_the_answer_before(counter: Opened, size: str) -> None:
    """It read "changes it"."""
    async with counter("right", "1", "3", size=size) as pilot:
        assert "←  เปลี่ยนคำตอบนี้" in text(pilot)
        assert "Change this answer" in text(pilot)


@pytest.mark.parametrize("keys", ["4", "5"])
async def test_a_long_answer_leaves_room_for_what_back_does_in_both_languages(counter: Opened, keys: str) -> None:
    """On a small terminal it stood in the page's alone, where the answer stood in both."""
    async with counter("right", keys, size="terminal") as pilot:
        assert "เปลี่ยนคำตอบนี้" in text(pilot)
        assert "Change this answer" in text(pilot)


@pytest.mark.parametrize("keys", ["4", "5", "15"])
async def test_a_long_answer_is_named_in_short_beside_what_back_does(counter: Opened, keys: str) -> None:
    """Upright in larger letters English did not say how the longest ones are changed."""
    async with counter("9", "right", *keys, size="large-portrait") as pilot:
        assert "←  Change this answer" in text(pilot)


async def test_the_services_that_still_fit_stand_in_the_order_of_the_answers(counter: Opened, kiosk: Kiosk) -> None:
    """The first answer led to the second of them."""
    async with counter("right", size="terminal") as pilot:
        for key in "3456":
            await press(pilot, key)
            led_to = [str(answer.service) for answer in pilot.app.screen.question.answer]  # type: ignore[attr-defined]
            titles = [kiosk.catalogue.services[name].short_title for name in led_to]
            assert pilot.app.screen.query_one(StillFit).services == titles
            await press(pilot, "left")


async def test_the_services_that_still_fit_are_left_out_over_six_answers(counter: Opened) -> None:
    """Upright, eleven names in both languages were a wall between question and answers."""
    async with counter("right", "1", size="portrait") as pilot:
        assert "These still fit" not in text(pilot)
        answer = pilot.app.screen.query_one(EarlierAnswer).region
        await press(pilot, "3")
        assert "These still fit" in text(pilot)
        assert pilot.app.screen.query_one(EarlierAnswer).region == answer, "the same under every question"


@pytest.mark.parametrize("size", SIZES)
async def test_which_question_it_is_and_of_how_many_is_said_in_one_form_and_never_taken_back(
    counter: Opened, size: str
) -> None:
    """ "Question 1 of 3" was followed by "2 of 2", and upright "Question 1 of at most 3" by "Question 2"."""
    async with counter("9", "right", size=size) as pilot:
        for keys in ("", "1", "13", "3", "6"):
            await press(pilot, *keys)
            number, title = len(keys) + 1, pilot.app.screen.query_one(Title)
            said = " ".join(line.plain for line in title.lines(title.content_size.width))
            words, signs = f"Question {number} of at most 3", " ".join("■" * number + "□" * (3 - number))
            assert (words in said) == (size != "large-portrait"), keys
            assert (signs in said) == (size in ("landscape", "large-portrait")), keys
            await press(pilot, *("left" for _ in keys))


async def test_what_can_be_reported_is_said_in_larger_letters_in_either_language(counter: Opened) -> None:
    """Upright the English hint had no room."""
    async with counter("right", size="large-portrait") as pilot:
        assert "90 วัน ที่พัก ย้ายที่อยู่" in text(pilot)
        await press(pilot, "9")
        assert "90 days, address" in text(pilot)


async def test_answers_in_larger_letters_are_named_in_both_languages(counter: Opened) -> None:
    async with counter("right", size="large-portrait") as pilot:
        for keys in ("", "1", "1 3", "1 4", "1 5", "2", "3", "4", "5", "6"):
            await press(pilot, *keys.split())
            answers = [tile for tile in pilot.app.screen.query(Pressable).filter(".answer") if tile.display]
            for tile in answers:
                for language in OFFICIAL:
                    assert any(words.of(language) in text(pilot) for words in (tile.words, tile.short or tile.words))
            await press(pilot, *("left" for _ in keys.split()))


@pytest.mark.parametrize("size", SIZES)
async def test_answers_stand_right_above_the_keys(counter: Opened, size: str) -> None:
    """In larger letters four of them stood under the title, over an empty third of the page."""
    async with counter("right", "1", "4", size=size) as pilot:
        page = pilot.app.screen
        lowest = max(answer.region.bottom for answer in page.query("#answers Pressable"))
        assert page.query_one(KeyBar).region.y - lowest <= 1


async def test_the_answer_before_stands_under_the_title_on_every_later_question(counter: Opened) -> None:
    """Over four answers it stood in the middle of the page."""
    async with counter("right", "1") as pilot:
        answer = pilot.app.screen.query_one(EarlierAnswer)
        row = answer.region.y
        for key in ("3", "4", "5"):
            await press(pilot, key)
            assert answer.region.y == row, text(pilot)
            await press(pilot, "left")


async def test_what_an_answer_is_about_is_said_in_either_language(counter: Opened) -> None:
    """Of some it was too long for their keys in English."""
    async with counter("right") as pilot:
        for language in OFFICIAL:
            pilot.app.lang = language  # type: ignore[attr-defined]
            for keys in ("", "1", "1 3", "3"):
                await press(pilot, *keys.split())
                for tile in pilot.app.screen.query("#answers Pressable").results(Pressable):
                    shown = "".join(line.plain for line in tile.lines(tile.content_size.width))
                    assert not tile.is_on_screen or (tile.detail and tile.detail.of(language) in shown), text(pilot)
                await press(pilot, *("left" for _ in keys.split()))


@pytest.mark.parametrize("size", SIZES)
async def test_key_0_bears_an_officer_on_every_key_that_it_stands_on(counter: Opened, size: str) -> None:
    """One of the two keys 0 said "none of these" alone, the other one "officer"."""
    async with counter("right", size=size) as pilot:
        for language, officer in (("th", "เจ้าหน้าที่"), ("en", "fficer")):
            pilot.app.lang = language  # type: ignore[attr-defined]
            for keys in ("", "3", "1 4"):
                await press(pilot, *keys.split())
                named = [drawn(key) for key in pilot.app.screen.query(Pressable) if key.key == "0" and key.is_on_screen]
                assert all(officer in name for name in named), named
                assert "ไม่ตรง" in text(pilot)
                assert "None" in text(pilot)
                await press(pilot, *("left" for _ in keys.split()))


async def test_none_of_these_calls_an_officer(counter: Opened) -> None:
    async with counter("4", "right") as pilot:
        assert isinstance(pilot.app.screen, WhichServiceScreen)
        await press(pilot, "0")
        assert isinstance(pilot.app.screen, OfficerScreen)


async def test_the_names_that_still_fit_stand_clear_of_the_question_in_larger_letters(counter: Opened) -> None:
    """Three of them touched the title."""
    async with counter(size="large") as pilot:
        for keys in ("1 3", "1 4", "2", "4", "5"):
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, "right", *keys.split())
            names = pilot.app.screen.query_one(StillFit)
            first, second, *_ = names.lines(names.content_size.width)
            assert not first.plain
            assert "บริการที่ยังตรง" in second.plain


async def test_the_questions_are_named_on_every_list_at_every_size(counter: Opened) -> None:
    """The fullest list had no room for the word that one may be wrong there."""
    for size in SIZES:
        async with counter(size=size) as pilot:
            for keys in (["1"], ["2"], ["3", "right"], ["4"]):
                await pilot.app.go_home()  # type: ignore[attr-defined]
                await press(pilot, *keys)
                if size == "large" and pilot.app.screen.has_class("-full"):
                    assert "→  บริการใด" in text(pilot), "the key alone, where the list takes every row"
                else:
                    assert "ไม่พบเรื่องของท่าน หรือไม่แน่ใจ →  บริการใด" in text(pilot), (size, keys)


@pytest.mark.parametrize("size", SIZES)
async def test_the_key_bears_the_name_that_the_line_over_it_gives_the_questions(counter: Opened, size: str) -> None:
    """The line led to "บริการใด", and the key beside it was called "ค้นหา"."""
    async with counter("2", size=size) as pilot:
        assert re.search(r"→ +บริการใด *\n", text(pilot)), text(pilot)


async def test_no_choice_of_a_list_bears_an_arrow_and_plain_words_stand_under_its_name(
    counter: Opened, kiosk: Kiosk
) -> None:
    """The eighth service had → for its key, which looked like the next page."""
    async with counter("3") as pilot:
        assert {choice.key for choice in pilot.app.screen.query(".service")} == set("123456")  # type: ignore[attr-defined]
        assert "เกษียณ · บำนาญ" in text(pilot)
        assert "แรงงานเมียนมา ลาว เวียดนาม" in text(pilot)
        await press(pilot, "9")
        assert "retire · pension" in text(pilot)
        assert "Work: Myanmar, Laos, Vietnam" in text(pilot)


def test_no_two_services_have_nearly_the_same_name(kiosk: Kiosk) -> None:
    """Residence certificate and certificate of residence were two things."""
    names = [frozenset(service.short_title.en.lower().split()) for service in kiosk.catalogue.services.values()]
    assert len({*names}) == len(names)


@pytest.mark.parametrize("size", ["portrait", "large-portrait"])
@pytest.mark.parametrize("keys", [("right", "1", "4"), ("3",)], ids=["answer", "service"])
async def test_a_worker_of_each_of_the_three_countries_finds_it_where_names_are_short(
    counter: Opened, size: str, keys: tuple[str, ...]
) -> None:
    """The short name was "Myanmar, Laos …", then "เวียดฯ"."""
    async with counter(*keys, size=size) as pilot:
        shown = [drawn(key) for key in pilot.app.screen.query(Pressable)]
    (name,) = [words for words in shown if "Myanmar" in words]
    assert all(country in name for country in ("ลาว", "เวียดนาม", "Lao", "Viet")), name
    assert "เมียนมา" in name or "พม่า" in name


async def test_the_key_that_leads_to_the_questions_stands_clear_of_its_edges(counter: Opened) -> None:
    """In Thai on the smallest terminal it touched the right one."""
    async with counter("4", size="terminal") as pilot:
        key = pilot.app.screen.query_one("#which-service", Pressable)
        (line,) = key.lines(key.content_size.width)
        assert line.cell_length <= key.content_size.width
        assert key.styles.padding.right == 1
