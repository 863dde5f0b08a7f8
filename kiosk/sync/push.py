"""The push to headquarters: a sync sends what HQ lacks until HQ has signed for all of it.

Only a receipt that verifies, and whose head is this machine's own, is success: not a status, not a page of a hotel's
network, not what was remembered from last time.
"""

import datetime
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from kiosk.protocol.chain import DayCount, Genesis
from kiosk.protocol.payloads import MAX_ENTRIES, Batch, Head, Health, HeldEpoch, Known, Problem, Receipt
from kiosk.protocol.signing import batch_bytes, receipt_bytes, sign, verifies
from kiosk.streams.chain.machine_state import MachineState
from kiosk.sync.client import Halted, HqClient, ProblemAnswer, Unreachable, WrongAnswer
from kiosk.sync.pull import Pull
from kiosk.sync.record_witness import RecordWitness
from kiosk.sync.synced_chain import SyncedChain
from kiosk.sync.witness import Witness
from kiosk.text.dates import THAI_TIME

_ROUNDS = 10
_TURNS = 40
"""How often a run takes an answer as a reason to begin again elsewhere: a headquarters that never agrees ends it."""

_REPORT = "report"

_A_YEAR = datetime.timedelta(366)

_ASK_AGAIN = ("gap", "fork", "unknown-epoch")
"""Problems that say where HQ stands; the kiosk acts on what HQ has signed of that alone."""

_HALTS = ("suspended", "retired", "unknown-kiosk", "bad-signature", "too-old", "no-such-call", "bad-chain")
"""Problems on which only a person can act."""


@dataclass
class SyncResult:
    """What a run has done: entries sent, entries taken over, and those held that no key of this kiosk has signed."""

    sent: int = 0
    taken: int = 0
    unsigned: int = 0


class Postponed(Unreachable):
    """HQ and the ledger differ in more places than one; a run begins one new epoch at most."""


@dataclass(frozen=True)
class Sync:
    """One run of a stream with its headquarters, on a day. `health` is the machine's, given how far HQ has signed.

    `reports` is where the number of the last report is kept, of both streams together. The `witness` looks on the roots
    that come with receipts; a record tells by `known` how far it has the lines of the office's other kiosks.
    """

    hq: HqClient
    here: SyncedChain
    reports: MachineState
    health: Callable[[int], Health]
    day: datetime.date
    witness: Witness | RecordWitness
    known: Callable[[], list[Known]] = list
    receipt: type[Receipt[Any]] = Receipt[DayCount]

    def run(self) -> SyncResult:
        """Send every epoch up to where it ends, take over what is lacking here, then send what came meanwhile.

        Gives what was done once HQ has signed for all. Unreachable or Halted when that cannot be.
        """
        done, has_rotated = SyncResult(), False
        for _ in range(_ROUNDS):
            try:
                if self._round(done):
                    break
            except _Forked as fork:
                if has_rotated:
                    raise Postponed("sync.postponed") from None
                has_rotated = self._rotate(fork, done)
            except ProblemAnswer as refused:
                if refused.problem.word != "unknown-epoch":
                    raise _halted(refused.problem) from None
                # headquarters was put back to a backup in the midst of this: start again
        return done

    def _round(self, done: SyncResult) -> bool:
        """Both sides told what they lack; gives whether nothing is left to do."""
        listed = self._pull.listed()
        self._learn(listed.report)
        self._send_all({held.genesis.epoch: held for held in listed.epochs}, done)
        pulled = self._pull.run(listed)
        done.taken, done.unsigned = done.taken + pulled.taken, pulled.unsigned
        return not pulled.taken and self._is_confirmed()

    @property
    def _pull(self) -> Pull:
        return Pull(self.hq, self.here, self.day)

    def _is_confirmed(self) -> bool:
        epoch, seq, head = self.here.chain.head()
        return self.here.receipts.acked(epoch) == (seq, head)

    def _send_all(self, listed: dict[str, HeldEpoch], done: SyncResult) -> None:
        """Every epoch, oldest first: HQ may have lost old ones."""
        epochs = self.here.chain.epochs()
        for genesis in epochs:
            end, is_last = self.here.chain.end(genesis.epoch), genesis == epochs[-1]
            done.sent += self._send(genesis, end, is_last, listed.get(genesis.epoch))

    def _send(self, genesis: Genesis, end: int, is_last: bool, held: HeldEpoch | None) -> int:
        """Bring HQ up to `end` of an epoch. The last epoch is reported even when there is nothing new in it."""
        acked = self._cursor(genesis, end, is_last, held)
        if acked == end and not is_last:
            return 0
        sent, size, turns = 0, MAX_ENTRIES, 0
        while turns < _TURNS:
            entries = self._page(genesis, acked, min(end, acked + size))
            try:
                receipt = self._post(genesis, acked, entries)
            except ProblemAnswer as refused:
                turns += 1
                if refused.problem.word in _ASK_AGAIN:
                    acked = self._asked_cursor(genesis, end, is_last)
                else:
                    size = _smaller(refused.problem, size)
                continue
            if receipt is None:
                turns += 1
                continue
            sent += len(entries)
            acked = receipt.acked
            if acked >= end:
                if is_last:
                    self.witness.look(receipt)
                if not is_last or self._has_heard_all(receipt):
                    return sent
                turns += 1
        raise WrongAnswer("contradicts", self.hq.member)

    def _has_heard_all(self, receipt: Receipt[Any]) -> bool:
        """Whether nothing new came of the office's other kiosks, so that no more of it waits."""
        return self.hq.stream == "ledger" or not receipt.elsewhere

    def _cursor(self, genesis: Genesis, end: int, is_last: bool, held: HeldEpoch | None) -> int:
        """How much of what this ledger has of an epoch HQ holds already, from its list or else asked for."""
        if held is None:
            return 0
        if held.acked <= end and held.head == self.here.chain.hash_at(genesis.epoch, held.acked):
            return held.acked
        return self._asked_cursor(genesis, end, is_last)

    def _asked_cursor(self, genesis: Genesis, end: int, is_last: bool) -> int:
        """The cursor, in HQ's own signed word: what a problem answer says of it, nobody has signed."""
        try:
            head = self._head(genesis, end)
        except ProblemAnswer as refused:
            if refused.problem.word != "unknown-epoch":
                raise
            return 0
        self._learn(head.report)
        held = min(head.acked, end)
        if (head.hash_at if head.acked >= end else head.head) != self.here.chain.hash_at(genesis.epoch, held):
            raise _Forked(genesis, held)
        if head.acked > end and is_last:
            raise _Forked(genesis, held)  # HQ holds more than this ledger has: it was restored from a backup
        return held

    def _rotate(self, fork: "_Forked", done: SyncResult) -> bool:
        """Go on in a new epoch after what HQ and this ledger have in common; gives whether one was begun."""
        epoch, before = fork.genesis.epoch, self.here.chain.head()[0]
        common = self._common(fork.genesis, min(fork.upper, self.here.chain.end(epoch)))
        is_behind = common == self.here.chain.end(epoch)
        done.taken += self.here.rotate(epoch, common, self._pull.beyond(epoch, common) if is_behind else None)
        return self.here.chain.head()[0] != before

    def _common(self, genesis: Genesis, upper: int) -> int:
        """Binary search for the last entry of an epoch that HQ and this ledger have in common, at most `upper`."""
        low, middle = 0, upper
        while low < upper:
            if self._head(genesis, middle).hash_at == self.here.chain.hash_at(genesis.epoch, middle):
                low = middle
            else:
                upper = middle - 1
            middle = (low + upper + 1) // 2
        return low

    def _page(self, genesis: Genesis, after: int, end: int) -> list[Any]:
        return [entry for entry, _ in self.here.chain.entries(genesis.epoch, after) if entry.seq <= end]

    def _post(self, genesis: Genesis, acked: int, entries: list[Any]) -> Receipt[Any] | None:
        """Send one batch; the receipt is kept. None where HQ took it for a replay: it knows a later report.

        Unreachable unless it is HQ's word for this ledger's own chain, over the nonce of this batch.
        """
        epoch, batch = genesis.epoch, self._batch(genesis, acked, entries)
        receipt = self.hq.post(epoch, msgspec.json.encode(batch), self.receipt)
        if not (
            (receipt.kiosk, receipt.stream, receipt.epoch, receipt.nonce)
            == (self.hq.member.kiosk, self.hq.stream, epoch, batch.nonce)
            and receipt.head == self.here.chain.hash_at(epoch, receipt.acked)
            and verifies(self.hq.member.public_key, receipt.signature, receipt_bytes(receipt))
            and _is_on_a_day(receipt.server_time)
        ):
            raise WrongAnswer("wrong-receipt", self.hq.member)
        if receipt.report > batch.report:
            self._learn(receipt.report)
            return None
        if receipt.acked < batch.last_seq:
            raise WrongAnswer("wrong-receipt", self.hq.member)
        try:
            self.here.receipts.keep(receipt)
        except sqlite3.IntegrityError:  # it says something twice
            raise WrongAnswer("wrong-receipt", self.hq.member) from None
        return receipt

    def _batch(self, genesis: Genesis, acked: int, entries: list[Any]) -> Batch[Any]:
        """Entries after `acked`, signed, under the next number of a report."""
        previous, head = (self.here.chain.hash_at(genesis.epoch, seq) for seq in (acked, acked + len(entries)))
        assert previous is not None
        assert head is not None
        confirmed = self.here.receipts.acked(genesis.epoch)
        self._learn(report := self._report() + 1)
        unsigned = Batch[Any](
            report=report,
            nonce=secrets.token_hex(16),
            first_seq=acked + 1,
            previous=previous,
            head=head,
            entries=entries,
            genesis=None if acked else genesis,
            sent_at=self.hq.now(),
            health=self.health(confirmed[0] if confirmed else 0),
            signature="",
            encoding=self.here.chain.encoding(genesis.epoch),
            keeps=self.witness.holds(),
            knows=self.known(),
        )
        signature = sign(self.hq.key, batch_bytes(self.hq.member.kiosk, genesis.epoch, unsigned, self.hq.stream))
        return msgspec.structs.replace(unsigned, signature=signature)

    def _report(self) -> int:
        """The number of the last report that this kiosk or its headquarters knows of."""
        return int(self.reports.get(_REPORT) or 0)

    def _learn(self, report: int) -> None:
        """Go on above that number: it was used, perhaps by this very disk before it was put back to a backup."""
        if report > self._report():
            self.reports.set(_REPORT, str(report))

    def _head(self, genesis: Genesis, seq: int) -> Head:
        return self.hq.get(Head, genesis.epoch, f"?seq={seq}")


def begin_reports(reports: MachineState) -> None:
    """Number the reports from 1 again, as HQ does under a new key: the last of all may be used up with the old one."""
    reports.set(_REPORT, "0")


class _Forked(Exception):
    """A fork: HQ's copy of an epoch goes on differently from ours; they may agree up to `upper`."""

    def __init__(self, genesis: Genesis, upper: int) -> None:
        super().__init__(genesis.epoch, upper)
        self.genesis = genesis
        self.upper = upper


def _is_on_a_day(moment: str) -> bool:
    """Whether there is such a moment, and a day in Thailand that it belongs to, with a year before it and after it."""
    try:
        at = datetime.datetime.fromisoformat(moment).astimezone(THAI_TIME)
        return at - _A_YEAR < at < at + _A_YEAR
    except (ValueError, OverflowError):
        return False


def _smaller(problem: Problem, size: int) -> int:
    """In what portions to go on after a problem answer; raises if that is not for the kiosk to say."""
    if problem.word == "too-large" and size > 1:
        return max(1, min(size // 2, problem.max or size))
    raise _halted(problem)


def _halted(problem: Problem) -> Halted:
    word = problem.word if problem.word in _HALTS else "other"
    return Halted(problem.word, f"halt.{word}", title=problem.title)
