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
        sizes = [posted(client, enrol, size) for size in (MAX_BYTES + 1, 3 * MAX_BYTES)]
        [page] = pages
        assert page.status_code == 200
        assert page.headers["set-cookie"].startswith("__Host-kiosk-visit=")
        assert page.headers["strict-transport-security"]
        until(lambda: callers(log) != set(), "the log does not tell of the call")
    assert callers(log) == {"127.0.0.1"}
    whole, large = sizes
    assert (whole.status_code, whole.headers["content-type"]) == (413, "application/problem+json"), "by headquarters"
    assert large.status_code in (413, 502), "by the proxy; Caddy before 2.7 says 502"
    assert "json" not in large.headers.get("content-type", "")


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
