"""Changes of headquarters' own key: begun at the first start, rotated by the key before, recovered when it is lost."""

import datetime

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.store import own_keys
from kiosk.hq.store.audit_log import Actor, note
from kiosk.hq.store.tables import register_table
from kiosk.hq.store.transactions import reading, writing
from kiosk.protocol.hq_key import HqKey, first_key, next_key
from kiosk.protocol.one_time_code import fingerprint
from kiosk.protocol.payloads import moment
from kiosk.protocol.signing import public_hex
from kiosk.text.refusal import Refusal


class OwnKey:
    """The key that signs for a register."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def statements(self) -> list[HqKey]:
        """What kiosks follow, oldest first."""
        with reading(self._engine) as db:
            return own_keys.statements(db)

    def begin(self, key: Ed25519PrivateKey, recovery_key: str, now: datetime.datetime) -> bool:
        """State the first key, and the public half (hex) of the one that recovers it; whether that was not yet done."""
        with writing(self._engine) as db:
            _lock(db)
            if own_keys.statements(db):
                return False
            own_keys.keep(db, first_key(key, recovery_key, moment(now)))
            return True

    def rotate(self, key: Ed25519PrivateKey, new: Ed25519PrivateKey, actor: Actor, now: datetime.datetime) -> None:
        """Put a new key in the place of `key`, which signs it. Refusal if that is not the register's any more."""
        with writing(self._engine) as db:
            _lock(db)
            *_, last = own_keys.statements(db)
            if last.public_key != public_hex(key):
                raise Refusal("hq.key_changed")
            _keep(db, next_key(last, new, key, moment(now)), fingerprint(last.public_key), actor, now)

    def recover(
        self,
        recovery: Ed25519PrivateKey,
        new: Ed25519PrivateKey,
        actor: Actor,
        now: datetime.datetime,
        next_recovery: str | None = None,
    ) -> None:
        """The same where the key is lost: the recovery key signs, and may name the public half (hex) of the next one.

        Refusal if it is not this register's.
        """
        with writing(self._engine) as db:
            _lock(db)
            stated = own_keys.statements(db)
            if not stated:
                raise Refusal("hq.no_recovery_key")
            if stated[-1].recovery_key != public_hex(recovery):
                raise Refusal("hq.other_recovery_key")
            if (stated[-1].recovered or "") >= moment(now):
                raise Refusal("hq.clock_behind")
            statement = next_key(stated[-1], new, recovery, moment(now), is_recovery=True, recovery_key=next_recovery)
            _keep(db, statement, "the recovery key", actor, now)


def _keep(db: sa.Connection, statement: HqKey, signer: str, actor: Actor, now: datetime.datetime) -> None:
    own_keys.keep(db, statement)
    note(db, now, actor, "hq-key", f"{fingerprint(statement.public_key)}, signed by {signer}")


def _lock(db: sa.Connection) -> None:
    """The register's row, so that the chain does not part."""
    db.execute(sa.select(register_table.c.version).with_for_update())
