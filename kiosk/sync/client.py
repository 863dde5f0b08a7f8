"""HTTP client of headquarters: tried again while the line or the server fails, and no answer is taken for granted."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import sleep
from typing import TypeVar

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.backoff import Backoff
from kiosk.errors import Refusal
from kiosk.protocol.messages import PROBLEM, Enrolled, Enrolment, Problem
from kiosk.protocol.signing import get_bytes, public_hex, sign
from kiosk.sync.membership import Membership

TIMEOUT = 20.0
ATTEMPTS = 4
_BACKOFF = Backoff(first=0.5, longest=60)

T = TypeVar("T")


class Unreachable(Refusal):
    """HQ did not answer, or what answered was not HQ. `retry_after` is how many seconds it asks to be left alone."""

    def __init__(self, message: str, retry_after: float = 0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Halted(Refusal):
    """HQ has answered, and going on needs a person. Counting goes on all the same."""

    def __init__(self, word: str, message: str) -> None:
        super().__init__(message)
        self.word = word


class ProblemAnswer(Exception):
    """An RFC 9457 problem answer that the kiosk itself can act on."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.title)
        self.problem = problem


@dataclass(frozen=True)
class HqClient:
    """An enrolled kiosk's client of its headquarters. `now` gives protocol moments."""

    client: httpx.Client
    member: Membership
    key: Ed25519PrivateKey
    now: Callable[[], str]

    def get(self, path: str, kind: type[T]) -> T:
        """Ask, signed and dated. `path` goes on from the kiosk's own. Unreachable, or ProblemAnswer."""
        asked, date = self._path(path), self.now()
        signed = {"Kiosk-Date": date, "Kiosk-Signature": sign(self.key, get_bytes(asked, date))}
        return call(self.client, "GET", self.member.url + asked, None, signed, kind)

    def post(self, path: str, body: bytes, kind: type[T]) -> T:
        """Send. Unreachable, or ProblemAnswer."""
        return call(self.client, "POST", self.member.url + self._path(path), body, {}, kind)

    def _path(self, path: str) -> str:
        return f"/v1/kiosks/{self.member.kiosk}{path}"


def enrol(client: httpx.Client, url: str, code: str, key: Ed25519PrivateKey, practice: bool) -> Membership:
    """Register the public half of `key` at HQ with a one-time code. Refusal if HQ says no or cannot be reached."""
    asked = Enrolment(code, public_hex(key), practice)
    try:
        answer = call(client, "POST", f"{url}/v1/enrol", msgspec.json.encode(asked), {}, Enrolled)
    except ProblemAnswer as refused:
        raise Refusal(f"Headquarters did not take the code: {refused.problem.title}; ask for a new one.") from None
    return Membership(url, answer.kiosk, answer.office, answer.public_key)


def call(client: httpx.Client, method: str, url: str, body: bytes | None, headers: dict[str, str], kind: type[T]) -> T:
    """One call, tried again with exponential backoff and full jitter while the line or the server fails.

    Retry-After is honoured, unless it is longer than the longest wait. Unreachable in the end, or ProblemAnswer.
    """
    for failures in range(1, ATTEMPTS):
        try:
            return _called(client, method, url, body, headers, kind)
        except Unreachable as error:
            if error.retry_after > _BACKOFF.longest:
                raise
            sleep(max(_BACKOFF.jittered(failures), error.retry_after))
    return _called(client, method, url, body, headers, kind)


def _called(
    client: httpx.Client, method: str, url: str, body: bytes | None, headers: dict[str, str], kind: type[T]
) -> T:
    try:
        answer = client.request(method, url, content=body, headers={"Content-Type": "application/json", **headers})
    except httpx.HTTPError as error:
        raise Unreachable(f"Headquarters at {url.split('/v1/')[0]} cannot be reached ({error}); try again.") from None
    if answer.status_code == 429 or answer.status_code >= 500:
        raise Unreachable(f"Headquarters is busy (HTTP {answer.status_code}); try again later.", _retry_after(answer))
    try:
        if answer.status_code in (200, 201):
            return msgspec.json.decode(answer.content, type=kind)
        if answer.headers.get("content-type") == "application/problem+json":
            raise ProblemAnswer(msgspec.json.decode(answer.content, type=Problem))
    except msgspec.DecodeError:
        pass
    if answer.status_code == 413:  # a proxy's own limit
        raise ProblemAnswer(Problem(type=PROBLEM + "too-large", title="too many bytes at once", status=413))
    raise Unreachable(
        f"What answered at {url.split('/v1/')[0]} is not headquarters (HTTP {answer.status_code}); "
        "perhaps a log-in page of the network stands in between."
    )


def _retry_after(answer: httpx.Response) -> float:
    """Seconds to wait, which a server gives as such or as a date; 0 if it gives none."""
    given = answer.headers.get("retry-after", "")
    if given.isascii() and given.isdigit():
        return float(given)
    try:
        until = parsedate_to_datetime(given)
    except ValueError:
        return 0
    return max((until - datetime.datetime.now(until.tzinfo)).total_seconds(), 0)
