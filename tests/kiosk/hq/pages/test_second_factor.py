"""A second factor: turned on by its officer, asked for in a second step, each code good once."""

import re
from datetime import UTC, datetime

import httpx
import pyotp

from kiosk.hq.accounts.login_throttle import FREE
from kiosk.hq.accounts.totp import new_secret
from kiosk.hq.store.audit_log import Actor
from kiosk.machine.kiosk import thai_now
from tests.kiosk.hq.pages.conftest import NAME, PASSWORD, log_in, opened, token
from tests.support.commands import run
from tests.support.headquarters import Headquarters
from tests.support.sample import DAY

SECRET = new_secret()


def test_the_second_factor_is_turned_on_by_the_officer_and_a_code_is_good_once(
    officer: httpx.Client, guarded: Headquarters
) -> None:
    log_in(officer)
    page = officer.get("/account/second-factor?lang=en")
    secret = re.search(r'<p class="secret">([A-Z2-7 ]+)</p>', page.text)
    signed = re.search(r'name="secret" value="([^"]+)"', page.text)
    assert secret
    assert signed
    code = pyotp.TOTP(secret[1].replace(" ", ""))
    at = datetime.now(UTC) + (DAY - thai_now().date())

    def confirm(typed: str) -> httpx.Response:
        form = {"token": token(page), "secret": signed[1], "code": typed}
        return officer.post("/account/second-factor", data=form)

    assert confirm("000000").status_code == 422
    assert confirm(code.at(at)).headers["location"] == "/account"
    assert officer.get("/account/second-factor").status_code == 409
    assert "<b>Turn it on</b>" not in officer.get("/account").text

    with httpx.Client(base_url=guarded.url, timeout=30) as other:
        second = log_in(other)
        assert (second.status_code, "Step 2 of 2" in second.text) == (200, True)

        def answered(typed: str, browser: httpx.Client = other) -> httpx.Response:
            return with_code(browser, second, typed)

        at = datetime.now(UTC) + (DAY - thai_now().date())
        assert answered("").status_code == 401
        thai = code.at(at).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
        assert answered(thai).headers["location"] == "/alarms"
        used = answered(code.at(at))
        assert (used.status_code, "was used" in used.text) == (401, True)
    assert (
        run(guarded.folder, "hq", "user", "list").stdout
        == f"{NAME}  administrator of all offices  with a code of their phone\n"
    )
    assert run(guarded.folder, "hq", "user", "password", NAME, stdin=PASSWORD + "\n").returncode == 0
    assert log_in(officer).status_code == 303, "a lost phone: a new password asks for no code"


def with_code(browser: httpx.Client, second: httpx.Response, typed: str) -> httpx.Response:
    """The second step of a log-in, from the page that asks for it."""
    half = re.search(r'name="half" value="([^"]+)"', second.text)
    assert half
    form = {"half": half[1], "code": typed, "token": token(second)}
    return browser.post("/login/code?to=/alarms", data=form)


def test_whoever_is_half_in_goes_on_in_that_browser_alone_with_that_password_and_soon(
    officer: httpx.Client, guarded: Headquarters
) -> None:
    with opened(guarded.folder) as headquarters:
        headquarters.users.set_second_factor(NAME, SECRET, Actor("root"), headquarters.now())
    second = log_in(officer)
    code = pyotp.TOTP(SECRET).at(datetime.now(UTC) + (DAY - thai_now().date()))
    with httpx.Client(base_url=guarded.url, timeout=30) as thief:
        own = thief.get("/login?lang=en")
        stolen = re.sub(r'name="token" value="[^"]+"', f'name="token" value="{token(own)}"', second.text)
        answer = with_code(thief, httpx.Response(200, text=stolen), code)
        assert answer.headers["location"] == "/login?to=/login/code"
    made_up = re.sub(r'(name="half" value="[^"]+)"', r'\1A"', second.text)
    assert with_code(officer, httpx.Response(200, text=made_up), code).headers["location"].startswith("/login")
    tries = [with_code(officer, second, "000000").status_code for _ in range(FREE["name"])]
    assert tries == [401] * (FREE["name"] - 2) + [429] * 2, "the password was a try too, until the code is right"
    assert run(guarded.folder, "hq", "user", "password", NAME, stdin="nine quite other words\n").returncode == 0
    assert with_code(officer, second, code).headers["location"].startswith("/login"), "a password that holds no more"
