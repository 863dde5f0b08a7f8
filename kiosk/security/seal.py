"""Seal: what only the holder of a passphrase reads again (Fernet, with a key derived by scrypt).

The library is imported where something is sealed: the counter only asks whether a backup is due, and does without it.
"""

import base64
import secrets
import unicodedata

from msgspec import Struct

from kiosk.text.refusal import Refusal

SHORTEST = 12
"""Characters of a passphrase: who finds a sealed file may try as long as they like."""

_COST = 1 << 16
"""scrypt's N: 64 MiB and a quarter of a second a try."""


class Seal(Struct, frozen=True, forbid_unknown_fields=True):
    """The derived key, which seals every night without the passphrase, and the salt (hex) that it was derived with."""

    salt: str
    key: str

    def close(self, content: bytes) -> bytes:
        """The content, sealed."""
        from cryptography.fernet import Fernet

        return Fernet(self.key).encrypt(content)

    def open(self, sealed: bytes) -> bytes:
        """The content of what was sealed. Refusal for another passphrase, or if it was changed."""
        from cryptography.fernet import Fernet, InvalidToken

        try:
            return Fernet(self.key).decrypt(sealed)
        except InvalidToken:
            raise Refusal("backup.other_passphrase") from None


def seal_of(passphrase: str, salt: str = "") -> Seal:
    """The seal of a passphrase, with a new salt unless one is given. Refusal if it is too short."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    if len(passphrase) < SHORTEST:
        raise Refusal("backup.short_passphrase", shortest=SHORTEST)
    salt = salt or secrets.token_hex(16)
    derived = Scrypt(bytes.fromhex(salt), length=32, n=_COST, r=8, p=1).derive(
        unicodedata.normalize("NFC", passphrase).encode()
    )
    return Seal(salt, base64.urlsafe_b64encode(derived).decode())
