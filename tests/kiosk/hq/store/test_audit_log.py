"""The audit log grows, and is never changed, on either database."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from kiosk.hq.store.audit_log import Actor, newest, note
from kiosk.hq.store.engine import connect


def test_what_was_noted_is_neither_changed_nor_removed(url: str) -> None:
    engine = connect(url, practice=True)
    with engine.begin() as db:
        note(db, datetime(2024, 3, 1, tzinfo=UTC), Actor("malee", "192.0.2.1"), "log-in")
    statements = ["UPDATE audit SET who = 'somchai'", "DELETE FROM audit"]
    if engine.dialect.name == "sqlite":
        statements.append("INSERT OR REPLACE INTO audit VALUES (1, 'x', 'x', 'x', 'x', 'x')")
    else:
        statements.append("TRUNCATE audit")
    for statement in statements:
        with pytest.raises(sa.exc.DBAPIError, match="append-only"), engine.begin() as db:
            db.exec_driver_sql(statement)
    with engine.connect() as db:
        assert [(line.who, line.origin, line.action) for line in newest(db)] == [("malee", "192.0.2.1", "log-in")]
    engine.dispose()
