"""The site: which address leads to which page, who is let in, in which language, with which headers."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from kiosk.errors import Refusal
from kiosk.hq.pages.login import LIFETIME, SESSION, VISIT, Gate, NotLoggedIn, Refused, Visitor, keep
from kiosk.hq.pages.render import STYLE, drawn
from kiosk.hq.pages.views import TABS, Views
from kiosk.text.languages import HOME, OFFICIAL, Language

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_LANGUAGE = "kiosk-language"
_LONGEST_FORM = 4096
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Asked:
    """One request, who makes it, and what a form brought."""

    request: Request
    visitor: Visitor
    language: Language
    form: dict[str, str]


class Site:
    """The pages over one register."""

    def __init__(self, gate: Gate, views: Views) -> None:
        self.gate = gate
        self.views = views

    def routes(self) -> list[Route]:
        """Every address of the site."""
        pages = [Route(f"/{name}", self._page(getattr(self, name))) for name in TABS]
        files = [Route(f"/{name}.{{kind}}", self._page(self.file)) for name in TABS]
        return [
            Route("/", self._page(lambda _: RedirectResponse("/shortfall", 303))),
            *pages,
            *files,
            Route("/offices/{office}.{kind}", self._page(self.file)),
            Route("/offices/{office}", self._page(self.office)),
            Route("/alarms/{id:int}/acknowledge", self._page(self.acknowledge), methods=["POST"]),
            Route("/login", self._page(self.login, stranger=True), methods=["GET", "POST"]),
            Route("/logout", self._page(self.logout), methods=["POST"]),
            Route("/style.css", _style),
        ]

    # Pages

    def shortfall(self, asked: Asked) -> Response:
        """Who will miss."""
        return self._drawn(asked, "shortfall", **self.views.shortfall())

    def reporting(self, asked: Asked) -> Response:
        """Who has not reported."""
        return self._drawn(asked, "reporting", **self.views.reporting())

    def itap(self, asked: Asked) -> Response:
        """Whose ITAP figure differs."""
        return self._drawn(asked, "itap", **self.views.itap())

    def alarms(self, asked: Asked) -> Response:
        """Alarms, and who acknowledged them."""
        return self._drawn(asked, "alarms", **self.views.alarms())

    def office(self, asked: Asked) -> Response:
        """One office."""
        return self._drawn(asked, "office", **self.views.office(asked.request.path_params["office"]))

    def file(self, asked: Asked) -> Response:
        """A page's rows as a file."""
        page, _, kind = asked.request.url.path.lstrip("/").rpartition(".")
        return self.views.file(page, kind)

    def acknowledge(self, asked: Asked) -> Response:
        """Acknowledge one alarm."""
        if asked.visitor.user is None:
            raise Refused(403, "alarms.needs_user")
        self.views.acknowledge(asked.request.path_params["id"], asked.visitor.user)
        return RedirectResponse("/alarms", 303)

    def login(self, asked: Asked) -> Response:
        """The form that logs in, and what becomes of it."""
        request, form = asked.request, asked.form
        if request.method == "GET":
            return self._drawn(asked, "login", wrong=False, wait=0, name="")
        address = request.client.host if request.client else ""
        name = form.get("name", "").strip().lower()
        session, wait = self.gate.log_in(name, form.get("password", ""), address)
        if session is None:
            response = self._drawn(asked, "login", 429 if wait else 401, wrong=True, wait=wait, name=name)
            if wait:
                response.headers["Retry-After"] = str(wait)
            return response
        response = RedirectResponse(_own_address(request.query_params.get("to", "")), 303)
        keep(request, response, SESSION, session)
        return response

    def logout(self, asked: Asked) -> Response:
        """Forget who this browser is."""
        response = RedirectResponse("/login", 303)
        response.delete_cookie(SESSION)
        return response

    # What every page has

    def _page(
        self, answer: Callable[[Asked], Response], *, stranger: bool = False
    ) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            form = await _form(request) if request.method == "POST" else {}
            response = await run_in_threadpool(self._answer, request, form, answer, stranger)
            response.headers.update({name: value for name, value in HEADERS.items() if name not in response.headers})
            return response

        return endpoint

    def _answer(
        self, request: Request, form: dict[str, str], answer: Callable[[Asked], Response], stranger: bool
    ) -> Response:
        chosen = request.query_params.get("lang") or request.cookies.get(_LANGUAGE)
        language = next((language for language in OFFICIAL if language == chosen), HOME)
        visitor = Visitor(None, "")
        try:
            visitor = self.gate.stranger(request) if stranger else self.gate.visitor(request)
            if request.method == "POST":
                self.gate.check_form(request, visitor, form.get("token", ""))
            response = answer(Asked(request, visitor, language, form))
        except NotLoggedIn:
            response = RedirectResponse(f"/login?to={quote(request.url.path)}", 303)
        except Refused as refused:
            response = self._refused(Asked(request, visitor, language, form), refused)
        except Refusal as refusal:
            logging.getLogger(__name__).error("%s", refusal)
            response = self._refused(Asked(request, visitor, language, form), Refused(503, "refused.broken"))
        if "lang" in request.query_params:
            keep(request, response, _LANGUAGE, language, lasts=_YEAR)
        if visitor.visit and visitor.visit != request.cookies.get(VISIT):
            keep(request, response, VISIT, visitor.visit, lasts=LIFETIME)
        return response

    def _refused(self, asked: Asked, refused: Refused) -> Response:
        return self._drawn(asked, "refused", refused.status, why=refused.why)

    def _drawn(self, asked: Asked, template: str, status: int = 200, **values: Any) -> Response:
        page = drawn(
            f"{template}.html",
            asked.language,
            page=template,
            path=asked.request.url.path,
            to=asked.request.query_params.get("to", ""),
            user=asked.visitor.user,
            token=self.gate.token(asked.visitor),
            **self.views.common(),
            **{"now": self.views.moment(), **values},
        )
        return HTMLResponse(page, status)


def _own_address(path: str) -> str:
    """Where to go after logging in: a page of this site and of no other."""
    known = [*(f"/{name}" for name in TABS), "/offices/"]
    return path if any(path == one or (one.endswith("/") and path.startswith(one)) for one in known) else "/shortfall"


async def _form(request: Request) -> dict[str, str]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_FORM:
            return {}
    return dict(parse_qsl(body.decode("utf-8", "replace")))


async def _style(_request: Request) -> Response:
    return Response(
        STYLE, media_type="text/css", headers={**HEADERS, "Cache-Control": f"public, max-age={_YEAR}, immutable"}
    )
