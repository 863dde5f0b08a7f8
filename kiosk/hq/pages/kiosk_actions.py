"""What is done about one kiosk: another machine in its place, suspended, called, moved, retired, and each taken back.

A page of its own asks why, says what happens and what stays; what cannot be taken back asks who it is, too.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import sqlalchemy as sa
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kiosk.hq.pages.kiosk import row_of
from kiosk.hq.pages.login import Authentication, Refused
from kiosk.hq.pages.page_request import Endpoint, PageRequest
from kiosk.hq.pages.phrases import place_name
from kiosk.hq.pages.views import Views
from kiosk.hq.register.codes import Codes
from kiosk.hq.register.enrolment import CODE_LIFETIME, Admission
from kiosk.hq.register.fleet import Fleet
from kiosk.hq.store.audit_log import AuditAction, note
from kiosk.hq.store.transactions import writing
from kiosk.text.bilingual import Bilingual
from kiosk.text.characters import hidden
from kiosk.text.refusal import Refusal

Draw = Callable[..., Response]
"""Draws a page that shows nothing of the counts: the request, the page's name, its status, its values."""

_LONGEST = 63
"""Letters of a name or a reason: what the audit log has room for beside the kiosk."""


class KioskAction(NamedTuple):
    """What the audit log calls it, which field it asks for, and whether it asks who it is, too."""

    audited: AuditAction
    asks: str = "reason"
    is_grave: bool = False


ACTIONS = {
    "rekey": KioskAction("rekey", is_grave=True),
    "cancel": KioskAction("code-cancelled"),
    "suspend": KioskAction("suspended"),
    "lift": KioskAction("suspension-lifted"),
    "rename": KioskAction("renamed", "name"),
    "move": KioskAction("moved", "office"),
    "retire": KioskAction("retired", is_grave=True),
    "restore": KioskAction("retirement-lifted"),
}


class KioskActions:
    """The addresses under /kiosks/{kiosk}."""

    def __init__(self, authentication: Authentication, views: Views, draw: Draw) -> None:
        self._authentication = authentication
        self._views = views
        self._draw = draw
        self._fleet = Fleet(views.engine)
        self._codes = Codes(views.engine)

    def routes(self, page: Endpoint) -> list[Route]:
        """Every address, each let in by `page`."""
        path = "/kiosks/{kiosk}/{action}"
        return [
            Route(path, page(self.form, permission="kiosks")),
            Route(path, page(self.do, permission="kiosks", hashes=True), methods=["POST"]),
        ]

    def form(self, asked: PageRequest, status: int = 200, problem: str | Bilingual | None = None) -> Response:
        """What happens and what stays, and the question why."""
        name, row = _named(asked), self._row(asked)
        others = [each for each, place in self._views.places.items() if self._is_open_to(asked, each, row.office)]
        return self._draw(
            asked,
            "kiosk_action",
            status,
            row=row,
            name=name,
            action=ACTIONS[name],
            problem=problem,
            typed=asked.form,
            offices=[(each, place_name(each)) for each in sorted(others)],
            has_second_factor=self._authentication.has_second_factor(asked.principal),
        )

    def do(self, asked: PageRequest) -> Response:
        """Do it, and tell the audit log who did and why."""
        name, row = _named(asked), self._row(asked)
        action, answer = ACTIONS[name], asked.form.get(ACTIONS[name].asks, "").strip()
        if (not answer and name != "rename") or len(answer) > _LONGEST or hidden(answer):
            return self.form(asked, 422, "kiosk_action.no_answer")
        if action.asks == "office" and not self._is_open_to(asked, answer, row.office):
            return self.form(asked, 422, "kiosk_action.no_answer")
        if action.is_grave and not self._is_who_they_are(asked, row.kiosk):
            return self.form(asked, 422, "kiosk_action.not_confirmed")
        try:
            code = self._done(name, row, answer)
        except Refusal as refusal:
            return self.form(asked, 422, refusal.words)
        detail = f"{row.kiosk} from {row.office} to {answer}" if action.asks == "office" else f"{row.kiosk}: {answer}"
        with writing(self._views.engine) as db:
            note(db, self._authentication.now(), asked.actor, action.audited, detail)
        if code is None:
            return RedirectResponse(f"/kiosks/{row.kiosk}", 303)
        until = self._authentication.now() + CODE_LIFETIME
        address = self._authentication.public_url or ""
        return self._draw(asked, "kiosk_code", 200, row=row, code=code, until=until, address=address)

    def _done(self, name: str, row: sa.Row[Any], answer: str) -> str | None:
        """The code, if it is one that is given out."""
        kiosk, now = row.kiosk, self._authentication.now()
        admission = Admission(self._views.engine, self._views.machine.practice)
        match name:
            case "rekey":
                return admission.rekey(kiosk, now)
            case "cancel":
                self._codes.cancel(kiosk, now)
            case "suspend" | "lift":
                admission.suspend(kiosk, name == "suspend")
            case "rename":
                self._fleet.rename(kiosk, answer or None)
            case "move":
                self._fleet.move(kiosk, answer, now)
            case "retire" | "restore":
                self._fleet.retire(kiosk, name == "retire", now)
        return None

    def _row(self, asked: PageRequest) -> sa.Row[Any]:
        return row_of(self._views.engine, asked.access, asked.request.path_params["kiosk"])

    def _is_open_to(self, asked: PageRequest, office: str, before: str) -> bool:
        """Whether who asks may move a kiosk to that office."""
        place = self._views.places.get(office)
        return place is not None and place.retired is None and office != before and asked.access.sees(office)

    def _is_who_they_are(self, asked: PageRequest, kiosk: str) -> bool:
        user, form = asked.principal.user, asked.form
        if user is None or form.get("typed", "").strip() != kiosk:
            return False
        return self._authentication.confirmed(asked.request, user, form.get("password", ""), form.get("code", ""))


def _named(asked: PageRequest) -> str:
    """The action of the address. Refused if there is none of that name."""
    name: str = asked.request.path_params["action"]
    if name not in ACTIONS:
        raise Refused(404, "refused.no_kiosk")
    return name
