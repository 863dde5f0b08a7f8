"""The officers who may read headquarters' pages: users.toml, which holds no password but a hash that is slow to try."""

import contextlib
import re
from pathlib import Path

from msgspec import Struct, toml

from kiosk.errors import Misuse, Refusal
from kiosk.security import password as passwords
from kiosk.storage.private_file import read_struct, write_private

SHORTEST = 10
"""Characters of a password."""

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}")


class User(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The hash of one officer's password, and its salt where it is one of an older version."""

    hash: passwords.SecretHash
    salt: passwords.SecretSalt = ""


_DECOYS = {False: (passwords.DECOY, ""), True: passwords.SCRYPT_DECOY}
"""A hash, and a salt, of either kind: of argon2, and of scrypt."""


class Users:
    """The users in one file, read anew each time: who is added or removed is so at once."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def all(self) -> dict[str, User]:
        """Every user by name. Faulty if the file is not right."""
        return read_struct(self.path, dict[str, User]) if self.path.exists() else {}

    def add(self, name: str, password: str) -> bool:
        """Take a user, or a new password of one; whether the name is new. Refusal if either cannot be taken."""
        if not _NAME.fullmatch(name):
            raise Misuse(f"{name} is not a user's name; use small letters, digits, dots and hyphens, as in somchai.p.")
        if len(password) < SHORTEST:
            raise Refusal(f"A password has {SHORTEST} characters or more; choose a longer one.")
        users = self.all()
        self._write({**users, name: User(passwords.hashed(password))})
        return name not in users

    def remove(self, name: str) -> None:
        """Let a user in no longer. Refusal if there is none of that name."""
        users = self.all()
        if users.pop(name, None) is None:
            raise Refusal(f"There is no user {name}; {self.path} names them all.")
        self._write(users)

    def admitted(self, name: str, password: str) -> User | None:
        """The user whose password this is; an older hash of it is renewed.

        Constant time: a hash of every kind that the file holds is tried, so that a wrong password takes as long for
        an unknown name as for a known one.
        """
        users = self.all()
        user = users.get(name)
        kinds = {bool(known.salt) for known in users.values()} - ({bool(user.salt)} if user else set())
        for is_scrypt in kinds:
            passwords.verify(password, *_DECOYS[is_scrypt])
        if user is None:
            return None
        is_right, renewed = passwords.verify(password, user.hash, user.salt)
        if renewed is not None:
            return self._renewed(name, user, User(renewed))
        return user if is_right else None

    def _renewed(self, name: str, old: User, new: User) -> User:
        """The user whom the file knows from now on: the new one, unless it cannot be written or has changed."""
        with contextlib.suppress(Refusal):
            users = self.all()
            if users.get(name) == old:
                self._write({**users, name: new})
                return new
        return old

    def _write(self, users: dict[str, User]) -> None:
        write_private(self.path, toml.encode(users))
