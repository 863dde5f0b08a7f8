"""Invitations: one-time links by which a user sets their own password. The register knows a link's hash alone."""

import datetime
import hashlib
import secrets

import sqlalchemy as sa

from kiosk.hq.accounts.password_rules import check_password
from kiosk.hq.accounts.users import end_access
from kiosk.hq.store.account_tables import invitations, users
from kiosk.hq.store.audit_log import Actor, note
from kiosk.hq.store.transactions import reading, writing
from kiosk.protocol.payloads import moment
from kiosk.security import password as passwords

LIFETIME = datetime.timedelta(days=7)


class Invitations:
    """The invitations of a register."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def open(self, now: datetime.datetime) -> dict[str, str]:
        """Until when the newest link of each user who has one is good."""
        with reading(self._engine) as db:
            good = sa.select(invitations.c.name, invitations.c.expires_at).where(_is_good(now))
            return {row.name: row.expires_at for row in db.execute(good)}

    def begin(self, name: str, actor: Actor, now: datetime.datetime) -> str:
        """The token of a new link for a user who is there; no earlier one of theirs stays good."""
        token = secrets.token_urlsafe(32)
        row = {"token_hash": _hashed(token), "name": name, "expires_at": moment(now + LIFETIME)}
        with writing(self._engine) as db:
            db.execute(invitations.delete().where(invitations.c.name == name))
            db.execute(invitations.insert().values(**row))
            note(db, now, actor, "link", name)
        return token

    def name_of(self, token: str, now: datetime.datetime) -> str | None:
        """Whose link it is; None once it was used, is too old, or was none."""
        with reading(self._engine) as db:
            same = sa.select(invitations.c.name).where(invitations.c.token_hash == _hashed(token), _is_good(now))
            return db.execute(same).scalar_one_or_none()

    def use(self, token: str, password: str, about: list[str], address: str, now: datetime.datetime) -> str | None:
        """Set the password that a link's user has chosen, once; gives who that is, None where the link is not good.

        A new password ends every session and the second factor. Refusal for a password that is guessed early, which
        leaves the link as it was.
        """
        name = self.name_of(token, now)
        if name is None:
            return None
        check_password(password, [name, *about])
        new = {"hash": passwords.hashed(password), "salt": "", "totp_secret": None}
        with writing(self._engine) as db:
            taken = invitations.delete().where(invitations.c.token_hash == _hashed(token), _is_good(now))
            if db.execute(taken).rowcount != 1:
                return None
            db.execute(users.update().where(users.c.name == name).values(**new))
            end_access(db, name)
            note(db, now, Actor(name, address), "link-used", name)
        return name


def _is_good(now: datetime.datetime) -> sa.ColumnElement[bool]:
    return invitations.c.expires_at > moment(now)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
