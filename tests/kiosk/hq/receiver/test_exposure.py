"""How the receiver is reached: what its options say, and whom a forwarded address is believed from."""

import asyncio
from ipaddress import ip_network
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from kiosk.hq.receiver.client_address import ClientAddress
from kiosk.hq.receiver.host_header import host_of
from kiosk.hq.server import Headquarters as Served
from tests.support.commands import one_sentence, run
from tests.support.headquarters import Headquarters


@pytest.mark.parametrize(
    "options",
    [
        ["--open", "--public-url", "https://hq.example.go.th"],
        ["--open", "--host", "0.0.0.0"],
        ["--public-url", "http://hq.example.go.th"],
        ["--public-url", "hq.example.go.th"],
        ["--public-url", "https://hq.example.go.th/pages"],
        ["--public-url", "https://user@hq.example.go.th"],
        ["--public-url", "https://[bad"],
        ["--trusted-proxy", "the proxy"],
        ["--port", "99999"],
        ["--port", "-1"],
    ],
)
def test_options_that_make_no_sense_are_wrong_usage_in_one_sentence(
    tmp_path: Path, options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found as: a traceback for a port that is none."""
    monkeypatch.setattr(Served, "serve", lambda *_: pytest.fail("it is served"))  # it would be until the end of days
    one_sentence(run(tmp_path, "hq", "serve", *options), 2)


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host", "ไม่มี"])
def test_a_host_that_is_not_of_this_machine_is_refused_in_one_sentence(tmp_path: Path, host: str) -> None:
    assert "--port" in run(tmp_path, "hq", "serve", "--host", host, "--port", "0").stderr.splitlines()[-1]


def test_an_ipv6_address_is_printed_as_a_kiosk_can_use_it(tmp_path: Path) -> None:
    """Found as: http://::1:43319, which enrol refused."""
    with Headquarters(tmp_path / "hq", "--host", "::1") as running:
        assert running.url.startswith("http://[::1]:")
        running.enrol(tmp_path / "kiosk", "phatthalung-1")


@pytest.mark.parametrize(
    ("header", "host"),
    [
        ("HQ.Example.go.th", "hq.example.go.th"),
        ("127.0.0.1:8470", "127.0.0.1"),
        ("[::1]:8470", "::1"),
        ("[0:0:0:0:0:0:0:1]", "::1"),
        ("a" * 64, None),
        ("a." * 130, None),
        ("[::1", None),
        ("[12345::1]", None),
        ("x:y", None),
        ("x:", None),
        ("x:65536", None),
        ("x@y", None),
        ("x\\y", None),
        ("", None),
    ],
)
def test_a_host_header_is_read_by_one_strict_grammar(header: str, host: str | None) -> None:
    assert host_of(header) == host


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.7", ["203.0.113.9"], "203.0.113.9"),
        ("192.0.2.7", ["198.51.100.1, 203.0.113.9"], "203.0.113.9"),
        ("192.0.2.7", ["198.51.100.1", "203.0.113.9, 192.0.2.8"], "203.0.113.9"),
        ("192.0.2.7", ["198.51.100.1, nonsense"], "192.0.2.7"),
        ("192.0.2.7", [], "192.0.2.7"),
        ("198.51.100.3", ["203.0.113.9"], "198.51.100.3"),
    ],
)
def test_the_address_is_the_rightmost_hop_that_is_no_trusted_proxy(
    peer: str, forwarded: list[str], address: str
) -> None:
    async def told(scope: Scope, receive: Receive, send: Send) -> None:
        client = Request(scope).client
        await PlainTextResponse(client.host if client else "")(scope, receive, send)

    app = ClientAddress(told, [ip_network("192.0.2.0/24")])

    async def ask() -> str:
        transport = httpx.ASGITransport(app, client=(peer, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return (await client.get("/", headers=[("x-forwarded-for", value) for value in forwarded])).text

    assert asyncio.run(ask()) == address
