"""Kiosks that sync: with a real headquarters, and with what only answers like one."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest.mock import patch

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.machine.kiosk import Kiosk
from kiosk.machine.membership import Membership, keep_membership, membership
from kiosk.protocol.payloads import HeldEpochs
from kiosk.protocol.signing import Answer, answer_bytes, public_hex, sign
from kiosk.security.signing_key import load_key, make_key
from kiosk.streams.ledger.ledger import Ledger
from kiosk.sync import client
from kiosk.sync.client import HqClient
from kiosk.sync.push import Sync
from kiosk.sync.streams import ledger_sync
from tests.support.commands import run
from tests.support.sample import DAY, HEALTH

HQ_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
"""What signs for the headquarters of a kiosk that is enrolled nowhere."""


@contextmanager
def impostor(status: int, body: bytes, content_type: str = "text/html") -> Iterator[str]:
    """Something that answers every call, such as the log-in page of a network."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = answer

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def at_once(attempts: int = 4) -> Iterator[None]:
    """Calls to headquarters that are tried so often, without a wait between."""
    with patch.object(client, "ATTEMPTS", attempts), patch.object(client, "sleep", lambda _: None):
        yield


def redirect(folder: Path, url: str) -> None:
    """Let the enrolled kiosk of `folder` call another address."""
    path = folder / "practice" / "hq.toml"
    lines = [f'url = "{url}"' if line.startswith("url") else line for line in path.read_text().splitlines()]
    path.write_text("\n".join(lines))


@contextmanager
def enrolled(kiosk: Kiosk) -> Iterator[Ledger]:
    """The ledger, with one count, of a kiosk that is enrolled somewhere."""
    keep_membership(kiosk, Membership("http://127.0.0.1:1", "phatthalung-1", "phatthalung", public_hex(HQ_KEY)))
    make_key(kiosk.path("key.pem"))
    with Ledger(kiosk.path("ledger.db"), practice=True) as ledger:
        ledger.count("inspection", DAY)
        yield ledger


def counted(folder: Path, *groups: str) -> None:
    """Count as the counter of `folder` does."""
    folder.joinpath("practice").mkdir(parents=True, exist_ok=True)
    with Ledger(folder / "practice" / "ledger.db", practice=True) as ledger:
        for group in groups:
            ledger.count(group, DAY)


def synced(folder: Path) -> dict[str, object]:
    done = run(folder, "sync", "--json")
    return {"exit": done.returncode, **json.loads(done.stdout)}


def by_hand(kiosk: Kiosk, ledger: Ledger, answer: Callable[[httpx.Request], httpx.Response]) -> Sync:
    """A run whose headquarters is a function."""
    member, key = membership(kiosk), load_key(kiosk.path("key.pem"))
    assert member is not None
    answering = httpx.Client(transport=httpx.MockTransport(answer))
    hq = HqClient(answering, member, key, lambda: "2024-03-01T03:00:00Z")
    return ledger_sync(hq, ledger, lambda _: HEALTH, DAY)


def answered(request: httpx.Request, answer: Answer, epoch: str | None = None) -> httpx.Response:
    """An answer to a GET, signed over its nonce as that headquarters would."""
    answered = msgspec.structs.replace(answer, nonce=request.headers["kiosk-nonce"])
    signature = sign(HQ_KEY, answer_bytes("phatthalung-1", epoch, answered))
    return httpx.Response(200, content=msgspec.json.encode(msgspec.structs.replace(answered, signature=signature)))


def nothing_held(request: httpx.Request) -> httpx.Response:
    """What a headquarters answers that holds no epoch of the kiosk."""
    return answered(request, HeldEpochs([], [], 0, "", ""))
