"""HTTP client of headquarters: tried again while the line or the server fails, and no answer is taken for granted."""

import datetime
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from time import monotonic, sleep
from typing import TypeVar

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.machine.membership import Membership
from kiosk.protocol.bulletin import Bulletin
from kiosk.protocol.daily_root import Cosigned
from kiosk.protocol.payloads import PROBLEM, Bulletins, Problem, Stream
from kiosk.protocol.signing import Answer, answer_bytes, bulletins_bytes, cosigned_bytes, get_bytes, sign, verifies
from kiosk.runtime.backoff import Backoff
from kiosk.sync import exchange
from kiosk.sync.exchange import Unbounded
from kiosk.sync.schedule import RUN
from kiosk.text.refusal import Refusal

ATTEMPTS = 4
_BACKOFF = Backoff(first=0.5, longest=60)

T = TypeVar("T")
A = TypeVar("A", bound=Answer)
Read = Callable[[exchange.Answer], T]
"""What is taken of an answer. msgspec.DecodeError where it is not such a one."""

S = TypeVar("S", bound=Answer | Bulletins)


class Unreachable(Refusal):
    """HQ did not answer, or what answered was not HQ. `retry_after` is how many seconds it asks to be left alone."""

    def __init__(self, key: str, retry_after: float = 0, **values: object) -> None:
        super().__init__(key, **values)
        self.retry_after = retry_after


class WrongAnswer(Unreachable):
    """An answer in HQ's name that HQ has not signed, or that cannot be true: the kiosk ends its sync by itself."""

    def __init__(self, word: str, member: Membership) -> None:
        super().__init__(f"sync.{word.replace('-', '_')}", url=member.url)
        self.word = word


class Halted(Refusal):
    """HQ has answered, and going on needs a person. Counting goes on all the same."""

    def __init__(self, word: str, key: str, **values: object) -> None:
        super().__init__(key, **values)
        self.word = word


class ProblemAnswer(Exception):
    """An RFC 9457 problem answer that the kiosk itself can act on. Nobody has signed it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.title)
        self.problem = problem


@dataclass(frozen=True)
class HqClient:
    """An enrolled kiosk's client of its headquarters, for one run. `now` gives protocol moments.

    `ends` is when the run is over, by the monotonic clock; `stream` is what is sent.
    """

    client: httpx.Client
    member: Membership
    key: Ed25519PrivateKey
    now: Callable[[], str]
    ends: float = field(default_factory=lambda: monotonic() + RUN)
    stream: Stream = "ledger"

    def get(self, kind: type[A], epoch: str | None = None, what: str = "") -> A:
        """Ask, signed, dated and with a nonce, over which HQ has signed the answer. Unreachable, or ProblemAnswer."""
        asked = self._path(f"/{epoch}{what}" if epoch else what)
        return self._asked(kind, asked, lambda answer: answer_bytes(self.member.kiosk, epoch, answer, self.stream))

    def bulletins(self, after: int, held: str = "") -> Bulletins:
        """The bulletins after a number; that the kiosk holds those up to it is said with the question. Likewise.

        Every bulletin, where those that the kiosk was `handed` are others than headquarters would hand it now.
        """
        asked = f"/v2/kiosks/{self.member.kiosk}/bulletins?after={after}" + (f"&held={held}" if held else "")
        return self._asked(Bulletins, asked, lambda answer: bulletins_bytes(self.member.kiosk, after, answer))

    def post(self, epoch: str, body: bytes, kind: type[T]) -> T:
        """Send entries of an epoch. Unreachable, or ProblemAnswer."""
        return self._call("POST", self._path(f"/{epoch}/entries"), body, {}, as_json(kind))

    def cosign(self, day: str, line: str) -> None:
        """Send a cosignature of the root of a day, until HQ signs that it holds it. Unreachable, or ProblemAnswer."""
        path, nonce = f"/v2/kiosks/{self.member.kiosk}/roots/{day}", secrets.token_hex(16)
        body = msgspec.json.encode(Cosigned(line))
        signature = self._call("POST", path, body, {"Kiosk-Nonce": nonce}, _signature)
        if not verifies(self.member.public_key, signature, cosigned_bytes(self.member.kiosk, day, line, nonce)):
            raise WrongAnswer("unsigned", self.member)

    def give_back(self, bulletin: Bulletin) -> None:
        """Send a bulletin that HQ has signed and lost. Unreachable, or ProblemAnswer."""
        path = f"/v2/kiosks/{self.member.kiosk}/bulletins"
        self._call("POST", path, msgspec.json.encode(bulletin), {}, as_json(type(None)))

    def _asked(self, kind: type[S], path: str, signed_bytes: Callable[[S], bytes]) -> S:
        """An answer of which HQ has signed the `signed_bytes`, over the nonce of the question."""
        date, nonce = self.now(), secrets.token_hex(16)
        signature = sign(self.key, get_bytes(path, date, nonce))
        signed = {"Kiosk-Date": date, "Kiosk-Nonce": nonce, "Kiosk-Signature": signature}
        answer = self._call("GET", path, None, signed, as_json(kind))
        if answer.nonce != nonce or not verifies(self.member.public_key, answer.signature, signed_bytes(answer)):
            raise WrongAnswer("unsigned", self.member)
        return answer

    def _call(self, method: str, path: str, body: bytes | None, headers: dict[str, str], read: Read[T]) -> T:
        return call(self.client, method, self.member.url + path, body, headers, read, self.ends)

    def _path(self, path: str) -> str:
        return f"/v2/kiosks/{self.member.kiosk}/{self.stream}{path}"


def call(
    client: httpx.Client,
    method: str,
    url: str,
    body: bytes | None,
    headers: dict[str, str],
    read: Read[T],
    ends: float,
) -> T:
    """One call, tried again with exponential backoff and full jitter while the line or the server fails.

    Retry-After is honoured, unless it is longer than the longest wait. Unreachable in the end, or ProblemAnswer.
    """
    for failures in range(1, ATTEMPTS):
        try:
            return _called(client, method, url, body, headers, read, ends - monotonic())
        except Unreachable as error:
            wait = max(_BACKOFF.jittered(failures), error.retry_after)
            if error.retry_after > _BACKOFF.longest or monotonic() + wait >= ends:
                raise
            sleep(wait)
    return _called(client, method, url, body, headers, read, ends - monotonic())


def _called(
    client: httpx.Client,
    method: str,
    url: str,
    body: bytes | None,
    headers: dict[str, str],
    read: Read[T],
    seconds: float,
) -> T:
    site = url.split("/v2/")[0]
    if seconds <= 0:
        raise Unreachable("sync.ended", minutes=round(RUN / 60))
    try:
        answer = exchange.exchange(client, method, url, body, headers, seconds)
    except httpx.HTTPError as error:
        raise Unreachable("sync.unreached", url=site, error=error) from None
    except Unbounded as error:
        raise Unreachable("sync.unread", float("inf"), url=site, error=error) from None
    if answer.status == 429 or answer.status >= 500:
        raise Unreachable("sync.busy", _retry_after(answer), status=answer.status)
    try:
        if answer.status in (200, 201, 204):
            return read(answer)
        if answer.headers.get("content-type") == "application/problem+json":
            raise ProblemAnswer(msgspec.json.decode(answer.body, type=Problem))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    if answer.status == 413:  # a proxy's own limit
        raise ProblemAnswer(Problem(type=PROBLEM + "too-large", title="too many bytes at once", status=413))
    raise Unreachable("sync.not_headquarters", url=site, status=answer.status)


def as_json(kind: type[T]) -> Read[T]:
    """The body of an answer; None where there is none."""
    return lambda answer: msgspec.json.decode(answer.body or b"null", type=kind)


def _signature(answer: exchange.Answer) -> str:
    """What stands under an answer without a body."""
    signature: str = answer.headers.get("kiosk-signature", "")
    return signature


def _retry_after(answer: exchange.Answer) -> float:
    """Seconds to wait, which a server gives as such or as a date; 0 if it gives none, or one that no calendar has."""
    given = answer.headers.get("retry-after", "")
    if given.isascii() and given.isdigit():
        return float(given)
    try:
        until = parsedate_to_datetime(given)
        return max((until - datetime.datetime.now(until.tzinfo)).total_seconds(), 0)
    except (ValueError, OverflowError):
        return 0
