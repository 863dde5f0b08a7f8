"""What people type to be let in, kept only as a hash that is slow to try (scrypt)."""

import os

_COST = {"n": 2**15, "r": 8, "p": 1, "maxmem": 2**26}


def kept(secret: str) -> tuple[str, str]:
    """A new salt and the hash of `secret` with it, both hex."""
    import secrets  # with hashlib: the first page of the counter knows whether a PIN is set, and waits for neither

    salt = secrets.token_hex(16)
    return salt, _slow_hash(secret, salt)


def matches(secret: str, salt: str, digest: str) -> bool:
    """Whether `digest` is the hash of `secret`. It takes about 80 ms and 32 MiB."""
    import secrets

    return secrets.compare_digest(_slow_hash(secret, salt), digest)


def _slow_hash(secret: str, salt: str) -> str:
    import hashlib

    return hashlib.scrypt(os.fsencode(secret), salt=bytes.fromhex(salt), **_COST).hex()
