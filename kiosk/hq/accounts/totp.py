"""Second factor: time-based one-time passwords (RFC 6238) of an authenticator app, each good once."""

import datetime
import secrets
import unicodedata

import pyotp

ISSUER = "Immigration headquarters"
"""What the app calls the account, beside the officer's name."""

_STEP = 30
_DRIFT = (0, -1, 1)
"""Seconds that a code is shown for, and how many codes a phone's clock may be off."""


def new_secret() -> str:
    """A secret for a phone and the register, in base 32."""
    return pyotp.random_base32()


def provisioning_uri(name: str, secret: str) -> str:
    """The otpauth address that an authenticator app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def step_of(secret: str, code: str, at: datetime.datetime) -> int | None:
    """The time step whose code this is, near `at`; None if it is none. Thai digits are digits."""
    typed = "".join(str(unicodedata.digit(character, character)) for character in code if not character.isspace())
    now = int(at.timestamp()) // _STEP
    for step in (now + drift for drift in _DRIFT):
        if secrets.compare_digest(pyotp.TOTP(secret).generate_otp(step).encode(), typed.encode()):
            return step
    return None
