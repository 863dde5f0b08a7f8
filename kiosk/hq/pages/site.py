"""The site: which address leads to which page, who is let in, and in which language."""

import datetime
import gzip
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from anyio import CapacityLimiter, to_thread
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from kiosk.hq.accounts.policy import Permission
from kiosk.hq.accounts.sessions import LIFETIME
from kiosk.hq.pages.account import Account
from kiosk.hq.pages.draft_pages import DraftPages
from kiosk.hq.pages.form_body import LONGEST, form_body, form_fields
from kiosk.hq.pages.kiosk_actions import KioskActions
from kiosk.hq.pages.login import Authentication, NotLoggedIn, Principal, Refused
from kiosk.hq.pages.login_pages import LoginPages
from kiosk.hq.pages.page_request import PageRequest
from kiosk.hq.pages.phrases import phrases
from kiosk.hq.pages.render import STYLE, render
from kiosk.hq.pages.tabs import TABS
from kiosk.hq.pages.user_pages import UserPages
from kiosk.hq.pages.views import Views
from kiosk.hq.receiver.request_log import note
from kiosk.hq.roots.daily_roots import DailyRoots
from kiosk.text import figures
from kiosk.text.languages import HOME, OFFICIAL
from kiosk.text.refusal import Refusal

_YEAR = 365 * 24 * 3600
_GZIP_LEVEL = 4

PAGES_AT_ONCE, LOG_INS_AT_ONCE, LOG_INS_WAITING = 4, 2, 50
"""Threads for pages and for log-ins, which hash: kiosks have their own. Log-ins beyond those are sent away."""


class Site:
    """The pages over one register; `key` signs the bulletins that are published on them."""

    def __init__(self, authentication: Authentication, views: Views, key: Ed25519PrivateKey) -> None:
        self.authentication = authentication
        self.account = Account(authentication)
        self.views = views
        self.logins = LoginPages(authentication, self._plain)
        self.users = UserPages(authentication, views, self._plain)
        self.actions = KioskActions(authentication, views, self._plain)
        self.drafts = DraftPages(authentication, views, key, self._render)
        self._roots = DailyRoots(views.engine, key)
        self._pages = CapacityLimiter(PAGES_AT_ONCE)
        self._log_ins = CapacityLimiter(LOG_INS_AT_ONCE)
        self._waiting = 0
        """Log-ins that hash, or wait for it."""

    def routes(self) -> list[Route]:
        """Every address of the site."""
        pages = [
            Route(f"/{name}", self._page(partial(self.tab, name), permission=tab.permission))
            for name, tab in TABS.items()
        ]
        files = [
            Route(f"/{name}.{{kind}}", self._page(self.file, permission=tab.permission)) for name, tab in TABS.items()
        ]
        return [
            Route("/", self._page(lambda _: RedirectResponse("/shortfall", 303))),
            *pages,
            *files,
            Route("/offices/{office}.{kind}", self._page(self.file)),
            Route("/offices/{office}", self._page(self.office)),
            *self.drafts.routes(self._page),
            Route("/bulletins/{number}", self._page(self.bulletin)),
            Route("/roots/{day}.txt", self._page(self.root)),
            Route("/kiosks/{kiosk}.{kind}", self._page(self.file)),
            Route("/kiosks/{kiosk}", self._page(self.kiosk)),
            *self.actions.routes(self._page),
            Route("/alarms/{id}/acknowledge", self._page(self.acknowledge, permission="acknowledge"), methods=["POST"]),
            Route("/alarms/acknowledge", self._page(self.acknowledge, permission="acknowledge"), methods=["POST"]),
            *self.logins.routes(self._page),
            Route("/account", self._page(self.own_account)),
            Route("/account/sessions/{id}/end", self._page(self.end_session), methods=["POST"]),
            Route("/account/second-factor", self._page(self.second_factor), methods=["GET", "POST"]),
            Route("/account/password", self._page(self.change_password, hashes=True), methods=["POST"]),
            *self.users.routes(self._page),
            Route("/style.css", _style),
        ]

    # Pages

    def tab(self, name: str, asked: PageRequest) -> Response:
        """The page behind a tab."""
        return self._render(asked, name, *self.views.tab(name, asked.access, asked.selection, asked.language))

    def office(self, asked: PageRequest) -> Response:
        """The page of one office."""
        return self._render(
            asked, "office", *self.views.office(asked.request.path_params["office"], asked.access, asked.selection)
        )

    def bulletin(self, asked: PageRequest) -> Response:
        """The page of one bulletin."""
        number = asked.request.path_params["number"]
        return self._render(asked, "bulletins", *self.views.bulletin(number, asked.access, asked.selection))

    def kiosk(self, asked: PageRequest) -> Response:
        """The page of one kiosk."""
        kiosk = asked.request.path_params["kiosk"]
        return self._render(asked, "kiosk", *self.views.kiosk(kiosk, asked.access, asked.selection))

    def file(self, asked: PageRequest) -> Response:
        """A page's rows as a file."""
        page, _, kind = asked.request.url.path.lstrip("/").rpartition(".")
        return self.views.file(page, kind, asked.access, asked.selection)

    def root(self, asked: PageRequest) -> Response:
        """The root of a day as a note with all cosignatures, as `kiosk hq root` writes it."""
        day = figures.day(asked.request.path_params["day"])
        try:
            written, note = self._roots.published(day or datetime.date.min)
        except Refusal:
            raise Refused(404, "refused.no_root") from None
        return PlainTextResponse(note, headers={"Content-Disposition": f'attachment; filename="root-{written}.txt"'})

    def acknowledge(self, asked: PageRequest) -> Response:
        """Acknowledge one alarm, or those that the form names."""
        if asked.principal.user is None:
            raise Refused(403, "alarms.needs_user")
        number = asked.request.path_params.get("id")
        self.views.acknowledge([number] if number else asked.form.get("ids", "").split(","), asked.actor, asked.access)
        return RedirectResponse("/alarms", 303)

    def own_account(self, asked: PageRequest) -> Response:
        """The officer's own sessions and second factor."""
        return self._plain(asked, "account", **self.account.page(asked.principal), problem=None)

    def end_session(self, asked: PageRequest) -> Response:
        """End one of them."""
        self.account.end_session(asked.principal, asked.actor, asked.request.path_params["id"])
        return RedirectResponse("/account", 303)

    def second_factor(self, asked: PageRequest) -> Response:
        """Offer a secret to the officer's phone, and take the first code that it shows."""
        if asked.request.method == "GET":
            return self._plain(asked, "second_factor", **self.account.offered_secret(asked.principal))
        signed, code = asked.form.get("secret", ""), asked.form.get("code", "")
        again = self.account.confirm_secret(asked.principal, asked.actor, signed, code)
        return RedirectResponse("/account", 303) if again is None else self._plain(asked, "second_factor", 422, **again)

    def change_password(self, asked: PageRequest) -> Response:
        """Take a new password from an officer who knows the old one."""
        problem = self.account.change_password(asked.request, asked.principal, asked.form, self.views.guessed_words)
        if problem is None:
            return RedirectResponse("/account", 303)
        return self._plain(asked, "account", 422, **self.account.page(asked.principal), problem=problem)

    # What every page has

    def _page(
        self,
        answer: Callable[[PageRequest], Response],
        *,
        permission: Permission = "read",
        stranger: bool = False,
        longest: int = LONGEST,
        hashes: bool = False,
    ) -> Callable[[Request], Awaitable[Response]]:
        """Only who has the permission is answered; a `stranger` needs none. A form has `longest` bytes at most. What
        `hashes` a password waits in a queue of its own."""
        needed = None if stranger else permission

        async def endpoint(request: Request) -> Response:
            body = await form_body(request, longest) if request.method == "POST" else b""
            answered = partial(self._answer, request, body, answer, needed)
            if hashes:
                return await self._hashed(request, answered)
            return await to_thread.run_sync(answered, limiter=self._pages)

        return endpoint

    async def _hashed(self, request: Request, answered: Callable[[], Response]) -> Response:
        """Bulkhead: what hashes has threads of its own, and beyond a queue that is soon done nobody waits."""
        if self._waiting >= LOG_INS_AT_ONCE + LOG_INS_WAITING:
            note(request.scope, problem="busy")
            busy = phrases()("refused.busy").both("\n")
            return PlainTextResponse(busy, 503, headers={"Retry-After": "5"})
        self._waiting += 1  # the limiter knows later of those who come in one go
        try:
            return await to_thread.run_sync(answered, limiter=self._log_ins)
        finally:
            self._waiting -= 1

    def _answer(
        self,
        request: Request,
        body: bytes | None,
        answer: Callable[[PageRequest], Response],
        needed: Permission | None,
    ) -> Response:
        form: dict[str, str] = {}
        principal, authentication, cookies = Principal(None, ""), self.authentication, self.authentication.cookies
        chosen = request.query_params.get("lang") or cookies.get(request, "kiosk-language")
        language = next((language for language in OFFICIAL if language == chosen), HOME)
        try:
            principal = authentication.principal(request) if needed else authentication.stranger(request)
            if principal.user is not None:
                note(request.scope, user=principal.user)
            if body is None:
                raise Refused(413, "refused.too_long")
            if request.method == "POST":
                form = form_fields(request.headers.get("content-type", ""), body)
                authentication.check_csrf(request, principal, form.get("token", ""))
            if needed and not principal.access.may(needed):
                raise Refused(403, "refused.role")
            response = answer(PageRequest(request, principal, language, form))
        except NotLoggedIn:
            response = RedirectResponse(f"/login?to={quote(request.url.path)}", 303)
        except Refused as refused:
            response = self._refused(PageRequest(request, principal, language, form), refused)
        except (sa.exc.DBAPIError, sa.exc.TimeoutError):  # which the log tells of by itself
            response = self._refused(PageRequest(request, principal, language, form), Refused(503, "refused.register"))
        if "lang" in request.query_params:
            cookies.set(response, "kiosk-language", language, _YEAR)
        if principal.browser and principal.browser != cookies.get(request, "kiosk-visit"):
            cookies.set(response, "kiosk-visit", principal.browser, LIFETIME)
        return response

    def _refused(self, asked: PageRequest, refused: Refused) -> Response:
        note(asked.request.scope, problem=refused.why)
        return self._plain(asked, "refused", refused.status, why=refused.why)

    def _plain(self, asked: PageRequest, page: str, status: int = 200, **values: Any) -> Response:
        """A page that shows nothing of the register."""
        template, common = self.views.plain(page, asked.access, asked.selection)
        return self._render(asked, page, template, {**common, **values}, status)

    def _render(
        self, asked: PageRequest, name: str, template: str, values: dict[str, Any], status: int = 200
    ) -> Response:
        html = render(
            template,
            asked.language,
            page=name,
            to=asked.request.query_params.get("to", ""),
            user=asked.principal.user,
            token=self.authentication.csrf_token(asked.principal),
            **values,
        )
        return _compressed(asked.request, HTMLResponse(html, status))


def _compressed(request: Request, response: Response) -> Response:
    """A page of many offices in a tenth of its length, for whoever takes it so."""
    response.headers["Vary"] = "Accept-Encoding"
    if "gzip" in request.headers.get("accept-encoding", ""):
        response.body = gzip.compress(response.body, _GZIP_LEVEL, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.body))
    return response


async def _style(_request: Request) -> Response:
    return Response(STYLE, media_type="text/css", headers={"Cache-Control": f"public, max-age={_YEAR}, immutable"})
