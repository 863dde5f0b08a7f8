"""Call an officer: it rings where staff are, says who comes, and promises nothing where nobody is."""

import asyncio
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from textual.pilot import Pilot

from kiosk.catalogue.catalogue import Catalogue
from kiosk.machine.kiosk import Kiosk
from kiosk.session.calls.handset import Handset
from kiosk.session.calls.unix_socket import SOCKET
from kiosk.text.languages import ENGLISH
from kiosk.text.large_words import large_words
from screens.visitor import call as call_page
from screens.visitor.call import UNANSWERED, Announcement, CallScreen
from screens.visitor.officer import OfficerScreen
from screens.visitor.phrasebook import SpeakScreen
from screens.visitor.service import ServiceScreen
from screens.widgets.title import Title
from tests.support.clock import Clock
from tests.support.fit import astray, flaws_in_both_languages
from tests.support.pilot import SIZES, UNLIKE_SIZES, Opened, press, settle, text, until

STATES = ("calling", "coming", "unanswered")

NARROW = 107
"""Cells that the widest pages have beside the words of the other language."""


@asynccontextmanager
async def attended(pilot: Pilot[None]) -> AsyncIterator[Handset]:
    """A staff terminal on the line."""
    handset = Handset(pilot.app.kiosk.folder / SOCKET, lambda: None)  # type: ignore[attr-defined]
    listening = asyncio.create_task(handset.listen())
    await until(pilot, lambda: board(pilot).is_attended)
    try:
        yield handset
    finally:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening


def board(pilot: Pilot[None]):  # type: ignore[no-untyped-def]
    return pilot.app.calls._board  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_without_a_staff_terminal_the_page_says_where_to_go_and_calls_nobody(
    counter: Opened, catalogue: Catalogue, size: str
) -> None:
    """It told people to carry a fixed screen to a desk, and offered to call an officer once more."""
    async with counter("9", "0", size=size) as pilot:
        assert isinstance(pilot.app.screen, OfficerScreen)
        assert catalogue.phrases("officer.where").en[:28] in text(pilot)
        assert re.search("Telephone  (โทรศัพท์  )?0 7460 3641", text(pilot))
        assert size != "landscape" or "โทรศัพท์" in text(pilot)
        await press(pilot, "0")
        assert isinstance(pilot.app.screen, OfficerScreen)
        assert not any(key.key == "0" for key in pilot.app.screen.query("Pressable"))
        assert board(pilot).call is None


@pytest.mark.parametrize("size", ["landscape", "portrait"])
async def test_a_closed_office_sends_nobody_to_its_counter(
    counter: Opened, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    """On a Sunday it told people to ask the officer at this counter, and who was on duty there."""
    async with counter("9", "0", size=size, on=Clock("2026-11-29 10:00").on(kiosk)) as pilot:
        shown = text(pilot)
        assert "Closed · Opens Monday 08:30" in shown
        for words in (kiosk.catalogue.phrases("officer.where"), kiosk.catalogue.phrases("officer.on_duty")):
            assert words.en[:20] not in shown
        async with attended(pilot):
            await press(pilot, "left", "0")
            monkeypatch.setattr(call_page, "PATIENCE", 0)
            await until(pilot, lambda: kiosk.catalogue.phrases("call.unanswered").en in text(pilot))
            assert kiosk.catalogue.phrases("large.closed").th in text(pilot)


async def test_a_call_says_which_service_is_read_and_in_which_language_and_shows_that_somebody_comes(
    counter: Opened, catalogue: Catalogue, kiosk: Kiosk
) -> None:
    """Call an officer called nobody."""
    say = catalogue.phrases
    async with counter("9", "3", "2") as pilot, attended(pilot) as desk:
        assert isinstance(pilot.app.screen, ServiceScreen)
        read = pilot.app.screen.service
        await press(pilot, "0")
        await until(pilot, lambda: desk.ringing)
        assert desk.ringing is not None
        assert (desk.ringing.service, desk.ringing.language) == (read.id, ENGLISH)
        for words in (say("call.calling"), say("call.waiting"), say("call.not_kept"), read.short_title):
            assert words.en in text(pilot)
        desk.answer()
        await until(pilot, lambda: say("call.answered").en in text(pilot))
        assert say("large.coming").th in text(pilot)
        assert say("call.coming").en in text(pilot)
        written = {name for name in os.listdir(kiosk.folder) if not name.startswith("ledger.db")}
        assert written <= {SOCKET, "kiosk.log", "last-good"}


@pytest.mark.parametrize("size", ["terminal", "large"])
async def test_the_title_of_a_call_touches_neither_the_band_nor_the_large_words(counter: Opened, size: str) -> None:
    """On the smallest terminal it stood right under the band, in larger letters right over the words."""
    async with counter(size=size) as pilot, attended(pilot):
        await press(pilot, "0")
        assert isinstance(pilot.app.screen, CallScreen)
        title, words = pilot.app.screen.query_one(Title), pilot.app.screen.query_one(Announcement)
        assert astray(pilot) == []
        assert title.region.bottom < words.content_region.y, text(pilot)


async def test_who_presses_0_again_has_called_all_the_same(counter: Opened) -> None:
    """The second press of the key that calls an officer took the call back."""
    async with counter() as pilot, attended(pilot) as desk:
        await press(pilot, "0")
        await until(pilot, lambda: desk.ringing)
        await press(pilot, "0")
        assert isinstance(pilot.app.screen, CallScreen)
        assert desk.ringing


@pytest.mark.parametrize("keys", ["left", "asterisk"])
async def test_the_call_ends_when_it_is_cancelled_and_when_its_page_is_left(counter: Opened, keys: str) -> None:
    async with counter() as pilot, attended(pilot) as desk:
        await press(pilot, "0")
        await until(pilot, lambda: desk.ringing)
        await press(pilot, keys)
        await until(pilot, lambda: desk.ringing is None)
        assert not isinstance(pilot.app.screen, CallScreen)
        await press(pilot, "0")
        await until(pilot, lambda: desk.ringing)
        await pilot.app.go_home()  # type: ignore[attr-defined]  # as when nobody is there any more
        await until(pilot, lambda: desk.ringing is None)


async def test_point_and_speak_keeps_the_call_and_key_0_leads_back_to_it(counter: Opened) -> None:
    async with counter() as pilot, attended(pilot) as desk:
        await press(pilot, "0", "right", "3")
        assert isinstance(pilot.app.screen, SpeakScreen)
        await until(pilot, lambda: desk.ringing)
        first = desk.ringing
        await press(pilot, "0")
        assert isinstance(pilot.app.screen, CallScreen)
        assert len(pilot.app.screen_stack) == 2
        assert desk.ringing is first


async def test_after_a_minute_and_at_once_when_the_staff_terminal_ends_it_says_where_to_go(
    counter: Opened, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    say = catalogue.phrases
    async with counter("9") as pilot:
        async with attended(pilot) as desk:
            await press(pilot, "0")
            await until(pilot, lambda: desk.ringing)
        await until(pilot, lambda: say("call.unanswered").en in text(pilot))
        await until(pilot, lambda: "ask the officer at this counter" in text(pilot))
        await press(pilot, "left")
        async with attended(pilot) as desk:
            await press(pilot, "0")
            assert say("call.waiting").en in text(pilot)
            monkeypatch.setattr(call_page, "PATIENCE", 0)
            await until(pilot, lambda: say("call.unanswered").en in text(pilot))
            desk.answer()
            await until(pilot, lambda: say("call.answered").en in text(pilot))


@pytest.mark.parametrize("theme", ["paper", "contrast"])
@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_the_call_is_whole_at_every_size_whatever_becomes_of_it(
    counter: Opened, monkeypatch: pytest.MonkeyPatch, size: str, theme: str
) -> None:
    async with counter("3", "2", size=size) as pilot, attended(pilot) as desk:
        pilot.app.theme = theme
        await press(pilot, "0")
        page = pilot.app.screen
        assert isinstance(page, CallScreen)
        assert await flaws_in_both_languages(pilot) == []
        monkeypatch.setattr(call_page, "PATIENCE", 0)
        page.follow()
        await settle(pilot)
        assert await flaws_in_both_languages(pilot) == []
        await until(pilot, lambda: desk.ringing)
        desk.answer()
        await until(pilot, lambda: page.state == "coming")
        assert await flaws_in_both_languages(pilot) == []


@pytest.mark.parametrize("theme", ["paper", "contrast"])
@pytest.mark.parametrize("size", SIZES)
async def test_a_call_is_read_from_afar_in_large_letters_whatever_becomes_of_it(
    counter: Opened, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, size: str, theme: str
) -> None:
    """It stood there as one line of the usual letters, in an empty band."""
    async with counter("0", size=size) as pilot, attended(pilot):
        pilot.app.theme = theme
        await press(pilot, "left", "0")
        page = pilot.app.screen
        assert isinstance(page, CallScreen)
        for state in STATES:
            monkeypatch.setattr(CallScreen, "_state", state)  # the page looks for itself every half second
            page.follow()
            await settle(pilot)
            assert page.has_class(UNANSWERED) == (state == "unanswered")
            room = page.query_one(Announcement).content_size
            large = [state, "closed"] if state == "unanswered" else [state]
            for words in (word for name in large for word in catalogue.phrases(f"large.{name}").pair()):
                assert large_words(words, min(room.width, NARROW), room.height), (state, room)
