"""What people type to be let in, kept only as a hash that is slow to try (scrypt)."""

import os

_COST = {"n": 2**15, "r": 8, "p": 1, "maxmem": 2**26}


def slow_hash(secret: str, salt: str) -> str:
    """The scrypt hash of `secret`, hex; `salt` is hex too. It takes about 80 ms and 32 MiB."""
    import hashlib

    return hashlib.scrypt(os.fsencode(secret), salt=bytes.fromhex(salt), **_COST).hex()
