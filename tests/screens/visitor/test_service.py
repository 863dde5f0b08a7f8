"""A service: whom, when, fee and time two keys from home; ticks, the card, the way online."""

import re

import pytest
from msgspec import structs

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.services import Service
from kiosk.machine.kiosk import Kiosk
from screens.paged import KEYS
from screens.visitor.family import FamilyScreen
from screens.visitor.online import OnlineScreen
from screens.visitor.service import ServiceScreen
from screens.visitor.widgets.particulars import entries_of
from screens.visitor.widgets.particulars_flow import Room, in_both, paged
from screens.visitor.widgets.tick_list import Tick
from screens.visitor.widgets.whose_word import WhoseWord
from screens.widgets.block import Block
from screens.widgets.text_layout import big
from tests.support.pilot import UNLIKE_SIZES, Opened, press, settle, text
from tests.support.published import CONFIRMED, all_confirmed, published

UNCHECKED = "ยังไม่ได้ตรวจ"


async def open_service(pilot: object, kiosk: Kiosk, service: Service) -> None:
    """The page of a service that is not the content's."""
    pilot.app.show(ServiceScreen(kiosk, service))  # type: ignore[attr-defined]
    await settle(pilot)  # type: ignore[arg-type]


async def all_pages(pilot: object) -> list[str]:
    """What is on each page, from the one in front on."""
    pages = [text(pilot)]  # type: ignore[arg-type]
    while pilot.app.screen.query_one("#next").display:  # type: ignore[attr-defined]
        await press(pilot, "right")  # type: ignore[arg-type]
        pages.append(text(pilot))  # type: ignore[arg-type]
    return pages


async def test_who_when_fee_and_time_of_every_service_are_two_keys_from_home(
    counter: Opened, catalogue: Catalogue
) -> None:
    """On the smallest terminal; what test_fit walks through at every size is whole there."""
    say = catalogue.phrases
    async with counter(size="terminal") as pilot:
        for number, family in enumerate(catalogue.families, 1):
            for key, service in zip(KEYS, catalogue.of_family(family.id), strict=False):
                await press(pilot, str(number), key)
                shown, who, when = text(pilot), service.who.figure, service.window.figure
                assert isinstance(pilot.app.screen, ServiceScreen)
                assert who is not None
                assert any(title.th[:15] in shown for title in (service.title, service.short_title)), service.id
                for words in (who.lead, when or say("service.ask_window")):
                    assert words.th[:15] in shown, service.id
                assert say("service.no_fee" if service.fee.is_none else "service.receipt").th in shown
                assert service.time.figure or say("service.ask_time").th in shown
                assert shown.count("◇") == 1
                assert re.search("หน้า 1 จาก | 1/[0-9]", shown), service.id
                assert re.search("Page 1 of | 1/[0-9]", shown), service.id
                await press(pilot, *["left"] * 2)


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_the_first_page_of_retirement_answers_who_when_fee_and_time_at_every_size(
    counter: Opened, size: str
) -> None:
    async with counter("9", "3", "3", size=size) as pilot:
        shown = " ".join(text(pilot).split())
    for words in ("50 or older", "• THB 800,000", "• both together", "Before your stay ends", "Fee"):
        assert words in shown
    assert "THB 1,900" in shown or big("1900")[0][:6] in shown
    assert "Pay only" in shown
    assert "Time:" in shown
    assert "please ask first" in shown
    assert "☐" not in shown, "nothing can be ticked here"


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_who_has_lost_a_passport_reads_first_what_to_do_first(counter: Opened, size: str) -> None:
    """The first page spoke to those who had a new one; the police stood on page 3."""
    async with counter("9", "2", "5", size=size) as pilot:
        shown = " ".join(text(pilot).split())
    words = "• first report the loss to the police", "• then ask your embassy", "• then come here"
    places = [shown.find(each) for each in words]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_whose_word_it_is_stands_once_on_every_page_with_its_source(counter: Opened, size: str) -> None:
    async with counter("3", "3", size=size) as pilot:
        for shown in await all_pages(pilot):
            assert shown.count(UNCHECKED) == shown.count("◇") == 1, shown
            assert re.search("ที่มา (ตม.จว.สมุทรปราการ|สำนักงานตรวจคนเข้าเมือง|thailand.go.th)", shown), shown


async def test_only_a_page_that_the_office_has_confirmed_whole_is_its_own_word(
    counter: Opened, kiosk: Kiosk, catalogue: Catalogue
) -> None:
    """Lists of other offices stood under this office's name."""
    confirmed = all_confirmed(catalogue.services["extension-retirement"])
    async with counter() as pilot:
        await open_service(pilot, kiosk, confirmed)
        shown = text(pilot)
        assert "✔ ข้อมูลของ ตม.จว.พัทลุง ยืนยันเมื่อ 12 ต.ค. 2569" in shown
        assert "Confirmed by Phatthalung Immigration on 12 Oct 2026" in shown
        assert "◇" not in shown
        places = [block.region for block in pilot.app.screen.query(Block)]
        await pilot.app.go_home()  # type: ignore[attr-defined]
        await open_service(pilot, kiosk, structs.replace(confirmed, who=catalogue.services["extension-retirement"].who))
        assert "ยืนยันเมื่อ" not in text(pilot)
        assert UNCHECKED in text(pilot)
        assert [block.region for block in pilot.app.screen.query(Block)] == places


async def test_a_page_that_says_more_on_who_it_is_for_is_unchecked_as_long_as_that_is(
    counter: Opened, kiosk: Kiosk, catalogue: Catalogue
) -> None:
    """In larger letters the note on that stands with steps and law."""
    who = catalogue.services["90-day-report"].who
    service = structs.replace(all_confirmed(catalogue.services["90-day-report"]), who=who)
    steps = structs.replace(catalogue.steps[service.steps], confirmed=CONFIRMED)
    signed = structs.replace(catalogue, steps={**catalogue.steps, service.steps: steps})
    async with counter(size="large-portrait") as pilot:
        await open_service(pilot, structs.replace(kiosk, catalogue=signed), service)
        (noted,) = [shown for shown in (await all_pages(pilot))[1:] if "ไปรษณีย์ลงทะเบียน" in shown]
        assert UNCHECKED in noted


async def test_a_page_of_law_alone_says_so_and_names_the_law(counter: Opened, kiosk: Kiosk) -> None:
    async with counter("9", "3", "3") as pilot:
        whose, services = pilot.app.screen.query_one(WhoseWord), kiosk.catalogue.services
        whose.show([services["extension-retirement"].late, services["extension-retirement"].time])
        await settle(pilot)
        assert "By law, the same in the whole country" in text(pilot)
        assert "Immigration Act B.E. 2522, sections 81, 84" in text(pilot)


async def test_a_fee_that_law_sets_names_the_law(counter: Opened, kiosk: Kiosk, catalogue: Catalogue) -> None:
    async with counter("9") as pilot:
        await open_service(pilot, kiosk, catalogue.services["extension-dtv"])
        assert "Cabinet resolution of" in text(pilot)


async def test_what_nobody_knows_is_a_quiet_line_and_no_heading_without_words(
    counter: Opened, kiosk: Kiosk, catalogue: Catalogue
) -> None:
    async with counter("9") as pilot:
        await open_service(pilot, kiosk, catalogue.services["change-of-address"])
        first, *others = await all_pages(pilot)
        assert "Please ask when to come" in first
        assert "Not stated yet: please ask an officer" in first
        assert first.lower().count("please ask") == 6, "whose word, who, when, fee, time and documents"
        for heading in ("If late", "What you receive"):
            assert not any(heading in shown for shown in others)


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_steps_fines_and_law_stand_once_with_roles_and_places(counter: Opened, size: str) -> None:
    async with counter("9", "3", "3", size=size) as pilot:
        pages = await all_pages(pilot)
    shown = " ".join(" ".join(pages).split())
    for words in ("Take a queue number", "Information officer", "Finance officer", "What you receive", "sections 81"):
        assert shown.count(words) == 1, words


@pytest.mark.parametrize("size", ["landscape", "portrait"])
async def test_a_long_list_of_papers_says_how_many_follow_and_the_next_pages_have_them(
    counter: Opened, catalogue: Catalogue, size: str
) -> None:
    papers = catalogue.services["extension-thai-family"].documents.figure
    assert papers is not None
    named = [catalogue.documents[item.document] for item in papers]
    async with counter("3", "2", size=size) as pilot:
        first, *_ = await all_pages(pilot)
        ticks = [tick.words for tick in pilot.app.screen.query(Tick)]
    for words in ("เอกสารของทุกคน", "เฉพาะบางกรณี") if size == "landscape" else ("เอกสาร  Documents",):
        assert words in first
    assert "ในหน้าถัดไป" in first
    assert ticks == named


def test_no_page_of_particulars_bears_the_law_alone(catalogue: Catalogue) -> None:
    """Upright the steps and all else filled a page to the last row but the law, which had one for itself."""
    room = Room(columns=1, width=57, rows=22)
    (steps, rest) = paged(entries_of(catalogue.services["extension-retirement"], catalogue, noted=False), room)
    assert len(steps[0]) == 6
    assert [entry.heading.en for entry in rest[0] if entry.heading] == ["What you receive", "If late", "Law"]


@pytest.mark.parametrize("service", ["extension-thai-family", "extension-tourism", "extension-education"])
def test_what_follows_the_papers_of_a_service_stands_on_one_wide_page(catalogue: Catalogue, service: str) -> None:
    """For want of a row or two the law, or the way online, had an empty page for itself."""
    room = Room(2, 61, 15)
    entries = in_both(entries_of(catalogue.services[service], catalogue, noted=False), room)
    assert len(paged(entries, room)) == 1


async def test_the_first_page_says_in_either_language_how_many_of_a_paper_are_needed(counter: Opened) -> None:
    """In Thai it did not where the line had no room for all the words, though the next line was free."""
    async with counter("2", "4") as pilot:
        assert re.search(r"หนังสือเดินทางเล่มใหม่ +ฉบับจริง \+ สำเนา", text(pilot))
        await press(pilot, "9")
        assert re.search(r"New passport +original \+ copy", text(pilot))


async def test_back_turns_the_pages_of_a_service_before_it_leaves(counter: Opened) -> None:
    async with counter("9", "3", "1", "right", "right") as pilot:
        assert "Page 3 of" in text(pilot)
        await press(pilot, "left")
        assert "Page 2 of" in text(pilot)
        await press(pilot, "left", "left")
        assert isinstance(pilot.app.screen, FamilyScreen)


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_every_frame_of_a_long_service_can_be_drawn(counter: Opened, size: str) -> None:
    """A block that is on its way out is drawn once more: it must know what to draw on every page."""
    async with counter("3", "2", size=size) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ServiceScreen)
        for page in range(len(screen.portions)):
            screen.page = page
            for block in screen.query(Block):
                block.lines(60)


@pytest.mark.parametrize(
    ("keys", "host"), [("2 1", "tm47.immigration.go.th"), ("3 1", "thaiextension.vfsevisa.com"), ("4 4", "")]
)
async def test_the_last_page_of_a_service_leads_to_its_online_code_or_to_the_manuals(
    counter: Opened, kiosk: Kiosk, keys: str, host: str
) -> None:
    async with counter("9", *keys.split(), on=published(kiosk)) as pilot:
        while pilot.app.screen.query("#next") and pilot.app.screen.query_one("#next").display:
            await press(pilot, "right")
        await press(pilot, "right")
        assert isinstance(pilot.app.screen, OnlineScreen)
        assert host in text(pilot)
        await press(pilot, "left")
        assert isinstance(pilot.app.screen, ServiceScreen)


async def test_the_last_page_of_a_service_leads_nowhere_where_no_address_is_known(counter: Opened) -> None:
    """It led to a page that said so."""
    async with counter("9", "4", "4") as pilot:
        assert "Manuals" not in (await all_pages(pilot))[-1]
        await press(pilot, "right")
        assert isinstance(pilot.app.screen, ServiceScreen)


async def test_a_fee_by_regulation_stands_as_law_and_its_section_stands_with_the_particulars(
    counter: Opened, catalogue: Catalogue
) -> None:
    service = catalogue.services["re-entry-permit"]
    law = catalogue.laws[service.fee.law or ""]
    (by_law,) = [
        entry for entry in entries_of(service, catalogue, noted=False) if entry.soft and law.en in entry.soft.en
    ]
    assert by_law.heading == catalogue.phrases("service.law")
    assert "section 39; Ministerial Regulation 27 (B.E. 2546)" in law.en
    async with counter("9", "4", "1") as pilot:
        assert law.brief.en in text(pilot)


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_whose_word_an_address_and_a_late_fee_are_is_said_where_they_stand(counter: Opened, size: str) -> None:
    """The pages of codes said nothing of it, and the date helper spoke for the window alone."""
    async with counter("9", "5", "1", size=size) as pilot:
        assert "please ask first" in text(pilot)
        assert text(pilot).count("◇") == 1
        await press(pilot, "asterisk", "enter", "1")
        assert "please ask first" in text(pilot)
        assert {"division-1-90-days", "kalasin-90-days"} <= set(pilot.app.screen.query_one(WhoseWord).authority.sources)


async def test_the_pages_of_a_service_are_worked_out_once_a_state(
    counter: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_out: list[object] = []
    once = ServiceScreen._all_portions
    monkeypatch.setattr(ServiceScreen, "_all_portions", lambda page: worked_out.append(1) or once(page))
    async with counter("3", "3") as pilot:
        worked_out.clear()
        await press(pilot, "right", "right", "left")
        assert not worked_out
        await press(pilot, "1", "right")
        assert len(worked_out) == 1
        await press(pilot, "9")
        assert len(worked_out) == 2


@pytest.mark.parametrize(
    ("size", "keys"),
    [("landscape", "9 3 2"), ("large", "9 3 2"), ("terminal", "1 1"), ("terminal", "1 2"), ("terminal", "9 2 1")],
)
async def test_which_page_it_is_is_said_in_one_form_on_all_pages_of_a_service(
    counter: Opened, monkeypatch: pytest.MonkeyPatch, size: str, keys: str
) -> None:
    """Behind six pages of "1/7" came "Page 7 of 7", and behind "Page 5 of 6", beside a fine code, "6/6"."""
    monkeypatch.setenv("TERM", "foot")
    async with counter(*keys.split(), size=size) as pilot:
        words = r"Page \d+ of \d|หน้า \d+ จาก \d"
        forms = [bool(re.search(words, shown)) for shown in await all_pages(pilot)]
    assert len(set(forms)) == 1, forms
