"""Every address, as each role in each scope sees it; and what administrators do with users."""

import io
import re
import zipfile
from collections.abc import Iterator
from types import SimpleNamespace

import httpx
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette

from kiosk.hq.accounts.policy import LEAST, ROLES, Access, Grant, Permission, Role
from kiosk.hq.accounts.users import Users
from kiosk.hq.pages.login import Authentication
from kiosk.hq.pages.site import Site
from kiosk.hq.pages.tabs import TABS
from kiosk.hq.pages.views import Views
from kiosk.hq.receiver.exposure import Exposure
from kiosk.hq.store.account_tables import users
from kiosk.hq.store.audit_log import newest
from kiosk.hq.store.tables import alarms, kiosks, offices
from kiosk.security import password as passwords
from tests.kiosk.hq.pages.conftest import PASSWORD, Place, opened, token
from tests.support.fleet import fill
from tests.support.served import served

NEEDED: dict[str, Permission | None] = {
    "/": "read",
    **{f"/{name}{kind}": tab.permission for name, tab in TABS.items() for kind in ("", ".x")},
    "/kiosks/{kiosk}": "read",
    "/kiosks/{kiosk}.x": "read",
    "/kiosks/{kiosk}/{action}": "kiosks",
    "/bulletins/{number}": "read",
    "/roots/{day}.txt": "read",
    **{f"/bulletins/draft{act}": "publish" for act in ("", "/change", "/sign")},
    "/offices/{office}": "read",
    "/offices/{office}.x": "read",
    "/alarms/{id}/acknowledge": "acknowledge",
    "/alarms/acknowledge": "acknowledge",
    "/users/invite": "users",
    **{f"/users/{{name}}{act}": "users" for act in ("", "/set", "/link", "/end", "/remove")},
    "/account": "read",
    "/account/sessions/{id}/end": "read",
    "/account/second-factor": "read",
    "/account/password": "read",
    "/logout": "read",
    "/login": None,
    "/login/code": None,
    "/invitation/{token}": None,
    "/style.css": None,
}
"""The permission that each address takes; None where strangers come in. An address that is not here fails the test."""

SCOPES = {"all": {}, "region": {"region": "South"}, "office": {"office": "amnat-charoen"}}
SEEN = {
    "all": {"ang-thong", "amnat-charoen", "bangkok"},
    "region": {"amnat-charoen", "bangkok"},
    "office": {"amnat-charoen"},
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with opened(tmp_path_factory.mktemp("hq")) as hq:
        fill(hq.register.engine, hq.machine.assessment, hq.now(), offices=3, each=1, years=1)
        hq.register.offices.add(SEEN["all"])
        with hq.register.engine.begin() as db:
            db.execute(offices.update().where(offices.c.office != "ang-thong").values(region="South"))
            digest = passwords.hashed(PASSWORD)
            for role in ROLES:
                for scope, where in SCOPES.items():
                    row = {"name": f"{role}-{scope}", "hash": digest, "salt": "", "totp_step": 0, "role": role}
                    db.execute(users.insert().values(**row, **where))
        authentication = Authentication(hq.register.engine, hq.key(), hq.now, Exposure())
        site = Site(authentication, Views(hq.register.engine, hq.machine), hq.key())
        app = SimpleNamespace(app=Starlette(routes=site.routes()))
        with served(app) as url, httpx.Client(base_url=url, timeout=30) as client:  # type: ignore[arg-type]
            yield Place(site, client, hq.register.engine)


def test_every_address_has_its_permission(place: Place) -> None:
    assert {route.path.replace("{kind}", "x") for route in place.site.routes()} == set(NEEDED)
    assert {name for name, tab in TABS.items() if tab.permission != "read"} == {"users", "audit"}


ACTIONS = ("invite", "set", "link", "end", "remove", "password", "change", "sign")
"""The last part of the addresses that take a form."""


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("role", ROLES)
def test_every_address_follows_role_and_scope(place: Place, role: Role, scope: str) -> None:
    place.enter(f"{role}-{scope}")
    access = Access(Grant(role))
    with place.engine.connect() as db:
        of_kiosk = sa.select(kiosks.c.office, alarms.c.id).join(alarms, alarms.c.kiosk == kiosks.c.kiosk)
        waiting = {row.office: row.id for row in db.execute(of_kiosk)}
        every = set(db.execute(sa.select(offices.c.office)).scalars())
    hidden = every - SEEN[scope]
    one_of_each = [*sorted(SEEN[scope])[:1], *sorted(hidden)[:1]]
    for path, needed in NEEDED.items():
        if needed is None or path in ("/", "/logout"):
            continue
        if path.startswith("/alarms/"):
            for office, number in waiting.items():
                status = place.client.post(f"/alarms/{number}/acknowledge", data=place.form).status_code
                is_answered = access.may(needed) and office in SEEN[scope]
                assert status in ((303, 404) if is_answered else (403, 404)), (path, office)
            continue
        posts = path.count("/") > 1 and path.rpartition("/")[2] in ACTIONS
        address = path.replace("{name}", "nobody").replace("{id}", "0").replace("{number}", "1").replace(".x", ".json")
        for office in one_of_each if "{office}" in path or "{kiosk}" in path else [""]:
            asked = address.replace("{office}", office).replace("{kiosk}", f"{office}-1")
            answer = place.client.post(asked, data=place.form) if posts else place.client.get(asked)
            if not access.may(needed):
                assert answer.status_code == 403, asked
            elif office in hidden:
                assert answer.status_code == 404, asked
            else:
                assert answer.status_code not in (401, 500, 503), asked
                assert not posts or answer.status_code in (403, 404, 422) or path.endswith("/change"), asked
            assert not any(
                f"{name}-1" in answer.text or f"/offices/{name}" in answer.text for name in hidden - {office}
            ), asked
    sheet = place.client.get("/shortfall.xlsx").content
    words = zipfile.ZipFile(io.BytesIO(sheet)).read("xl/sharedStrings.xml").decode()
    assert {name for name in every if name in words} == SEEN[scope]


def test_an_administrator_of_a_scope_sees_and_changes_nobody_beyond_it(place: Place) -> None:
    place.enter("administrator-region")
    page = place.client.get("/users.json").json()["pages"][0]["rows"]
    assert {row["user"] for row in page} == {f"{role}-{scope}" for role in ROLES for scope in ("region", "office")}
    form = {**place.form, "role": "administrator", "scope": ""}
    assert place.client.post("/users/reader-office/set", data=form).status_code == 403
    assert place.client.post("/users/invite", data={**form, "name": "new"}).status_code == 403
    assert place.client.post("/users/reader-all/remove", data={**form, "typed": "reader-all"}).status_code == 404
    assert "reader-all" in Users(place.engine).all()
    told = place.client.get("/audit.json").json()["pages"][0]["rows"]
    assert not [line for line in told if line["who"].endswith("-all")]


def test_a_user_is_invited_sets_a_password_once_and_is_let_in_with_that_role(place: Place) -> None:
    place.enter("administrator-all")
    invited = place.client.post(
        "/users/invite", data={**place.form, "name": "Wipa", "role": "officer", "scope": "region:South"}
    )
    [path] = re.findall(r'<p class="secret">(/invitation/[\w-]+)</p>', invited.text)
    assert [row["access"] for row in _rows(place) if row["user"] == "wipa"] == ["invited"]
    with httpx.Client(base_url=place.client.base_url, timeout=30) as wipa:
        form = {"token": token(wipa.get(path))}
        for password, again in (("short", "short"), ("password1234", "password1234"), (PASSWORD, PASSWORD + "x")):
            assert wipa.post(path, data={**form, "password": password, "again": again}).status_code == 422
        new = {**form, "password": PASSWORD, "again": PASSWORD}
        assert wipa.post(path, data=new).headers["location"] == "/login"
        assert wipa.post(path, data=new).status_code == 404, "once"
        assert wipa.get(path).status_code == 404
        entered = wipa.post("/login", data={**form, "name": "wipa", "password": PASSWORD})
        assert entered.headers["location"] == "/shortfall"
        assert "/offices/ang-thong" not in wipa.get("/shortfall").text
    with place.engine.connect() as db:
        lines = [(line.action, line.who) for line in newest(db, 4)][::-1]
    assert lines == [
        ("invited", "administrator-all"),
        ("link", "administrator-all"),
        ("link-used", "wipa"),
        ("log-in", "wipa"),
    ]
    with place.engine.connect() as db:
        assert path.rpartition("/")[2] not in str(db.execute(sa.text("SELECT * FROM audit")).all())


def _rows(place: Place) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = place.client.get("/users.json").json()["pages"][0]["rows"]
    return rows


def test_a_user_is_given_another_role_logged_out_given_a_link_and_removed(place: Place) -> None:
    place.enter("administrator-all")
    address = "/users/officer-office"
    assert "officer-office" in place.client.get("/users").text
    for chosen in ("all offices", "South"):
        assert chosen in place.client.get(f"{address}?lang=en").text
    assert place.client.post(address + "/set", data={**place.form, "role": "reader", "scope": ""}).status_code == 303
    assert Users(place.engine).all()["officer-office"].grant == Grant("reader")
    first = re.findall(r"/invitation/[\w-]+", place.client.post(address + "/link", data=place.form).text)[0]
    second = re.findall(r"/invitation/[\w-]+", place.client.post(address + "/link", data=place.form).text)[0]
    assert [place.client.get(path).status_code for path in (first, second)] == [404, 200]
    assert place.client.post(address + "/end", data=place.form).status_code == 303
    assert place.client.get(second).status_code == 404
    assert place.client.post(address + "/remove", data={**place.form, "typed": "somebody"}).status_code == 422
    assert place.client.post(address + "/remove", data={**place.form, "typed": "officer-office"}).status_code == 303
    assert place.client.get(address).status_code == 404
    own = {**place.form, "role": "reader", "scope": ""}
    refused = place.client.post("/users/administrator-all/set", data=own)
    assert (refused.status_code, "last administrator" in refused.text) == (422, True)


def test_a_user_changes_their_password_with_the_old_one_and_is_logged_out_elsewhere(place: Place) -> None:
    place.enter("reader-all")
    elsewhere = place.client.cookies["kiosk-session"]
    place.enter("reader-all")
    here = place.client.cookies["kiosk-session"]
    new = "nine quite other words"
    for old, typed, again in (("wrong", new, new), (PASSWORD, "short", "short"), (PASSWORD, new, new + "x")):
        form = {**place.form, "old": old, "password": typed, "again": again}
        assert place.client.post("/account/password", data=form).status_code == 422
    form = {**place.form, "old": PASSWORD, "password": new, "again": new}
    assert place.client.post("/account/password", data=form).headers["location"] == "/account"
    sessions, now = place.site.authentication.sessions, place.site.authentication.now()
    assert (sessions.of(elsewhere, now), sessions.of(here, now) is not None) == (None, True)
    assert place.site.authentication.users.admitted("reader-all", new, "", now)


def test_every_permission_has_its_words_and_no_post_goes_without_a_token(place: Place) -> None:
    place.enter("administrator-all")
    page = place.client.get("/users?lang=en").text
    for words in (
        "See pages and files",
        "Acknowledge alarms",
        "Publish bulletins",
        "Rekey, suspend, move and retire kiosks",
        "See the audit log",
        "Look after users",
    ):
        assert words in page
    assert len(LEAST) == 6
    for path in ("/users/invite", "/users/reader-all/remove", "/account/password", "/bulletins/draft/sign"):
        assert place.client.post(path, data={"name": "x"}).status_code == 403
