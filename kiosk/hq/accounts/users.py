"""The users of headquarters' pages, in the register: no password but a hash that is slow to try, and what each may."""

import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kiosk.hq.accounts import totp
from kiosk.hq.accounts.password_rules import check_password
from kiosk.hq.accounts.policy import Access, Grant, offices_of
from kiosk.hq.store.account_tables import invitations, sessions, users
from kiosk.hq.store.audit_log import Actor, AuditAction, note
from kiosk.hq.store.tables import offices
from kiosk.hq.store.transactions import reading, writing
from kiosk.security import password as passwords
from kiosk.text.refusal import Misuse, Refusal

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}")
_DECOYS = {False: (passwords.DECOY, ""), True: passwords.SCRYPT_DECOY}
"""A hash, and a salt, of either kind: of argon2, and of scrypt."""


@dataclass(frozen=True)
class User:
    """One user. `hash` is empty until a password is set; `last_seen` is a moment of the register."""

    name: str
    hash: str
    salt: str
    totp_secret: str | None
    totp_step: int
    grant: Grant
    last_seen: str | None


class Users:
    """The users of a register: who is added or removed is so at once, for every receiver."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def all(self) -> dict[str, User]:
        """Every user by name."""
        with reading(self._engine) as db:
            return {row.name: _user(row) for row in db.execute(sa.select(users).order_by(users.c.name))}

    def access(self, name: str) -> Access | None:
        """What a user may do and see at this moment; None if there is none of that name."""
        with reading(self._engine) as db:
            row = db.execute(sa.select(users).where(users.c.name == name)).first()
            return None if row is None else Access(grant_of(row), offices_of(db, grant_of(row)))

    def add(
        self, name: str, password: str, about: list[str], actor: Actor, now: datetime.datetime, grant: Grant
    ) -> None:
        """Let a user in. Misuse or Refusal if name, password or scope cannot be taken, or the name is there."""
        _check_name(name)
        check_password(password, [name, *about])
        self._insert(name, passwords.hashed(password), grant, actor, now, "user-added")

    def invite(self, name: str, grant: Grant, actor: Actor, now: datetime.datetime) -> None:
        """Put a user into the register who sets their own password later. Misuse or Refusal as for `add`."""
        _check_name(name)
        self._insert(name, "", grant, actor, now, "invited")

    def set_grant(self, name: str, grant: Grant, actor: Actor, now: datetime.datetime) -> None:
        """Give a user another role or scope. Refusal for the last administrator of all offices."""
        with writing(self._engine) as db:
            _check_scope(db, grant)
            with _administrated(db, name):
                self._known(db.execute(users.update().where(users.c.name == name).values(**vars(grant))), name)
            note(db, now, actor, "user-set", f"{name}: {grant}")

    def set_password(self, name: str, password: str, about: list[str], actor: Actor, now: datetime.datetime) -> None:
        """A new password, which ends every session and the second factor: the phone may be what was lost."""
        check_password(password, [name, *about])
        new = {"hash": passwords.hashed(password), "salt": "", "totp_secret": None}
        with writing(self._engine) as db:
            self._known(db.execute(users.update().where(users.c.name == name).values(**new)), name)
            end_access(db, name)
            note(db, now, actor, "password", name)

    def has_password(self, name: str, password: str) -> bool:
        """Whether this is the password of a user who is logged in already."""
        user = self.all()[name]
        return passwords.verify(password, user.hash, user.salt)[0]

    def change_password(
        self, name: str, new: str, about: list[str], kept: str, actor: Actor, now: datetime.datetime
    ) -> None:
        """A user's own new password: it ends every session but the one of hash `kept`. Refusal for a weak one."""
        check_password(new, [name, *about])
        values = {"hash": passwords.hashed(new), "salt": ""}
        with writing(self._engine) as db:
            self._known(db.execute(users.update().where(users.c.name == name).values(**values)), name)
            end_access(db, name, kept)
            note(db, now, actor, "password", name)

    def log_out(self, name: str, actor: Actor, now: datetime.datetime) -> None:
        """End every session and invitation of a user. Refusal if there is none of that name."""
        with writing(self._engine) as db:
            self._known(db.execute(users.update().where(users.c.name == name).values(name=name)), name)
            end_access(db, name)
            note(db, now, actor, "logged-out", name)

    def remove(self, name: str, actor: Actor, now: datetime.datetime) -> None:
        """Let a user in no longer. Refusal if there is none of that name, or for the last administrator of all."""
        with writing(self._engine) as db:
            with _administrated(db, name):
                end_access(db, name)
                self._known(db.execute(users.delete().where(users.c.name == name)), name)
            note(db, now, actor, "user-removed", name)

    def set_second_factor(self, name: str, secret: str | None, actor: Actor, now: datetime.datetime) -> None:
        """Ask for a code of this secret from now on, or for none."""
        with writing(self._engine) as db:
            self._known(db.execute(users.update().where(users.c.name == name).values(totp_secret=secret)), name)
            note(db, now, actor, "second-factor", f"{name}: {'off' if secret is None else 'on'}")

    def admitted(self, name: str, password: str, code: str, now: datetime.datetime) -> bool:
        """Whether this is a user's password, and a code not used before where they have a second factor."""
        user = self.with_password(name, password)
        return user is not None and (user.totp_secret is None or self.is_code(user, code, now))

    def with_password(self, name: str, password: str) -> User | None:
        """The user whose password this is.

        Constant time: a hash of every kind that the register holds is tried, so that a wrong password takes as long
        for an unknown name as for a known one. An older hash is renewed.
        """
        known = {user.name: user for user in self.all().values() if user.hash}
        user = known.get(name)
        kinds = {bool(other.salt) for other in known.values()} - ({bool(user.salt)} if user else set())
        for is_scrypt in kinds:
            passwords.verify(password, *_DECOYS[is_scrypt])
        if user is None:
            return None
        is_right, renewed = passwords.verify(password, user.hash, user.salt)
        if renewed is not None:
            self._swap(user, hash=renewed, salt="")
        return user if is_right else None

    def is_code(self, user: User, code: str, now: datetime.datetime) -> bool:
        """Replay protection: whether the user's phone shows that code, and nobody brought it before, or at once."""
        if user.totp_secret is None:
            return False
        step = totp.step_of(user.totp_secret, code, now)
        return step is not None and step > user.totp_step and self._swap(user, "totp_step", totp_step=step)

    def _insert(
        self, name: str, digest: str, grant: Grant, actor: Actor, now: datetime.datetime, action: AuditAction
    ) -> None:
        new = {"name": name, "hash": digest, "salt": "", "totp_step": 0, **vars(grant)}
        try:
            with writing(self._engine) as db:
                _check_scope(db, grant)
                db.execute(users.insert().values(**new))
                note(db, now, actor, action, f"{name}: {grant}")
        except sa.exc.IntegrityError:
            raise Refusal("user.is_there", name=name) from None

    def _swap(self, user: User, column: str = "hash", **new: str | int) -> bool:
        """Compare and swap: whether the user was still as known, and is now as said."""
        same = users.c.name == user.name, users.c[column] == getattr(user, column)
        with writing(self._engine) as db:
            return db.execute(users.update().where(*same).values(**new)).rowcount == 1

    def _known(self, changed: sa.CursorResult[tuple[()]], name: str) -> None:
        if changed.rowcount != 1:
            raise Refusal("user.unknown", name=name)


def end_access(db: sa.Connection, name: str, kept: str = "") -> None:
    """End a user's invitations and their sessions, but the one of hash `kept`."""
    db.execute(invitations.delete().where(invitations.c.name == name))
    db.execute(sessions.delete().where(sessions.c.name == name, sessions.c.token_hash != kept))


def _user(row: sa.Row[Any]) -> User:
    known = (row.name, row.hash, row.salt, row.totp_secret, row.totp_step)
    return User(*known, grant_of(row), row.last_seen)


def grant_of(row: Any) -> Grant:
    """The role and scope in a row of the users."""
    return Grant(row.role, row.region, row.office)


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise Misuse("user.no_name", name=name)


def _check_scope(db: sa.Connection, grant: Grant) -> None:
    """Misuse for a region or an office that no row of the register has: a typo would let nobody see anything."""
    for column, name in ((offices.c.region, grant.region), (offices.c.office, grant.office)):
        if name is not None and db.execute(sa.select(column).where(column == name).limit(1)).first() is None:
            raise Misuse("user.no_scope", name=name)
    if grant.region is not None and grant.office is not None:
        raise Misuse("user.two_scopes")


@contextmanager
def _administrated(db: sa.Connection, changed: str) -> Iterator[None]:
    """Refusal, which rolls back what was done, where the last who could administer all offices was taken away."""
    before = _administrators(db)
    yield
    if before and not _administrators(db):
        raise Refusal("user.last_administrator", name=changed)


def _administrators(db: sa.Connection) -> list[str]:
    """Those of all offices who have a password; their rows are locked, so that two do not go at once."""
    of_all = users.c.role == "administrator", users.c.region.is_(None), users.c.office.is_(None)
    return list(db.execute(sa.select(users.c.name).where(*of_all, users.c.hash != "").with_for_update()).scalars())
