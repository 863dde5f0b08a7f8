"""Officers log in: with their password, not too often, from no other site's form; and acknowledge by name."""

import re
from collections.abc import Iterator

import httpx
import pytest

from kiosk.hq.pages.login_throttle import FREE, LoginThrottle
from kiosk.hq.pages.users import Users
from tests.kiosk.hq.pages.conftest import NAME, PASSWORD
from tests.support.commands import thai_day
from tests.support.headquarters import Headquarters


def token(page: httpx.Response) -> str:
    token = re.search(r'name="token" value="([^"]+)"', page.text)
    assert token
    return token[1]


def log_in(client: httpx.Client, password: str = PASSWORD, name: str = NAME, to: str = "/alarms") -> httpx.Response:
    form = {"name": name, "password": password, "token": token(client.get("/login"))}
    return client.post(f"/login?to={to}", data=form)


@pytest.fixture
def client(guarded: Headquarters) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=guarded.url, timeout=30) as client:
        yield client


def test_an_officer_logs_in_acknowledges_and_logs_out(client: httpx.Client, guarded: Headquarters) -> None:
    for page in ("/shortfall", "/alarms.xlsx", "/offices/buriram"):
        answer = client.get(page)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/login?to={page}")
    answer = log_in(client)
    assert (answer.status_code, answer.headers["location"]) == (303, "/alarms")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age=28800" in cookie
    assert "Secure" not in cookie, "on loopback"

    page = client.get("/alarms?lang=en")
    alarm = re.search(r'action="(/alarms/(\d+)/acknowledge)"', page.text)
    assert alarm
    waiting = page.text.count('action="/alarms/')
    assert client.post(alarm[1]).status_code == 403, "no token"
    assert client.post(alarm[1], data={"token": token(page)[:-4] + "AAAA"}).status_code == 403
    assert client.post(alarm[1], data={"token": token(page)}).status_code == 303
    page = client.get("/alarms?lang=en")
    assert page.text.count('action="/alarms/') == waiting - 1
    assert re.search(r"malee acknowledged it 1 Mar 2024 \d\d:\d\d", page.text)
    again = client.post(alarm[1], data={"token": token(page)})
    assert again.status_code == 404
    assert "acknowledged it already" in again.text
    row = next(row for row in client.get("/alarms.json").json()["pages"][0]["rows"] if str(row["id"]) == alarm[2])
    assert row["acknowledged_by"] == NAME
    assert thai_day(row["acknowledged_at"]) == "2024-03-01"

    session = client.cookies["kiosk-session"]
    assert client.post("/logout", data={"token": token(page)}).headers["location"] == "/login"
    assert client.get("/alarms").status_code == 303
    users = Users(guarded.folder / "practice" / "users.toml")
    users.add(NAME, "quite another one")
    assert client.get("/alarms", headers={"cookie": f"kiosk-session={session}"}).status_code == 303, "ended everywhere"
    users.path.write_text("not = 'a user'")
    broken = client.get("/alarms?lang=en")
    assert broken.status_code == 503
    assert "cannot be read" in broken.text


def test_a_form_of_another_browser_or_none_logs_nobody_in(client: httpx.Client, guarded: Headquarters) -> None:
    with httpx.Client(base_url=guarded.url) as other:
        foreign = token(other.get("/login"))
    client.get("/login")
    for sent in (foreign, "", "x" * 5000):
        answer = client.post("/login", data={"name": NAME, "password": PASSWORD, "token": sent})
        assert answer.status_code == 403
        assert "kiosk-session" not in client.cookies


def test_it_leads_back_to_pages_of_this_site_only(client: httpx.Client) -> None:
    for to in ("//evil.example", "https://evil.example/", "/v1/enrol", "/logout"):
        assert log_in(client, to=to).headers["location"] == "/shortfall"


def test_behind_a_name_cookies_go_over_tls_only(client: httpx.Client) -> None:
    cookie = client.get("/login", headers={"host": "hq.example.go.th"}).headers["set-cookie"]
    assert "; Secure" in cookie


def test_wrong_tries_have_to_wait_and_the_right_password_does_too(client: httpx.Client) -> None:
    answers = [log_in(client, "wrong password") for _ in range(FREE["name"])]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 401, 429]
    assert "ไม่ถูกต้อง" in answers[0].text
    assert int(answers[-1].headers["retry-after"]) in range(25, 31)
    assert log_in(client).status_code == 429
    assert log_in(client, name="somchai").status_code == 401, "another name need not wait"


def test_the_wait_doubles_to_a_quarter_of_an_hour_and_is_forgotten_after_a_right_try() -> None:
    tries, keys = LoginThrottle(), [("name", "malee")]
    for _ in range(4):
        tries.wrong(keys, 0)
    assert tries.wait(keys, 0) == 0
    waits = []
    for _ in range(7):
        tries.wrong(keys, 0)
        waits.append(tries.wait(keys, 0))
    assert waits == [30, 60, 120, 240, 480, 900, 900]
    assert tries.wait(keys, 899) == 1
    assert tries.wait(keys, 900) == 0
    tries.right(keys)
    tries.wrong(keys, 900)
    assert tries.wait(keys, 900) == 0


def test_an_address_that_tries_many_names_waits_too() -> None:
    tries = LoginThrottle()
    for number in range(FREE["address"]):
        tries.wrong([("name", f"name-{number}"), ("address", "192.0.2.1")], 0)
    assert tries.wait([("name", "new"), ("address", "192.0.2.1")], 0) == 30
    assert tries.wait([("name", "new"), ("address", "192.0.2.2")], 0) == 0
