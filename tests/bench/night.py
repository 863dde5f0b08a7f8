"""A night of a fleet: the root over all its kiosks, and all calls of all of them as fast as headquarters answers."""

import datetime
import http.client
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from itertools import chain, repeat
from pathlib import Path

import msgspec
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.roots.daily_roots import DailyRoots
from kiosk.hq.store.engine import connect, sqlite_url
from kiosk.hq.store.tables import epochs, kiosks, ledgers
from kiosk.protocol.chain import DayCount
from kiosk.protocol.daily_root import Cosigned, witness_name
from kiosk.protocol.payloads import Receipt
from kiosk.protocol.signed_note import cosignature_line, split_note, tree_head_of
from kiosk.protocol.signing import public_hex
from tests.bench.figure import Bound, Figure, Scale
from tests.bench.hq import CONNECTIONS, server
from tests.support.scripted import Desk, signed

EACH = 4
"""Kiosks of an office."""

Call = tuple[str, str, bytes, dict[str, str]]
"""Method, path, body and headers."""


def enlisted(engine: sa.Engine, number: int) -> list[Desk]:
    """So many kiosks that have reported before, and have counted one respondent since."""
    desks = [Desk(f"office-{n // EACH}-{n % EACH}") for n in range(number)]
    with engine.begin() as db:
        db.execute(kiosks.insert(), [_kiosk(desk) for desk in desks])
        db.execute(epochs.insert(), [_epoch(desk) for desk in desks])
        db.execute(ledgers.insert(), [{"ledger": desk.genesis.ledger, "owner": desk.kiosk} for desk in desks])
    for desk in desks:
        desk.count()
    return desks


def _kiosk(desk: Desk) -> dict[str, object]:
    reported = {"last_report": "2024-02-29T19:00:00Z", "public_key": public_hex(desk.key), "epoch": desk.epoch}
    return {"kiosk": desk.kiosk, "office": desk.kiosk.rpartition("-")[0], "suspended": False, **reported}


def _epoch(desk: Desk) -> dict[str, object]:
    held = {"acked": 0, "head": desk.head(0), "encoding": desk.encoding, "first_seen": "2024-01-01T00:00:00Z"}
    return {"kiosk": desk.kiosk, "epoch": desk.epoch, "ledger": desk.genesis.ledger, **held}


def asked(desk: Desk) -> Call:
    """What headquarters holds of a stream."""
    path = desk.path.rpartition("/")[0]
    return "GET", path, b"", signed(desk.key, path)


def reported(desk: Desk) -> Call:
    """All that the kiosk has of a stream, which may be nothing."""
    return "POST", f"{desk.path}/entries", msgspec.json.encode(desk.batch()), {}


def confirmed(desk: Desk, day: datetime.date, note: str) -> Call:
    """The cosignature of the root."""
    text, _ = split_note(note)
    name = witness_name(tree_head_of(text).origin, desk.kiosk)
    line = cosignature_line(desk.key, name, text, round(time.time()))
    return "POST", f"/v2/kiosks/{desk.kiosk}/roots/{day}", msgspec.json.encode(Cosigned(line)), {}


def of_a_night(desk: Desk, day: datetime.date, note: str) -> list[Call]:
    """All calls of a kiosk: a question and a report of either stream, and the cosignature of the root."""
    streams = (desk, Desk(desk.kiosk, desk.key, stream="record"))
    calls = [call for stream in streams for call in (asked(stream), reported(stream))]
    return [*calls, confirmed(desk, day, note)]


def answers(port: int, calls: list[Call]) -> list[bytes]:
    """What is answered over one connection, which is nothing but success."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    bodies = []
    for method, path, body, headers in calls:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        bodies.append(answer.read())
        assert answer.status in (200, 201, 204), bodies[-1]
    connection.close()
    return bodies


def root(scale: Scale) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        engine = connect(sqlite_url(Path(folder) / "hq.db"), practice=True)
        enlisted(engine, scale.fleet)
        began = time.perf_counter()
        DailyRoots(engine, Ed25519PrivateKey.generate()).make(datetime.datetime.now(UTC))
        took = time.perf_counter() - began
        engine.dispose()
    yield Figure(f"root over {scale.fleet:,} kiosks", "s", [took], bound=Bound(5, "s"))


def night(scale: Scale) -> Iterator[Figure]:
    """Everything is signed beforehand, so that headquarters alone is measured."""
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        url = sqlite_url(Path(folder) / "hq.db").render_as_string()
        engine = connect(url, practice=True)
        first, *desks = enlisted(engine, scale.fleet + 1)
        engine.dispose()
        with server(url) as port:
            [receipt] = answers(port, [reported(first)])
            shown = msgspec.json.decode(receipt, type=Receipt[DayCount]).root
            assert shown is not None
            calls = [of_a_night(desk, shown.day, shown.note) for desk in desks]
            shares = [[*chain(*calls[number::CONNECTIONS])] for number in range(CONNECTIONS)]
            began = time.perf_counter()
            with ThreadPoolExecutor(CONNECTIONS) as senders:
                list(senders.map(answers, repeat(port), shares))
            took = time.perf_counter() - began
    yield Figure(f"night of {scale.fleet:,} kiosks, all calls", "s", [took])


MEASURES = (root, night)
