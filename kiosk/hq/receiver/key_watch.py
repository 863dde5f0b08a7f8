"""Key watch: a receiver whose key was replaced signs nothing more. No kiosk would believe it, and none is misled."""

import time

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.register.enrolment import Admission, key_replaced
from kiosk.protocol.signing import public_hex

FRESH = 2.0
"""Seconds for which the register's word is good."""


class KeyWatch:
    """Whether the key of this receiver is still the register's."""

    def __init__(self, admission: Admission, key: Ed25519PrivateKey) -> None:
        self._admission = admission
        self._own = public_hex(key)
        self._bound: str | None = None
        self._looked = -FRESH

    @property
    def is_at_hand(self) -> bool:
        """Whether the register need not be asked."""
        return time.monotonic() - self._looked <= FRESH

    def check(self) -> None:
        """HTTPProblem if it is not. The process is to be started again with the new hq-key.pem."""
        if not self.is_current():
            raise key_replaced()

    def is_current(self) -> bool:
        """Whether this key still signs for headquarters."""
        if not self.is_at_hand:
            self._bound, self._looked = self._admission.public_key(), time.monotonic()
        return self._bound in (None, self._own)
