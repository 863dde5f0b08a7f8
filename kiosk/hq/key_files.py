"""Key files of headquarters: its own key, the next one in a change, and the recovery key until it is taken away."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.register.enrolment import other_key
from kiosk.hq.register.register import Register
from kiosk.hq.store.audit_log import Actor
from kiosk.protocol.one_time_code import fingerprint
from kiosk.protocol.signing import public_hex
from kiosk.security.signing_key import load_key, make_key, own_key
from kiosk.text.refusal import Refusal


@dataclass(frozen=True)
class KeyFiles:
    """The files beside `own`, the key that signs for a register."""

    own: Path
    register: Register

    @property
    def recovery(self) -> Path:
        """The private half of the key that recovers headquarters' own; its place is in a safe."""
        return self.own.with_name("hq-recovery-key.pem")

    @property
    def _next(self) -> Path:
        return self.own.with_name("hq-key.pem.new")

    def key(self, now: datetime.datetime) -> Ed25519PrivateKey:
        """Headquarters' key; both it and the recovery key are made for a register that has none.

        Refusal if the register is bound to another key, which leaves no file behind.
        """
        self._finish()
        is_there = self.own.exists()
        if not is_there and self.register.admission.public_key() is not None:
            raise other_key()
        key = own_key(self.own)
        try:
            self.register.admission.sign_with(key)
        except Refusal:
            if not is_there:
                self.own.unlink()
            raise
        self._begin_recovery(key, now)
        return key

    def rotate(self, actor: Actor, now: datetime.datetime) -> str:
        """Put a new key in the place of headquarters' own, which signs it; gives its fingerprint."""
        key = self.key(now)
        return self._change(lambda new: self.register.own_key.rotate(key, new, actor, now))

    def recover(self, recovery: Path, actor: Actor, now: datetime.datetime, *, renews: bool = False) -> str:
        """The same where headquarters' own is lost, by the recovery key, which another one follows if that `renews`.

        Refusal if it is not the register's, and then no file is left behind.
        """
        signer = load_key(recovery)
        if not renews:
            return self._change(lambda new: self.register.own_key.recover(signer, new, actor, now))
        if self.recovery.exists():
            raise Refusal("key.recovery_is_there", path=self.recovery)
        following = public_hex(make_key(self.recovery))
        try:
            return self._change(lambda new: self.register.own_key.recover(signer, new, actor, now, following))
        except Refusal:
            self.recovery.unlink()
            raise

    def _begin_recovery(self, key: Ed25519PrivateKey, now: datetime.datetime) -> None:
        if not self.register.own_key.statements():
            recovery = own_key(self.recovery)
            if not self.register.own_key.begin(key, public_hex(recovery), now):
                self.recovery.unlink()  # another receiver has made one

    def _change(self, state: Callable[[Ed25519PrivateKey], None]) -> str:
        new = make_key(self._next)
        state(new)
        self._finish()
        return fingerprint(public_hex(new))

    def _finish(self) -> None:
        """Take the next key where the register is bound to it: a power cut may have come between the two."""
        if self._next.exists() and public_hex(load_key(self._next)) == self.register.admission.public_key():
            self._next.replace(self.own)
