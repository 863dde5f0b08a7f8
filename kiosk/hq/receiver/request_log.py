"""Access log: a JSON line for every request and what was decided. No body, no code, no key, no entry."""

import sys
import time
from datetime import UTC, datetime

import msgspec
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NOTES = "kiosk.notes"


def note(scope: Scope, **facts: object) -> None:
    """Put facts into the line of this request."""
    scope.setdefault(_NOTES, {}).update(facts)


class AccessLog:
    """ASGI middleware: a line to stderr for every request that `app` has answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let `app` answer, then say what came of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = time.perf_counter()
        notes = scope[_NOTES] = {}
        status = 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            line = {
                "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "method": scope["method"],
                "path": scope["path"],
                "status": status,
                "ms": round(1000 * (time.perf_counter() - begun), 1),
                **notes,
            }
            sys.stderr.write(msgspec.json.encode(line).decode() + "\n")
            sys.stderr.flush()
