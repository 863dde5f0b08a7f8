"""A line between a kiosk and a real receiver that lies: it has no key, but relays, forges, and remembers what it saw."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

Said = tuple[int, Any]
"""A status and what is said, as JSON."""

Lie = Callable[[str, str, Said], Said]
"""What becomes of an answer, given the method and the path that were asked."""


class LyingLine:
    """Where the kiosk thinks its headquarters is. `seen` is everything that went over the line, oldest first."""

    def __init__(self, to: str) -> None:
        self.to = to
        self.lie: Lie = lambda _method, _path, said: said
        self.seen: list[tuple[str, str, bytes, Said]] = []
        self.url = ""
        self.client = httpx.Client(verify=False)

    def relay(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Said:
        answer = self.client.request(method, self.to + path, headers=headers, content=body)
        reply = answer.status_code, answer.json() if answer.content else None
        self.seen.append((method, path, body, reply))
        return self.lie(method, path, reply)

    def paths(self, method: str) -> list[str]:
        return [path for seen, path, _, _ in self.seen if seen == method]


@contextmanager
def lying_line(to: str) -> Iterator[LyingLine]:
    """A line to the receiver at that address."""
    line = LyingLine(to)

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            kept = {
                name: value for name, value in self.headers.items() if name.lower().startswith(("kiosk-", "content-t"))
            }
            status, said = line.relay(self.command, self.path, kept, body)
            content = b"" if status == 204 else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json" if status < 400 else "application/problem+json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = answer

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    serving = threading.Thread(target=server.serve_forever, args=(0.05,))
    serving.start()
    line.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield line
    finally:
        server.shutdown()
        server.server_close()
        serving.join()
        line.client.close()
