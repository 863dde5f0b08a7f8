"""The pages of bulletins: what was handed out, to whom, who has it, and what each one changes."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.accounts.policy import EVERYTHING, Access, Grant
from kiosk.hq.bulletins.bulletin_board import BulletinBoard
from kiosk.hq.bulletins.draft import Draft
from kiosk.hq.pages.login import Refused
from kiosk.hq.pages.render import render
from kiosk.hq.pages.views import Views
from kiosk.hq.store.audit_log import Actor
from kiosk.hq.store.engine import connect
from kiosk.hq.store.tables import kiosks, offices
from kiosk.machine.kiosk import Kiosk
from kiosk.streams.record.bulletins.bodies import body_of, body_text
from kiosk.text.languages import OFFICIAL, Language
from tests.support.fleet import fill

SIGNED = datetime(2024, 2, 28, 3, 0, tzinfo=UTC)
KEY = Ed25519PrivateKey.generate()
NAME = {"th": "วันอบรม", "en": "Training day"}


@pytest.fixture
def views(url: str, make_kiosk: Callable[..., Kiosk]) -> Iterator[Views]:
    """Three offices of two kiosks; a closed day for all, which four kiosks have, and a version for one office."""
    engine, machine = connect(url, practice=True), make_kiosk()
    fill(engine, machine.assessment, machine.clock(), offices=3, each=2, years=1)
    with engine.begin() as db:
        db.execute(kiosks.update().values(public_key="0" * 64))
        names = sorted(db.execute(kiosks.select()).scalars())
    board = BulletinBoard(engine)
    closed = body_of("closed-days", {"closed": [{"on": date(2024, 6, 19), "name": NAME}]})
    version = body_of("version", {"wanted": "1.4.2"})
    drafts = [
        Draft("closed-days", date(2024, 3, 4), None, body_text(closed)),
        Draft("version", date(2024, 2, 1), ["bangkok"], body_text(version)),
    ]
    board.publish(drafts, KEY, Actor("operator"), SIGNED)
    for hours, kiosk in enumerate(names[:4]):
        board.told_to(kiosk, 1, SIGNED + timedelta(hours=hours))
    yield Views(engine, machine)
    engine.dispose()


def listed(views: Views, access: Access = EVERYTHING) -> str:
    template, values = views.tab("bulletins", access)
    return render(template, "en", page="bulletins", to="", user=None, token="", **values)


def drawn(views: Views, number: str, language: Language = "en") -> str:
    template, values = views.bulletin(number, EVERYTHING)
    return render(template, language, page="bulletins", to="", user=None, token="", **values)


def test_the_list_says_who_has_what_and_its_file_the_same(views: Views) -> None:
    page = listed(views)
    assert "Bulletin 2 is held by 0 of 2 kiosks, in effect since 1 Feb 2024" in page
    assert "Closed 19 Jun, Training day" in page
    assert "not all 4/6" in page
    rows = json.loads(views.file("bulletins", "json", EVERYTHING).body)["pages"][0]["rows"]
    assert [(row["number"], row["held"], row["kiosks_expected"], row["offices"]) for row in rows] == [
        (2, 0, 2, ["bangkok"]),
        (1, 4, 6, None),
    ]
    assert views.file("bulletins", "xlsx", EVERYTHING).body[:2] == b"PK"


def test_a_bulletins_page_says_what_changes_who_waits_and_how_fast_it_arrived(views: Views) -> None:
    page = drawn(views, "1")
    for words in (
        "Bulletin 1 is held by 4 of 6 kiosks, and takes effect on 4 Mar 2024",
        "+ added",
        "closed.2024-06-19",
        "Not yet with 2 kiosks",
        "holds none",
        "within 1 hour",
        "2/6",
        "within 6 hours",
        "4/6",
    ):
        assert words in page, words
    assert "within 7 days" not in page
    for language in OFFICIAL:
        assert "1.4.2" in drawn(views, "2", language)


def test_a_reader_of_an_office_sees_its_bulletins_and_kiosks_alone(views: Views) -> None:
    access = Access(Grant("reader", office="ang-thong"), frozenset({"ang-thong"}))
    assert "Version 1.4.2 wanted" not in listed(views, access)
    with pytest.raises(Refused):
        views.bulletin("2", access)
    for nowhere in ("3", "0", "01", "²", "x"):
        with pytest.raises(Refused):
            views.bulletin(nowhere, EVERYTHING)


def test_a_region_is_counted_for_itself(views: Views) -> None:
    with views.engine.begin() as db:
        db.execute(
            offices.insert(),
            [{"office": "bangkok", "region": "Central", "counts_from": "staff", "closed": "[]", "opened": "[]"}],
        )
    assert "Central" in drawn(views, "1")
