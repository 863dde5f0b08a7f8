"""Logging in, in two steps where an officer has a second factor, and out."""

from collections.abc import Callable

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kiosk.hq.accounts.sessions import LIFETIME
from kiosk.hq.pages.login import DEVICE_LIFETIME, Authentication, LogIn
from kiosk.hq.pages.page_request import Endpoint, PageRequest
from kiosk.hq.pages.tabs import TABS
from kiosk.hq.receiver.request_log import note

Draw = Callable[..., Response]
"""Draws a page that shows nothing of the register: the request, the page's name, its status, its values."""


class LoginPages:
    """The addresses /login, /login/code and /logout."""

    def __init__(self, authentication: Authentication, draw: Draw) -> None:
        self._authentication = authentication
        self._draw = draw

    def routes(self, page: Endpoint) -> list[Route]:
        """Every address, each let in by `page`."""
        return [
            Route("/login", page(self.form, stranger=True)),
            Route("/login", page(self.log_in, stranger=True, hashes=True), methods=["POST"]),
            Route("/login/code", page(self.form, stranger=True)),
            Route("/login/code", page(self.log_in_with_code, stranger=True), methods=["POST"]),
            Route("/logout", page(self.log_out), methods=["POST"]),
        ]

    def form(self, asked: PageRequest) -> Response:
        """The first step: name and password."""
        return self._first(asked, "")

    def log_in(self, asked: PageRequest) -> Response:
        """What becomes of it: the second step for who has a second factor."""
        name = asked.form.get("name", "").strip().lower()
        tried = self._authentication.log_in(asked.request, name, asked.form.get("password", ""))
        if tried.half:
            return self._second(asked, tried)
        if tried.token is None:
            return self._refused(asked, tried, self._first(asked, name, tried))
        note(asked.request.scope, user=name)
        return self._let_in(asked, tried.token, tried.device)

    def log_in_with_code(self, asked: PageRequest) -> Response:
        """What becomes of the second step; who took too long begins again."""
        form = asked.form
        tried = self._authentication.log_in_with_code(asked.request, form.get("half", ""), form.get("code", ""))
        if tried.token is None:
            return self._refused(asked, tried, self._second(asked, tried, is_wrong=True))
        return self._let_in(asked, tried.token, tried.device)

    def log_out(self, asked: PageRequest) -> Response:
        """End the session of this browser."""
        authentication = self._authentication
        authentication.sessions.log_out(asked.principal.session, asked.actor, authentication.now())
        response = RedirectResponse("/login", 303)
        authentication.cookies.set(response, "kiosk-session", "", 0)
        return response

    def _first(self, asked: PageRequest, name: str, tried: LogIn | None = None) -> Response:
        values = {"wrong": tried is not None, "wait": tried.wait if tried else 0, "name": name}
        return self._draw(asked, "login", _status(tried), **values)

    def _second(self, asked: PageRequest, tried: LogIn, *, is_wrong: bool = False) -> Response:
        values = {"wrong": is_wrong, "wait": tried.wait, "half": tried.half}
        return self._draw(asked, "login_code", _status(tried if is_wrong else None), **values)

    def _refused(self, asked: PageRequest, tried: LogIn, response: Response) -> Response:
        note(asked.request.scope, problem="log-in-slowed" if tried.wait else "log-in-refused")
        if tried.wait:
            response.headers["Retry-After"] = str(tried.wait)
        return response

    def _let_in(self, asked: PageRequest, token: str, device: str) -> Response:
        cookies = self._authentication.cookies
        response = RedirectResponse(_own_address(asked.request.query_params.get("to", "")), 303)
        cookies.set(response, "kiosk-session", token, LIFETIME)
        cookies.set(response, "kiosk-device", device, DEVICE_LIFETIME)
        return response


def _status(tried: LogIn | None) -> int:
    """Of a page that is shown because nobody was let in."""
    return 200 if tried is None else 429 if tried.wait else 401


def _own_address(path: str) -> str:
    """Open redirect check: where to go after logging in is a page of this site and of no other."""
    of_one = path.startswith(("/offices/", "/kiosks/", "/bulletins/")) and path.count("/") == 2
    is_own = path in {f"/{name}" for name in TABS} or of_one
    return path if is_own else "/shortfall"
