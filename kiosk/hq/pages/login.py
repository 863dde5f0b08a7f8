"""Authentication: who asks for a page, CSRF tokens, and the log-in that is throttled.

The pages are for officers who have logged in; without users they are closed, or open to this machine if so asked.
"""

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import Request

from kiosk.hq.accounts.login_throttle import LoginThrottle, ThrottleKey, keys_of
from kiosk.hq.accounts.policy import NOTHING, OPEN, Access
from kiosk.hq.accounts.sessions import LIFETIME, Sessions
from kiosk.hq.accounts.users import Users
from kiosk.hq.pages.cookies import Cookies
from kiosk.hq.receiver.exposure import Exposure
from kiosk.hq.store.audit_log import Actor, AuditAction, note
from kiosk.hq.store.transactions import writing

DEVICE_LIFETIME = 365 * 24 * 3600
"""Seconds for which a browser is known as one from which an officer has logged in."""

_CODE_WITHIN = 300
"""Seconds in which the code follows the password."""

_NAMES = 8
"""Officers who share a browser, at most."""


class Refused(Exception):
    """The page is not shown: the HTTP status, and the key of the words that say why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


class NotLoggedIn(Exception):
    """The page is for officers who have logged in."""


@dataclass(frozen=True)
class Principal:
    """Whoever asks: the user's name (None without users), this browser's own number, the session's hash, and what they
    may do and see."""

    user: str | None
    browser: str
    session: str = ""
    access: Access = NOTHING


@dataclass(frozen=True)
class LogIn:
    """What became of a log-in: the session's token and the device's cookie; or, where the password was right and a code
    has to follow, who is `half` in; or the seconds until the next try."""

    token: str | None = None
    device: str = ""
    half: str = ""
    wait: int = 0


class Authentication:
    """Authentication of officers over one register; `now` gives the moment, UTC."""

    def __init__(
        self, engine: sa.Engine, key: Ed25519PrivateKey, now: Callable[[], datetime], exposure: Exposure
    ) -> None:
        self.users, self.sessions = Users(engine), Sessions(engine)
        self.now = now
        self.cookies = Cookies(is_secure=exposure.is_secure)
        self._engine = engine
        self.public_url = exposure.public_url
        self._exposure = exposure
        self._is_open = exposure.is_open
        secret = hashlib.sha256(b"kiosk/v1/pages" + key.private_bytes_raw()).digest()
        self._csrf_tokens = URLSafeTimedSerializer(secret, salt="form")
        self._devices = URLSafeTimedSerializer(secret, salt="device")
        self._halves = URLSafeTimedSerializer(secret, salt="half")
        self._throttle = LoginThrottle()

    def principal(self, request: Request) -> Principal:
        """Who asks for a page, by the session cookie. NotLoggedIn or Refused if it is not for them."""
        browser = self._browser(request)
        if not self._has_users(request):
            if self._is_open:
                return Principal(None, browser, access=OPEN)
            raise Refused(403, "refused.no_users")
        session = self.sessions.of(self.cookies.get(request, "kiosk-session"), self.now())
        access = self.users.access(session.name) if session else None
        if session is None or access is None:
            raise NotLoggedIn
        return Principal(session.name, browser, session.token_hash, access)

    def stranger(self, request: Request) -> Principal:
        """Who asks for the page that logs in. Refused as long as there is nobody to log in as."""
        if not self._has_users(request):
            raise Refused(403, "refused.no_users")
        return Principal(None, self._browser(request))

    def csrf_token(self, principal: Principal) -> str:
        """CSRF token: what every form of this principal carries, so that no other site can send it for them."""
        return str(self._csrf_tokens.dumps([principal.browser, principal.user]))

    def check_csrf(self, request: Request, principal: Principal, token: str) -> None:
        """CSRF check: Refused unless the form was made for this principal in this browser."""
        try:
            browser, user = self._csrf_tokens.loads(token, max_age=LIFETIME)
        except (BadData, ValueError):
            raise Refused(403, "refused.stale") from None
        brought = self.cookies.get(request, "kiosk-visit")
        if user != principal.user or not secrets.compare_digest(str(browser).encode(), brought.encode()):
            raise Refused(403, "refused.stale")

    def log_in(self, request: Request, name: str, password: str) -> LogIn:
        """Throttled log-in: asked before a hash is computed, so that tries cost the receiver nothing."""
        keys = self._keys(request, name)
        if wait := self._throttle.take(keys, time.monotonic()):
            return LogIn(wait=wait)
        user = self.users.with_password(name, password)
        if user is None:
            return self._refused(request, name, keys)
        if user.totp_secret is not None:
            return LogIn(half=str(self._halves.dumps([name, self._browser(request), self._password_mark(name)])))
        return self._logged_in(request, name, keys)

    def log_in_with_code(self, request: Request, half: str, code: str) -> LogIn:
        """The second step of somebody who is `half` in; it is throttled with the first. NotLoggedIn if they are not."""
        try:
            name, browser, mark = self._halves.loads(half, max_age=_CODE_WITHIN)
        except (BadData, ValueError):
            raise NotLoggedIn from None
        user = self.users.all().get(name)
        if user is None or browser != self._browser(request) or mark != self._password_mark(name):
            raise NotLoggedIn
        keys = self._keys(request, name)
        if wait := self._throttle.take(keys, time.monotonic()):
            return LogIn(half=half, wait=wait)
        if not self.users.is_code(user, code, self.now()):
            return replace(self._refused(request, name, keys), half=half)
        return self._logged_in(request, name, keys)

    def _keys(self, request: Request, name: str) -> list[ThrottleKey]:
        number, names = self._device(request)
        return keys_of(name, address_of(request), number if name in names else None)

    def _logged_in(self, request: Request, name: str, keys: list[ThrottleKey]) -> LogIn:
        self._throttle.right(keys, time.monotonic())
        number, names = self._device(request)
        token = self.sessions.begin(Actor(name, address_of(request)), request.headers.get("user-agent", ""), self.now())
        known = [name, *(other for other in names if other != name)][:_NAMES]
        return LogIn(token, str(self._devices.dumps([number, known])))

    def _password_mark(self, name: str) -> str:
        """What is another one after each change of a password."""
        user = self.users.all()[name]
        return hashlib.sha256(user.hash.encode()).hexdigest()[:16]

    def confirmed(self, request: Request, name: str, password: str, code: str | None = None) -> bool:
        """Whether this is the password of an officer who is logged in, and with a `code` that of their phone, if they
        have a second factor; tries are throttled as log-ins are."""
        keys = keys_of(name, address_of(request), None)
        if self._throttle.take(keys, time.monotonic()):
            return False
        if code is None:
            is_right = self.users.has_password(name, password)
        else:
            is_right = self.users.admitted(name, password, code, self.now())
        if is_right:
            self._throttle.right(keys, time.monotonic())
        return is_right

    def has_second_factor(self, principal: Principal) -> bool:
        """Whether the officer who asks is asked for a code of their phone."""
        user = self.users.all().get(principal.user or "")
        return user is not None and user.totp_secret is not None

    def _refused(self, request: Request, name: str, keys: list[ThrottleKey]) -> LogIn:
        """What was typed as an unknown name is not noted: it may be a password."""
        wait = self._throttle.wait(keys, time.monotonic())
        action: AuditAction = "log-in-slowed" if wait else "log-in-refused"
        who = name if name in self.users.all() else "–"
        with writing(self._engine) as db:
            note(db, self.now(), Actor(who, address_of(request)), action, f"{wait} s" if wait else "")
        return LogIn(wait=wait)

    def _has_users(self, request: Request) -> bool:
        """Whether anybody may log in; Refused at an address at which no page is shown.

        Once there was a user, the pages of this receiver are not open any more: a removal opens nothing.
        """
        if not self._exposure.admits(request):
            raise Refused(403, "refused.host")
        has_users = bool(self.users.all())
        self._is_open = self._is_open and not has_users
        return has_users

    def _browser(self, request: Request) -> str:
        return self.cookies.get(request, "kiosk-visit") or secrets.token_urlsafe(16)

    def _device(self, request: Request) -> tuple[str, list[str]]:
        """The number of this browser, and who has logged in from it; a new number if it is not known."""
        try:
            number, names = self._devices.loads(self.cookies.get(request, "kiosk-device"), max_age=DEVICE_LIFETIME)
        except (BadData, ValueError):
            return secrets.token_urlsafe(16), []
        return str(number), list(names)


def address_of(request: Request) -> str:
    """Where a request comes from, trusted proxies taken away."""
    return request.client.host if request.client else "–"
