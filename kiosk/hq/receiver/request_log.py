"""Access log: who asked for what from which address, and what was decided. No body, no code, no key, no entry."""

import time
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.hq.receiver.json_log import JsonLog

Observer = Callable[[Scope, int, float], None]
"""Who is told of every answer: its request, its status, and the seconds that it took."""

_NOTES = "kiosk.notes"


def note(scope: Scope, **facts: object) -> None:
    """Put facts into the line of this request."""
    scope.setdefault(_NOTES, {}).update(facts)


def noted(scope: Scope, name: str) -> object:
    """A fact that was put into the line of this request; None if it was not."""
    return scope.get(_NOTES, {}).get(name)


class AccessLog:
    """ASGI middleware: a line for every request that `app` has answered, and a word to whoever observes them."""

    def __init__(self, app: ASGIApp, log: JsonLog | None = None, observe: Observer | None = None) -> None:
        self.app = app
        self._log = log or JsonLog()
        self._observe = observe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let `app` answer, then say what came of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = time.perf_counter()
        scope[_NOTES] = {"address": scope["client"][0] if scope.get("client") else ""}
        status = 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            took = time.perf_counter() - begun
            self._write(scope, status, round(1000 * took, 1))
            if self._observe is not None:
                self._observe(scope, status, took)

    def _write(self, scope: Scope, status: int, took: float) -> None:
        """Refusals are of a kind by why they were refused: what a stranger may choose, such as a path, is no part."""
        notes = scope[_NOTES]
        who = (notes.get("kiosk"), notes.get("user")) if status < 400 else notes.get("problem")
        told = {"method": scope["method"], "path": scope["path"], "status": status, "ms": took}
        self._log.write((status, who), {**told, **notes})
