"""The officers who may read headquarters' pages: users.toml, which holds no password but a hash that is slow to try."""

import re
from pathlib import Path

from msgspec import Struct, toml

from kiosk.errors import Misuse, Refusal
from kiosk.security import password as hashing
from kiosk.storage.private_file import read_struct, write_private

SHORTEST = 10
"""Characters of a password."""

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}")


class User(Struct, frozen=True, forbid_unknown_fields=True):
    """One officer's salt and hash, hex."""

    salt: str
    hash: str

    @classmethod
    def of(cls, password: str) -> "User":
        """A user with that password."""
        return cls(*hashing.kept(password))

    def knows(self, password: str) -> bool:
        """Whether `password` is this user's."""
        return hashing.matches(password, self.salt, self.hash)


_NOBODY = User("00" * 16, "")


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
        self._write({**users, name: User.of(password)})
        return name not in users

    def remove(self, name: str) -> None:
        """Let a user in no longer. Refusal if there is none of that name."""
        users = self.all()
        if users.pop(name, None) is None:
            raise Refusal(f"There is no user {name}; {self.path} names them all.")
        self._write(users)

    def admitted(self, name: str, password: str) -> User | None:
        """The user whose password this is. An unknown name takes as long as a known one."""
        user = self.all().get(name, _NOBODY)
        return user if user.knows(password) else None

    def _write(self, users: dict[str, User]) -> None:
        write_private(self.path, toml.encode(users))
