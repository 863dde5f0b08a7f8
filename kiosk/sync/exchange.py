"""One HTTP exchange within bounds: a whole time, a whole size, no cookie kept, nothing decompressed."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TypeVar

import httpx

from kiosk.protocol.payloads import MAX_ANSWER
from kiosk.runtime.http_client import httpx_client

T = TypeVar("T")

LONGEST = 60.0
"""Seconds that an exchange takes at most, from the name of the server to the last byte of its answer."""

_SILENCE = 20.0
"""Seconds after which a server that says nothing at all is given up."""


class Unbounded(Exception):
    """The answer has no end within the whole time or the whole size, or comes in an encoding that hides its size."""


@dataclass(frozen=True)
class Answer:
    """What came back. Headers are known by their small names."""

    status: int
    headers: httpx.Headers
    body: bytes


def http_client(url: str) -> httpx.Client:
    """A client for exchanges with the headquarters at `url`, which has no use for cookies."""
    nothing_kept = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    return httpx_client(httpx.Client, url, timeout=_SILENCE, cookies=nothing_kept)


def exchange(
    client: httpx.Client, method: str, url: str, body: bytes | None, headers: dict[str, str], seconds: float = LONGEST
) -> Answer:
    """Ask once. httpx.HTTPError if there is no answer, Unbounded if there is no end of it."""
    plain = {"Content-Type": "application/json", "Accept-Encoding": "identity", **headers}

    def asked() -> Answer:
        with client.stream(method, url, content=body, headers=plain) as answer:
            return Answer(answer.status_code, answer.headers, _read(answer))

    return within(min(seconds, LONGEST), asked)


def within(seconds: float, work: Callable[[], T]) -> T:
    """Timeout: what `work` gives. Unbounded if it takes longer.

    Whatever it waits for then, a resolver, a handshake, a header that trickles, is left behind in a daemon thread.
    """
    result: Future[T] = Future()

    def run() -> None:
        try:
            result.set_result(work())
        except BaseException as error:
            result.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        return result.result(seconds)
    except TimeoutError:
        if result.done():
            raise
        raise Unbounded(f"no end of it within {seconds:.0f} seconds") from None


def _read(answer: httpx.Response) -> bytes:
    """The whole body as it came over the line, so that no few bytes become gigabytes."""
    if answer.headers.get("content-encoding", "identity").lower() != "identity":
        raise Unbounded("it is compressed, which nobody asked for")
    body = bytearray()
    for chunk in answer.iter_bytes():
        body += chunk
        if len(body) > MAX_ANSWER:
            raise Unbounded(f"it is larger than {MAX_ANSWER >> 20} MiB")
    return bytes(body)
