"""Schema migrations: how a register of an older version becomes one of this version, by numbered steps forward."""

import sqlalchemy as sa

STEPS: dict[int, list[str]] = {
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
}
"""By the version that they lead to. A step that has shipped is never changed."""

VERSION = max(STEPS)
"""Of the tables: a register is brought to it as soon as there is a step that leads there."""


def bring_forward(db: sa.Connection, version: int) -> None:
    """Take every step after `version`, in the caller's transaction."""
    for number in sorted(STEPS):
        if number > version:
            for statement in STEPS[number]:
                db.exec_driver_sql(statement)
            db.execute(sa.text("UPDATE register SET version = :number"), {"number": number})
