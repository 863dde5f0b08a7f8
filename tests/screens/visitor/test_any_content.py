"""What the content holds or staff write never crashes the counter, and never vanishes from it."""

import datetime
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from msgspec import structs

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.facts import Fact, PhoneNumber
from kiosk.catalogue.load import load
from kiosk.catalogue.services import Service
from kiosk.editing.confirm import confirm
from kiosk.machine.kiosk import Kiosk
from kiosk.security.pin import Pin
from kiosk.text.bilingual import Bilingual
from screens.messages import KioskRenewed
from screens.visitor.family import FamilyScreen
from screens.visitor.home import HomeScreen
from screens.visitor.notice import NoticeScreen
from screens.visitor.officer import OfficerScreen
from screens.visitor.online import OnlineScreen
from screens.visitor.service import ServiceScreen
from screens.visitor.transparency import TransparencyScreen
from screens.visitor.which_service import WhichServiceScreen
from screens.widgets.pressable import Pressable
from tests.support.fit import faults, overlaps
from tests.support.pilot import EXTREME_SIZES, SIZES, Opened, press, settle, text

PAGES = ["", "1", "3", "3 2", "8", "8 enter", "5", "5 2", "6", "6 1", "6 2", "6 3", "6 4", "0", "0 right"]
"""A road to each kind of page of a visitor's."""

WORDS = Bilingual("ยื่นก่อนวันที่การอนุญาตเดิมสิ้นสุด " * 6, "Apply before the present permission ends. " * 5)


def laid(catalogue: Catalogue, value_of: Callable[[Fact[Any]], Any]) -> Catalogue:
    """The content with a value for every fact, confirmed by the office."""
    confirmed = {"on": datetime.date(2024, 2, 1), "role": "approver"}
    facts: dict[str, dict[str, dict[str, Any]]] = {}
    for named in catalogue.facts():
        value = value_of(named.fact)
        table = {"value": value, "source": None if value is None else "office", "confirmed": confirmed}
        facts.setdefault(named.owner, {})[named.field] = table
    return load(facts=facts)


@cache
def eight_papers() -> list[dict[str, Any]]:
    """Each once as the original and twice as a copy."""
    return [{"document": document, "original": 1, "copies": 2} for document in list(load().documents)[:8]]


def long_value(fact: Fact[Any]) -> Any:
    """As much as each kind of fact can hold."""
    as_long = {"th": WORDS.th[:120], "en": WORDS.en[:120]}
    return {
        "fee": 1_000_000_000,
        "time": {"working_days": 100_000},
        "documents": eight_papers(),
        "address": fact.value,
        "budget": {"allocated": 10**12 - 1, "used": 10**11, "as_of": datetime.date(2024, 3, 1)},
        "words": {"th": "08.30–16.30 น. วันราชการ โทร 0 0000 0000", "en": "08:30–16:30 on working days, 0 0000 0000"},
        "number": "02 141 9889 4455 66",
        "steps": fact.value,
        "eligibility": {"lead": as_long, "any_of": [as_long], "note": as_long},
    }[fact.form]


CONTENTS: dict[str, Callable[[Fact[Any]], Any]] = {
    "everything marked none": lambda fact: "none",
    "nothing known": lambda fact: None,
    "long values": long_value,
}


@pytest.mark.parametrize("size", EXTREME_SIZES)
@pytest.mark.parametrize("content", CONTENTS)
async def test_every_page_is_whole_whatever_the_facts_say(
    counter: Opened, kiosk: Kiosk, catalogue: Catalogue, content: str, size: str
) -> None:
    other = structs.replace(kiosk, catalogue=laid(catalogue, CONTENTS[content]))
    async with counter(size=size, on=other) as pilot:
        for keys in PAGES:
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, *keys.split())
            for _ in range(20):
                assert faults(pilot) + overlaps(pilot) == [], (keys, text(pilot))
                following = pilot.app.screen.query("#next")
                if not following or not following.first().display:
                    break
                await press(pilot, "right")
        assert not pilot.app.crashed  # type: ignore[attr-defined]


async def test_a_notice_marked_none_by_staff_is_said_and_the_page_of_transparency_stays(
    counter: Opened, kiosk: Kiosk
) -> None:
    """Key 6 crashed the counter from then on."""
    after = structs.replace(kiosk, catalogue=confirm(kiosk, "no-gift.law", "approver", "none"))
    async with counter("9", "6", on=after) as pilot:
        assert isinstance(pilot.app.screen, TransparencyScreen)
        assert kiosk.catalogue.phrases("notice.none").en in text(pilot)
        assert faults(pilot) == []


def with_services(catalogue: Catalogue, family: str, count: int) -> tuple[Catalogue, list[Service]]:
    """The content with so many services in a family."""
    (first, *_) = catalogue.of_family(family)
    services = [
        structs.replace(
            first,
            id=f"made-up-{number}",
            order=number,
            title=Bilingual(f"บริการที่ {number}", f"Service number {number}"),
            short_title=Bilingual(f"บริการ {number}", f"Service {number}"),
        )
        for number in range(1, count + 1)
    ]
    others = {name: service for name, service in catalogue.services.items() if service.family != family}
    return structs.replace(catalogue, services=others | {service.id: service for service in services}), services


@pytest.mark.parametrize("size", EXTREME_SIZES)
@pytest.mark.parametrize("count", [9, 15])
async def test_every_service_of_a_family_is_reached_however_many_there_are(
    counter: Opened, kiosk: Kiosk, count: int, size: str
) -> None:
    """The ninth could not be reached."""
    catalogue, services = with_services(kiosk.catalogue, "extension-of-stay", count)
    async with counter("9", size=size, on=structs.replace(kiosk, catalogue=catalogue)) as pilot:
        await press(pilot, "3")
        for number, service in enumerate(services):
            page, key = divmod(number, 6)
            if number and key == 0:
                await press(pilot, "right")
            shown = text(pilot)
            assert isinstance(pilot.app.screen, FamilyScreen)
            assert service.short_title.en in shown
            assert f"Page {page + 1} of {-(-count // 6)}" in shown
            assert faults(pilot) + overlaps(pilot) == [], shown
            await press(pilot, str(key + 1))
            assert isinstance(pilot.app.screen, ServiceScreen)
            assert pilot.app.screen.service is service
            await press(pilot, "left")
        await press(pilot, *["left"] * page, "left")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_as_many_services_as_there_are_keys_stand_on_one_page_and_right_asks_which_is_wanted(
    counter: Opened, kiosk: Kiosk
) -> None:
    catalogue, services = with_services(kiosk.catalogue, "visa", 6)
    async with counter("9", "1", on=structs.replace(kiosk, catalogue=catalogue)) as pilot:
        assert all(service.short_title.en in text(pilot) for service in services)
        assert "Page" not in text(pilot)
        await press(pilot, "right")
        assert isinstance(pilot.app.screen, WhichServiceScreen)


@pytest.mark.parametrize("size", EXTREME_SIZES)
async def test_every_notice_is_reached_however_many_there_are(counter: Opened, kiosk: Kiosk, size: str) -> None:
    notices = [
        structs.replace(
            kiosk.catalogue.notices[0], id=f"notice-{n}", leads=False, short_title=Bilingual(f"ป {n}", f"Notice {n}")
        )
        for n in range(1, 12)
    ]
    catalogue = structs.replace(kiosk.catalogue, notices=notices)
    async with counter("9", "6", size=size, on=structs.replace(kiosk, catalogue=catalogue)) as pilot:
        seen = ""
        while True:
            assert faults(pilot) + overlaps(pilot) == [], text(pilot)
            seen += text(pilot)
            if not pilot.app.screen.query_one("#next").display:
                break
            await press(pilot, "right")
        assert [notice.id for notice in notices if f"{notice.short_title.en} " not in seen] == []
        assert "Page 1 of 2" in seen
        await press(pilot, "left")
        assert isinstance(pilot.app.screen, TransparencyScreen)


@pytest.mark.parametrize("size", EXTREME_SIZES)
async def test_a_hotline_that_the_content_drops_is_gone_from_its_pages(
    counter: Opened, kiosk: Kiosk, size: str
) -> None:
    """The page of the officer crashed the counter."""
    channels = kiosk.catalogue.channels
    for dropped in channels.hotline:
        hotline = {name: number for name, number in channels.hotline.items() if name != dropped}
        catalogue = structs.replace(kiosk.catalogue, channels=structs.replace(channels, hotline=hotline))
        async with counter("0", size=size, on=structs.replace(kiosk, catalogue=catalogue)) as pilot:
            assert isinstance(pilot.app.screen, OfficerScreen)
            assert faults(pilot) + overlaps(pilot) == [], text(pilot)
            await press(pilot, "left", "6")
            assert isinstance(pilot.app.screen, TransparencyScreen)
            assert faults(pilot) + overlaps(pilot) == [], text(pilot)


async def test_a_hotline_without_a_number_is_not_drawn(counter: Opened, kiosk: Kiosk) -> None:
    """The digits of a number that was marked none crashed the counter."""
    after = structs.replace(kiosk, catalogue=confirm(kiosk, "immigration.number", "approver", "none"))
    async with counter("9", "0", on=after) as pilot:
        assert isinstance(pilot.app.screen, OfficerScreen)
        assert "สำนักงานตรวจคนเข้าเมือง" not in text(pilot)
        assert "Tourist Police" in text(pilot)


async def test_a_long_telephone_number_is_shown_whole(counter: Opened, kiosk: Kiosk) -> None:
    channels = kiosk.catalogue.channels
    long = structs.replace(
        channels.hotline["immigration"], number=PhoneNumber(value="02 141 9889 ext 1".replace("ext", "-"))
    )
    changed = structs.replace(channels, hotline={**channels.hotline, "immigration": long})
    catalogue = structs.replace(kiosk.catalogue, channels=changed)
    for size in SIZES:
        async with counter("0", size=size, on=structs.replace(kiosk, catalogue=catalogue)) as pilot:
            assert "02 141 9889 - 1" in text(pilot)


@pytest.mark.parametrize("size", EXTREME_SIZES)
async def test_hours_and_telephone_of_an_office_that_has_given_both_are_whole(
    counter: Opened, kiosk: Kiosk, size: str
) -> None:
    """The telephone was cut on the smallest terminal."""
    given = confirm(kiosk, "office.phone", "approver", {"th": "โทร 0 0000 0000", "en": "Call 0 0000 0000"})
    async with counter("0", size=size, on=structs.replace(kiosk, catalogue=given)) as pilot:
        assert "โทร 0 0000 0000" in text(pilot)
        assert faults(pilot) == []


async def test_a_service_without_a_way_online_ends_where_there_are_no_manuals(counter: Opened, kiosk: Kiosk) -> None:
    """The manuals' key crashed the counter when the content had dropped them."""
    channels = kiosk.catalogue.channels
    online = {name: service for name, service in channels.online.items() if name != "manuals"}
    changed = structs.replace(channels, manuals=None, online=online)
    catalogue = structs.replace(kiosk.catalogue, channels=changed)
    async with counter("9", "4", "4", on=structs.replace(kiosk, catalogue=catalogue)) as pilot:
        while pilot.app.screen.query_one("#next").display:
            await press(pilot, "right")
        await press(pilot, "right")
        assert isinstance(pilot.app.screen, ServiceScreen)
        assert not pilot.app.screen.query_one("#online-way").display


async def test_an_online_service_that_is_gone_leads_to_the_list(counter: Opened, kiosk: Kiosk) -> None:
    async with counter() as pilot:
        pilot.app.show(OnlineScreen(kiosk, "dropped-by-an-update"))  # type: ignore[attr-defined]
        await settle(pilot)
        assert isinstance(pilot.app.screen, OnlineScreen)


async def test_a_notice_that_a_renewal_takes_away_can_still_be_read_from_the_list(
    counter: Opened, kiosk: Kiosk
) -> None:
    """The counter crashed."""
    fewer = structs.replace(kiosk.catalogue, notices=kiosk.catalogue.notices[:1])
    async with counter("6") as pilot:
        pilot.app.post_message(KioskRenewed(structs.replace(kiosk, catalogue=fewer)))
        await settle(pilot)
        await press(pilot, "3")
        assert isinstance(pilot.app.screen, NoticeScreen)


async def test_online_services_and_transparency_keep_their_keys_with_fewer_families(
    counter: Opened, kiosk: Kiosk
) -> None:
    catalogue = structs.replace(kiosk.catalogue, families=kiosk.catalogue.families[:2])
    async with counter("5", on=structs.replace(kiosk, catalogue=catalogue)) as pilot:
        assert isinstance(pilot.app.screen, OnlineScreen)
        await press(pilot, "left", "6")
        assert isinstance(pilot.app.screen, TransparencyScreen)


async def test_the_focus_on_a_family_that_a_renewal_takes_away_is_gone_with_it(counter: Opened, kiosk: Kiosk) -> None:
    """The counter crashed."""
    fewer = structs.replace(kiosk.catalogue, families=kiosk.catalogue.families[:1])
    async with counter("down", "down") as pilot:
        home = pilot.app.screen
        assert isinstance(home, HomeScreen)
        assert isinstance(home.focused, Pressable)
        assert home.focused.key == "3"
        await home.renewed(structs.replace(kiosk, catalogue=fewer))
        assert home.focused is None


async def test_staff_sign_in_the_roles_that_the_content_says_may(counter: Opened, kiosk: Kiosk) -> None:
    Pin(kiosk.path("pin.toml")).set("246810")
    roles = {name: role for name, role in kiosk.catalogue.roles.items() if name != "finance"}
    catalogue = structs.replace(kiosk.catalogue, roles=roles)
    async with counter("f12", *"246810", "enter", "0", "3", on=structs.replace(kiosk, catalogue=catalogue)) as pilot:
        assert roles["approver"].th in text(pilot)
        assert kiosk.catalogue.roles["finance"].th not in text(pilot)
