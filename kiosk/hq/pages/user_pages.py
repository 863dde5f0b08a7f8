"""Users looked after by administrators, and the one-time link by which a user sets a password."""

from collections.abc import Callable
from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kiosk.hq.accounts.invitations import Invitations
from kiosk.hq.accounts.policy import ROLES, Grant
from kiosk.hq.accounts.users import User
from kiosk.hq.pages.login import Authentication, Refused
from kiosk.hq.pages.page_request import Endpoint, PageRequest
from kiosk.hq.pages.user_table import role_words, scope_key, scope_words, seen_users
from kiosk.hq.pages.views import Views
from kiosk.hq.receiver.request_log import note
from kiosk.text.refusal import Refusal

Draw = Callable[..., Response]
"""Draws a page that shows nothing of the counts: the request, the page's name, its status, its values."""


class UserPages:
    """The addresses under /users and /invitation."""

    def __init__(self, authentication: Authentication, views: Views, draw: Draw) -> None:
        self._authentication = authentication
        self._views = views
        self._draw = draw
        self._invitations = Invitations(views.engine)

    def routes(self, page: Endpoint) -> list[Route]:
        """Every address, each let in by `page`."""
        user_path = "/users/{name}"
        return [
            Route("/users/invite", page(self.invite, permission="users"), methods=["POST"]),
            Route(user_path, page(self.user, permission="users")),
            Route(user_path + "/set", page(self.set_grant, permission="users"), methods=["POST"]),
            Route(user_path + "/link", page(self.link, permission="users"), methods=["POST"]),
            Route(user_path + "/end", page(self.end, permission="users"), methods=["POST"]),
            Route(user_path + "/remove", page(self.remove, permission="users"), methods=["POST"]),
            Route("/invitation/{token}", page(self.invitation, stranger=True), methods=["GET", "POST"]),
        ]

    def user(self, asked: PageRequest, status: int = 200, problem: Refusal | None = None) -> Response:
        """One user, and what can be done about them."""
        user = self._user(asked)
        words = {"role": role_words(user.grant.role), "scope": scope_words(user.grant)}
        offered = {"roles": ROLES, "scopes": self._views.scopes(asked.access), "chosen": scope_key(user.grant)}
        told = problem.words if problem else None
        return self._draw(asked, "user", status, of_user=user, words=words, problem=told, **offered)

    def invite(self, asked: PageRequest) -> Response:
        """Put a new user into the register, and show the link."""
        name, grant = asked.form.get("name", "").strip().lower(), self._grant(asked)
        try:
            self._authentication.users.invite(name, grant, asked.actor, self._authentication.now())
        except Refusal as problem:
            return self._draw(asked, "refused", 422, why=problem.words)
        return self._shown_link(asked, name)

    def link(self, asked: PageRequest) -> Response:
        """Show a new link to a user's next password."""
        return self._shown_link(asked, self._user(asked).name)

    def set_grant(self, asked: PageRequest) -> Response:
        """Give a user another role or scope."""
        users, now = self._authentication.users, self._authentication.now()
        return self._done(asked, lambda name: users.set_grant(name, self._grant(asked), asked.actor, now))

    def end(self, asked: PageRequest) -> Response:
        """Log a user out everywhere; an unused link of theirs is good no longer."""
        users, now = self._authentication.users, self._authentication.now()
        return self._done(asked, lambda name: users.log_out(name, asked.actor, now))

    def remove(self, asked: PageRequest) -> Response:
        """Let a user in no longer, once their name was typed."""
        users, now = self._authentication.users, self._authentication.now()
        if asked.form.get("typed", "").strip() != self._user(asked).name:
            raise Refused(422, "users.not_typed")
        return self._done(asked, lambda name: users.remove(name, asked.actor, now))

    def invitation(self, asked: PageRequest) -> Response:
        """Let whoever has the link choose a password, once."""
        note(asked.request.scope, path="/invitation")  # who reads the log does not get in
        token, now = asked.request.path_params["token"], self._authentication.now()
        name = self._invitations.name_of(token, now)
        if name is None:
            raise Refused(404, "users.no_link")
        form, problem = asked.form, None
        if asked.request.method == "POST":
            if form.get("password") != form.get("again"):
                return self._draw(asked, "invitation", 422, name=name, problem="users.not_the_same")
            about = self._views.guessed_words
            try:
                if self._invitations.use(token, form.get("password", ""), about, asked.actor.origin, now):
                    return RedirectResponse("/login", 303)
            except Refusal as refusal:
                problem = refusal.words
        return self._draw(asked, "invitation", 422 if problem else 200, name=name, problem=problem)

    def _done(self, asked: PageRequest, change: Callable[[str], Any]) -> Response:
        try:
            change(self._user(asked).name)
        except Refusal as problem:
            return self.user(asked, 422, problem)
        return RedirectResponse("/users", 303)

    def _user(self, asked: PageRequest) -> User:
        """The user of the address. Refused unless who asks looks after them."""
        user = seen_users(self._views.engine, asked.access).get(asked.request.path_params["name"])
        if user is None:
            raise Refused(404, "users.unknown")
        return user

    def _grant(self, asked: PageRequest) -> Grant:
        """The role and scope that a form gives. Refused if it is more than who asks has, or none."""
        kind, _, name = asked.form.get("scope", "").partition(":")
        scope = {kind: name} if kind in ("region", "office") else {}
        role = next((role for role in ROLES if role == asked.form.get("role")), None)
        if role is None or not asked.access.covers(grant := Grant(role, **scope)):
            raise Refused(403, "refused.role")
        return grant

    def _shown_link(self, asked: PageRequest, name: str) -> Response:
        token = self._invitations.begin(name, asked.actor, self._authentication.now())
        address = f"{self._authentication.public_url or ''}/invitation/{token}"
        return self._draw(asked, "link", 200, name=name, address=address)
