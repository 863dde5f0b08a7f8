"""The proxies that README shows, run as they stand there: TLS outside, the caller's address and Secure cookies inside."""

import json
import shutil
import ssl
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from kiosk.protocol.payloads import MAX_BYTES
from tests.kiosk.hq.pages.conftest import add_user
from tests.support.deadline import SECONDS, until
from tests.support.headquarters import Headquarters
from tests.support.https_servers import nobodys_port
from tests.support.proxies import NAME, PROXIES
from tests.support.raw_server import once_read, raw_server


@pytest.mark.parametrize("name", PROXIES)
def test_a_proxy_as_in_the_readme_is_seen_through_and_hands_on_no_address_that_the_caller_made_up(
    tmp_path: Path, name: str
) -> None:
    if shutil.which(name) is None:
        pytest.skip(f"apt install {name}")
    add_user(tmp_path)
    outside, log = nobodys_port(), tmp_path / "log"
    options = ["--public-url", f"https://{NAME}", "--trusted-proxy", "127.0.0.1"]
    with (
        log.open("w") as file,
        Headquarters(tmp_path, *options, log=file.fileno()) as hq,
        PROXIES[name](tmp_path, outside, hq.port),
        httpx.Client(verify=unverified(), timeout=SECONDS) as client,
    ):
        pages: list[httpx.Response] = []

        def asked() -> bool:
            headers = {"host": NAME, "x-forwarded-for": "198.51.100.1"}
            url, name_in_tls = f"https://127.0.0.1:{outside}/login", {"sni_hostname": NAME}
            with suppress(httpx.TransportError):
                pages.append(client.get(url, headers=headers, extensions=name_in_tls))
            return bool(pages)

        until(asked, f"{name} does not answer")
        enrol = f"https://127.0.0.1:{outside}/v2/enrol"
        whole = posted(client, enrol, MAX_BYTES + 1)
        [page] = pages
        assert page.status_code == 200
        assert page.headers["set-cookie"].startswith("__Host-kiosk-visit=")
        assert page.headers["strict-transport-security"]
        until(lambda: callers(log) != set(), "the log does not tell of the call")
    assert callers(log) == {"127.0.0.1"}
    assert (whole.status_code, whole.headers["content-type"]) == (413, "application/problem+json"), "by headquarters"


@pytest.mark.parametrize("name", PROXIES)
def test_a_proxy_as_in_the_readme_hands_on_no_body_that_headquarters_would_not_take(tmp_path: Path, name: str) -> None:
    """Before a server that takes bodies of any size: headquarters' own refusal may come before that of a proxy which
    hands on what it has while more arrives, as Caddy does."""
    if shutil.which(name) is None:
        pytest.skip(f"apt install {name}")
    outside, too_large = nobodys_port(), 3 * MAX_BYTES
    with (
        raw_server(once_read(too_large, b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")) as inside,
        PROXIES[name](tmp_path, outside, int(inside.rpartition(":")[2])),
        httpx.Client(verify=unverified(), timeout=SECONDS) as client,
    ):
        refused = posted(client, f"https://127.0.0.1:{outside}/v2/enrol", too_large)
    assert refused.status_code in (413, 502), "Caddy before 2.7 says 502"


def posted(client: httpx.Client, url: str, size: int) -> httpx.Response:
    """The answer to so many bytes. A server that answers before it has read all may close before all of that is read."""
    answers: list[httpx.Response] = []

    def answered() -> bool:
        with suppress(httpx.TransportError):
            answers.append(
                client.post(url, content=bytes(size), headers={"host": NAME}, extensions={"sni_hostname": NAME})
            )
        return bool(answers)

    until(answered, "no answer comes whole")
    return answers[0]


def callers(log: Path) -> set[str]:
    """The addresses from which the log says that the page was asked for."""
    lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    return {line["address"] for line in lines if line.get("path") == "/login"}


def unverified() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
