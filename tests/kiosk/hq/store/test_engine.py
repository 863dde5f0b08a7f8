"""A register is opened, made, or brought forward; or it is said in one sentence why not."""

import json
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from kiosk.errors import Refusal
from kiosk.hq.register.register import Register
from kiosk.hq.store.engine import connect
from kiosk.hq.store.migrations import VERSION
from kiosk.hq.store.verify import problems
from tests.support.commands import run_process
from tests.support.scripted import Site

FIRST = Path(__file__).parent / "register-1"


def lay_down_version_1(url: str) -> None:
    """A register as the first version made and filled it."""
    engine = sa.create_engine(url)
    with engine.begin() as db:
        for statement in (FIRST / f"{engine.dialect.name}.sql").read_text().split(";"):
            if statement.strip():
                db.exec_driver_sql(statement)
        for table, rows in json.loads((FIRST / "rows.json").read_bytes()).items():
            for row in rows:
                names = ", ".join(row)
                db.execute(
                    sa.text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in row)})"), row
                )
    engine.dispose()


def shape(engine: sa.Engine) -> dict[str, object]:
    """Tables, columns and indexes of a database."""
    inspected = sa.inspect(engine)
    return {
        table: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in inspected.get_columns(table)],
            sorted(str(index["column_names"]) for index in inspected.get_indexes(table)),
            sorted(str(unique["column_names"]) for unique in inspected.get_unique_constraints(table)),
        )
        for table in sorted(inspected.get_table_names())
    }


def test_a_register_of_the_first_version_is_brought_forward_and_goes_on(url: str, site: Site) -> None:
    """The newest tables and the migrated ones are the same, and all that was counted is there."""
    fresh = shape(site.register.engine)
    with site.register.engine.begin() as db:
        for table in reversed(sa.inspect(db).get_sorted_table_and_fkc_names()):
            if table[0]:
                db.exec_driver_sql(f"DROP TABLE {table[0]}")
    lay_down_version_1(url)
    engine = connect(url, practice=True)
    assert shape(engine) == fresh
    site.register = Register(engine, practice=True)
    assert site.rows("SELECT version FROM register") == [(VERSION,)]
    assert list(problems(site.register.engine)) == []
    tallied = site.rows("SELECT sum(count) FROM tallies WHERE kiosk LIKE 'phatthalung-%'")
    assert int(tallied[0][0]) == 7
    engine.dispose()
    connect(url, practice=True).dispose()  # nothing is left to do


def test_a_newer_register_and_one_of_the_other_mode_are_left_alone(url: str) -> None:
    connect(url, practice=True).dispose()
    with pytest.raises(Refusal, match="never mix"):
        connect(url, practice=False)
    engine = sa.create_engine(url)
    with engine.begin() as db:
        db.exec_driver_sql(f"UPDATE register SET version = {VERSION + 1}")
    with pytest.raises(Refusal, match=f"newer version .{VERSION + 1}, this one knows {VERSION}"):
        connect(url, practice=True)
    engine.dispose()


def test_several_receivers_that_start_at_once_make_one_register(url: str) -> None:
    failed: list[Exception] = []

    def start() -> None:
        try:
            connect(url, practice=True).dispose()
        except Exception as error:  # whatever it is, it is one too many
            failed.append(error)

    starts = [threading.Thread(target=start) for _ in range(4)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert failed == []


def test_a_password_is_not_shown(tmp_path: Path) -> None:
    done = run_process(tmp_path, "hq", "report", "--database", "postgresql+psycopg://hq:secret@127.0.0.1:1/hq")
    assert done.returncode == 1
    assert "secret" not in done.stderr
    assert "--database" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
