"""What headquarters' site gives away: headers on every answer, hosts, and pages that are closed without users."""

from pathlib import Path

import httpx
import pytest

from tests.kiosk.hq.pages.conftest import PAGES, seed
from tests.support.commands import run
from tests.support.headquarters import Headquarters


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        *(("GET", f"/{page}", 200) for page in PAGES),
        ("GET", "/audit", 403),
        ("GET", "/offices/nowhere", 404),
        ("GET", "/shortfall.json", 200),
        ("GET", "/shortfall.xlsx", 200),
        ("GET", "/style.css", 200),
        ("GET", "/nothing/here", 404),
        ("DELETE", "/shortfall", 405),
        ("GET", "/shortfall/", 404),
        ("GET", "/healthz", 200),
        ("GET", "/openapi.json", 200),
        ("POST", "/alarms/9223372036854775808/acknowledge", 403),
        ("POST", f"/alarms/{'9' * 5000}/acknowledge", 403),
    ],
)
def test_every_answer_is_hardened(unguarded: Headquarters, method: str, path: str, status: int) -> None:
    """Found as: 404 and 405 without headers, a slash redirect to whatever host is named, 500 for a large number."""
    answer = httpx.request(method, unguarded.url + path, headers={"host": "localhost"})
    assert answer.status_code == status
    headers = answer.headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == ("public, max-age=31536000, immutable" if path == "/style.css" else "no-store")
    assert "server" not in headers
    assert "location" not in headers


def test_browsers_are_told_to_stay_with_tls_where_the_outside_address_has_it(
    unguarded: Headquarters, tmp_path: Path
) -> None:
    """A browser that has been told would reach no page of plain loopback any more."""
    assert "strict-transport-security" not in httpx.get(unguarded.url + "/healthz").headers
    with Headquarters(tmp_path / "hq", "--public-url", "https://hq.example.go.th") as running:
        assert "max-age" in httpx.get(running.url + "/healthz").headers["strict-transport-security"]


@pytest.mark.parametrize(
    "host",
    ["", "a b", "127.0.0.1:99999", "127.0.0.1:0", "evil.example/x", "[::1", "user@localhost", "-a", "a..b", "ห.th"],
)
def test_a_host_header_that_names_no_host_is_refused_before_everything(unguarded: Headquarters, host: str) -> None:
    """Found as: such headers counted as this machine."""
    for path in ("/shortfall", "/healthz", "/v2/enrol"):
        answer = httpx.get(unguarded.url + path, headers={"host": host.encode()})
        assert answer.status_code == 400
        assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("path", ["/shortfall/", "/v2/enrol/", "//evil.example/", "/login?to=//evil.example"])
def test_no_answer_leads_to_another_host(unguarded: Headquarters, path: str) -> None:
    for host in ("localhost", "evil.example"):
        answer = httpx.request("GET", unguarded.url + path, headers={"host": host})
        assert "evil" not in answer.headers.get("location", "")
        assert answer.status_code != 307


@pytest.mark.parametrize(
    "sign",
    [
        {"host": "hq.example.go.th"},
        {"x-forwarded-for": "203.0.113.9"},
        {"x-forwarded-host": "hq.example.go.th"},
        {"x-forwarded-proto": "https"},
        {"forwarded": "for=203.0.113.9"},
        {"x-real-ip": "203.0.113.9"},
        {"via": "1.1 proxy"},
    ],
)
def test_open_pages_are_not_shown_to_who_comes_by_another_name_or_through_a_proxy(
    reader: httpx.Client, sign: dict[str, str]
) -> None:
    """Found as: what nginx and Apache forward by default was taken for this machine."""
    answer = reader.get("/shortfall?lang=en", headers=sign)
    assert answer.status_code == 403
    assert "not shown at this address" in answer.text
    assert "buriram" not in answer.text


def test_without_users_the_pages_are_closed_and_removing_the_last_one_closes_them(tmp_path: Path) -> None:
    """Found as: open as long as, and as soon as, there was no user."""
    seed(tmp_path)
    for options in ([], ["--open"]):
        with Headquarters(tmp_path, *options) as running:
            before = httpx.get(f"{running.url}/shortfall?lang=en")
            assert before.status_code == (200 if options else 403)
            assert ("kiosk hq user add NAME" in before.text) is not bool(options)
            add = "hq", "user", "add", "malee", "--role", "reader"
            assert run(tmp_path, *add, stdin="rubber trees in rain\n").returncode == 0
            assert httpx.get(f"{running.url}/shortfall").status_code == 303, "a user is known at once"
            removed = run(tmp_path, "hq", "user", "remove", "malee")
            assert "the pages are closed" in removed.stdout
            assert httpx.get(f"{running.url}/shortfall").status_code == 403


def test_without_users_nobody_acknowledges(reader: httpx.Client) -> None:
    page = reader.get("/alarms?lang=en").text
    assert "Acknowledging needs a user" in page
    assert 'method="post"' not in page
    assert reader.post("/alarms/1/acknowledge", data={"token": "x"}).status_code == 403


def test_to_other_machines_the_pages_are_shown_with_users_only_while_the_protocol_goes_on(tmp_path: Path) -> None:
    folder, log = tmp_path / "hq", tmp_path / "log"
    with log.open("w") as file, Headquarters(folder, "--host", "0.0.0.0", log=file.fileno()) as running:
        assert "kiosk hq user add NAME" in log.read_text()
        url = f"http://127.0.0.1:{running.port}"
        assert httpx.get(f"{url}/shortfall").status_code == 403
        assert httpx.post(f"{url}/v2/enrol", json={}).headers["content-type"] == "application/problem+json"
        assert run(folder, "hq", "user", "add", "malee", stdin="rubber trees in rain\n").returncode == 0
        assert httpx.get(f"{url}/shortfall").status_code == 303, "a user is known at once"
