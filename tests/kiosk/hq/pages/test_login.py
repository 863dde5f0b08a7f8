"""Officers log in: with their password, not too often, from no other site's form; and acknowledge by name."""

import re
import shutil
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request

from kiosk.hq.accounts.login_throttle import FREE
from kiosk.hq.accounts.users import Users
from kiosk.hq.pages.login import Authentication
from kiosk.hq.receiver.exposure import Exposure
from kiosk.text.dates import thai_day
from tests.kiosk.hq.pages.conftest import NAME, PASSWORD, add_user, log_in, opened, seed, token
from tests.support.commands import run
from tests.support.headquarters import Headquarters
from tests.support.sample import DAY


def test_an_officer_logs_in_acknowledges_and_logs_out(officer: httpx.Client, guarded: Headquarters) -> None:
    for page in ("/shortfall", "/alarms.xlsx", "/offices/buriram"):
        answer = officer.get(page)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/login?to={page}")
    answer = log_in(officer)
    assert (answer.status_code, answer.headers["location"]) == (303, "/alarms")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age=28800" in cookie
    assert "Secure" not in cookie, "on loopback"

    page = officer.get("/alarms?lang=en")
    alarm = re.search(r'action="(/alarms/(\d+)/acknowledge)"', page.text)
    assert alarm
    waiting = page.text.count('action="/alarms/')
    assert officer.post(alarm[1]).status_code == 403, "no token"
    assert officer.post(alarm[1], data={"token": token(page)[:-4] + "AAAA"}).status_code == 403
    assert officer.post(alarm[1], data={"token": token(page)}).status_code == 303
    page = officer.get("/alarms?lang=en")
    assert page.text.count('action="/alarms/') == waiting - 1
    assert re.search(r"malee acknowledged it 1 Mar 2024 \d\d:\d\d", page.text)
    again = officer.post(alarm[1], data={"token": token(page)})
    assert again.status_code == 404
    assert "acknowledged it already" in again.text
    row = next(row for row in officer.get("/alarms.json").json()["pages"][0]["rows"] if str(row["id"]) == alarm[2])
    assert row["acknowledged_by"] == NAME
    assert thai_day(row["acknowledged_at"]) == DAY


def holds(guarded: Headquarters, session: str) -> bool:
    """Whether a session's cookie still opens the pages, whichever browser brings it."""
    answer = httpx.get(f"{guarded.url}/alarms", headers={"cookie": f"kiosk-session={session}"})
    assert answer.status_code in (200, 303)
    return answer.status_code == 200


def test_a_session_ends_with_the_log_out_and_its_cookie_is_worth_nothing(
    officer: httpx.Client, guarded: Headquarters
) -> None:
    """Found as: the cookie was good for eight hours after the log-out."""
    log_in(officer)
    session = officer.cookies["kiosk-session"]
    assert holds(guarded, session)
    page = officer.get("/alarms")
    assert officer.post("/logout", data={"token": token(page)}).headers["location"] == "/login"
    assert officer.get("/alarms").status_code == 303
    assert not holds(guarded, session)


@pytest.mark.parametrize("command", ["password", "remove"])
def test_a_new_password_and_a_removal_end_every_session(
    officer: httpx.Client, guarded: Headquarters, command: str
) -> None:
    add_user(guarded.folder, "somchai")
    log_in(officer)
    session = officer.cookies["kiosk-session"]
    assert run(guarded.folder, "hq", "user", command, NAME, stdin="nine quite other words\n").returncode == 0
    assert not holds(guarded, session)
    assert log_in(officer).status_code == 401


def test_an_officer_sees_their_own_sessions_and_ends_one_of_them(officer: httpx.Client, guarded: Headquarters) -> None:
    add_user(guarded.folder, "somchai")
    firefox = {"user-agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"}
    with (
        httpx.Client(base_url=guarded.url, headers=firefox, timeout=30) as lost,
        httpx.Client(base_url=guarded.url, timeout=30) as colleague,
    ):
        for browser, name in ((lost, NAME), (officer, NAME), (colleague, "somchai")):
            assert log_in(browser, name=name).status_code == 303
        page = officer.get("/account?lang=en")
        assert "Firefox · Windows" in page.text
        assert page.text.count("this browser") == 1
        [ends] = re.findall(r'action="(/account/sessions/[0-9a-f]+/end)"', page.text)
        stolen = colleague.post(ends, data={"token": token(colleague.get("/account"))})
        assert stolen.status_code == 404, "of another officer"
        assert officer.post(ends, data={"token": token(page)}).status_code == 303
        assert lost.get("/alarms").status_code == 303
        assert officer.get("/alarms").status_code == 200
        assert officer.post(ends, data={"token": token(page)}).status_code == 404


@pytest.mark.parametrize("cookie", [b"kiosk-visit=caf\xe9", b"kiosk-session=\xff\xfe", b"kiosk-device=\xe9", b"\xff"])
def test_a_cookie_of_any_bytes_is_no_error(officer: httpx.Client, cookie: bytes) -> None:
    """Found as: a token compared with a cookie that is not ASCII was a 500."""
    form = {"name": NAME, "password": PASSWORD, "token": token(officer.get("/login"))}
    officer.cookies.clear()
    for answer in (
        officer.post("/login", data=form, headers={b"cookie": cookie}),
        officer.get("/alarms", headers={b"cookie": cookie}),
    ):
        assert answer.status_code in (303, 403)


@pytest.mark.parametrize("name", ["\x00", "é", "x" * 1000, "' or 1=1", "\ud7ff"])
def test_any_name_and_password_is_a_wrong_one(officer: httpx.Client, name: str) -> None:
    assert log_in(officer, name, name).status_code == 401


@pytest.mark.parametrize("number", ["9223372036854775808", "9" * 5000, "0", "-1", "x"])
def test_an_alarm_of_no_such_number_is_none(officer: httpx.Client, number: str) -> None:
    """Found as: a number too large for the database was a 500."""
    log_in(officer)
    answer = officer.post(f"/alarms/{number}/acknowledge", data={"token": token(officer.get("/alarms"))})
    assert answer.status_code == 404


def test_a_form_of_another_browser_or_none_logs_nobody_in(officer: httpx.Client, guarded: Headquarters) -> None:
    with httpx.Client(base_url=guarded.url) as other:
        foreign = token(other.get("/login"))
    officer.get("/login")
    for sent in (foreign, "", "x" * 5000):
        answer = officer.post("/login", data={"name": NAME, "password": PASSWORD, "token": sent})
        assert answer.status_code == (413 if len(sent) > 4096 else 403)
        assert "kiosk-session" not in officer.cookies


def test_it_leads_back_to_pages_of_this_site_only(officer: httpx.Client) -> None:
    for to in ("//evil.example", "https://evil.example/", "/v2/enrol", "/logout"):
        assert log_in(officer, to=to).headers["location"] == "/shortfall"


def test_behind_a_public_url_cookies_are_of_that_host_alone_and_go_over_tls_only(tmp_path: Path) -> None:
    """Found as: behind a proxy that sends Host: 127.0.0.1 they were not Secure."""
    seed(tmp_path)
    add_user(tmp_path)
    with Headquarters(tmp_path, "--public-url", "https://hq.example.go.th") as running:
        for host in ("hq.example.go.th", "127.0.0.1"):
            answer = httpx.get(f"{running.url}/login", headers={"host": host, "x-forwarded-for": "203.0.113.9"})
            assert answer.status_code == 200
            cookie = answer.headers["set-cookie"]
            assert cookie.startswith("__Host-kiosk-visit=")
            for part in ("Secure", "HttpOnly", "Path=/", "SameSite=lax"):
                assert part in cookie
            assert "Domain" not in cookie
            assert answer.headers["strict-transport-security"] == "max-age=31536000"
        other = httpx.get(f"{running.url}/login", headers={"host": "hq.evil.example"})
        assert other.status_code == 403
        assert httpx.get(f"{running.url}/healthz", headers={"host": "10.0.0.5:8470"}).status_code == 200


def test_wrong_tries_have_to_wait_and_the_right_password_does_too(officer: httpx.Client) -> None:
    answers = [log_in(officer, "wrong password") for _ in range(FREE["name"])]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 401, 429]
    assert "ไม่ถูกต้อง" in answers[0].text
    assert int(answers[-1].headers["retry-after"]) in range(15, 31)
    assert log_in(officer).status_code == 429
    assert log_in(officer, name="somchai").status_code == 401, "another name need not wait"


def test_a_try_that_has_to_wait_costs_no_hash(seeded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(Users, "with_password", lambda _self, name, *_: hashed.append(name))
    shutil.copytree(seeded, tmp_path, dirs_exist_ok=True)
    stranger = Request({"type": "http", "headers": [], "client": ("203.0.113.9", 1)})
    with opened(tmp_path) as hq:
        authentication = Authentication(hq.register.engine, hq.key(), hq.now, Exposure())
        waits = [authentication.log_in(stranger, NAME, "wrong password").wait for _ in range(FREE["name"] + 3)]
    assert [wait > 0 for wait in waits] == [False] * (FREE["name"] - 1) + [True] * 4
    assert hashed == [NAME] * FREE["name"]


def test_a_stranger_who_tries_an_officers_name_does_not_lock_the_officer_out(
    officer: httpx.Client, guarded: Headquarters
) -> None:
    """Found as: six wrong tries kept the officer out from every address."""
    assert log_in(officer).status_code == 303
    officer.post("/logout", data={"token": token(officer.get("/alarms"))})
    with httpx.Client(base_url=guarded.url, timeout=30) as stranger:
        answers = [log_in(stranger, "wrong password").status_code for _ in range(8)]
    assert answers[-1] == 429
    assert log_in(officer).status_code == 303, "from the browser that the officer has logged in with before"
    officer.post("/logout", data={"token": token(officer.get("/alarms"))})
    assert log_in(officer, name="somchai").status_code == 401, "which is trusted for that name alone"
    tries = [log_in(officer, "wrong password").status_code for _ in range(FREE["device"] + 1)]
    assert tries[-1] == 429, "and whoever sits at it has to wait as well"


def test_only_a_trusted_proxy_says_where_a_log_in_comes_from(tmp_path: Path) -> None:
    """Found as: thirty wrong tries with a header that changes were all taken."""
    seed(tmp_path)
    add_user(tmp_path)

    def tried(client: httpx.Client, number: int) -> int:
        forwarded = {"x-forwarded-for": f"203.0.113.{number}"}
        page = client.get("/login", headers=forwarded)
        form = {"name": f"name-{number}", "password": "wrong password", "token": token(page)}
        return client.post("/login", data=form, headers=forwarded).status_code

    for trusted, last in (([], 429), (["--trusted-proxy", "127.0.0.1"], 401)):
        url = ["--public-url", "http://localhost:8470"]
        with (
            Headquarters(tmp_path, *url, *trusted) as running,
            httpx.Client(base_url=running.url, timeout=30) as client,
        ):
            answers = [tried(client, number) for number in range(FREE["address"] + 1)]
            assert answers[-1] == last
