"""An answer has a whole time and a whole size, and what is wrong with one is a sentence."""

import gzip
from time import monotonic

import pytest

from kiosk.protocol.payloads import Enrolled
from kiosk.sync import exchange as exchanges
from kiosk.sync.client import RUN, ProblemAnswer, Unreachable, as_json, call
from kiosk.sync.exchange import LONGEST, Unbounded, exchange, http_client
from tests.support.raw_server import Says, at_once, raw_server, trickling, without_end
from tests.support.syncs import at_once as tried_once

OK = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n"
PROBLEM = b"HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Type: application/problem+json\r\n"
BUSY = b"HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 0\r\nRetry-After: "
ENDLESS = {
    "a body that trickles": trickling(OK + b"Content-Length: 100000000\r\n\r\n", b" "),
    "a header that trickles": trickling(OK + b"X: ", b"x"),
    "interim answers": trickling(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "chunks that trickle": trickling(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    "silence": trickling(b"", b""),
}


def body(content: bytes, headers: bytes = OK) -> bytes:
    return headers + b"Content-Length: %d\r\n\r\n" % len(content) + content


def asked(says: Says, ends: float | None = None) -> Enrolled:
    with raw_server(says) as url, http_client(url) as client, tried_once(attempts=2):
        ends = monotonic() + RUN if ends is None else ends
        return call(client, "POST", f"{url}/v2/enrol", b"{}", {}, as_json(Enrolled), ends)


@pytest.mark.parametrize("what", ENDLESS)
def test_an_answer_that_never_ends_is_left_after_its_whole_time(what: str) -> None:
    """A time for each byte alone let a relay keep a sync for as long as it liked, and every sync after it."""
    with raw_server(ENDLESS[what]) as url, http_client(url) as client, pytest.raises(Unbounded, match="within 0 sec"):
        exchange(client, "GET", url, None, {}, seconds=0.4)


def test_no_call_takes_longer_than_a_minute_however_long_a_run_has_still(monkeypatch: pytest.MonkeyPatch) -> None:
    assert LONGEST == 60
    monkeypatch.setattr(exchanges, "LONGEST", 0.4)
    told = pytest.raises(Unbounded, match="within 0 sec")
    with raw_server(ENDLESS["silence"]) as url, http_client(url) as client, told:
        exchange(client, "GET", url, None, {}, seconds=RUN)


def test_an_answer_larger_than_any_is_left_unread() -> None:
    """It was read into memory until there was none left."""
    for header in (b"Content-Length: 100000000000\r\n\r\n", b"\r\n"):
        with pytest.raises(Unreachable, match="larger than 8 MiB"):
            asked(without_end(OK + header, b" " * 65536))


def test_a_few_bytes_do_not_become_gigabytes() -> None:
    """1.1 MB of gzip took 5.9 GB; a second layer of it would have taken a thousand times as much."""
    bomb = gzip.compress(gzip.compress(b" " * (64 << 20)))
    for encoding in (b"gzip", b"gzip, gzip", b"deflate", b"br"):
        with pytest.raises(Unreachable, match="compressed"):
            asked(at_once(body(bomb, OK + b"Content-Encoding: " + encoding + b"\r\n")))


def test_an_answer_nested_deeper_than_any_is_a_sentence() -> None:
    deep = b"[" * 200_000
    for answer in (body(deep), body(b'{"kiosk": ' + deep), body(b'{"more": ' + deep, PROBLEM)):
        with pytest.raises(Unreachable, match="not headquarters"):
            asked(at_once(answer))


@pytest.mark.parametrize(
    "wait",
    [
        b"Mon, 01 Jan 99999999999999999999 00:00:00 GMT",
        b"Mon, 01 Jan 10000 00:00:00 GMT",
        b"Fri, 31 Dec 9999 23:59:59 +9999",
        b"9" * 5_000,
        b"soon",
        b"-1",
        b"\xb9\xb2",
    ],
    ids=lambda wait: wait[:20].decode("latin-1"),
)
def test_a_retry_after_that_no_calendar_has_is_a_sentence(wait: bytes) -> None:
    with pytest.raises(Unreachable, match="busy"):
        asked(at_once(BUSY + wait + b"\r\n\r\n"))


def test_a_cookie_is_not_kept_whatever_is_in_it() -> None:
    """One with a byte that is no letter ended the next call of the same run."""
    refused = b'{"type": "https://kiosk.invalid/problems/bad-code", "title": "no", "status": 403}'
    heard: list[bytes] = []
    cookie = body(refused, PROBLEM + b"Set-Cookie: visit=\xff\r\nSet-Cookie: other=1\r\n")
    with raw_server(at_once(cookie)) as url, http_client(url) as client:
        for _ in range(2):
            with pytest.raises(ProblemAnswer):
                call(client, "POST", f"{url}/v2/enrol", b"{}", {}, as_json(Enrolled), monotonic() + RUN)
            heard += [name.encode() for name in client.cookies]
    assert heard == []


def test_a_run_is_over_after_its_time_and_says_so() -> None:
    with pytest.raises(Unreachable, match="ended after 10 minutes"):
        asked(at_once(b""), ends=monotonic() - 1)
