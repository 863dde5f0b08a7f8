"""Slow-loris protection: every connection has deadlines, and when there are too many the oldest unfinished one goes.

uvicorn has a deadline for an idle connection alone; whoever sends half a request, or takes no answer, would keep it.
Its parser (httptools) reads a head of any length: here it has a bound too.
"""

import asyncio
import resource
from dataclasses import dataclass
from typing import Any, Literal

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

Stage = Literal["head", "body", "answer"]
"""What a connection is at: the head of its next request, the body of one, or its answer."""

DEADLINES: dict[Stage, float] = {"head": 10, "body": 30, "answer": 60}
"""Seconds for the whole of it."""

BACKLOG = 128
"""Connections that are accepted at one go, and wait for it in the kernel."""

LONGEST_HEAD = 65_536
"""Bytes of the lines before a body, as far as they come one by one."""

_EVERY = 1.0
_FEWEST = 64


@dataclass
class _Progress:
    cycle: RequestResponseCycle | None
    stage: Stage
    since: float


class _BoundedHead(HttpToolsProtocol):
    """A connection that is closed where the head of a request has no end."""

    _head: int | None = None
    """Bytes of a head that has no end yet."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head = 0

    def on_headers_complete(self) -> None:
        self._head = None
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._head is not None:
            self._head += len(data)
            if self._head > LONGEST_HEAD and not self.transport.is_closing():
                self.send_400_response("The head of this request is too long.")


class Connections:
    """The connections of one server, the oldest first."""

    def __init__(self, deadlines: dict[Stage, float] = DEADLINES) -> None:
        self._deadlines = deadlines
        self._most = most_connections()
        self._progress: dict[HttpToolsProtocol, _Progress] = {}
        self._is_watching = False

    def protocol(self, **uvicorn: Any) -> HttpToolsProtocol:
        """The protocol of a connection that has just been accepted; for uvicorn's option `http`."""
        made, now = _BoundedHead(**uvicorn), asyncio.get_running_loop().time()
        if len(made.connections) >= self._most:
            self._abort_oldest()
        self._progress[made] = _Progress(None, "head", now)
        if not self._is_watching:
            self._watch()
        return made

    def _watch(self) -> None:
        loop = asyncio.get_running_loop()
        self._is_watching = True
        loop.call_later(_EVERY, self._watch)
        for protocol, progress in list(self._progress.items()):
            if protocol.transport is None:
                continue
            if protocol not in protocol.connections:
                del self._progress[protocol]
                continue
            stage = _stage(protocol)
            if (protocol.cycle, stage) != (progress.cycle, progress.stage):
                self._progress[protocol] = _Progress(protocol.cycle, stage, loop.time())
            elif loop.time() - progress.since > self._deadlines[stage]:
                self._abort(protocol)

    def _abort_oldest(self) -> None:
        """The oldest connection that is not waiting for us: one whose request is coming will be whole in no time."""
        for protocol in self._progress:
            if protocol.transport is not None and _stage(protocol) != "answer":
                self._abort(protocol)
                return

    def _abort(self, protocol: HttpToolsProtocol) -> None:
        del self._progress[protocol]
        protocol.transport.abort()


def most_connections() -> int:
    """What the descriptors of this process allow, with room for those just accepted, those just aborted, and files."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(min(soft, 16_384) - 3 * BACKLOG, _FEWEST)


def _stage(protocol: HttpToolsProtocol) -> Stage:
    cycle = protocol.cycle
    if cycle is None or cycle.response_complete:
        return "head"
    return "body" if cycle.more_body else "answer"
