"""Schema migrations: how a register of an older version becomes one of this version, by numbered steps forward."""

from collections.abc import Callable

import sqlalchemy as sa

from kiosk.hq.store.append_only import create_triggers
from kiosk.hq.store.office_terms import fill_from_health

Step = str | Callable[[sa.Connection], None]
"""A statement that both databases know, or what asks each in its own words."""


def _create_audit(db: sa.Connection) -> None:
    number = "SERIAL" if db.dialect.name == "postgresql" else "INTEGER NOT NULL"
    db.exec_driver_sql(
        f"""CREATE TABLE audit (
            id {number} PRIMARY KEY, at VARCHAR(20) NOT NULL, who VARCHAR(63) NOT NULL, origin VARCHAR(63) NOT NULL,
            action VARCHAR(30) NOT NULL, detail TEXT NOT NULL)"""
    )
    create_triggers(db, "audit")


def _create_kiosk_events(db: sa.Connection) -> None:
    number = "SERIAL" if db.dialect.name == "postgresql" else "INTEGER NOT NULL"
    db.exec_driver_sql(
        f"""CREATE TABLE kiosk_events (
            id {number} PRIMARY KEY, at VARCHAR(20) NOT NULL, kiosk VARCHAR(63) NOT NULL REFERENCES kiosks (kiosk),
            kind VARCHAR(30) NOT NULL, was VARCHAR(64), became VARCHAR(64))"""
    )
    db.exec_driver_sql("CREATE INDEX ix_kiosk_events_kiosk ON kiosk_events (kiosk)")
    create_triggers(db, "kiosk_events")


def _create_alerts(db: sa.Connection) -> None:
    number = "SERIAL" if db.dialect.name == "postgresql" else "INTEGER NOT NULL"
    db.exec_driver_sql(
        f"""CREATE TABLE alerts (
            id {number} PRIMARY KEY, kind VARCHAR(30) NOT NULL, subject VARCHAR(100) NOT NULL,
            office VARCHAR(63) NOT NULL, kiosk VARCHAR(63) NOT NULL, detail VARCHAR(63) NOT NULL,
            since VARCHAR(20) NOT NULL, resolved_at VARCHAR(20))"""
    )
    db.exec_driver_sql(
        f"""CREATE TABLE deliveries (
            id {number} PRIMARY KEY, alert INTEGER REFERENCES alerts (id), kind VARCHAR(10) NOT NULL,
            level VARCHAR(10) NOT NULL, address VARCHAR(63) NOT NULL, made_at VARCHAR(20) NOT NULL,
            next_at VARCHAR(20) NOT NULL, attempts INTEGER NOT NULL, error VARCHAR(200), sent_at VARCHAR(20),
            dropped_at VARCHAR(20))"""
    )
    db.exec_driver_sql("CREATE INDEX ix_deliveries_alert ON deliveries (alert)")
    db.exec_driver_sql(
        f"""CREATE TABLE alert_rounds (
            id {number} PRIMARY KEY, looked_at VARCHAR(20) NOT NULL, hears_since VARCHAR(20) NOT NULL,
            digest_day DATE NOT NULL)"""
    )


STEPS: dict[int, list[Step]] = {
    2: [
        "ALTER TABLE register ADD COLUMN public_key VARCHAR(64)",
        "ALTER TABLE epochs ADD COLUMN checkpoint TEXT",
        "ALTER TABLE epochs ADD COLUMN signature VARCHAR(128)",
        "ALTER TABLE epochs ADD COLUMN signed_by VARCHAR(64)",
        "ALTER TABLE alarms ADD COLUMN acknowledged_by VARCHAR(63)",
        "ALTER TABLE alarms ADD COLUMN epoch VARCHAR(36)",
        "CREATE INDEX itap_figures ON entries (kiosk, day) WHERE kind = 'itap'",
        "ALTER TABLE counted ADD COLUMN epoch VARCHAR(36)",
        "ALTER TABLE counted ADD COLUMN seq INTEGER",
        """UPDATE counted SET (epoch, seq) = (
            SELECT entries.epoch, entries.seq FROM entries
            JOIN epochs ON epochs.kiosk = entries.kiosk AND epochs.epoch = entries.epoch
            WHERE entries.id = counted.id AND entries.kiosk = counted.kiosk
            ORDER BY entries.received_at, epochs.first_seen, entries.seq LIMIT 1)""",
        "DROP INDEX ix_entries_id",
    ],
    3: ["ALTER TABLE epochs ADD COLUMN encoding INTEGER NOT NULL DEFAULT 1"],
    4: [
        "ALTER TABLE kiosks ADD COLUMN report BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE alarms ADD COLUMN times INTEGER NOT NULL DEFAULT 1",
    ],
    5: [
        """CREATE TABLE ledgers (
            ledger VARCHAR(36) NOT NULL PRIMARY KEY,
            owner VARCHAR(63) NOT NULL REFERENCES kiosks (kiosk))""",
        "CREATE INDEX ix_ledgers_owner ON ledgers (owner)",
        "ALTER TABLE entries ADD COLUMN set_aside VARCHAR(30)",
        "CREATE INDEX set_aside_entries ON entries (kiosk, set_aside) WHERE set_aside IS NOT NULL",
        "DROP TABLE counted",
        """CREATE TABLE counted (
            owner VARCHAR(63) NOT NULL,
            id VARCHAR(36) NOT NULL,
            corrects VARCHAR(36),
            kiosk VARCHAR(63) NOT NULL,
            epoch VARCHAR(36) NOT NULL,
            seq INTEGER NOT NULL,
            PRIMARY KEY (owner, id),
            UNIQUE (owner, corrects))""",
    ],
    6: [
        """CREATE TABLE keys (
            number INTEGER NOT NULL PRIMARY KEY, kiosk VARCHAR(63) NOT NULL, public_key VARCHAR(64) NOT NULL,
            since VARCHAR(20), statement TEXT, signature VARCHAR(128), held TEXT, attestation VARCHAR(128))""",
        "CREATE INDEX ix_keys_kiosk ON keys (kiosk)",
        """INSERT INTO keys (number, kiosk, public_key)
            SELECT row_number() OVER (ORDER BY kiosk, newest, public_key), kiosk, public_key FROM (
                SELECT kiosk, public_key, 1 AS newest FROM kiosks WHERE public_key IS NOT NULL
                UNION SELECT epochs.kiosk, epochs.signed_by, 0 FROM epochs
                JOIN kiosks ON kiosks.kiosk = epochs.kiosk AND kiosks.public_key <> epochs.signed_by
            ) AS known""",
        lambda db: create_triggers(db, "alarms", "keys"),
    ],
    7: [
        "ALTER TABLE kiosks ADD COLUMN epoch VARCHAR(36)",
        """UPDATE kiosks SET epoch = (
            SELECT epoch FROM epochs WHERE epochs.kiosk = kiosks.kiosk ORDER BY first_seen DESC, epoch LIMIT 1)""",
        """CREATE TABLE roots (
            day DATE NOT NULL PRIMARY KEY, first INTEGER NOT NULL, size INTEGER NOT NULL UNIQUE,
            hash VARCHAR(64) NOT NULL, note TEXT NOT NULL, made_at VARCHAR(20) NOT NULL)""",
        "CREATE TABLE leaves (number INTEGER NOT NULL PRIMARY KEY, kiosk VARCHAR(63) NOT NULL, leaf TEXT NOT NULL)",
        """CREATE TABLE tiles (
            level INTEGER NOT NULL, number INTEGER NOT NULL, hashes TEXT NOT NULL, PRIMARY KEY (level, number))""",
        """CREATE TABLE cosignatures (
            size INTEGER NOT NULL, kiosk VARCHAR(63) NOT NULL REFERENCES kiosks (kiosk), line TEXT NOT NULL,
            taken_at VARCHAR(20) NOT NULL, PRIMARY KEY (size, kiosk))""",
    ],
    8: [
        """CREATE TABLE offices (
            office VARCHAR(63) NOT NULL PRIMARY KEY, office_class VARCHAR(63), counts_from VARCHAR(7) NOT NULL,
            closed TEXT NOT NULL, opened TEXT NOT NULL)""",
        "ALTER TABLE kiosks ADD COLUMN differs TEXT",
        "CREATE INDEX notes ON entries (kiosk, day) WHERE kind = 'note'",
        fill_from_health,
    ],
    9: [
        """CREATE TABLE users (
            name VARCHAR(63) NOT NULL PRIMARY KEY, hash TEXT NOT NULL, salt VARCHAR(32) NOT NULL,
            totp_secret VARCHAR(64), totp_step INTEGER NOT NULL)""",
        """CREATE TABLE sessions (
            token_hash VARCHAR(64) NOT NULL PRIMARY KEY, name VARCHAR(63) NOT NULL REFERENCES users (name),
            since VARCHAR(20) NOT NULL, last_seen VARCHAR(20) NOT NULL, address VARCHAR(63) NOT NULL,
            agent VARCHAR(63) NOT NULL)""",
        "CREATE INDEX ix_sessions_name ON sessions (name)",
        _create_audit,
    ],
    10: [
        """CREATE TABLE record_epochs (
            kiosk VARCHAR(63) NOT NULL REFERENCES kiosks (kiosk), epoch VARCHAR(36) NOT NULL,
            ledger VARCHAR(36) NOT NULL, parent_epoch VARCHAR(36), parent_seq INTEGER, parent_hash VARCHAR(64),
            acked INTEGER NOT NULL, head VARCHAR(64) NOT NULL, first_seen VARCHAR(20) NOT NULL, checkpoint TEXT,
            signature VARCHAR(128), signed_by VARCHAR(64), encoding INTEGER NOT NULL, PRIMARY KEY (kiosk, epoch))""",
        """CREATE TABLE lines (
            kiosk VARCHAR(63) NOT NULL, epoch VARCHAR(36) NOT NULL, seq INTEGER NOT NULL, id VARCHAR(36) NOT NULL,
            day DATE NOT NULL, role VARCHAR(200) NOT NULL, what VARCHAR(200) NOT NULL, value TEXT NOT NULL,
            takes_back VARCHAR(36), hash VARCHAR(64) NOT NULL, received_at VARCHAR(20) NOT NULL,
            set_aside VARCHAR(30), PRIMARY KEY (kiosk, epoch, seq))""",
        "CREATE INDEX ix_lines_id ON lines (id)",
    ],
    11: [
        "ALTER TABLE kiosks ADD COLUMN record_epoch VARCHAR(36)",
        """UPDATE kiosks SET record_epoch = (
            SELECT epoch FROM record_epochs WHERE record_epochs.kiosk = kiosks.kiosk AND NOT EXISTS (
                SELECT 1 FROM record_epochs AS later
                WHERE later.kiosk = record_epochs.kiosk AND later.parent_epoch = record_epochs.epoch)
            ORDER BY first_seen DESC, epoch LIMIT 1)""",
        "ALTER TABLE leaves ADD COLUMN stream VARCHAR(6) NOT NULL DEFAULT 'ledger'",
        "ALTER TABLE roots ADD COLUMN kiosks INTEGER NOT NULL DEFAULT 0",
        "UPDATE roots SET kiosks = size - first",
    ],
    12: [
        "ALTER TABLE offices ADD COLUMN region VARCHAR(63)",
        "ALTER TABLE users ADD COLUMN role VARCHAR(13) NOT NULL DEFAULT 'reader'",
        "ALTER TABLE users ADD COLUMN region VARCHAR(63)",
        "ALTER TABLE users ADD COLUMN office VARCHAR(63)",
        "ALTER TABLE users ADD COLUMN last_seen VARCHAR(20)",
        "UPDATE users SET role = 'administrator'",
        """CREATE TABLE invitations (
            token_hash VARCHAR(64) NOT NULL PRIMARY KEY, name VARCHAR(63) NOT NULL REFERENCES users (name),
            expires_at VARCHAR(20) NOT NULL)""",
        "CREATE INDEX ix_invitations_name ON invitations (name)",
    ],
    13: [
        "ALTER TABLE offices ADD COLUMN province VARCHAR(63)",
        "ALTER TABLE offices ADD COLUMN retired_at VARCHAR(20)",
        "ALTER TABLE kiosks ADD COLUMN label VARCHAR(63)",
        "ALTER TABLE kiosks ADD COLUMN retired_at VARCHAR(20)",
        "ALTER TABLE kiosks ADD COLUMN version VARCHAR(64)",
        "ALTER TABLE kiosks ADD COLUMN refused_why VARCHAR(30)",
        "ALTER TABLE kiosks ADD COLUMN refused_since VARCHAR(20)",
        "ALTER TABLE kiosks ADD COLUMN refused_at VARCHAR(20)",
        _create_kiosk_events,
    ],
    14: [
        """CREATE TABLE bulletins (
            number INTEGER NOT NULL PRIMARY KEY, previous VARCHAR(64) NOT NULL, kind VARCHAR(63) NOT NULL,
            starts DATE NOT NULL, offices TEXT, body_hash VARCHAR(64) NOT NULL, body TEXT NOT NULL,
            signature VARCHAR(128) NOT NULL, signed_by VARCHAR(64) NOT NULL, at VARCHAR(20) NOT NULL,
            who VARCHAR(63) NOT NULL)""",
        """CREATE TABLE arrivals (
            number INTEGER NOT NULL, kiosk VARCHAR(63) NOT NULL REFERENCES kiosks (kiosk), at VARCHAR(20) NOT NULL,
            PRIMARY KEY (number, kiosk))""",
        "CREATE INDEX ix_arrivals_kiosk ON arrivals (kiosk)",
        lambda db: create_triggers(db, "bulletins"),
    ],
    15: [_create_alerts],
    16: [
        """CREATE TABLE own_keys (
            number INTEGER NOT NULL PRIMARY KEY, public_key VARCHAR(64) NOT NULL, recovery_key VARCHAR(64) NOT NULL,
            since VARCHAR(20) NOT NULL, previous VARCHAR(64), recovered VARCHAR(20), signature VARCHAR(128) NOT NULL,
            possession VARCHAR(128) NOT NULL)""",
        lambda db: create_triggers(db, "own_keys"),
    ],
    17: [
        "ALTER TABLE kiosks ADD COLUMN recounts INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE kiosks ADD COLUMN revision BIGINT NOT NULL DEFAULT 0",
    ],
}
"""By the version that they lead to. A step that has shipped is never changed.

Step 5 leaves the ledgers without owners and the claims empty: what counts depends on the years that headquarters knows,
so that `recount` fills them when the register is opened there."""

VERSION = max(STEPS)
"""Of the tables: a register is brought to it as soon as there is a step that leads there."""


def bring_forward(db: sa.Connection, version: int) -> None:
    """Take every step after `version`, in the caller's transaction."""
    for number in sorted(STEPS):
        if number > version:
            for step in STEPS[number]:
                db.exec_driver_sql(step) if isinstance(step, str) else step(db)
            db.execute(sa.text("UPDATE register SET version = :number"), {"number": number})
