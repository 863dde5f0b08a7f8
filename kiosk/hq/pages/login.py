"""Authentication: session cookies, CSRF tokens, and the log-in that is throttled.

The pages are for officers who have logged in, or, as long as there are none, for this machine alone.
"""

import hashlib
import secrets
import time
from dataclasses import dataclass
from threading import Lock

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from kiosk.hq.pages.login_throttle import LoginThrottle
from kiosk.hq.pages.users import User, Users

LIFETIME = 8 * 3600
"""Seconds after which an officer logs in again, and a form is too old."""

SESSION, BROWSER = "kiosk-session", "kiosk-visit"
"""Names of the cookies: of the signed session, and of the number by which one browser is told from others."""

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Refused(Exception):
    """The page is not shown: the HTTP status, and the key of the words that say why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


class NotLoggedIn(Exception):
    """The page is for officers who have logged in."""


@dataclass(frozen=True)
class Principal:
    """Whoever asks: the officer's name, None on this machine without users, and this browser's own number."""

    user: str | None
    browser: str


class Authentication:
    """Authentication of officers. `is_open` is whether the receiver listens to this machine only."""

    def __init__(self, users: Users, key: Ed25519PrivateKey, *, is_open: bool) -> None:
        self.users = users
        self.is_open = is_open
        secret = hashlib.sha256(b"kiosk/v1/pages" + key.private_bytes_raw()).digest()
        self._sessions = URLSafeTimedSerializer(secret, salt="session")
        self._csrf_tokens = URLSafeTimedSerializer(secret, salt="form")
        self._throttle = LoginThrottle()
        self._log_in_lock = Lock()

    def principal(self, request: Request) -> Principal:
        """Who asks for a page, by the session cookie. NotLoggedIn or Refused if it is not for them."""
        users = self.users.all()
        browser = _browser(request)
        if not users:
            # A name that leads here from elsewhere is another site's, or a proxy's that lets everybody in.
            if self.is_open and _is_loopback(request):
                return Principal(None, browser)
            raise Refused(403, "refused.no_users")
        try:
            name, proof = self._sessions.loads(request.cookies.get(SESSION, ""), max_age=LIFETIME)
        except (BadData, ValueError):
            raise NotLoggedIn from None
        if name not in users or proof != _proof(users[name]):
            raise NotLoggedIn
        return Principal(name, browser)

    def stranger(self, request: Request) -> Principal:
        """Who asks for the page that logs in. Refused as long as there is nobody to log in as."""
        if not self.users.all():
            raise Refused(403, "refused.no_users")
        return Principal(None, _browser(request))

    def csrf_token(self, principal: Principal) -> str:
        """CSRF token: what every form of this principal carries, so that no other site can send it for them."""
        return self._csrf_tokens.dumps([principal.browser, principal.user])

    def check_csrf(self, request: Request, principal: Principal, token: str) -> None:
        """CSRF check: Refused unless the form was made for this principal in this browser."""
        try:
            browser, user = self._csrf_tokens.loads(token, max_age=LIFETIME)
        except (BadData, ValueError):
            raise Refused(403, "refused.stale") from None
        if user != principal.user or not secrets.compare_digest(str(browser), request.cookies.get(BROWSER, "")):
            raise Refused(403, "refused.stale")

    def log_in(self, name: str, password: str, address: str) -> tuple[str | None, int]:
        """Throttled log-in: the session of an officer whose password is right; otherwise None, and seconds to wait.

        One at a time, so that many tries at once neither escape the wait nor fill the memory.
        """
        keys = [("name", name[:64]), ("address", address)]
        with self._log_in_lock:
            wait = self._throttle.wait(keys, time.monotonic())
            if wait:
                return None, wait
            user = self.users.admitted(name, password)
            if user is None:
                self._throttle.wrong(keys, time.monotonic())
                return None, self._throttle.wait(keys, time.monotonic())
            self._throttle.right(keys[:1])
        return self._sessions.dumps([name, _proof(user)]), 0


def set_cookie(request: Request, response: Response, name: str, value: str, *, lasts: int = LIFETIME) -> None:
    """Cookie (HttpOnly, SameSite, Secure): read by no script, sent by no other site, over TLS or to this machine."""
    response.set_cookie(name, value, max_age=lasts, httponly=True, samesite="lax", secure=not _is_loopback(request))


def _browser(request: Request) -> str:
    return request.cookies.get(BROWSER) or secrets.token_urlsafe(16)


def _is_loopback(request: Request) -> bool:
    return request.url.hostname in LOOPBACK


def _proof(user: User) -> str:
    """Session revocation: a proof of the password, which ends every session when that is another."""
    return hashlib.sha256(user.hash.encode()).hexdigest()[:16]
