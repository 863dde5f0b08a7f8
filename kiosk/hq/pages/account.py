"""My account: where an officer is logged in, sessions to end, and the second factor."""

import secrets
from collections.abc import Mapping
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer
from markupsafe import Markup
from starlette.requests import Request

from kiosk.hq.accounts import totp
from kiosk.hq.accounts.sessions import LIFETIME
from kiosk.hq.pages.login import Authentication, Principal, Refused, address_of
from kiosk.hq.store.audit_log import Actor
from kiosk.text.bilingual import Bilingual
from kiosk.text.qr import modules
from kiosk.text.refusal import Refusal

_SHOWN = 16
"""Characters of a session's hash by which its form names it."""


class Account:
    """What an officer sees and changes of their own."""

    def __init__(self, authentication: Authentication) -> None:
        self._authentication = authentication
        # Of this receiver alone, and lost with it: a secret that nobody confirmed is made anew.
        self._secrets = URLSafeTimedSerializer(secrets.token_bytes(32), salt="second-factor")

    def page(self, principal: Principal) -> dict[str, Any]:
        """The sessions, this one marked, and whether a second factor is asked for. Refused without users."""
        name, authentication = _name(principal), self._authentication
        return {
            "sessions": [
                {"id": row.token_hash[:_SHOWN], "row": row, "is_this": row.token_hash == principal.session}
                for row in authentication.sessions.of_user(name, authentication.now())
            ],
            "has_second_factor": authentication.users.all()[name].totp_secret is not None,
        }

    def end_session(self, principal: Principal, actor: Actor, shown: str) -> None:
        """End one of one's own sessions. Refused if there is none of that name."""
        authentication = self._authentication
        for row in authentication.sessions.of_user(_name(principal), authentication.now()):
            if row.token_hash[:_SHOWN] == shown and authentication.sessions.end(
                row.token_hash, actor, authentication.now()
            ):
                return
        raise Refused(404, "refused.no_session")

    def offered_secret(self, principal: Principal) -> dict[str, Any]:
        """A new secret as a QR code and as text, signed so that the form brings back this one. Refused if one is on."""
        name = _name(principal)
        if self._authentication.users.all()[name].totp_secret is not None:
            raise Refused(409, "refused.second_factor_is_on")
        return self._drawn(name, totp.new_secret())

    def confirm_secret(self, principal: Principal, actor: Actor, signed: str, code: str) -> dict[str, Any] | None:
        """Ask for a code from now on, once the officer's phone has shown a right one; else what to show again."""
        name, authentication = _name(principal), self._authentication
        try:
            owner, secret = self._secrets.loads(signed, max_age=LIFETIME)
        except (BadData, ValueError):
            raise Refused(403, "refused.stale") from None
        if owner != name:
            raise Refused(403, "refused.stale")
        if totp.step_of(secret, code, authentication.now()) is None:
            return {**self._drawn(name, secret), "wrong": True}
        authentication.users.set_second_factor(name, secret, actor, authentication.now())
        return None

    def change_password(
        self, request: Request, principal: Principal, form: Mapping[str, str], about: list[str]
    ) -> Bilingual | str | None:
        """Take a new password, which ends one's other sessions; what is wrong with it, if anything is."""
        name, authentication = _name(principal), self._authentication
        if form.get("password") != form.get("again"):
            return "users.not_the_same"
        if not authentication.confirmed(request, name, form.get("old", "")):
            return "account.wrong_old"
        actor, now = Actor(name, address_of(request)), authentication.now()
        try:
            authentication.users.change_password(name, form.get("password", ""), about, principal.session, actor, now)
        except Refusal as refusal:
            return refusal.words
        return None

    def _drawn(self, name: str, secret: str) -> dict[str, Any]:
        return {
            "signed": self._secrets.dumps([name, secret]),
            "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
            "qr": qr_path(totp.provisioning_uri(name, secret)),
            "wrong": False,
        }


def qr_path(address: str) -> tuple[int, Markup]:
    """The side of a QR code in modules, and its dark ones as the path of an SVG."""
    rows = modules(address)
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return len(rows), Markup("").join(Markup(each) for each in dark)


def _name(principal: Principal) -> str:
    if principal.user is None:
        raise Refused(403, "refused.no_users")
    return principal.user
