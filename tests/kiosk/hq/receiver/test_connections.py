"""Half-sent requests and anonymous log-ins: who sends them is cut off, and kiosks are answered meanwhile."""

import asyncio
import resource
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kiosk.hq.http_server import application
from kiosk.hq.pages.site import LOG_INS_AT_ONCE, LOG_INS_WAITING, Site
from kiosk.hq.receiver.connections import BACKLOG, LONGEST_HEAD, Connections
from kiosk.hq.receiver.exposure import Exposure
from kiosk.hq.receiver.json_log import JsonLog
from tests.kiosk.hq.pages.conftest import NAME, add_user, opened
from tests.kiosk.hq.pages.test_login import token
from tests.support.commands import run
from tests.support.deadline import SECONDS, until
from tests.support.headquarters import Headquarters

HEAD = b"POST /v2/enrol HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"
HALVES = {"a head": HEAD, "a body": HEAD + b"\r\n{", "nothing": b""}


@contextmanager
def served(descriptors: int, deadline: float) -> Iterator[int]:
    """A server of this process with those deadlines, and descriptors for so many connections; gives its port."""

    async def echo(request: Request) -> PlainTextResponse:
        return PlainTextResponse(await request.body())

    connections = Connections({"head": deadline, "body": deadline, "answer": 60})
    connections._most = descriptors
    listening = socket.create_server(("127.0.0.1", 0))
    app = Starlette(routes=[Route("/{path:path}", echo, methods=["GET", "POST"])])
    config = uvicorn.Config(app, http=connections.protocol, ws="none", lifespan="off", log_config=None, backlog=BACKLOG)  # type: ignore[arg-type]
    server = uvicorn.Server(config)
    thread = threading.Thread(target=asyncio.run, args=(server.serve(sockets=[listening]),))
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


def half_sent(port: int, part: bytes) -> socket.socket:
    sending = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
    sending.sendall(part)
    return sending


def is_cut_off(sending: socket.socket) -> bool:
    try:
        return sending.recv(1000) == b""
    except ConnectionResetError:
        return True


@pytest.mark.parametrize("part", HALVES.values(), ids=HALVES)
def test_a_request_that_does_not_become_whole_is_cut_off(part: bytes) -> None:
    with served(100, deadline=1) as port, half_sent(port, part) as sending:
        assert is_cut_off(sending)


def test_a_head_that_trickles_is_cut_off_as_well_and_after_a_whole_request_too() -> None:
    with served(100, deadline=1) as port:
        for before in (b"", b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"):
            with half_sent(port, before) as sending:
                if before:
                    assert sending.recv(1000)

                def ended(trickling: socket.socket = sending) -> bool:
                    try:
                        trickling.sendall(b"GET /"[:1])
                    except OSError:
                        return True
                    time.sleep(0.2)
                    return False

                until(ended, "still open")


def test_a_head_without_end_is_refused_before_it_fills_the_memory() -> None:
    with served(100, deadline=60) as port, half_sent(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ") as sending:
        answer = b""
        with suppress(OSError):
            for _ in range(2 * LONGEST_HEAD // 4096):
                sending.sendall(b"x" * 4096)
        with suppress(OSError):
            answer = sending.recv(1000)
        assert answer.startswith(b"HTTP/1.1 400 ") or answer == b""
        assert is_cut_off(sending)


def test_beyond_the_most_the_oldest_unfinished_connection_makes_room_for_a_new_one() -> None:
    with served(10, deadline=10 * SECONDS) as port, ExitStack() as halves:
        first = halves.enter_context(half_sent(port, HEAD))
        for _ in range(20):
            halves.enter_context(half_sent(port, HEAD))
        assert httpx.post(f"http://127.0.0.1:{port}/", content=b"x" * 100_000, timeout=SECONDS).status_code == 200
        assert is_cut_off(first)


def under_attack(folder: Path, halves: int, log_ins: int, bound: float) -> None:
    """Half-sent requests at 1,024 descriptors and anonymous log-ins; kiosk calls are answered within `bound` seconds."""
    add_user(folder)
    with with_descriptors(1024, Headquarters(folder)) as hq, ExitStack() as opened:
        hq.enrol(folder / "kiosk", "phatthalung-1")
        threads = [threading.Thread(target=log_in, args=(hq.url, n)) for n in range(log_ins)]
        for number in range(halves):
            opened.enter_context(half_sent(hq.port, HEAD if number % 2 else HEAD + b"\r\n{"))
        for thread in threads:
            thread.start()
        slowest = 0.0
        while any(thread.is_alive() for thread in threads) or not slowest:
            begun = time.monotonic()
            assert httpx.get(f"{hq.url}/v2/kiosks/phatthalung-1/ledger", timeout=SECONDS).status_code < 500
            slowest = max(slowest, time.monotonic() - begun)
        for thread in threads:
            thread.join()
        run(folder / "kiosk", "count", "inspection")
        assert run(folder / "kiosk", "sync").returncode == 0
        assert slowest <= bound


@contextmanager
def with_descriptors(most: int, hq: Headquarters) -> Iterator[Headquarters]:
    """The same headquarters, started as a process that may open no more files than that."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    try:
        hq.start()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    try:
        yield hq
    finally:
        hq.kill()


def log_in(url: str, number: int) -> None:
    with httpx.Client(base_url=url, timeout=SECONDS) as client:
        form = {
            "name": NAME if number % 2 else f"name-{number}",
            "password": "wrong",
            "token": token(client.get("/login")),
        }
        assert client.post("/login", data=form).status_code in (401, 429, 503)


def test_kiosks_are_answered_while_requests_stay_half_sent_and_strangers_log_in(tmp_path: Path) -> None:
    under_attack(tmp_path, halves=150, log_ins=40, bound=SECONDS)


@pytest.mark.long
def test_1200_half_sent_requests_at_1024_descriptors_and_400_log_ins_leave_kiosk_calls_within_2_seconds(
    tmp_path: Path,
) -> None:
    """Found as: nobody was answered any more, and with 400 log-ins a kiosk's own limit of 20 s was passed."""
    under_attack(tmp_path, halves=1200, log_ins=400, bound=2)


async def test_log_ins_that_hash_stand_in_a_queue_of_their_own_and_beyond_it_nobody_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many at once as would take every thread that answers kiosks, and eight more: found as all of them waiting."""
    too_many, is_over, answer = 8, threading.Event(), Site._answer

    def slow(site: Site, *asked: object) -> Response:
        is_over.wait(SECONDS)
        return answer(site, *asked)  # type: ignore[arg-type]

    with opened(tmp_path) as headquarters:
        machine, clock = headquarters.machine, headquarters.now
        app = application(headquarters.register, headquarters.key(), clock, machine, Exposure(), JsonLog())
        transport = httpx.ASGITransport(app)
        monkeypatch.setattr(Site, "_answer", slow)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=SECONDS) as client:
            tries = LOG_INS_AT_ONCE + LOG_INS_WAITING + too_many
            log_ins = [asyncio.create_task(client.post("/login")) for _ in range(tries)]
            try:
                async with asyncio.timeout(SECONDS):
                    while sum(log_in.done() for log_in in log_ins) < too_many:
                        await asyncio.sleep(0.01)
                    assert (await client.get("/v2/keys")).status_code == 200, "a kiosk is answered meanwhile"
            finally:
                is_over.set()
            answers = [answer.status_code for answer in await asyncio.gather(*log_ins)]
    assert (answers.count(503), answers.count(403)) == (too_many, tries - too_many)
