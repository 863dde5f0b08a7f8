"""What a page of a service says in one language it says in the other, and once."""

import re

import pytest
from textual.pilot import Pilot

from kiosk.catalogue.services import Service
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual
from screens.visitor.online import About
from screens.visitor.service import ServiceScreen
from screens.visitor.widgets.eligibility_card import EligibilityCard
from screens.visitor.widgets.fee_card import FeeCard
from screens.visitor.widgets.particulars import entries_of
from screens.visitor.widgets.window_card import WindowCard
from tests.support.pilot import SIZES, Opened, press, settle


def cards(pilot: Pilot[None]) -> str:
    """All that the cards of the page say, without blanks: where a line is broken does not matter."""
    blocks = [pilot.app.screen.query_one(card) for card in (EligibilityCard, WindowCard, FeeCard)]
    lines = [line.plain for block in blocks for line in block.lines(block.content_size.width)]
    return re.sub(r"\s", "", "".join(lines))


def answers(service: Service) -> dict[str, Bilingual | None]:
    """What may stand on the page, by its name."""
    who = service.who.figure
    return {
        "who": who and who.lead,
        "note": who and who.note,
        "when": service.window.figure,
        "late": service.late.figure,
        "of the fee": service.fee.note,
    }


@pytest.mark.parametrize("size", SIZES)
async def test_first_page_answers_the_same_in_both_languages(counter: Opened, kiosk: Kiosk, size: str) -> None:
    """Where rows were short one language lacked the fine, or that a fee is not refunded."""
    async with counter(size=size) as pilot:
        for service in kiosk.catalogue.services.values():
            await pilot.app.go_home()  # type: ignore[attr-defined]
            pilot.app.show(ServiceScreen(kiosk, service))  # type: ignore[attr-defined]
            await settle(pilot)
            given = {name: words for name, words in answers(service).items() if words is not None}
            said = {}
            for language in ("th", "en"):
                shown = cards(pilot)
                said[language] = {
                    name for name, words in given.items() if re.sub(r"\s", "", words.of(language)) in shown
                }
                await press(pilot, "9")
            assert said["th"] == said["en"], service.id
            assert given.keys() - {"note"} <= said["th"], service.id


async def test_what_to_know_of_a_way_online_stands_in_both_languages_upright(counter: Opened, kiosk: Kiosk) -> None:
    """What to scan with stood in both, and left no room for the other language of what to know."""
    note = kiosk.catalogue.channels.online["tdac"].note
    async with counter("5", "6", size="portrait") as pilot:
        about = pilot.app.screen.query_one(About)
        shown = re.sub(r"\s", "", "".join(line.plain for line in about.lines(about.content_size.width)))
    assert all(re.sub(r"\s", "", words) in shown for words in (note.th, note.en))


@pytest.mark.parametrize("size", ["landscape", "terminal", "large", "large-portrait"])
async def test_note_on_who_it_is_for_stands_on_the_first_page_or_with_the_particulars(
    counter: Opened, kiosk: Kiosk, size: str
) -> None:
    """It stood over the steps once more, or where rows were short nowhere."""
    async with counter(size=size) as pilot:
        for service in kiosk.catalogue.services.values():
            who = service.who.figure
            if who is None or who.note is None:
                continue
            await pilot.app.go_home()  # type: ignore[attr-defined]
            pilot.app.show(page := ServiceScreen(kiosk, service))  # type: ignore[attr-defined]
            await settle(pilot)
            entries = entries_of(service, kiosk.catalogue, noted=page.is_noted_later())
            on_first = re.sub(r"\s", "", who.note.th) in cards(pilot)
            assert on_first + sum(entry.words == who.note for entry in entries) == 1, service.id
