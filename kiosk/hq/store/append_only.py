"""Append-only tables: triggers, on either database, that refuse to change or delete what is to stay.

Whoever has the database can drop them; that they are gone is found, and so is what was taken out.
"""

import sqlalchemy as sa

_RULES = {
    "alarms_there": ("alarms", "DELETE", "", "an alarm is never deleted"),
    "alarms_kept": (
        "alarms",
        "UPDATE",
        "OLD.acknowledged_at IS NOT NULL OR OLD.id <> NEW.id OR OLD.at <> NEW.at OR OLD.kiosk <> NEW.kiosk"
        " OR OLD.kind <> NEW.kind",
        "an alarm is only counted and acknowledged",
    ),
    "keys_there": ("keys", "DELETE", "", "a key is never deleted"),
    "keys_kept": ("keys", "UPDATE", "OLD.attestation IS NOT NULL", "a key that is signed for is never changed"),
    "bulletins_there": ("bulletins", "DELETE", "", "a bulletin is never deleted"),
    "bulletins_kept": ("bulletins", "UPDATE", "", "a bulletin is never changed"),
    "own_keys_there": ("own_keys", "DELETE", "", "a key of headquarters is never deleted"),
    "own_keys_kept": ("own_keys", "UPDATE", "", "a key of headquarters is never changed"),
    "audit_there": ("audit", "DELETE", "", "the audit table is append-only"),
    "kiosk_events_there": ("kiosk_events", "DELETE", "", "the history of kiosks is append-only"),
    "kiosk_events_kept": ("kiosk_events", "UPDATE", "", "the history of kiosks is append-only"),
    "audit_kept": ("audit", "UPDATE", "", "the audit table is append-only"),
}
"""By the name of the trigger: its table, what it refuses, of which rows (all of them), and what it says."""


def create_triggers(db: sa.Connection, *tables: str) -> None:
    """Make the triggers of these tables, which have none; of all, if none is named."""
    make = _postgresql if db.dialect.name == "postgresql" else _sqlite
    for name, (table, event, when, says) in _RULES.items():
        if not tables or table in tables:
            for statement in make(name, table, event, f"WHEN ({when})" if when else "", says):
                db.exec_driver_sql(statement)


def missing_triggers(db: sa.Connection) -> list[str]:
    """The names of those that are not there, or do nothing."""
    there = _triggers(db, "tgenabled = 'O'")
    return [name for name in _RULES if name not in there]


def foreign_triggers(db: sa.Connection) -> list[str]:
    """The names of triggers that somebody else has made: they could change what is written, while it is."""
    return sorted(_triggers(db, "NOT tgisinternal") - {each for name in _RULES for each in (name, f"{name}_all")})


def _triggers(db: sa.Connection, which: str) -> set[str]:
    """Those of PostgreSQL for which that is so, or all of SQLite's."""
    there = "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
    if db.dialect.name == "postgresql":
        there = f"SELECT tgname FROM pg_trigger WHERE {which}"
    return set(db.exec_driver_sql(there).scalars())


def _sqlite(name: str, table: str, event: str, when: str, says: str) -> list[str]:
    return [f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{says}'); END"]


def _postgresql(name: str, table: str, event: str, when: str, says: str) -> list[str]:
    refuse = f"BEGIN RAISE EXCEPTION '{says}'; END"
    emptied = f"CREATE TRIGGER {name}_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {refuse} $$",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION {name}()",
        *([emptied] if event == "DELETE" else []),
    ]
