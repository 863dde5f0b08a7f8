"""Cookies of the pages: read by no script, sent by no other site, and over TLS to this host alone (`__Host-`)."""

from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

Cookie = Literal["kiosk-session", "kiosk-visit", "kiosk-device", "kiosk-language"]
"""The session's token; this browser's number for one visit; the browser as a device that is known; the language."""


class Cookies:
    """`is_secure` unless the pages are reached on plain loopback, where a browser refuses the prefix."""

    def __init__(self, *, is_secure: bool) -> None:
        self._is_secure = is_secure

    def get(self, request: Request, cookie: Cookie) -> str:
        """What the browser brought; nothing if it did not."""
        return request.cookies.get(self._name(cookie), "")

    def set(self, response: Response, cookie: Cookie, value: str, lasts: int) -> None:
        """Set a cookie that lasts so many seconds; 0 takes it away."""
        response.set_cookie(
            self._name(cookie),
            value,
            max_age=lasts,
            path="/",
            httponly=True,
            samesite="lax",
            secure=self._is_secure,
        )

    def _name(self, cookie: Cookie) -> str:
        return f"__Host-{cookie}" if self._is_secure else cookie
