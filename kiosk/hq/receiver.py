"""The receiver: the protocol's calls over HTTP (Starlette). It checks before it asks the register, and signs after."""

import datetime
from collections.abc import Callable
from typing import TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kiosk.hq.register import Answer, Register
from kiosk.protocol import (
    MAX_BYTES,
    MAX_ENTRIES,
    PROBLEM,
    Batch,
    Enrolled,
    Enrolment,
    Head,
    Held,
    Problem,
    Receipt,
    batch_bytes,
    chain,
    genesis_hash,
    get_bytes,
    moment,
    public_hex,
    receipt_bytes,
    sign,
    verifies,
)

Clock = Callable[[], datetime.datetime]
T = TypeVar("T")

_BATCH = msgspec.json.Decoder(Batch)
_ENROLMENT = msgspec.json.Decoder(Enrolment)


class Receiver:
    """Answers for one register with one signing key."""

    def __init__(self, register: Register, key: Ed25519PrivateKey, clock: Clock) -> None:
        self.register = register
        self.key = key
        self.clock = clock

    def app(self) -> Starlette:
        """The application to serve."""
        epoch = "/v1/kiosks/{kiosk}/epochs/{epoch}"
        return Starlette(
            routes=[
                Route("/v1/enrol", self.enrol, methods=["POST"]),
                Route(epoch, self.head, methods=["GET"]),
                Route(epoch + "/entries", self.held, methods=["GET"]),
                Route(epoch + "/entries", self.take, methods=["POST"]),
            ],
            exception_handlers={Answer: _problem},
        )

    async def enrol(self, request: Request) -> Response:
        """Make a kiosk known by its one-time code."""
        asked = _decoded(_ENROLMENT, await _body(request))
        kiosk, office = await run_in_threadpool(
            self.register.enrol, asked.code, asked.public_key, asked.practice, self.clock()
        )
        return _json(Enrolled(kiosk, office, public_hex(self.key)), 201)

    async def head(self, request: Request) -> Response:
        """How far HQ holds an epoch."""
        kiosk, epoch, seq = await self._asked(request, "seq")
        acked, head, hash_at = await run_in_threadpool(self.register.head, kiosk, epoch, seq)
        return _json(Head(acked, head, hash_at, moment(self.clock())))

    async def held(self, request: Request) -> Response:
        """What HQ holds of an epoch."""
        kiosk, epoch, after = await self._asked(request, "after")
        return _json(Held(*await run_in_threadpool(self.register.held, kiosk, epoch, after)))

    async def take(self, request: Request) -> Response:
        """Take a batch, and give a receipt for all that is held."""
        kiosk, epoch = request.path_params["kiosk"], request.path_params["epoch"]
        batch = _decoded(_BATCH, await _body(request))
        row = await run_in_threadpool(self.register.kiosk, kiosk)
        if not verifies(row.public_key, batch.signature, batch_bytes(kiosk, epoch, batch)):
            raise Answer("bad-signature", 422, "the signature is not this kiosk's")
        _check_chain(epoch, batch)
        now = self.clock()
        stored = await run_in_threadpool(self.register.take, kiosk, epoch, batch, now)
        receipt = Receipt(
            kiosk,
            epoch,
            stored.acked,
            stored.head,
            stored.stored,
            stored.replayed,
            moment(now),
            stored.elsewhere,
            "",
        )
        signed = msgspec.structs.replace(receipt, signature=sign(self.key, receipt_bytes(receipt)))
        return _json(signed, 201 if stored.stored else 200)

    async def _asked(self, request: Request, name: str) -> tuple[str, str, int]:
        """Kiosk, epoch and the number asked for, of a GET that the kiosk has signed."""
        kiosk, epoch = request.path_params["kiosk"], request.path_params["epoch"]
        row = await run_in_threadpool(self.register.kiosk, kiosk)
        date, signature = request.headers.get("kiosk-date", ""), request.headers.get("kiosk-signature", "")
        if not verifies(row.public_key, signature, get_bytes(f"{request.url.path}?{request.url.query}", date)):
            raise Answer("bad-signature", 401, "the signature is not this kiosk's")
        number = request.query_params.get(name, "")
        if not (number.isascii() and number.isdigit() and len(number) < 16):
            raise Answer("malformed", 400, f"{name} is not a number")
        return kiosk, epoch, int(number)


def _check_chain(epoch: str, batch: Batch) -> None:
    """That the batch hangs together: seqs in line, genesis where it begins, head reached from previous."""
    first = batch.first_seq
    in_line = [entry.seq for entry in batch.entries] == list(range(first, first + len(batch.entries)))
    starts = (
        first > 1
        or batch.genesis is None
        or (batch.genesis.epoch == epoch and genesis_hash(batch.genesis) == batch.previous)
    )
    if not in_line or not starts or chain(batch.previous, batch.entries) != batch.head:
        raise Answer("bad-chain", 422, "the entries do not hang together")


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise Answer("too-large", 413, "too many bytes at once", max=MAX_ENTRIES // 2)
    return body


def _decoded(decoder: msgspec.json.Decoder[T], body: bytes) -> T:
    try:
        return decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Answer("malformed", 400, f"the request is not understood: {error}") from None


def _json(answer: msgspec.Struct, status: int = 200) -> Response:
    return Response(msgspec.json.encode(answer), status, media_type="application/json")


async def _problem(_request: Request, answer: Exception) -> Response:
    assert isinstance(answer, Answer)
    problem = Problem(type=PROBLEM + answer.word, title=answer.title, status=answer.status, **answer.more)
    return Response(msgspec.json.encode(problem), answer.status, media_type="application/problem+json")
