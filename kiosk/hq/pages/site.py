"""The site: which address leads to which page, who is let in, in which language, with which headers."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from kiosk.errors import Refusal
from kiosk.hq.pages.login import BROWSER, SESSION, Authentication, NotLoggedIn, Principal, Refused, set_cookie
from kiosk.hq.pages.render import STYLE, render
from kiosk.hq.pages.tabs import TABS
from kiosk.hq.pages.views import Views
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
class PageRequest:
    """One request, who makes it, and what a form brought."""

    request: Request
    principal: Principal
    language: Language
    form: dict[str, str]


class Site:
    """The pages over one register."""

    def __init__(self, authentication: Authentication, views: Views) -> None:
        self.authentication = authentication
        self.views = views

    def routes(self) -> list[Route]:
        """Every address of the site."""
        pages = [Route(f"/{name}", self._page(partial(self.tab, name))) for name in TABS]
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

    def tab(self, name: str, asked: PageRequest) -> Response:
        """The page behind a tab."""
        return self._render(asked, name, *self.views.tab(name))

    def office(self, asked: PageRequest) -> Response:
        """The page of one office."""
        return self._render(asked, "office", *self.views.office(asked.request.path_params["office"]))

    def file(self, asked: PageRequest) -> Response:
        """A page's rows as a file."""
        page, _, kind = asked.request.url.path.lstrip("/").rpartition(".")
        return self.views.file(page, kind)

    def acknowledge(self, asked: PageRequest) -> Response:
        """Acknowledge one alarm."""
        if asked.principal.user is None:
            raise Refused(403, "alarms.needs_user")
        self.views.acknowledge(asked.request.path_params["id"], asked.principal.user)
        return RedirectResponse("/alarms", 303)

    def login(self, asked: PageRequest) -> Response:
        """The form that logs in, and what becomes of it."""
        request, form = asked.request, asked.form
        if request.method == "GET":
            return self._plain(asked, "login", wrong=False, wait=0, name="")
        address = request.client.host if request.client else ""
        name = form.get("name", "").strip().lower()
        session, wait = self.authentication.log_in(name, form.get("password", ""), address)
        if session is None:
            response = self._plain(asked, "login", 429 if wait else 401, wrong=True, wait=wait, name=name)
            if wait:
                response.headers["Retry-After"] = str(wait)
            return response
        response = RedirectResponse(_own_address(request.query_params.get("to", "")), 303)
        set_cookie(request, response, SESSION, session)
        return response

    def logout(self, asked: PageRequest) -> Response:
        """Forget who this browser is."""
        response = RedirectResponse("/login", 303)
        response.delete_cookie(SESSION)
        return response

    # What every page has

    def _page(
        self, answer: Callable[[PageRequest], Response], *, stranger: bool = False
    ) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            form = await _form(request) if request.method == "POST" else {}
            response = await run_in_threadpool(self._answer, request, form, answer, stranger)
            response.headers.update({name: value for name, value in HEADERS.items() if name not in response.headers})
            return response

        return endpoint

    def _answer(
        self, request: Request, form: dict[str, str], answer: Callable[[PageRequest], Response], stranger: bool
    ) -> Response:
        chosen = request.query_params.get("lang") or request.cookies.get(_LANGUAGE)
        language = next((language for language in OFFICIAL if language == chosen), HOME)
        principal, authentication = Principal(None, ""), self.authentication
        try:
            principal = authentication.stranger(request) if stranger else authentication.principal(request)
            if request.method == "POST":
                authentication.check_csrf(request, principal, form.get("token", ""))
            response = answer(PageRequest(request, principal, language, form))
        except NotLoggedIn:
            response = RedirectResponse(f"/login?to={quote(request.url.path)}", 303)
        except Refused as refused:
            response = self._refused(PageRequest(request, principal, language, form), refused)
        except Refusal as refusal:
            logging.getLogger(__name__).error("%s", refusal)
            response = self._refused(PageRequest(request, principal, language, form), Refused(503, "refused.broken"))
        if "lang" in request.query_params:
            set_cookie(request, response, _LANGUAGE, language, lasts=_YEAR)
        if principal.browser and principal.browser != request.cookies.get(BROWSER):
            set_cookie(request, response, BROWSER, principal.browser)
        return response

    def _refused(self, asked: PageRequest, refused: Refused) -> Response:
        return self._plain(asked, "refused", refused.status, why=refused.why)

    def _plain(self, asked: PageRequest, page: str, status: int = 200, **values: Any) -> Response:
        """A page that shows nothing of the register."""
        template, common = self.views.plain(page)
        return self._render(asked, page, template, {**common, **values}, status)

    def _render(
        self, asked: PageRequest, name: str, template: str, values: dict[str, Any], status: int = 200
    ) -> Response:
        html = render(
            template,
            asked.language,
            page=name,
            path=asked.request.url.path,
            to=asked.request.query_params.get("to", ""),
            user=asked.principal.user,
            token=self.authentication.csrf_token(asked.principal),
            **values,
        )
        return HTMLResponse(html, status)


def _own_address(path: str) -> str:
    """Open redirect check: where to go after logging in is a page of this site and of no other."""
    is_own = path in {f"/{name}" for name in TABS} or path.startswith("/offices/")
    return path if is_own else "/shortfall"


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
