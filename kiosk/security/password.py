"""Password hashing (argon2id): what people type to be let in, kept only as a hash that is slow to try.

The cost stands in the hash itself. A hash of an older version (scrypt) lets in all the same, and is then renewed.
"""

import os
from functools import cache
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

if TYPE_CHECKING:
    from pwdlib import PasswordHash

# OWASP's Password Storage Cheat Sheet: 19 MiB, two passes. More memory would show in what the counter may take, and
# more time on the PIN pad: this is about 30 ms.
_MEMORY, _TIME, _PARALLELISM = 19 * 1024, 2, 1

_SCRYPT = {"n": 2**15, "r": 8, "p": 1, "maxmem": 2**26}

SecretHash = Annotated[
    str,
    Meta(
        pattern=r"\A(\$argon2id\$v=19\$m=[0-9]{1,6},t=[0-9]{1,2},p=[0-9]\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}"
        r"|[0-9a-f]{128})\Z"
    ),
]
"""An argon2 hash, or one of scrypt in hex."""

SecretSalt = Annotated[str, Meta(pattern=r"\A([0-9a-f]{32})?\Z")]
"""The salt of a scrypt hash in hex; empty for argon2, whose hash has it inside."""

DECOY = f"$argon2id$v=19$m={_MEMORY},t={_TIME},p={_PARALLELISM}${'A' * 22}${'A' * 43}"
"""The hash of nothing that anybody knows: as slow to try as another."""

SCRYPT_DECOY = "0" * 128, "0" * 32
"""The same of scrypt, and its salt."""


def hashed(secret: str) -> str:
    """A new hash of `secret`."""
    return _argon2().hash(os.fsencode(secret))


def verify(secret: str, digest: str, salt: str = "") -> tuple[bool, str | None]:
    """Whether `digest` is the hash of `secret`, and if so a new hash where that one is of an older kind or cost.

    What is no hash lets nobody in.
    """
    if salt:
        is_right = _is_scrypt(secret, digest, salt)
        return is_right, hashed(secret) if is_right else None
    from pwdlib.exceptions import UnknownHashError

    try:
        return _argon2().verify_and_update(os.fsencode(secret), digest)
    except UnknownHashError:
        return False, None


@cache
def _argon2() -> "PasswordHash":
    """Imported when somebody types: the first page only asks whether a PIN is set, and does not wait for it."""
    from pwdlib import PasswordHash
    from pwdlib.hashers.argon2 import Argon2Hasher

    return PasswordHash((Argon2Hasher(time_cost=_TIME, memory_cost=_MEMORY, parallelism=_PARALLELISM),))


def _is_scrypt(secret: str, digest: str, salt: str) -> bool:
    import hashlib  # OpenSSL, which the first page does not wait for
    from secrets import compare_digest

    typed = hashlib.scrypt(os.fsencode(secret), salt=bytes.fromhex(salt), **_SCRYPT)
    return compare_digest(typed.hex(), digest)
