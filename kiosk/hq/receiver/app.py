"""The receiver: HTTP endpoints of the protocol (Starlette). It checks before it asks the register, and signs after."""

import datetime
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Lifespan

from kiosk.hq.bulletins.bulletin_board import BulletinBoard
from kiosk.hq.receiver.health_check import HealthCheck
from kiosk.hq.receiver.key_watch import KeyWatch
from kiosk.hq.receiver.openapi import openapi
from kiosk.hq.receiver.problem_answers import Refusing, busy, no_such_call
from kiosk.hq.receiver.receipts import Receipts, ReceivedBatch
from kiosk.hq.receiver.request_body import body_of, decoded, decoded_from
from kiosk.hq.receiver.request_log import AccessLog, note
from kiosk.hq.receiver.request_parts import (
    date_of,
    day_of,
    epoch_of,
    kiosk_of,
    nonce_of,
    number_of,
    stream_of,
)
from kiosk.hq.register.batch_check import OLDEST, Verifier
from kiosk.hq.register.enrolment import admitted
from kiosk.hq.register.problems import HTTPProblem, not_signed
from kiosk.hq.register.refused_calls import RefusedCalls, kiosk_of_v1
from kiosk.hq.register.register import Register
from kiosk.hq.roots.daily_roots import DailyRoots, is_cosigned_by
from kiosk.hq.roots.nightly import nightly
from kiosk.hq.store.stream_tables import StreamTables
from kiosk.protocol.bulletin import Bulletin
from kiosk.protocol.chain import Entry
from kiosk.protocol.daily_root import Cosigned
from kiosk.protocol.hq_key import HqKeys
from kiosk.protocol.key_statement import enrolled_bytes
from kiosk.protocol.line import Line
from kiosk.protocol.payloads import (
    Batch,
    Bulletins,
    Enrolled,
    Enrolment,
    Head,
    HeldEntries,
    HeldEpochs,
    Stream,
    moment,
)
from kiosk.protocol.signing import (
    Answer,
    answer_bytes,
    bulletins_bytes,
    cosigned_bytes,
    get_bytes,
    public_hex,
    sign,
    verifies,
)

Clock = Callable[[], datetime.datetime]
T = TypeVar("T")
A = TypeVar("A", bound=Answer)

_BATCHES: dict[Stream, msgspec.json.Decoder[Batch[Any]]] = {
    "ledger": msgspec.json.Decoder(Batch[Entry]),
    "record": msgspec.json.Decoder(Batch[Line]),
}
_BULLETIN = msgspec.json.Decoder(Bulletin)
_COSIGNED = msgspec.json.Decoder(Cosigned)
_ENROLMENT = msgspec.json.Decoder(Enrolment)
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


class Receiver:
    """Answers for one register with one signing key."""

    def __init__(
        self, register: Register, key: Ed25519PrivateKey, clock: Clock, oldest: tuple[int, int] = OLDEST
    ) -> None:
        self.register = register
        self.key = key
        self.clock = clock
        self.roots = DailyRoots(register.engine, key)
        self.board = BulletinBoard(register.engine)
        self._key_watch = KeyWatch(register.admission, key)
        self._health = HealthCheck(register, self._key_watch)
        verifier = Verifier(lambda kiosk: str(register.admission.kiosk(kiosk).public_key), oldest)
        self.receipts = Receipts(register, key, self._key_watch, verifier, self.roots)

    def app(
        self,
        middleware: Sequence[Middleware] = (Middleware(AccessLog),),
        more: Sequence[Route] = (),
        jobs: Sequence[Lifespan[Starlette]] = (),
    ) -> Starlette:
        """The application to serve, with `more` routes beside the protocol's, and `jobs` that run while it is."""
        stream = "/v2/kiosks/{kiosk}/{stream:stream}"
        app = Starlette(
            routes=[
                Route(stream + "/{epoch}/entries", self.take, methods=["POST"]),  # first: a route is looked for in turn
                Route("/v2/enrol", self.enrol, methods=["POST"]),
                Route("/v2/keys", self.keys, methods=["GET"]),
                Route(stream, self.epochs, methods=["GET"]),
                Route(stream + "/{epoch}", self.head, methods=["GET"]),
                Route(stream + "/{epoch}/entries", self.held, methods=["GET"]),
                Route("/v2/kiosks/{kiosk}/bulletins", self.bulletins, methods=["GET"]),
                Route("/v2/kiosks/{kiosk}/bulletins", self.take_back, methods=["POST"]),
                Route("/v2/kiosks/{kiosk}/roots/{day}", self.cosign, methods=["POST"]),
                Route("/v1/{call:path}", self.too_old, methods=_METHODS),
                Route("/healthz", self.healthz, methods=["GET"]),
                Route("/openapi.json", self.openapi, methods=["GET"]),
                *more,
            ],
            exception_handlers={
                HTTPProblem: Refusing(RefusedCalls(self.register.engine), self.clock),
                HTTPException: no_such_call,
                sa.exc.DBAPIError: busy,
                sa.exc.TimeoutError: busy,
            },
            lifespan=_together(nightly(self.roots, self.clock), *jobs),
            middleware=list(middleware),
        )
        app.router.redirect_slashes = False  # it would lead to whatever host the request names
        return app

    async def enrol(self, request: Request) -> Response:
        """Make a kiosk known by its one-time code."""
        asked = await decoded(_ENROLMENT, request)
        return _json(await run_in_threadpool(self._enrolled, request, asked), 201)

    def _enrolled(self, request: Request, asked: Enrolment) -> Enrolled:
        kiosk, office = self.register.admission.enrol(asked, self.key, self.clock())
        note(request.scope, kiosk=kiosk)
        answer = Enrolled(kiosk, office, public_hex(self.key), asked.nonce, "")
        return msgspec.structs.replace(answer, signature=sign(self.key, enrolled_bytes(answer, asked.public_key)))

    async def keys(self, _request: Request) -> Response:
        """Every key that headquarters has had, as each is stated and signed: nobody need be trusted with them."""
        return _json(HqKeys(await run_in_threadpool(self.register.own_key.statements)))

    async def epochs(self, request: Request) -> Response:
        """Which epochs HQ holds of a kiosk."""
        kiosk, nonce = await self._authenticated(request)
        return await run_in_threadpool(self._epochs, kiosk, stream_of(request), nonce)

    def _epochs(self, kiosk: str, of: StreamTables, nonce: str) -> Response:
        return self._signed(kiosk, of, None, HeldEpochs(*self.register.epochs(kiosk, of), nonce, ""))

    async def head(self, request: Request) -> Response:
        """How far HQ holds an epoch."""
        (kiosk, nonce), epoch = await self._authenticated(request), epoch_of(request)
        return await run_in_threadpool(self._head, kiosk, stream_of(request), epoch, nonce, number_of(request, "seq"))

    def _head(self, kiosk: str, of: StreamTables, epoch: str, nonce: str, seq: int) -> Response:
        acked, head, hash_at, report = self.register.head(kiosk, epoch, seq, of)
        return self._signed(kiosk, of, epoch, Head(acked, head, hash_at, moment(self.clock()), report, nonce, ""))

    async def held(self, request: Request) -> Response:
        """What HQ holds of an epoch."""
        (kiosk, nonce), epoch = await self._authenticated(request), epoch_of(request)
        return await run_in_threadpool(self._held, kiosk, stream_of(request), epoch, nonce, number_of(request, "after"))

    def _held(self, kiosk: str, of: StreamTables, epoch: str, nonce: str, after: int) -> Response:
        return self._signed(kiosk, of, epoch, HeldEntries(*self.register.held(kiosk, epoch, after, of), nonce, ""))

    async def bulletins(self, request: Request) -> Response:
        """What HQ has handed out after the bulletin that a kiosk holds last."""
        kiosk, nonce = await self._authenticated(request)
        after, held = number_of(request, "after"), request.query_params.get("held", "")
        return await run_in_threadpool(self._bulletins, kiosk, nonce, after, held)

    def _bulletins(self, kiosk: str, nonce: str, after: int, held: str) -> Response:
        answer = Bulletins(*self.board.told_to(kiosk, after, self.clock(), held), nonce, "")
        return _json(msgspec.structs.replace(answer, signature=sign(self.key, bulletins_bytes(kiosk, after, answer))))

    def _signed(self, kiosk: str, of: StreamTables, epoch: str | None, answer: A) -> Response:
        """An answer to a GET, signed over the nonce that it was asked with."""
        signature = sign(self.key, answer_bytes(kiosk, epoch, answer, of.stream))
        return _json(msgspec.structs.replace(answer, signature=signature))

    async def take(self, request: Request) -> Response:
        """Take a batch, and give a receipt for all that is held."""
        kiosk, of, epoch = kiosk_of(request), stream_of(request), epoch_of(request)
        body = await body_of(request)
        batch = decoded_from(_BATCHES[of.stream], body)
        note(request.scope, first_seq=batch.first_seq, entries=len(batch.entries))
        receipt = await self.receipts.receipt(ReceivedBatch(kiosk, of, epoch, batch, body, self.clock()))
        note(request.scope, acked=receipt.acked, stored=receipt.stored, replayed=receipt.replayed)
        return _json(receipt, 201 if receipt.stored else 200)

    async def cosign(self, request: Request) -> Response:
        """Take a kiosk's cosignature of the root of a day. It is its own authentication."""
        kiosk, day = kiosk_of(request), day_of(request)
        cosigned = await decoded(_COSIGNED, request)
        await run_in_threadpool(self._cosign, kiosk, day, cosigned.line)
        if "kiosk-nonce" not in request.headers:  # an earlier kiosk, which believes it as it is
            return Response(status_code=204)
        held = cosigned_bytes(kiosk, day.isoformat(), cosigned.line, nonce_of(request))
        return Response(status_code=204, headers={"Kiosk-Signature": sign(self.key, held)})

    def _cosign(self, kiosk: str, day: datetime.date, line: str) -> None:
        root, row = self.roots.of_day(day), self.register.admission.kiosk(kiosk)
        if not is_cosigned_by(kiosk, str(row.public_key), root, line):
            raise not_signed()
        admitted(row)
        self.roots.cosign(kiosk, root, line, self.clock())

    async def take_back(self, request: Request) -> Response:
        """Take back a bulletin that a kiosk holds and HQ has lost. The signature of HQ's present key is its
        authentication."""
        kiosk, given = kiosk_of(request), await decoded(_BULLETIN, request)
        await run_in_threadpool(self._take_back, kiosk, given)
        return Response(status_code=204)

    def _take_back(self, kiosk: str, given: Bulletin) -> None:
        self._key_watch.check()
        self.board.check_own(given, public_hex(self.key))
        admitted(self.register.admission.kiosk(kiosk))
        self.board.take_back(kiosk, given, public_hex(self.key), self.clock())

    async def too_old(self, request: Request) -> Response:
        """What is said to kiosks of the first version of the protocol."""
        if kiosk := kiosk_of_v1(request.path_params["call"]):
            note(request.scope, kiosk=kiosk)
        raise HTTPProblem("too-old", 426, "this kiosk is too old; install the version of its headquarters")

    async def healthz(self, _request: Request) -> Response:
        """Health check for a proxy that chooses among several: reports can be stored. No version: strangers ask too."""
        status = await self._health.status()
        return _plain({"status": status}, 200 if status == "ok" else 503)

    async def openapi(self, _request: Request) -> Response:
        """What all this is, for machines."""
        return _plain(openapi())

    async def _authenticated(self, request: Request) -> tuple[str, str]:
        """Authentication by signature: the kiosk that has signed this GET, and its nonce. HTTPProblem if none has."""
        kiosk, date, nonce = kiosk_of(request), date_of(request), nonce_of(request)
        row = await run_in_threadpool(self._enrolled_row, kiosk)
        signature = request.headers.get("kiosk-signature", "")
        asked = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
        if not verifies(row.public_key, signature, get_bytes(asked, date, nonce)):
            raise not_signed()
        admitted(row)
        return kiosk, nonce

    def _enrolled_row(self, kiosk: str) -> sa.Row[Any]:
        """The row of a kiosk, once it is known that it can be answered. HTTPProblem if not."""
        self._key_watch.check()
        return self.register.admission.kiosk(kiosk)


def _together(*jobs: Lifespan[Starlette]) -> Lifespan[Starlette]:
    """One lifespan of several."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as running:
            for job in jobs:
                await running.enter_async_context(job(app))
            yield

    return lifespan


def _json(answer: msgspec.Struct, status: int = 200) -> Response:
    return Response(msgspec.json.encode(answer), status, media_type="application/json")


def _plain(answer: dict[str, object], status: int = 200) -> Response:
    return Response(msgspec.json.encode(answer), status, media_type="application/json")
