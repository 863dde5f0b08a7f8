"""The pages of a service under Pilot: how they are opened, in English, and what is to be seen on each."""

import re

from textual.pilot import Pilot

from kiosk.catalogue.authority_words import rests_on
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import ENGLISH, THAI, Language
from screens.messages import ServiceChosen
from screens.visitor.service import ServiceScreen
from screens.visitor.widgets.eligibility_card import EligibilityCard
from screens.visitor.widgets.fee_card import FeeCard
from screens.visitor.widgets.key_bar import KeyBar
from screens.visitor.widgets.particulars import entries_of
from screens.visitor.widgets.qr_code import QRCode
from screens.visitor.widgets.window_card import WindowCard
from screens.widgets.block import Block
from screens.widgets.header import Header
from tests.support.fit import drawn
from tests.support.pilot import settle, text

_LATER_TOO = {"note", "law of the fee"}
"""What stands on a later page where the first has no room for it."""

LEAST = 1 / 3
"""Of the rows between the band and the keys, those with words, on a page with least of them."""


async def open_service(pilot: Pilot[None], service: str) -> ServiceScreen:
    app = pilot.app
    await app.go_home()  # type: ignore[attr-defined]  # a service that is open would stay in front
    app.lang = ENGLISH  # type: ignore[attr-defined]
    app.screen.post_message(ServiceChosen(app.kiosk.catalogue.services[service]))  # type: ignore[attr-defined]
    await settle(pilot)
    assert isinstance(app.screen, ServiceScreen)
    assert app.screen.service.id == service
    return app.screen


async def turn_to(pilot: Pilot[None], page: ServiceScreen, chapter: str) -> str:
    """What the pages of a chapter say, one after the other; the last of them stays in front."""
    shown = ""
    for number, (name, _) in enumerate(page.portions):
        if name == chapter:
            page.page = number
            await settle(pilot)
            shown += text(pilot) + "\n"
    return shown


def said(pilot: Pilot[None]) -> set[str]:
    """What the cards of the first page of a service say of it, by name; nothing of another page.

    Where a line is broken does not matter.
    """
    page = pilot.app.screen
    if not isinstance(page, ServiceScreen) or page.page:
        return set()
    blocks = [page.query_one(card) for card in (EligibilityCard, WindowCard, FeeCard)]
    shown = re.sub(r"\s", "", "".join(line.plain for block in blocks for line in drawn(block)))
    return {name for name, words in _answers(page).items() if re.sub(r"\s", "", words.of(page.lang)) in shown}


def unlike(pilot: Pilot[None], said_in: dict[Language, set[str]]) -> list[str]:
    """What the first page of a service says in one language alone, or in none, of what is to be said there; and a note on
    who it is for that does not stand once, there or with the particulars.

    Where rows were short one language lacked the fine, that a fee is not refunded, or its law; the note stood over the
    steps once more, or nowhere.
    """
    page = pilot.app.screen
    if not isinstance(page, ServiceScreen) or page.page:
        return []
    thai, english = said_in[THAI], said_in[ENGLISH]
    missing = _answers(page).keys() - _LATER_TOO - thai
    faults = [f"{page.service.id} says {name} in one language" for name in thai ^ english]
    faults += [f"{page.service.id} does not say {name}" for name in missing]
    who = page.service.who.figure
    if who is not None and who.note is not None:
        entries = entries_of(page.service, page.kiosk.catalogue, noted=page.is_noted_later())
        times = ("note" in thai) + sum(entry.words == who.note for entry in entries)
        faults += [f"{page.service.id} gives its note {times} times"] * (times != 1)
    return faults


def _answers(page: ServiceScreen) -> dict[str, Bilingual]:
    """What may stand on the first page, by its name."""
    service = page.service
    who = service.who.figure
    answers = {
        "who": who and who.lead,
        "note": who and who.note,
        "when": service.window.figure,
        "late": service.late.figure,
        "of the fee": service.fee.note,
        "law of the fee": rests_on(service.fee, page.kiosk.catalogue, brief=True),
    }
    return {name: words for name, words in answers.items() if words is not None}


def chapters(page: ServiceScreen) -> list[str]:
    return [chapter for chapter, _ in page.portions]


def sparse(pilot: Pilot[None]) -> list[str]:
    """A page of a service that is nearly empty; of papers to tick the keys take the page, and a code takes its rows.

    A page held two lines, though there was room for them on the one before.
    """
    page = pilot.app.screen
    if not isinstance(page, ServiceScreen) or page.portions[page.page][0] == "ticks":
        return []
    first, end = page.query_one(Header).region.bottom, page.query_one(KeyBar).region.y
    blocks = ((block.content_region, block) for block in page.walk_children(Block) if block.is_on_screen)
    lines = (line for room, block in blocks for line in enumerate(drawn(block)[: room.height], room.y))
    taken = {row for row, line in lines if first <= row < end and any(sign.isalnum() for sign in line.plain)}
    taken.update(row for code in page.query(QRCode) for row in range(code.region.y, code.region.bottom))
    return [f"{len(taken)} of {end - first} rows are taken"] if len(taken) < LEAST * (end - first) else []
