"""The one-time code of an enrolment: 64 random bits, and the fingerprint of the key of the headquarters that gave it.

Whoever types it in has it from headquarters by another way than the line, so that the key need not be trusted on first
use.
"""

import hashlib
import re
import secrets

_SECRET, _FINGERPRINT = 4, 3
"""Groups of four hex digits: of the secret, and of the fingerprint."""

_WHOLE = re.compile(rf"[0-9a-f]{{4}}(-[0-9a-f]{{4}}){{{_SECRET + _FINGERPRINT - 1}}}")


def new_code(public_key: str) -> str:
    """A code of the headquarters with that public key (hex)."""
    return "-".join([*(secrets.token_hex(2) for _ in range(_SECRET)), fingerprint(public_key)])


def fingerprint(public_key: str) -> str:
    """Key fingerprint: the first 48 bits of the SHA-256 of a public key (hex), as `93ce-15f7-170e`."""
    digest = hashlib.sha256(bytes.fromhex(public_key)).hexdigest()
    return "-".join(digest[at : at + 4] for at in range(0, 4 * _FINGERPRINT, 4))


def is_whole(code: str) -> bool:
    """Whether all groups of a code are there, however it was typed."""
    return _WHOLE.fullmatch(_plain(code)) is not None


def vouches_for(code: str, public_key: str) -> bool:
    """Whether the headquarters that gave the code has that public key (hex)."""
    return _plain(code).endswith("-" + fingerprint(public_key))


def code_hash(code: str) -> str:
    """SHA-256 of a code, hex: what is kept and signed in its place."""
    return hashlib.sha256(_plain(code).encode()).hexdigest()


def _plain(code: str) -> str:
    return code.strip().lower()
