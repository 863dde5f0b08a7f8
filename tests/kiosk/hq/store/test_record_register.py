"""A register that held records before the daily root covered them is brought forward, and its next root does."""

import json
from pathlib import Path

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.roots.daily_roots import DailyRoots
from kiosk.hq.roots.verify import root_problems
from kiosk.hq.store.engine import connect
from kiosk.hq.store.migrations import STEPS, VERSION
from kiosk.hq.store.verify import problems
from tests.kiosk.hq.store.test_engine import insert, lay_down_version_1
from tests.support.sample import KNOWN
from tests.support.scripted import Site

ROWS = json.loads((Path(__file__).parent / "register-10" / "rows.json").read_bytes())
"""Of two kiosks and a night; one of them put its record back to a backup, and went on within the same second."""


def lay_down_version_10(url: str) -> None:
    """A register as the tenth version filled it."""
    lay_down_version_1(url)
    engine = sa.create_engine(url)
    with engine.begin() as db:
        for name in reversed(sa.inspect(db).get_table_names()):
            db.exec_driver_sql(f"DELETE FROM {name}")
        for number in range(2, 11):
            for step in STEPS[number]:
                db.exec_driver_sql(step) if isinstance(step, str) else step(db)
        for table, rows in ROWS.items():
            for row in rows:
                insert(db, table, row)
    engine.dispose()


def test_the_next_root_covers_the_records_of_an_older_register(url: str, site: Site) -> None:
    with site.register.engine.begin() as db:
        for name, _ in reversed(sa.inspect(db).get_sorted_table_and_fkc_names()):
            if name:
                db.exec_driver_sql(f"DROP TABLE {name}")
    lay_down_version_10(url)
    engine = connect(url, practice=True)
    with engine.connect() as db:
        assert db.execute(sa.text("SELECT version FROM register")).scalar() == VERSION
        assert db.execute(sa.text("SELECT kiosks FROM roots")).scalars().all() == [2]
    assert problems(engine, KNOWN) == []
    site.now = site.now.replace(day=5)
    DailyRoots(engine, Ed25519PrivateKey.from_private_bytes(bytes(range(32)))).make(site.now)
    with engine.connect() as db:
        of_records = (
            db.execute(sa.text("SELECT leaf FROM leaves WHERE stream = 'record' ORDER BY number")).scalars().all()
        )
    assert [json.loads(leaf)[1:5:2] for leaf in of_records] == [
        [row["kiosk"], row["epoch"]] for row in (ROWS["record_epochs"][2], ROWS["record_epochs"][1])
    ]
    assert list(root_problems(engine)) == []
    engine.dispose()
