"""One source, four faces: what an office confirms is told alike at the counter, on paper, on the web, in open data."""

import datetime
import json
from collections.abc import Container
from typing import Any

import pytest
from msgspec import structs
from textual.screen import Screen

from kiosk.catalogue.facts import Fact
from kiosk.catalogue.load import load
from kiosk.export.paper.output import ALL, made
from kiosk.export.website.office_site import OfficeSite
from kiosk.export.website.open_data import open_data
from kiosk.machine.kiosk import Kiosk
from kiosk.text.languages import OFFICIAL
from screens.visitor.online import OnlineScreen
from screens.visitor.service import ServiceScreen
from tests.kiosk.export.paper.test_placards import text as words_of
from tests.support.pilot import Opened, press, settle, text

SERVICE = "re-entry-permit"
ROADS = [
    "",
    "5",
    "6",
    "6 1",
    "6 2",
    "6 3",
    "6 4",
    "6 5",
    "6 6",
    "6 right",
    "6 right 1",
    "6 right 2",
    "8",
    "0",
    "0 right",
]
"""Where a visitor finds what is no service."""

Told = dict[str, str]
"""By the name of each fact that is published, what no other one says."""


def made_up(fact: Fact[Any], number: int) -> tuple[Any, str]:
    """A value in which the number stands, and how that is told."""
    words = {"th": f"ก {number}", "en": f"Z {number}"}
    values: dict[str, tuple[Any, str]] = {
        "fee": (number, f"{number:,}"),
        "time": ({"minutes": number}, f"{number}"),
        "documents": ([{"document": "passport", "original": 0, "copies": number}], f"{number}"),
        "address": (f"https://x{number}.example.go.th/", f"x{number}.example.go.th"),
        "budget": ({"allocated": number, "used": 1000, "as_of": datetime.date(2024, 2, 1)}, f"{number:,}"),
        "words": (words, f"{number}"),
        "number": (f"0 2{number}", f"{number}"),
        "steps": ([{**words, "role": "foreigner-services"}], f"{number}"),
        "eligibility": ({"lead": words, "any_of": [words], "note": words}, f"{number}"),
    }
    return values[fact.form]


def publishing(kiosk: Kiosk, services: Container[str]) -> tuple[Kiosk, Told]:
    """An office that offers these services and has confirmed a made-up value for every fact."""
    facts: dict[str, dict[str, Any]] = {}
    told: Told = {}
    confirmed = {"on": kiosk.today, "role": "approver"}
    for number, named in enumerate(kiosk.catalogue.facts(), 4001):
        value, told[named.name] = made_up(named.fact, number)
        facts.setdefault(named.owner, {})[named.field] = {"value": value, "source": "office", "confirmed": confirmed}
    catalogue = load(facts=facts)
    offered = {name: each for name, each in catalogue.services.items() if name in services}
    office = structs.replace(kiosk, catalogue=structs.replace(catalogue, services=offered))
    return office, {row["id"]: told[row["id"]] for row in open_data(office)}


def test_every_fact_is_told_alike_on_paper_on_the_web_and_in_open_data(kiosk: Kiosk) -> None:
    """The addresses of the disclosure alone are on no sheet: nobody types twenty-four of them."""
    office, told = publishing(kiosk, kiosk.catalogue.services)
    files = {
        name: file.decode("utf-8-sig") for name, file in OfficeSite(office).files().items() if isinstance(file, bytes)
    }
    sheets = "\n".join(words_of(sheet.data) for sheet in made(office, ALL, [*OFFICIAL]))
    pages = ["\n".join(file for file in files.values() if f'<html lang="{each}">' in file) for each in OFFICIAL]
    rows = {row["id"]: row for row in json.loads(files["facts.json"])["facts"]}
    for name, words in told.items():
        for value in (rows[name][f"value_{language}"] for language in OFFICIAL):
            assert words in value, name
        assert words in files["facts.csv"], name
        assert all(words in page for page in pages), name
        assert words in sheets or name.startswith(f"{office.assessment.id}-O"), name


async def test_the_counter_tells_every_fact_of_a_service(counter: Opened, kiosk: Kiosk) -> None:
    office, told = publishing(kiosk, [SERVICE])
    service = office.catalogue.services[SERVICE]
    async with counter(on=office) as pilot:
        shown = await shown_on(pilot, ServiceScreen(office, service))
    owners = (SERVICE, f"steps.{service.steps}")
    of_service = {name: words for name, words in told.items() if name.startswith(owners)}
    assert len(of_service) == 8
    assert [name for name, words in of_service.items() if words not in shown] == []


@pytest.mark.long
async def test_the_counter_tells_every_fact_that_is_published(counter: Opened, kiosk: Kiosk) -> None:
    """But for the numbers of the hotlines of transparency, which it draws in large figures."""
    office, told = publishing(kiosk, kiosk.catalogue.services)
    catalogue, shown = office.catalogue, ""
    async with counter(on=office) as pilot:
        for keys in ROADS:
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, *keys.split())
            shown += await every_page(pilot)
        for service in catalogue.services.values():
            shown += await shown_on(pilot, ServiceScreen(office, service))
        for way in catalogue.channels.reachable:
            shown += await shown_on(pilot, OnlineScreen(office, way))
    drawn = {f"{name}.number" for name, line in catalogue.channels.hotline.items() if "transparency" in line.pages}
    assert {name for name, words in told.items() if words not in shown} <= drawn


async def shown_on(pilot: Any, page: Screen[None]) -> str:
    """What is on a page that is opened, and on those after it."""
    pilot.app.show(page)
    await settle(pilot)
    return await every_page(pilot)


async def every_page(pilot: Any) -> str:
    """What is on the page in front and on those after it."""
    pages = [text(pilot)]
    while (onward := pilot.app.screen.query("#next")) and onward.first().display and len(pages) < 20:
        await press(pilot, "right")
        pages.append(text(pilot))
    return "".join(pages)
