"""What a tile of a paper to tick says in the language of the page, and in the other one."""

import re

import pytest
from textual.content import Content

from kiosk.catalogue.catalogue import Catalogue
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import ENGLISH, OFFICIAL, THAI, Language
from screens.visitor.widgets.tick_list import Tick, TickList
from tests.support.pilot import SIZES, Opened, press, settle, text
from tests.support.service_pages import open_service, turn_to

_TIGHT = "terminal", "large"
_SIZES = [size if size in _TIGHT else pytest.param(size, marks=pytest.mark.long) for size in SIZES]
_NO_WORDS = re.compile(r"[\s☐╺┓┃┻╸━┏┗┛╻╹┫┳]")


def bare(words: str) -> str:
    return _NO_WORDS.sub("", words)


def said(tick: Tick) -> str:
    """What a tile says, in both languages."""
    return bare("".join(line.plain for line in tick.lines(tick.content_size.width)[: tick.content_size.height]))


def missing(tick: Tick, language: Language, shown: str) -> set[str]:
    """What of a paper is not `shown` in a language. The number may stand within other words, at a line's end."""

    def in_it(words: Bilingual, said_in: Language = language) -> str:
        return bare(tick.screen.localized(words, said_in))  # type: ignore[attr-defined]

    texts = shown, *(shown.replace(in_it(tick.number, each), "", 1) for each in OFFICIAL)
    parts = {"number": tick.number, "detail": tick.note, "condition": tick.condition}
    lost = {part for part, words in parts.items() if words and not any(in_it(words) in text for text in texts)}
    names = [in_it(words) for words in (tick.words, tick.short or tick.words)]
    return lost if any(name in text for name in names for text in texts) else {*lost, "name"}


@pytest.mark.parametrize("size", _SIZES)
async def test_a_tile_says_all_of_a_paper_in_the_language_of_the_page_and_the_same_parts_in_the_other_one(
    counter: Opened, catalogue: Catalogue, size: str
) -> None:
    """Details, numbers and halves of names gave way to the name in the other language, in one of the two alone; of a
    letter for private schools only these were named in the other one.
    """
    async with counter(size=size) as pilot:
        for service in catalogue.services:
            await press(pilot, "*")
            page = await open_service(pilot, service)
            for number, (chapter, _) in enumerate(page.portions):
                if chapter != "ticks":
                    continue
                page.page = number
                await settle(pilot)
                for tick in (tick for tick in page.query(Tick) if tick.display):
                    also = []
                    for language, other in (THAI, ENGLISH), (ENGLISH, THAI):
                        page.set_reactive(type(page).lang, language)
                        shown = said(tick)
                        assert not missing(tick, language, shown), (service, number, tick.words.en)
                        also.append(missing(tick, other, shown) - {"number"})
                    assert also[0] == also[1], (service, number, tick.words.en)
                    assert "condition" not in also[0] or "name" in also[0], (service, number, tick.words.en)
                    assert "name" not in also[0] or "large" in size, (service, number, tick.words.en)


async def test_a_name_is_whole_in_the_language_of_the_page_before_it_is_so_in_the_other_one(counter: Opened) -> None:
    """Upright in larger letters each language named the sum of an insurance on the other one's page alone."""
    async with counter(size="large-portrait") as pilot:
        page = await open_service(pilot, "extension-retirement")
        page.page = next(number for number, portion in enumerate(page.portions) if portion == ("ticks", 4))
        await settle(pilot)
        assert "THB 3,000,000 or more" in text(pilot)
        await press(pilot, "9")
        assert "3,000,000 บาทขึ้นไป" in text(pilot)


async def test_what_is_meant_by_a_paper_stands_apart_from_for_whom_it_is(counter: Opened) -> None:
    """A licence from Khurusapha, asked for at a school, read as one of a school from Khurusapha."""
    async with counter(size="terminal") as pilot:
        page = await open_service(pilot, "extension-teacher")
        await turn_to(pilot, page, "ticks")
        licence = next(tick for tick in page.query(Tick) if tick.words.en == "Teaching licence, or waiver")
        lines = licence.lines(licence.content_size.width)
        rows = [line.plain[5:].strip() for line in lines]
        assert re.fullmatch(r"from Khurusapha +1 copy", rows[1]), rows
        assert (rows[0], rows[2]) == ("Teaching licence, or waiver", "if at a school")


@pytest.mark.parametrize(("size", "at_the_right"), [(size, size != "portrait") for size in SIZES])
async def test_how_many_of_a_paper_stands_in_one_place_on_all_tiles(
    counter: Opened, size: str, at_the_right: bool
) -> None:
    """It stood now beside a name, now below it, on the same page: at the right, or where tiles are tall under it."""
    async with counter(size=size) as pilot:
        page = await open_service(pilot, "extension-retirement")
        for number, (chapter, _) in enumerate(page.portions):
            if chapter == "ticks":
                page.page = number
                await settle(pilot)
                for tick in (tick for tick in page.query(Tick) if tick.display):
                    lines = [line.plain for line in tick.lines(tick.content_size.width)]
                    assert any(line[5:].endswith(f"  {tick.number.en}") for line in lines) == at_the_right, lines
                    assert any(line[5:].startswith(tick.number.en) for line in lines) != at_the_right, lines


@pytest.mark.parametrize("size", SIZES)
async def test_what_a_tick_does_is_said_in_both_languages(counter: Opened, size: str) -> None:
    """On a low page it was said in one, and that nothing is saved in none."""
    async with counter(size=size) as pilot:
        page = await open_service(pilot, "extension-retirement")
        shown = await turn_to(pilot, page, "ticks")
        for words in ("Touch a document you have.", "Nothing is saved.", "แตะเอกสารที่ท่านมี", "ไม่บันทึกสิ่งที่เลือก"):
            assert words in shown, shown
        await press(pilot, "1")
        for words in ("Ticked: 1 of 11.", "Nothing is saved.", "เลือกแล้ว 1 จาก 11", "ไม่บันทึกสิ่งที่เลือก"):
            assert words in text(pilot), text(pilot)


@pytest.mark.parametrize("size", ["portrait", "large-portrait"])
async def test_what_a_tick_does_stands_on_one_line_in_each_language(counter: Opened, size: str) -> None:
    """Upright it broke off in the middle: one word stood alone on a line."""
    async with counter(size=size) as pilot:
        shown = await turn_to(pilot, await open_service(pilot, "extension-retirement"), "ticks")
        assert "▌ Touch a document you have. Nothing is saved." in shown
        await press(pilot, "1")
        assert re.search(r"▌ .* Ticked: 1 of 11. Nothing is saved.", text(pilot)), text(pilot)
        assert re.search(r"▌ .* เลือกแล้ว 1 จาก 11  ไม่บันทึกสิ่งที่เลือก", text(pilot)), text(pilot)


async def test_a_name_is_bold_to_its_end_and_nothing_stands_at_a_lines_end_before_a_condition(counter: Opened) -> None:
    """Of a Thai name the last letters were not bold, as many as it has marks; "TM.6) ·" stood over "if any"."""
    async with counter(size="terminal") as pilot:
        for service in ("extension-thai-family", "re-entry-permit"):
            await press(pilot, "*")
            page = await open_service(pilot, service)
            for number, (chapter, _) in enumerate(page.portions):
                page.page = number
                await settle(pilot)
                for tick in (tick for tick in page.query(Tick) if tick.display and chapter == "ticks"):
                    for lang in OFFICIAL:
                        page.set_reactive(type(page).lang, lang)
                        lines = tick.lines(tick.content_size.width)
                        names = {bare(words.of(lang)) for words in (tick.words, tick.short or tick.words)}
                        assert bold(lines) in names, (service, tick.words.en)
                        assert not re.search(f"· *\n *({'|'.join(conditions_of(tick))})", words_of(lines)), (
                            tick.words.en
                        )


def words_of(lines: list[Content]) -> str:
    """The lines of a tile without its digit and its box."""
    return "\n".join(line.plain[5:] for line in lines)


def bold(lines: list[Content]) -> str:
    """What of a tile's words is bold; its digit and its box stand before them."""
    spans = [(line, span) for line in lines for span in line.spans if span.start >= 5 and "bold" in str(span.style)]
    return bare("".join(line.plain[span.start : span.end] for line, span in spans))


def conditions_of(tick: Tick) -> list[str]:
    return ["no condition"] if tick.condition is None else [tick.condition.of(lang) for lang in OFFICIAL]


async def test_another_language_names_a_paper_that_only_some_need_and_stands_clear_of_the_pages_own(
    counter: Opened,
) -> None:
    """It said "if it is private or non-formal" without of what; one cell parted the languages, where there were many."""
    async with counter(size="landscape") as pilot:
        shown = await turn_to(pilot, await open_service(pilot, "extension-education"), "ticks")
        assert "หนังสือจากกระทรวง · ถ้าเรียนในสถานศึกษาเอกชนหรือนอกระบบ" in shown, shown
        shown = await turn_to(pilot, await open_service(pilot, "extension-retirement"), "ticks")
        assert "if you use a pension  ถ้าใช้บำนาญ" in shown, shown


async def test_a_paper_that_has_its_line_alone_leaves_the_row_more_to_those_that_share_one(counter: Opened) -> None:
    """In larger letters it stood half empty under one whose name had no room in the other language."""
    async with counter("9", size="large") as pilot:
        page = await open_service(pilot, "extension-dependant")
        page.page = 3
        await settle(pilot)
        *shared, alone = (tick for tick in page.query(Tick) if tick.display)
        assert alone.has_class("-alone")
        assert all(tick.content_size.height == alone.content_size.height + 1 for tick in shared)
        assert bare("สำเนาหนังสือเดินทางของผู้ที่ท่านติดตาม") in said(shared[0])


async def test_ticks_are_made_when_they_are_first_turned_to(counter: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of a service is made before anybody asks for it, and took a fifth more memory for ticks that nobody saw."""
    made: list[TickList] = []
    own = TickList.__init__
    monkeypatch.setattr(TickList, "__init__", lambda ticks, *given: made.append(ticks) or own(ticks, *given))
    async with counter("3", "2") as pilot:
        assert not made
        await press(pilot, "right", "left", "right")
        assert len(made) == 1
