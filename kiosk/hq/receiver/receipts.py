"""Receipts: a batch is checked, stored, and answered with a signed receipt once it is committed.

A short one of a kiosk that is known asks the register for nothing else, and is checked and signed on the event loop: no
thread waits for the commit that it shares with others.
"""

import asyncio
import datetime
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.concurrency import run_in_threadpool

from kiosk.hq.receiver.key_watch import KeyWatch
from kiosk.hq.register.batch_check import VerifiedBatch, Verifier
from kiosk.hq.register.register import Register
from kiosk.hq.register.take_batch import BatchOutcome
from kiosk.hq.roots.daily_roots import DailyRoots
from kiosk.hq.store.stream_tables import StreamTables
from kiosk.protocol.payloads import Batch, Receipt, moment
from kiosk.protocol.signing import receipt_bytes, sign

SHORT = 16
"""Entries of a batch that is checked within half a millisecond, so that nobody else waits for it."""


@dataclass(frozen=True)
class ReceivedBatch:
    """A batch of an epoch of a kiosk's stream, the body that it was read from, and when it came."""

    kiosk: str
    of: StreamTables
    epoch: str
    batch: Batch[Any]
    body: bytes
    now: datetime.datetime


@dataclass
class Receipts:
    """What takes the batches of one register, and signs receipts for them with one key."""

    register: Register
    key: Ed25519PrivateKey
    key_watch: KeyWatch
    verifier: Verifier
    roots: DailyRoots

    async def receipt(self, received: ReceivedBatch) -> Receipt[Any]:
        """The receipt for all that is held of the epoch. HTTPProblem for a batch that is not taken."""
        stored = await asyncio.wrap_future(await self._submitted(received))
        if self.roots.is_at_hand(received.batch.keeps, received.now):
            return self._signed(received, stored)
        return await run_in_threadpool(self._signed, received, stored)

    async def _submitted(self, received: ReceivedBatch) -> Future[BatchOutcome]:
        if len(received.batch.entries) <= SHORT and self.key_watch.is_at_hand:
            self.key_watch.check()
            verified = self.verifier.verify_from_memory(*_parts(received))
            if verified is not None:
                return self._submit(received, verified)
        return await run_in_threadpool(self._verify_and_submit, received)

    def _verify_and_submit(self, received: ReceivedBatch) -> Future[BatchOutcome]:
        self.key_watch.check()
        return self._submit(received, self.verifier.verify(*_parts(received), received.body))

    def _submit(self, received: ReceivedBatch, verified: VerifiedBatch) -> Future[BatchOutcome]:
        return self.register.submit(received.kiosk, received.epoch, received.batch, verified, received.now, received.of)

    def _signed(self, received: ReceivedBatch, stored: BatchOutcome) -> Receipt[Any]:
        batch, stream = received.batch, received.of.stream
        receipt = Receipt(
            **vars(stored),
            kiosk=received.kiosk,
            stream=stream,
            epoch=received.epoch,
            server_time=moment(received.now),
            root=self.roots.shown_to(received.kiosk, batch.keeps, received.now, stream),
            nonce=batch.nonce,
            signature="",
        )
        return msgspec.structs.replace(receipt, signature=sign(self.key, receipt_bytes(receipt)))


def _parts(received: ReceivedBatch) -> tuple[str, StreamTables, str, Batch[Any]]:
    return received.kiosk, received.of, received.epoch, received.batch
