"""Key history: every key that a kiosk has had, stated by the kiosk and attested by headquarters, in one chain."""

import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.store.tables import epochs, keys, record_epochs, register_table
from kiosk.protocol.encodings import canonical
from kiosk.protocol.key_statement import attestation_bytes
from kiosk.protocol.payloads import moment
from kiosk.protocol.signing import sign

Heads = dict[str, tuple[int, str]]
"""The last seq and the hash there, by epoch."""


def keys_of(db: sa.Connection, kiosk: str) -> list[str]:
    """The public keys (hex) of a kiosk, oldest first."""
    return list(db.execute(sa.select(keys.c.public_key).where(keys.c.kiosk == kiosk).order_by(keys.c.number)).scalars())


def add_key(
    db: sa.Connection,
    key: Ed25519PrivateKey,
    kiosk: str,
    public_key: str,
    statement: bytes,
    signature: str,
    now: datetime.datetime,
) -> None:
    """Attest a kiosk's new key with HQ's own. The register's row is locked, so that the chain does not part."""
    db.execute(sa.select(register_table.c.version).with_for_update())
    last = db.execute(sa.select(keys.c.number, keys.c.attestation).order_by(keys.c.number.desc()).limit(1)).first()
    number, previous = (last.number + 1, last.attestation) if last else (1, None)
    stated = {"kiosk": kiosk, "public_key": public_key, "since": moment(now), "statement": statement.decode()}
    held = _held(db, kiosk)
    attestation = sign(key, attestation_bytes(number, previous, **stated, held=held))
    row = {"number": number, **stated, "signature": signature, "held": held, "attestation": attestation}
    db.execute(keys.insert().values(**row))


def adopt_keys(db: sa.Connection, key: Ed25519PrivateKey) -> None:
    """Attest, once, the keys from before there was a history, and with them what HQ held then.

    As soon as any key is attested, one that is not is a finding and never signed for.
    """
    rows = db.execute(sa.select(keys).order_by(keys.c.number)).all()
    if any(row.attestation is not None for row in rows):
        return
    previous: str | None = None
    for row in rows:
        held = _held(db, row.kiosk)
        signed = attestation_bytes(row.number, previous, row.kiosk, row.public_key, row.since, row.statement, held)
        previous = sign(key, signed)
        db.execute(keys.update().where(keys.c.number == row.number).values(held=held, attestation=previous))


def attested_bytes(row: sa.Row[Any], previous: str | None) -> bytes:
    """What HQ has signed of a row, `previous` being its signature of the row before."""
    return attestation_bytes(row.number, previous, row.kiosk, row.public_key, row.since, row.statement, row.held or "")


def heads_of(row: sa.Row[Any]) -> Heads:
    """The heads that HQ held of the kiosk when a key came; none where they cannot be read."""
    try:
        held = msgspec.json.decode(row.held or "[]", type=list[tuple[str, int, str]])
    except msgspec.DecodeError:  # it is not what HQ has signed
        return {}
    return {epoch: (seq, head) for epoch, seq, head in held}


def _held(db: sa.Connection, kiosk: str) -> str:
    heads = (
        sa.select(table.c.epoch, table.c.acked, table.c.head).where(table.c.kiosk == kiosk)
        for table in (epochs, record_epochs)
    )
    return canonical(sorted(tuple(row) for row in db.execute(sa.union_all(*heads)))).decode()


def enrolments_of(db: sa.Connection, kiosk: str) -> list[sa.Row[Any]]:
    """Each key that a kiosk enrolled with and since when, the oldest first; of keys whose day was kept."""
    its = sa.select(keys).where(keys.c.kiosk == kiosk, keys.c.since.is_not(None))
    return list(db.execute(its.order_by(keys.c.number)))
