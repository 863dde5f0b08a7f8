"""Two people without a common language, and a screen between them that says what one of them points at."""

import re
from pathlib import Path

import pytest

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.load import load
from kiosk.text.languages import ENGLISH, HOME
from kiosk.text.large_words import large_words
from screens.visitor.officer import OfficerScreen
from screens.visitor.phrasebook import SpeakScreen
from screens.visitor.widgets.sentence_card import SentenceCard
from tests.support.fit import faults, overlaps
from tests.support.pilot import SIZES, UNLIKE_SIZES, Opened, press, text
from tests.support.translations import content_in_chinese


def rows_of(pilot, words: str) -> bool:  # type: ignore[no-untyped-def]
    """Whether `words` stand on the screen in large letters, in the room that the page has for them."""
    shown = [line.strip() for line in text(pilot).split("\n")]
    card = pilot.app.screen.query_one(SentenceCard)
    width, height = card.content_size
    drawn = [
        large_words(words, width, rows) for rows in range(height - 7, height)
    ]  # what stands over and under them takes two lines to seven
    return any(lines and [row.strip() for row in lines if row.strip()] == _among(shown, lines) for lines in drawn)


def _among(shown: list[str], lines: tuple[str, ...]) -> list[str]:
    wanted = {row.strip() for row in lines if row.strip()}
    return [row for row in shown if row in wanted]


@pytest.mark.parametrize("size", SIZES)
async def test_a_sentence_that_fills_the_screen_does_not_ask_to_press_one(
    counter: Opened, catalogue: Catalogue, size: str
) -> None:
    """On high terminals the instruction of the list stayed over the sentence."""
    async with counter("0", "right", "3", size=size) as pilot:
        assert catalogue.speak.visitor[2].en in text(pilot)
        assert catalogue.phrases("speak.point").th[:12] not in text(pilot)


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_each_page_says_whose_it_is_and_what_to_do_in_the_languages_of_both(
    counter: Opened, catalogue: Catalogue, size: str
) -> None:
    """The instruction was missing on most terminals, and the officer's page had no heading."""
    say = catalogue.phrases
    async with counter("0", "right", size=size) as pilot:
        for speaker, sentences in (("visitor", catalogue.speak.visitor), ("officer", catalogue.speak.officer)):
            shown = text(pilot)
            assert say(f"speak.{speaker}").th in shown
            assert say(f"speak.{speaker}").en in shown
            assert say("speak.point").th in shown
            assert say("speak.point").en in shown
            for sentence in sentences:
                assert sentence.th in shown
                assert sentence.en[:22] in shown
            await press(pilot, "right")


@pytest.mark.parametrize("size", SIZES)
async def test_the_key_to_the_other_sentences_says_that_there_are_some(counter: Opened, size: str) -> None:
    """It was called "Reply" over the list, where nobody had said anything yet."""
    async with counter("9", "0", "right", size=size) as pilot:
        assert re.search("Officer's sentences|→ +Page 2", text(pilot))
        await press(pilot, "3")
        assert re.search("Officer replies|→ +Reply", text(pilot))
        await press(pilot, "left", "right")
        assert re.search("Visitor's sentences|→ +Page 1", text(pilot))


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_a_pressed_sentence_fills_the_screen_in_the_language_of_who_reads_it(
    counter: Opened, catalogue: Catalogue, size: str
) -> None:
    """Pressing one only tinted it; and who reads it was told in the other's language how to answer."""
    say, speak = catalogue.phrases, catalogue.speak
    async with counter("9", "0", "right", "4", size=size) as pilot:
        assert say("speak.to_officer").en in text(pilot)
        assert rows_of(pilot, speak.visitor[3].of(HOME))
        assert f"▌ {speak.visitor[3].en}" in text(pilot)
        assert speak.visitor[2].en not in text(pilot)
        assert say("speak.officer_answers").th in text(pilot)
        assert size == "large-portrait" or say("speak.officer_answers").en in text(pilot)
        await press(pilot, "right", "1")
        assert say("speak.to_visitor").en in text(pilot)
        assert rows_of(pilot, speak.officer[0].of(ENGLISH))
        assert f"▌ {speak.officer[0].th}" in text(pilot)
        assert say("speak.visitor_answers").en in text(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_the_large_words_do_not_touch_what_stands_over_and_under_them(counter: Opened, size: str) -> None:
    """The tone of ช่วย stood in the heading."""
    for number in "136":
        async with counter("9", "0", "right", number, size=size) as pilot:
            lines = pilot.app.screen.query_one(SentenceCard).lines(
                pilot.app.screen.query_one(SentenceCard).content_size.width
            )
            inked = [at for at, line in enumerate(lines) if re.search("[\U0001fb00-\U0001fb3b▐█]", line.plain)]
            assert inked
            assert not lines[inked[0] - 1].plain.strip()
            assert not lines[inked[-1] + 1].plain.strip()


async def test_the_visitor_reads_english_while_nobody_has_chosen_a_language(
    counter: Opened, catalogue: Catalogue
) -> None:
    """Who needs the page does not read Thai, in which it opens."""
    async with counter("0", "right", "right", "2") as pilot:
        assert rows_of(pilot, catalogue.speak.officer[1].en)
        await press(pilot, "9")
        assert rows_of(pilot, catalogue.speak.officer[1].en)


async def test_the_word_goes_to_and_fro_and_back_leads_to_the_sentences_and_then_away(
    counter: Opened, catalogue: Catalogue
) -> None:
    say = catalogue.phrases
    async with counter("0", "right", "6") as pilot:
        await press(pilot, "right")
        assert say("speak.officer").th in text(pilot)
        await press(pilot, "3", "right")
        assert say("speak.visitor").th in text(pilot)
        await press(pilot, "2", "left")
        assert isinstance(pilot.app.screen, SpeakScreen)
        assert catalogue.speak.visitor[0].th in text(pilot)
        await press(pilot, "left")
        assert isinstance(pilot.app.screen, OfficerScreen)


@pytest.mark.parametrize("size", ["landscape", "large-portrait"])
async def test_a_language_without_drawn_letters_fills_the_screen_in_bold_ones(
    counter: Opened,
    make_kiosk,
    tmp_path: Path,
    size: str,  # type: ignore[no-untyped-def]
) -> None:
    chinese = make_kiosk(catalogue=load(content=content_in_chinese(tmp_path)))
    async with counter("9", "9", "0", "right", "right", "1", size=size, on=chinese) as pilot:
        sentence = chinese.catalogue.speak.officer[0]
        assert sentence.of(pilot.app.lang) in text(pilot) or rows_of(pilot, sentence.en)  # type: ignore[attr-defined]
        assert faults(pilot) + overlaps(pilot) == []
