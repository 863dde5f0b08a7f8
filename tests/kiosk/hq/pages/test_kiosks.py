"""The kiosks and the page of one: what each says of itself, why it is halted, what to do, and all that became of it."""

import datetime
import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from kiosk.hq.accounts.policy import EVERYTHING, OPEN, Access, Grant
from kiosk.hq.pages.login import Refused
from kiosk.hq.pages.render import render
from kiosk.hq.pages.selection import Selection
from kiosk.hq.pages.tabs import TABS
from kiosk.hq.pages.views import Views
from kiosk.hq.store.audit_log import Actor, note
from kiosk.hq.store.halts import note_refusal, note_taken
from kiosk.hq.store.kiosk_events import note_event
from kiosk.hq.store.tables import kiosks
from kiosk.machine.kiosk import Kiosk
from kiosk.text.characters import hidden
from kiosk.text.languages import ENGLISH, THAI
from tests.support.sample import HEALTH
from tests.support.scripted import Site

NEWER = "1.10.0"
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def views(site: Site, make_kiosk: Callable[..., Kiosk]) -> Views:
    """Five kiosks of two offices: halted, on a full disk with a wrong clock, as it should be, suspended, never come."""
    machine = make_kiosk()
    site.now = machine.clock().astimezone(datetime.UTC)
    for office, region in (("trang", "South"), ("nan", "North")):
        site.register.offices.add([office], region=region)
    for name, health in (
        ("trang-1", {}),
        ("trang-2", {"disk_free": 812, "version": NEWER, "failed": "2024-02-29T09:12 the QR code could not be drawn"}),
        ("nan-1", {"version": NEWER}),
        ("nan-2", {"version": NEWER}),
    ):
        desk = site.enrolled(name, name.partition("-")[0])
        desk.count()
        site.take(desk, desk.batch(health=msgspec.structs.replace(HEALTH, **health)))
    site.code("nan-3", "nan")
    site.register.admission.suspend("nan-2", True)
    site.register.fleet.rename("trang-1", "เคาน์เตอร์ 1")
    with site.register.engine.begin() as db:
        db.execute(kiosks.update().values(clock_ahead=0.0))
        db.execute(kiosks.update().where(kiosks.c.kiosk == "trang-2").values(clock_ahead=840.0))
        note_refusal(db, "trang-1", "bad-signature", "ledger", site.now - 3 * HOUR)
        note_refusal(db, "trang-1", "bad-signature", "ledger", site.now - HOUR)
        note(db, site.now, Actor("malee"), "rekey", "trang-1")
        note(db, site.now, Actor("malee"), "rekey", "trang-11")
    return Views(site.register.engine, machine)


def rows(views: Views, **choices: str) -> list[dict[str, Any]]:
    selection = Selection("/kiosks", choices)
    rows: list[dict[str, Any]] = views.tab("kiosks", EVERYTHING, selection)[1]["listing"].rows
    return rows


def kiosks_of(views: Views, **choices: str) -> list[str]:
    return [row["kiosk"] for row in rows(views, **choices)]


def test_every_kiosk_stands_with_what_it_says_of_itself_and_is_chosen_by_it(views: Views) -> None:
    """Found as: headquarters stored version, disk, starts and waiting facts, and showed none of it."""
    every = {row["kiosk"]: row for row in rows(views)}
    assert [row["state"] for row in rows(views)] == ["halted", "halted", "never", "reporting", "reporting"]
    assert (every["trang-1"]["halt"], every["trang-1"]["version"]) == ("bad-signature", HEALTH.version)
    assert (every["trang-2"]["disk_free"], every["trang-2"]["clock"]) == (812, 14)
    assert (every["nan-1"]["awaiting"], every["nan-1"]["counter_starts"]) == (HEALTH.awaiting, HEALTH.starts)
    assert kiosks_of(views, state="halted") == ["nan-2", "trang-1"]
    assert kiosks_of(views, region="South") == ["trang-1", "trang-2"]
    assert kiosks_of(views, notice="disk") == ["trang-2"]
    assert kiosks_of(views, notice="version") == ["trang-1"]
    assert kiosks_of(views, notice="clock") == ["trang-2"]
    assert kiosks_of(views, q="เคาน์เตอร์") == ["trang-1"]
    file = json.loads(views.file("kiosks", "json", EVERYTHING, Selection("/kiosks", {"notice": "disk"})).body)
    [told] = file["pages"][0]["rows"]
    assert (told["kiosk"], told["disk_free"], told["version"], told["halt"]) == ("trang-2", 812, NEWER, None)


def test_what_to_do_about_a_kiosk_stands_below_its_row_in_both_languages(views: Views) -> None:
    template, values = views.tab("kiosks", EVERYTHING)
    english, thai = (
        render(template, each, page="kiosks", to="", user=None, token="", **values) for each in (ENGLISH, THAI)
    )
    for words in ("was the machine replaced?", "suspend --lift", "Disk low", "2 halted", "never came"):
        assert words in english
    for words in ("โทรถามหน่วยงานว่าเปลี่ยนเครื่องหรือไม่", "ดิสก์เหลือน้อย", "เคาน์เตอร์ 1"):
        assert words in thai


def test_a_kiosk_that_stopped_by_itself_is_halted_until_it_says_so_no_more(views: Views, site: Site) -> None:
    desk = site.enrolled("nan-4", "nan")
    for told, state in (("wrong-receipt", "halted"), ("a word of a newer kiosk", "halted"), ("", "reporting")):
        desk.count()
        site.take(desk, desk.batch(health=msgspec.structs.replace(HEALTH, wrong_answer=told)))
        [row] = [row for row in rows(views) if row["kiosk"] == "nan-4"]
        assert row["state"] == state
        assert ("not signed by headquarters" in page(views, "nan-4")) is (state == "halted")


def page(views: Views, kiosk: str, access: Access = EVERYTHING) -> str:
    template, values = views.kiosk(kiosk, access)
    return render(template, ENGLISH, page="kiosk", to="", user=None, token="", **values)


def test_the_page_of_a_kiosk_tells_its_halt_and_all_that_became_of_it(views: Views, site: Site) -> None:
    with site.register.engine.begin() as db:
        row = db.execute(kiosks.select().where(kiosks.c.kiosk == "trang-1")).one()
        note_taken(db, "trang-1", row, "ledger", site.now)
        note_event(db, "trang-1", "version", site.now, "1.0.0", NEWER)
    site.register.fleet.move("trang-1", "nan", site.now)
    shown = page(views, "trang-1")
    assert "45 days of reports" in shown
    for words in (
        "enrolled",
        "back again",
        "its key is not the enrolled one",
        "1.0.0 → 1.10.0",
        "trang → nan",
        "malee",
    ):
        assert words in shown
    history = json.loads(views.file("kiosks/trang-1", "json", EVERYTHING).body)["pages"][1]["rows"]
    assert [each["event"] for each in history if each["event"] != "action"].count("version") == 2
    assert sum(each["by"] == "malee" for each in history) == 1, "what was done about trang-11 is no part of it"
    assert "malee" not in page(views, "trang-1", OPEN), "only whoever may read the audit log sees who did what"
    assert "2024-02-29T09:12 the QR code could not be drawn" in page(views, "trang-2")
    site.register.fleet.retire("trang-1", True, site.now)
    assert "Retired" in page(views, "trang-1")


def test_a_kiosk_outside_of_ones_offices_has_no_page(views: Views) -> None:
    of_nan = Access(Grant("officer", office="nan"), frozenset({"nan"}))
    assert "suspended here" in page(views, "nan-2", of_nan)
    for kiosk in ("trang-1", "nobody-1"):
        with pytest.raises(Refused):
            views.kiosk(kiosk, of_nan)
        with pytest.raises(Refused):
            views.file(f"kiosks/{kiosk}", "json", of_nan)


@pytest.mark.parametrize(
    "told",
    [
        {"version": "1.0.²"},
        {"version": "9999.0"},
        {"version": "2." + "9" * 60},
        {"failed": "\u202edeliaf\x1b[2J\u200b", "minima": "\x1b]52;c;\x07", "wrong_answer": "<script>\u202e"},
        dict.fromkeys(("disk_free", "starts", "awaiting", "year"), 2**31 - 1),
    ],
)
def test_whatever_a_stolen_kiosk_says_of_itself_the_pages_and_every_other_row_stand(
    site: Site, views: Views, told: dict[str, Any]
) -> None:
    """Found as: a version with a raised two took the page of all kiosks down, one of 9999 made every other one old."""
    before = {row["kiosk"]: row["version_words"] for row in rows(views)}
    desk = site.enrolled("satun-1", "satun")
    site.take(desk, desk.batch(health=msgspec.structs.replace(HEALTH, **told)))
    after = {row["kiosk"]: row["version_words"] for row in rows(views)}
    assert {kiosk: after[kiosk] for kiosk in before} == before
    for name in TABS:
        assert hidden(drawn_tab(views, name)) == ["U+000A"]
    template, values = views.kiosk("satun-1", EVERYTHING)
    page = render(template, ENGLISH, page="kiosk", to="", user=None, token="", **values)
    assert (hidden(page), "<script>" in page) == (["U+000A"], False)
    assert views.workbook()


def drawn_tab(views: Views, name: str) -> str:
    template, values = views.tab(name, EVERYTHING)
    return render(template, ENGLISH, page=name, to="", user=None, token="", **values)
