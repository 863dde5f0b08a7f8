"""The kiosk's half of the protocol: it sends what headquarters lacks until HQ has signed for all of it.

Only a receipt that verifies, and whose head is this ledger's own, is success: not a status, not a page of a hotel's
network, not what was remembered from last time.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import httpx
import msgspec
import stamina
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.enrolment import Membership
from kiosk.errors import Refusal
from kiosk.ledger import Ledger
from kiosk.protocol import (
    MAX_ENTRIES,
    Batch,
    Enrolled,
    Enrolment,
    Entry,
    Genesis,
    Head,
    Health,
    Problem,
    Receipt,
    batch_bytes,
    get_bytes,
    public_hex,
    receipt_bytes,
    sign,
    verifies,
)

TIMEOUT = 20.0
ATTEMPTS = 4
_FIRST_DELAY = 0.5
_LONGEST_DELAY = 60.0
_ROUNDS = 10

stamina.instrumentation.set_on_retry_hooks([])  # its own log lines would stand between a clerk and the answer

T = TypeVar("T")


class Unreachable(Refusal):
    """HQ did not answer, or what answered was not HQ."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Halted(Refusal):
    """HQ has answered, and going on needs a person. Counting goes on all the same."""

    def __init__(self, word: str, message: str) -> None:
        super().__init__(message)
        self.word = word


class _Said(Exception):
    """A problem answer that the kiosk itself can act on."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.title)
        self.problem = problem


def enrol(client: httpx.Client, url: str, code: str, key: Ed25519PrivateKey, practice: bool) -> Membership:
    """Register the public half of `key` at HQ with a one-time code. Refusal if HQ says no or cannot be reached."""
    asked = Enrolment(code, public_hex(key), practice)
    try:
        answer = _call(client, "POST", f"{url}/v1/enrol", msgspec.json.encode(asked), {}, Enrolled)
    except _Said as said:
        raise Refusal(f"Headquarters did not take the code: {said.problem.title}; ask for a new one.") from None
    return Membership(url, answer.kiosk, answer.office, answer.public_key)


@dataclass(frozen=True)
class Sync:
    """One run: this ledger, under this name and key, to that HQ. `now` gives protocol moments."""

    client: httpx.Client
    member: Membership
    key: Ed25519PrivateKey
    ledger: Ledger
    health: Callable[[int], Health]
    now: Callable[[], str]

    def run(self) -> int:
        """Send every epoch up to where it ends, then what was counted meanwhile, until HQ has signed for all.

        Gives the number of entries sent. Unreachable or Halted when that cannot be.
        """
        sent = 0
        for _ in range(_ROUNDS):
            more, acked = self._send_all()
            sent += more
            if acked == self.ledger.head()[1]:
                break
        return sent

    def _send_all(self) -> tuple[int, int]:
        """Every epoch, oldest first: HQ may have lost old ones. Gives entries sent, and the last epoch's cursor."""
        sent = acked = done = 0
        while done < len(epochs := self.ledger.epochs()):
            genesis, is_last = epochs[done], done == len(epochs) - 1
            end = _end(epochs, genesis, self.ledger.length(genesis.epoch))
            try:
                more, acked = self._send(genesis, end, is_last)
            except _Forked as fork:
                self.ledger.rotate(genesis.epoch, self._common(genesis, min(fork.acked, end)), end)
                continue
            sent += more
            done += 1
        return sent, acked

    def _send(self, genesis: Genesis, end: int, is_last: bool) -> tuple[int, int]:
        """Bring HQ up to `end` of an epoch. The last epoch is reported even when there is nothing new in it."""
        acked = self._held(genesis, end, is_last)
        if acked == end and not is_last:
            return 0, acked
        sent, size = 0, MAX_ENTRIES
        while True:
            entries = self._page(genesis, acked, min(end, acked + size))
            try:
                receipt = self._post(genesis, acked, entries)
            except _Said as said:
                acked, size = _adjusted(said.problem, acked, size)
                continue
            sent += len(entries)
            acked = receipt.acked
            if acked >= end:
                return sent, acked

    def _held(self, genesis: Genesis, end: int, is_last: bool) -> int:
        """How much of what this ledger has of an epoch HQ holds already."""
        try:
            head = self._get(genesis, end)
        except _Said as said:
            if said.problem.word == "unknown-epoch":
                return 0
            raise _halted(said.problem) from None
        held = min(head.acked, end)
        if (head.hash_at if head.acked >= end else head.head) != self.ledger.hash_at(genesis, held):
            raise _Forked(held)
        if head.acked > end and is_last:
            raise _Forked(held)  # HQ holds more than this ledger has: it was restored from a backup
        return held

    def _common(self, genesis: Genesis, upper: int) -> int:
        """The last entry of an epoch that HQ and this ledger have in common, at most `upper`."""
        low = 0
        while low < upper:
            middle = (low + upper + 1) // 2
            if self._get(genesis, middle).hash_at == self.ledger.hash_at(genesis, middle):
                low = middle
            else:
                upper = middle - 1
        return low

    def _page(self, genesis: Genesis, after: int, end: int) -> list[Entry]:
        return [entry for entry, _ in self.ledger.chained(genesis.epoch, after) if entry.seq <= end]

    def _post(self, genesis: Genesis, acked: int, entries: list[Entry]) -> Receipt:
        """Send one batch; the receipt is kept. Unreachable unless it is HQ's word for this ledger's own chain."""
        previous, head = (self.ledger.hash_at(genesis, seq) for seq in (acked, acked + len(entries)))
        assert previous is not None
        assert head is not None
        confirmed = self.ledger.acked(genesis.epoch)
        unsigned = Batch(
            first_seq=acked + 1,
            previous=previous,
            head=head,
            entries=entries,
            genesis=None if acked else genesis,
            sent_at=self.now(),
            health=self.health(confirmed[0] if confirmed else 0),
            signature="",
        )
        signature = sign(self.key, batch_bytes(self.member.kiosk, genesis.epoch, unsigned))
        body = msgspec.json.encode(msgspec.structs.replace(unsigned, signature=signature))
        receipt = _call(self.client, "POST", self._url(genesis, "/entries"), body, {}, Receipt)
        if not (
            receipt.kiosk == self.member.kiosk
            and receipt.epoch == genesis.epoch
            and receipt.acked >= unsigned.last_seq
            and receipt.head == self.ledger.hash_at(genesis, receipt.acked)
            and verifies(self.member.public_key, receipt.signature, receipt_bytes(receipt))
        ):
            raise Unreachable(f"{self.member.url} gave a receipt that is not right; nothing of it counts as sent.")
        self.ledger.keep_receipt(receipt)
        return receipt

    def _get(self, genesis: Genesis, seq: int) -> Head:
        url, date = self._url(genesis, f"?seq={seq}"), self.now()
        signature = sign(self.key, get_bytes(url.removeprefix(self.member.url), date))
        return _call(self.client, "GET", url, None, {"Kiosk-Date": date, "Kiosk-Signature": signature}, Head)

    def _url(self, genesis: Genesis, rest: str) -> str:
        return f"{self.member.url}/v1/kiosks/{self.member.kiosk}/epochs/{genesis.epoch}{rest}"


class _Forked(Exception):
    """HQ's copy of an epoch goes on differently from ours; they may agree up to `acked`."""

    def __init__(self, acked: int) -> None:
        super().__init__(acked)
        self.acked = acked


def _end(epochs: list[Genesis], genesis: Genesis, length: int) -> int:
    """Where an epoch ends: at its last entry, or where an epoch that goes on from it begins."""
    return min(
        [e.parent_seq for e in epochs if e.parent_epoch == genesis.epoch and e.parent_seq is not None] + [length]
    )


def _adjusted(problem: Problem, acked: int, size: int) -> tuple[int, int]:
    """Where to go on, and in what portions, after a problem answer; raises if that is not for the kiosk to say."""
    if problem.word == "unknown-epoch" and acked:
        return 0, size
    if problem.word == "gap" and problem.acked is not None and problem.acked < acked:
        return problem.acked, size
    if problem.word == "too-large" and size > 1:
        return acked, size // 2
    if problem.word == "fork":
        raise _Forked(problem.acked or 0)
    raise _halted(problem)


def _halted(problem: Problem) -> Halted:
    return Halted(problem.word, f"Headquarters refused this kiosk's ledger: {problem.title}. Counting goes on.")


def _call(client: httpx.Client, method: str, url: str, body: bytes | None, headers: dict[str, str], kind: type[T]) -> T:
    """One call, tried again after a while when the line or the server fails. Unreachable in the end, or _Said."""
    delay = _FIRST_DELAY

    def again_after(error: Exception) -> float | bool:
        nonlocal delay
        if not isinstance(error, Unreachable):
            return False
        wait = max(random.uniform(0, delay), error.retry_after or 0)
        delay = min(delay * 2, _LONGEST_DELAY)
        return wait

    for attempt in stamina.retry_context(on=again_after, attempts=ATTEMPTS, timeout=None):
        with attempt:
            return _called(client, method, url, body, headers, kind)
    raise AssertionError("a retry ends in an answer or an exception")


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
            raise _Said(msgspec.json.decode(answer.content, type=Problem))
    except msgspec.DecodeError:
        pass
    raise Unreachable(
        f"What answered at {url.split('/v1/')[0]} is not headquarters (HTTP {answer.status_code}); "
        "perhaps a log-in page of the network stands in between."
    )


def _retry_after(answer: httpx.Response) -> float | None:
    seconds = answer.headers.get("retry-after", "")
    return float(seconds) if seconds.isdigit() else None
