"""What an administrator does about a kiosk on its page: asked why, what is grave asked who it is; told to the log."""

import re
from collections.abc import Iterator
from types import SimpleNamespace

import httpx
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette

from kiosk.hq.pages.kiosk_actions import ACTIONS
from kiosk.hq.pages.login import Authentication
from kiosk.hq.pages.site import Site
from kiosk.hq.pages.views import Views
from kiosk.hq.receiver.exposure import Exposure
from kiosk.hq.server import Headquarters
from kiosk.hq.store.tables import kiosks
from tests.kiosk.hq.pages.conftest import PASSWORD, Place, three_offices
from tests.support.served import served

KIOSK = "amnat-charoen-1"


@pytest.fixture
def hq(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Headquarters]:
    """Three offices of one kiosk each, two of them in the South, and administrators of all and of the South."""
    with three_offices(tmp_path_factory.mktemp("hq"), alone="ang-thong") as hq:
        yield hq


@pytest.fixture
def place(hq: Headquarters) -> Iterator[Place]:
    authentication = Authentication(hq.register.engine, hq.key(), hq.now, Exposure())
    site = Site(authentication, Views(hq.register.engine, hq.machine), hq.key())
    app = SimpleNamespace(app=Starlette(routes=site.routes()))
    with served(app) as url, httpx.Client(base_url=url, timeout=30) as client:  # type: ignore[arg-type]
        client.params = {"lang": "en"}  # type: ignore[assignment]
        here = Place(site, client, hq.register.engine)
        here.enter("all")
        yield here


def row(hq: Headquarters) -> sa.Row[tuple[object, ...]]:
    with hq.register.engine.connect() as db:
        return db.execute(kiosks.select().where(kiosks.c.kiosk == KIOSK)).one()


def done(place: Place, action: str, **answers: str) -> httpx.Response:
    return place.client.post(f"/kiosks/{KIOSK}/{action}", data={**place.form, **answers})


def told(hq: Headquarters) -> tuple[str, str, str]:
    line = hq.audit_log()[0]
    return line.who, line.action, line.detail


def test_the_page_offers_what_can_be_done_to_administrators_alone(place: Place, hq: Headquarters) -> None:
    def offered() -> list[str]:
        return re.findall(rf'href="/kiosks/{KIOSK}/([a-z]+)"', place.client.get(f"/kiosks/{KIOSK}").text)

    assert offered() == ["rekey", "suspend", "rename", "move", "retire"]
    hq.register.admission.suspend(KIOSK, True)
    hq.register.admission.rekey(KIOSK, hq.now())
    assert offered() == ["rekey", "cancel", "lift", "rename", "move", "retire"]
    hq.register.fleet.retire(KIOSK, True, hq.now())
    assert offered() == ["restore"]
    place.enter("officer")
    assert offered() == []
    for action in ACTIONS:
        assert place.client.get(f"/kiosks/{KIOSK}/{action}").status_code == 403
        assert done(place, action, reason="x").status_code == 403


def test_a_kiosk_is_suspended_called_and_moved_for_a_reason_that_its_history_tells(
    place: Place, hq: Headquarters
) -> None:
    assert done(place, "suspend").status_code == 422, "without a reason nothing is done"
    assert done(place, "suspend", reason="\u202enelots").status_code == 422
    assert not row(hq).suspended
    assert done(place, "suspend", reason="stolen").headers["location"] == f"/kiosks/{KIOSK}"
    assert (row(hq).suspended, told(hq)) == (True, ("all", "suspended", f"{KIOSK}: stolen"))
    assert "suspended a kiosk: stolen" in place.client.get(f"/kiosks/{KIOSK}").text
    assert done(place, "lift", reason="found again").status_code == 303
    assert not row(hq).suspended
    assert done(place, "rename", name="เคาน์เตอร์ 1").status_code == 303
    assert row(hq).label == "เคาน์เตอร์ 1"
    assert done(place, "rename", name="").status_code == 303
    assert row(hq).label is None
    for nowhere in ("amnat-charoen", "no-such-office", ""):
        assert done(place, "move", office=nowhere).status_code == 422
    assert done(place, "move", office="bangkok").status_code == 303
    assert (row(hq).office, told(hq)[2]) == ("bangkok", f"{KIOSK} from amnat-charoen to bangkok")


def test_what_is_grave_asks_for_the_kiosks_name_and_the_password(place: Place, hq: Headquarters) -> None:
    right = {"reason": "burnt", "typed": KIOSK, "password": PASSWORD}
    for wrong in ({"typed": "amnat-charoen-2"}, {"password": "guessed"}, {"reason": ""}):
        for action in ("retire", "rekey"):
            assert done(place, action, **{**right, **wrong}).status_code == 422
    assert (row(hq).retired_at, hq.register.codes.good(hq.now())) == (None, [])
    page = done(place, "rekey", **right).text
    [good] = hq.register.codes.good(hq.now())
    assert good.kiosk == KIOSK
    assert re.search(r"kiosk enrol HEADQUARTERS&#39; ADDRESS \S{20,}", page)
    assert done(place, "cancel", reason="not needed").status_code == 303
    assert hq.register.codes.good(hq.now()) == []
    assert done(place, "cancel", reason="again").status_code == 422
    assert done(place, "retire", **right).status_code == 303
    assert row(hq).retired_at is not None
    assert done(place, "restore", reason="mended").status_code == 303
    assert row(hq).retired_at is None


def test_nobody_acts_on_a_kiosk_of_other_offices_nor_moves_one_to_them(place: Place, hq: Headquarters) -> None:
    place.enter("south")
    assert place.client.get("/kiosks/ang-thong-1/suspend").status_code == 404
    assert place.client.post("/kiosks/ang-thong-1/suspend", data={**place.form, "reason": "x"}).status_code == 404
    assert "Ang Thong" not in place.client.get(f"/kiosks/{KIOSK}/move").text
    assert done(place, "move", office="ang-thong").status_code == 422
    assert place.client.get(f"/kiosks/{KIOSK}/blow-up").status_code == 404
    assert row(hq).office == "amnat-charoen"
