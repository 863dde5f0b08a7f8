"""The HTTP client: environments that other programs leave behind end in a sentence, or do not matter at all."""

from pathlib import Path

import httpx
import pytest

from kiosk.runtime.http_client import httpx_client
from kiosk.text.refusal import Refusal
from tests.support.commands import one_sentence, run
from tests.support.syncs import impostor

BROKEN = {
    "socks without its package": {"ALL_PROXY": "socks5://127.0.0.1:9"},
    "an IPv6 network": {"NO_PROXY": "localhost,fe80::/10"},
    "a certificate file that is not there": {"SSL_CERT_FILE": "/nonexistent.pem"},
    "a port that is none": {"HTTPS_PROXY": "http://proxy:port"},
    "an old kind of socks": {"https_proxy": "socks4://127.0.0.1:9"},
}
"""Variables that httpx fails at, each in a way of its own."""


@pytest.mark.parametrize("environment", BROKEN.values(), ids=BROKEN)
def test_an_environment_that_cannot_be_used_is_said(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Refusal, match="network settings of this machine"):
        httpx_client(httpx.Client, "https://hq.example.go.th")


@pytest.mark.parametrize("environment", [*BROKEN.values(), {"HTTP_PROXY": "http://127.0.0.1:9"}])
def test_no_variable_stands_between_this_machine_and_itself(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with impostor(200, b"here") as url, httpx_client(httpx.Client, url) as client:
        assert client.get(url).text == "here"


def test_a_client_for_any_address_passes_the_proxy_by_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with impostor(200, b"here") as url, httpx_client(httpx.Client) as client:
        assert client.get(url).text == "here"


@pytest.mark.parametrize("environment", BROKEN.values(), ids=BROKEN)
def test_enrolment_says_what_is_wrong_with_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    sentence = one_sentence(run(tmp_path, "enrol", "https://hq.example.go.th", "CODE"), 1)
    assert "network settings" in sentence
