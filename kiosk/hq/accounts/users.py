"""The officers who may read headquarters' pages, in the register: no password but a hash that is slow to try."""

import datetime
import re
from dataclasses import dataclass

import sqlalchemy as sa

from kiosk.errors import Misuse, Refusal
from kiosk.hq.accounts import totp
from kiosk.hq.accounts.password_rules import check_password
from kiosk.hq.store.audit_log import Actor, note
from kiosk.hq.store.tables import sessions, users
from kiosk.hq.store.transactions import reading, writing
from kiosk.security import password as passwords

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}")
_DECOYS = {False: (passwords.DECOY, ""), True: passwords.SCRYPT_DECOY}
"""A hash, and a salt, of either kind: of argon2, and of scrypt."""


@dataclass(frozen=True)
class User:
    """One officer."""

    name: str
    hash: str
    salt: str
    totp_secret: str | None
    totp_step: int


class Users:
    """The users of a register: who is added or removed is so at once, for every receiver."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def all(self) -> dict[str, User]:
        """Every user by name."""
        with reading(self._engine) as db:
            return {row.name: User(*row) for row in db.execute(sa.select(users).order_by(users.c.name))}

    def add(self, name: str, password: str, about: list[str], actor: Actor, now: datetime.datetime) -> None:
        """Let an officer in. Misuse or Refusal if name or password cannot be taken, or the name is there."""
        if not _NAME.fullmatch(name):
            raise Misuse(f"{name} is not a user's name; use small letters, digits, dots and hyphens, as in somchai.p.")
        check_password(password, [name, *about])
        new = {"name": name, "hash": passwords.hashed(password), "salt": "", "totp_step": 0}
        try:
            with writing(self._engine) as db:
                db.execute(users.insert().values(**new))
                note(db, now, actor, "user-added", name)
        except sa.exc.IntegrityError:
            raise Refusal(f"{name} is there already; `kiosk hq user password {name}` sets a new password.") from None

    def set_password(self, name: str, password: str, about: list[str], actor: Actor, now: datetime.datetime) -> None:
        """A new password, which ends every session and the second factor: the phone may be what was lost."""
        check_password(password, [name, *about])
        new = {"hash": passwords.hashed(password), "salt": "", "totp_secret": None}
        with writing(self._engine) as db:
            self._known(db.execute(users.update().where(users.c.name == name).values(**new)), name)
            db.execute(sessions.delete().where(sessions.c.name == name))
            note(db, now, actor, "password", name)

    def remove(self, name: str, actor: Actor, now: datetime.datetime) -> None:
        """Let an officer in no longer. Refusal if there is none of that name."""
        with writing(self._engine) as db:
            db.execute(sessions.delete().where(sessions.c.name == name))
            self._known(db.execute(users.delete().where(users.c.name == name)), name)
            note(db, now, actor, "user-removed", name)

    def set_second_factor(self, name: str, secret: str | None, actor: Actor, now: datetime.datetime) -> None:
        """Ask for a code of this secret from now on, or for none."""
        with writing(self._engine) as db:
            self._known(db.execute(users.update().where(users.c.name == name).values(totp_secret=secret)), name)
            note(db, now, actor, "second-factor", f"{name}: {'off' if secret is None else 'on'}")

    def admitted(self, name: str, password: str, code: str, now: datetime.datetime) -> bool:
        """Whether this is an officer's password, and a code not used before where they have a second factor.

        Constant time: a hash of every kind that the register holds is tried, so that a wrong password takes as long
        for an unknown name as for a known one. An older hash is renewed.
        """
        known = self.all()
        user = known.get(name)
        kinds = {bool(other.salt) for other in known.values()} - ({bool(user.salt)} if user else set())
        for is_scrypt in kinds:
            passwords.verify(password, *_DECOYS[is_scrypt])
        if user is None:
            return False
        is_right, renewed = passwords.verify(password, user.hash, user.salt)
        if renewed is not None:
            self._swap(user, hash=renewed, salt="")
        return is_right and self._is_code(user, code, now)

    def _is_code(self, user: User, code: str, now: datetime.datetime) -> bool:
        """Replay protection: of two who bring the same code at once, one is let in."""
        if user.totp_secret is None:
            return True
        step = totp.step_of(user.totp_secret, code, now)
        return step is not None and step > user.totp_step and self._swap(user, "totp_step", totp_step=step)

    def _swap(self, user: User, column: str = "hash", **new: str | int) -> bool:
        """Compare and swap: whether the user was still as known, and is now as said."""
        same = users.c.name == user.name, users.c[column] == getattr(user, column)
        with writing(self._engine) as db:
            return db.execute(users.update().where(*same).values(**new)).rowcount == 1

    def _known(self, changed: sa.CursorResult[tuple[()]], name: str) -> None:
        if changed.rowcount != 1:
            raise Refusal(f"There is no user {name}; `kiosk hq user list` names them all.")
