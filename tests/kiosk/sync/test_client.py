"""Calls to headquarters: tried again after a growing, jittered wait, for as long as that may help."""

from collections.abc import Iterator
from time import monotonic

import httpx
import msgspec
import pytest

from kiosk.protocol.payloads import Enrolled
from kiosk.sync import client
from kiosk.sync.client import ATTEMPTS, RUN, Unreachable, as_json, call

ENROLLED = Enrolled("phatthalung-1", "phatthalung", "0" * 64, "0" * 32, "")
BODY = msgspec.json.encode(ENROLLED)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited, had the time passed."""
    slept: list[float] = []
    monkeypatch.setattr(client, "sleep", slept.append)
    return slept


def ask(answers: Iterator[httpx.Response]) -> Enrolled:
    with httpx.Client(transport=httpx.MockTransport(lambda _: next(answers))) as line:
        return call(line, "POST", "http://127.0.0.1/v2/enrol", b"", {}, as_json(Enrolled), monotonic() + RUN)


def busy(**headers: str) -> httpx.Response:
    return httpx.Response(503, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_a_busy_server_is_asked_again_after_waits_of_which_each_may_be_twice_as_long(waits: list[float]) -> None:
    for _ in range(50):
        assert ask(iter([busy(), busy(), busy(), httpx.Response(200, content=BODY)])) == ENROLLED
    longest = [max(waits[turn::3]) for turn in range(3)]
    assert all(wait <= limit for wait, limit in zip(longest, (0.5, 1, 2), strict=True))
    assert longest[2] > 1, "some share of the whole wait"
    assert min(waits) < 0.25, "full jitter: at times hardly any wait"


def test_in_the_end_it_is_unreachable(waits: list[float]) -> None:
    with pytest.raises(Unreachable):
        ask(iter([busy()] * ATTEMPTS))
    assert len(waits) == ATTEMPTS - 1


def test_a_retry_after_is_honoured_and_a_long_one_is_left_to_the_next_sync(waits: list[float]) -> None:
    ask(iter([busy(retry_after="7"), httpx.Response(200, content=BODY)]))
    assert waits == [7]
    with pytest.raises(Unreachable):
        ask(iter([busy(retry_after="61")]))
    assert waits == [7]


def test_what_a_retry_cannot_mend_is_not_tried_again(waits: list[float]) -> None:
    problem = b'{"type": "https://kiosk.invalid/problems/suspended", "title": "suspended", "status": 403}'
    with pytest.raises(client.ProblemAnswer):
        ask(iter([httpx.Response(403, content=problem, headers={"Content-Type": "application/problem+json"})]))
    assert waits == []
