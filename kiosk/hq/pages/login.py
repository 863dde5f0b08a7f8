"""Who may see the pages: officers who have logged in, or, as long as there are none, this machine alone."""

import hashlib
import secrets
import time
from dataclasses import dataclass
from threading import Lock

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from kiosk.hq.pages.login_throttle import Tries
from kiosk.hq.pages.users import User, Users

LIFETIME = 8 * 3600
"""Seconds after which an officer logs in again, and a form is too old."""

SESSION, VISIT = "kiosk-session", "kiosk-visit"

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Refused(Exception):
    """The page is not shown: the HTTP status, and the key of the words that say why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


class NotLoggedIn(Exception):
    """The page is for officers who have logged in."""


@dataclass(frozen=True)
class Visitor:
    """Whoever asks: the officer's name, None on this machine without users, and this browser's own number."""

    user: str | None
    visit: str


class Gate:
    """Lets officers in. `open` is whether the receiver listens to this machine only."""

    def __init__(self, users: Users, key: Ed25519PrivateKey, *, is_open: bool) -> None:
        self.users = users
        self.is_open = is_open
        secret = hashlib.sha256(b"kiosk/v1/pages" + key.private_bytes_raw()).digest()
        self._sessions = URLSafeTimedSerializer(secret, salt="session")
        self._forms = URLSafeTimedSerializer(secret, salt="form")
        self._tries = Tries()
        self._one_at_a_time = Lock()

    def visitor(self, request: Request) -> Visitor:
        """Who asks for a page. NotLoggedIn or Refused if it is not for them."""
        users = self.users.all()
        visit = request.cookies.get(VISIT) or secrets.token_urlsafe(16)
        if not users:
            # A name that leads here from elsewhere is another site's, or a proxy's that lets everybody in.
            if self.is_open and _is_loopback(request):
                return Visitor(None, visit)
            raise Refused(403, "refused.no_users")
        try:
            name, proof = self._sessions.loads(request.cookies.get(SESSION, ""), max_age=LIFETIME)
        except (BadData, ValueError):
            raise NotLoggedIn from None
        if name not in users or proof != _proof(users[name]):
            raise NotLoggedIn
        return Visitor(name, visit)

    def stranger(self, request: Request) -> Visitor:
        """Who asks for the page that logs in. Refused as long as there is nobody to log in as."""
        if not self.users.all():
            raise Refused(403, "refused.no_users")
        return Visitor(None, request.cookies.get(VISIT) or secrets.token_urlsafe(16))

    def token(self, visitor: Visitor) -> str:
        """What every form of this visitor carries, so that no other site can send it for them."""
        return self._forms.dumps([visitor.visit, visitor.user])

    def check_form(self, request: Request, visitor: Visitor, token: str) -> None:
        """Refused unless the form was made for this visitor's browser."""
        try:
            visit, user = self._forms.loads(token, max_age=LIFETIME)
        except (BadData, ValueError):
            raise Refused(403, "refused.stale") from None
        if user != visitor.user or not secrets.compare_digest(str(visit), request.cookies.get(VISIT, "")):
            raise Refused(403, "refused.stale")

    def log_in(self, name: str, password: str, address: str) -> tuple[str | None, int]:
        """The session of an officer whose password is right; otherwise None, and the seconds to wait.

        One at a time, so that many tries at once neither escape the wait nor fill the memory.
        """
        keys = [("name", name[:64]), ("address", address)]
        with self._one_at_a_time:
            wait = self._tries.wait(keys, time.monotonic())
            if wait:
                return None, wait
            user = self.users.admitted(name, password)
            if user is None:
                self._tries.wrong(keys, time.monotonic())
                return None, self._tries.wait(keys, time.monotonic())
            self._tries.right(keys[:1])
        return self._sessions.dumps([name, _proof(user)]), 0


def keep(request: Request, response: Response, name: str, value: str, *, lasts: int | None = LIFETIME) -> None:
    """Set a cookie that no script reads, that no other site sends, and that only goes over TLS or to this machine."""
    response.set_cookie(name, value, max_age=lasts, httponly=True, samesite="lax", secure=not _is_loopback(request))


def _is_loopback(request: Request) -> bool:
    return request.url.hostname in LOOPBACK


def _proof(user: User) -> str:
    """Ends every session of an officer whose password is another now."""
    return hashlib.sha256(user.hash.encode()).hexdigest()[:16]
