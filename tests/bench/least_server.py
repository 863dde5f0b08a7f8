"""`python -m tests.bench.least_server URL`: the receiver on the register at URL, and beside it an endpoint that does the
least that can be done: decode the batch, verify one signature, commit one row. It prints its port."""

import socket
import sys
import uuid
from datetime import UTC, datetime

import msgspec
import sqlalchemy as sa
import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kiosk.hq.receiver.app import Receiver
from kiosk.hq.register.register import Register
from kiosk.hq.store.engine import connect
from kiosk.protocol.payloads import Batch
from kiosk.protocol.signing import batch_bytes, public_hex, verifies
from tests.support.sample import KNOWN

engine = connect(sys.argv[1], practice=True)
with engine.begin() as db:
    db.exec_driver_sql("CREATE TABLE least (id VARCHAR(36) PRIMARY KEY)")
insert = sa.table("least", sa.column("id")).insert()
key = Ed25519PrivateKey.from_private_bytes(bytes(32))
"""Headquarters', with which the bench enrols kiosks too."""


def least(kiosk: str, epoch: str, body: bytes) -> None:
    batch = msgspec.json.decode(body, type=Batch)
    verifies(public_hex(key), batch.signature, batch_bytes(kiosk, epoch, batch))
    with engine.begin() as db:
        db.execute(insert, {"id": str(uuid.uuid4())})


async def take(request: Request) -> Response:
    await run_in_threadpool(least, request.path_params["kiosk"], request.path_params["epoch"], await request.body())
    return Response(b"{}", 201, media_type="application/json")


app = Receiver(Register(engine, practice=True, known=KNOWN), key, lambda: datetime.now(UTC)).app()
app.routes.append(Route("/least/{kiosk}/{epoch}", take, methods=["POST"]))
listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[listening])
