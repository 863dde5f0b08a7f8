"""One request for a page: who makes it, in which language, and what a form brought."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response

from kiosk.hq.accounts.policy import Access, Permission
from kiosk.hq.pages.form_body import LONGEST
from kiosk.hq.pages.login import Principal, address_of
from kiosk.hq.pages.selection import Selection
from kiosk.hq.store.audit_log import Actor
from kiosk.text.languages import Language


@dataclass(frozen=True)
class PageRequest:
    """One request, who makes it, and what a form brought."""

    request: Request
    principal: Principal
    language: Language
    form: dict[str, str]

    @property
    def access(self) -> Access:
        """What who makes it may do and see."""
        return self.principal.access

    @property
    def actor(self) -> Actor:
        """Who acts, for the audit log."""
        return Actor(self.principal.user or "–", address_of(self.request))

    @property
    def selection(self) -> Selection:
        """What its address asks for."""
        return Selection(self.request.url.path, self.request.query_params)


class Endpoint(Protocol):
    """What lets a request in, or not."""

    def __call__(
        self,
        answer: Callable[[PageRequest], Response],
        *,
        permission: Permission = "read",
        stranger: bool = False,
        longest: int = LONGEST,
        hashes: bool = False,
    ) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint of an address; a `stranger` needs no permission, a form has `longest` bytes at most, and what
        `hashes` a password waits in a queue of its own."""
