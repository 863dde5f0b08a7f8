"""Host header validation: one strict grammar (RFC 3986 §3.2.2), checked before anything is made of it."""

import ipaddress
import re

import msgspec
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kiosk.hq.receiver.request_log import note
from kiosk.protocol.payloads import PROBLEM, Problem

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"({_LABEL}(?:\.{_LABEL})*|\[([0-9A-Fa-f:.]+)\])(?::([0-9]{{1,5}}))?")
_LONGEST = 253 + len(":65535")


def host_of(header: str) -> str | None:
    """The name or address that a Host header asks for, in small letters; None if it is no such header."""
    host = _HOST.fullmatch(header) if len(header) <= _LONGEST else None
    if host is None or not 0 < int(host[3] or 80) < 65536:
        return None
    return _ipv6(host[2]) if host[2] else host[1].lower()


class HostHeader:
    """ASGI middleware: a request without one right Host header gets 400, whatever it asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let `app` answer if the header is right."""
        if scope["type"] != "http" or _is_right(scope):
            await self.app(scope, receive, send)
            return
        note(scope, problem="malformed")
        problem = Problem(type=PROBLEM + "malformed", title="the Host header names no host", status=400)
        answer = Response(msgspec.json.encode(problem), 400, media_type="application/problem+json")
        await answer(scope, receive, send)


def _is_right(scope: Scope) -> bool:
    headers = Headers(scope=scope).getlist("host")
    return len(headers) == 1 and host_of(headers[0]) is not None


def _ipv6(address: str) -> str | None:
    try:
        return str(ipaddress.IPv6Address(address))
    except ValueError:
        return None
