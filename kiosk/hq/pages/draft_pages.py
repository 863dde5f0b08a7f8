"""A draft bulletin on the pages: typed, checked, shown as the difference it makes, signed. Nothing of it is kept."""

from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kiosk.hq.bulletins.bulletin_board import BulletinBoard, Overtaken
from kiosk.hq.bulletins.draft import Draft
from kiosk.hq.pages.draft_form import LONGEST, DraftFaults, DraftForm
from kiosk.hq.pages.login import Authentication, Refused
from kiosk.hq.pages.page_request import Endpoint, PageRequest
from kiosk.hq.pages.selection import Selection
from kiosk.hq.pages.views import Views
from kiosk.text.bilingual import Bilingual
from kiosk.text.refusal import Refusal

_PATH = "/bulletins/draft"

Draw = Callable[..., Response]
"""Draws a page: the request, the page's name, its template, its values, its status."""


class DraftPages:
    """The addresses under /bulletins/draft; `key` signs what is published."""

    def __init__(self, authentication: Authentication, views: Views, key: Ed25519PrivateKey, draw: Draw) -> None:
        self._authentication = authentication
        self._views = views
        self._key = key
        self._draw = draw
        self._board = BulletinBoard(views.engine)

    def routes(self, page: Endpoint) -> list[Route]:
        """Every address, each let in by `page`."""
        return [
            Route(_PATH, page(self.form, permission="publish")),
            Route(_PATH, page(self.check, permission="publish", longest=LONGEST), methods=["POST"]),
            Route(_PATH + "/change", page(self.change, permission="publish", longest=LONGEST), methods=["POST"]),
            Route(
                _PATH + "/sign", page(self.sign, permission="publish", longest=LONGEST, hashes=True), methods=["POST"]
            ),
        ]

    def form(self, asked: PageRequest) -> Response:
        """The form, empty or with a model of the kind that the address names."""
        return self._typed(asked, DraftForm.begun(asked.selection.get("kind"), self._views.machine.today))

    def change(self, asked: PageRequest) -> Response:
        """The form with what was typed."""
        return self._typed(asked, DraftForm.brought(asked.form))

    def check(self, asked: PageRequest) -> Response:
        """The difference that a draft makes, or the form again with all its faults."""
        return self._checked(asked, lambda typed, draft: self._shown(asked, typed, draft))

    def sign(self, asked: PageRequest) -> Response:
        """Publish a draft that was looked at, once the officer has confirmed who they are.

        It is shown again if it would follow another bulletin than it did then.
        """
        return self._checked(asked, lambda typed, draft: self._signed(asked, typed, draft))

    def _checked(self, asked: PageRequest, then: Callable[[DraftForm, Draft], Response]) -> Response:
        typed = DraftForm.brought(asked.form)
        try:
            draft = typed.draft(asked.access, self._views.places)
        except DraftFaults as faults:
            return self._typed(asked, typed, faults.words)
        return then(typed, draft)

    def _signed(self, asked: PageRequest, typed: DraftForm, draft: Draft) -> Response:
        user, authentication = asked.principal.user, self._authentication
        if user is None:
            raise Refused(403, "refused.no_users")
        password, code = asked.form.get("password", ""), asked.form.get("code", "")
        after = asked.form.get("after", "")
        if after != self._board.head().hash:
            return self._shown(asked, typed, draft, 409, "draft.overtaken")
        if not authentication.confirmed(asked.request, user, password, code):
            return self._shown(asked, typed, draft, 422, "draft.not_confirmed")
        try:
            [signed] = self._board.publish([draft], self._key, asked.actor, authentication.now(), after)
        except Overtaken:
            return self._shown(asked, typed, draft, 409, "draft.overtaken")
        except Refusal as refusal:
            return self._shown(asked, typed, draft, 503, refusal.words)
        return RedirectResponse(f"/bulletins/{signed.number}", 303)

    def _typed(self, asked: PageRequest, typed: DraftForm, faults: list[Bilingual] | None = None) -> Response:
        template, values = self._views.draft_form(asked.access, _place(asked))
        values = {**values, "typed": typed, "draft_faults": faults or []}
        return self._draw(asked, "bulletins", template, values, 422 if faults else 200)

    def _shown(
        self,
        asked: PageRequest,
        typed: DraftForm,
        draft: Draft,
        status: int = 200,
        problem: str | Bilingual | None = None,
    ) -> Response:
        template, values = self._views.draft(draft, asked.access, _place(asked))
        own: dict[str, Any] = {
            "typed": typed,
            "problem": problem,
            "has_second_factor": self._authentication.has_second_factor(asked.principal),
        }
        return self._draw(asked, "bulletins", template, {**values, **own}, status)


def _place(asked: PageRequest) -> Selection:
    """The form's address, which is what links on all these pages can lead to."""
    return Selection(_PATH, asked.request.query_params)
