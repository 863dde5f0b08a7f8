"""A register is opened, made, or brought forward; or it is said in one sentence why not."""

import datetime
import json
import threading
import uuid
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from kiosk.hq.register.register import Register
from kiosk.hq.store.engine import connect
from kiosk.hq.store.migrations import VERSION
from kiosk.hq.store.office_terms import OfficeTerms, all_terms
from kiosk.hq.store.transactions import reading
from kiosk.hq.store.verify import problems
from kiosk.protocol.chain import Entry, Genesis
from kiosk.text.refusal import Refusal
from tests.support.commands import run
from tests.support.sample import DAY, KNOWN
from tests.support.scripted import Desk, Site

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
                insert(db, table, row)
    engine.dispose()


def insert(db: sa.Connection, table: str, row: dict[str, object]) -> None:
    db.execute(sa.text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)})"), row)


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
    site.register = Register(engine, practice=True, known=KNOWN)
    site.register.recount(site.now)
    assert site.rows("SELECT version FROM register") == [(VERSION,)]
    assert list(problems(site.register.engine, KNOWN)) == []
    tallied = site.rows("SELECT sum(count) FROM tallies WHERE kiosk LIKE 'phatthalung-%'")
    assert int(tallied[0][0]) == 7
    engine.dispose()
    connect(url, practice=True).dispose()  # nothing is left to do


def add_what_the_first_version_took(url: str) -> None:
    """Entries of trang-1 that cannot be true, counted as that version counted them."""
    engine = sa.create_engine(url)
    with engine.begin() as db:
        row = db.execute(sa.text("SELECT ledger, epoch FROM epochs WHERE kiosk = 'trang-1'")).one()
        desk = Desk("trang-1", genesis=Genesis(*row))
        one = desk.count()
        desk.count("zzz"), desk.count(day=datetime.date(9999, 12, 31)), desk.count(day=datetime.date(1999, 1, 1))
        desk.add(Entry(1, str(uuid.uuid4()), DAY, "itap", "zzz", 7, None, "staff"))
        desk.add(Entry(1, str(uuid.uuid4()), datetime.date(9999, 12, 31), "itap", None, 9, None, "staff"))
        for _ in range(3):
            desk.take_back(Desk("x").count())
        desk.take_back(one)
        for entry in desk.entries:
            values = {**msgspec.structs.asdict(entry), "day": entry.day.isoformat(), "value": str(entry.value)}
            held = {
                "kiosk": "trang-1",
                "epoch": desk.epoch,
                "hash": desk.head(entry.seq),
                "received_at": "2024-03-01T07:01:00Z",
            }
            insert(db, "entries", {**values, **held})
            if entry.kind != "itap":
                insert(db, "counted", {"id": entry.id, "corrects": entry.corrects, "kiosk": "trang-1"})
        for group, day, count in (
            ("inspection", "2024-03-01", -3),
            ("zzz", "2024-03-01", 1),
            ("inspection", "9999-12-31", 1),
            ("inspection", "1999-01-01", 1),
        ):
            insert(
                db, "tallies", {"kiosk": "trang-1", "day": day, "work_group": group, "channel": "staff", "count": count}
            )
        if engine.dialect.name == "postgresql":
            db.execute(sa.text("SELECT setval(pg_get_serial_sequence('alarms', 'id'), (SELECT max(id) FROM alarms))"))
        cursor = {"acked": len(desk.entries), "head": desk.head(len(desk.entries))}
        db.execute(sa.text("UPDATE epochs SET acked = :acked, head = :head WHERE kiosk = 'trang-1'"), cursor)
    engine.dispose()


def test_a_register_of_the_first_version_sets_aside_what_cannot_be_true_and_counts_the_rest_anew(url: str) -> None:
    lay_down_version_1(url)
    add_what_the_first_version_took(url)
    engine = connect(url, practice=True)
    register = Register(engine, practice=True, known=KNOWN)
    now = datetime.datetime(2024, 3, 1, 8, 0, tzinfo=datetime.UTC)
    for _ in range(2):
        register.recount(now)
        with engine.connect() as db:
            counts = dict(map(tuple, db.execute(sa.text("SELECT kiosk, sum(count) FROM tallies GROUP BY kiosk"))))
            told = db.execute(
                sa.text("SELECT detail, times FROM alarms WHERE kind = 'set-aside' ORDER BY detail")
            ).all()
        assert {kiosk: int(count) for kiosk, count in counts.items()} == {
            "phatthalung-1": 5,
            "phatthalung-2": 2,
            "trang-1": 0,
        }
        assert [tuple(row) for row in told] == [
            ("future-day", 2),
            ("no-respondent", 3),
            ("unknown-group", 2),
            ("unknown-year", 1),
        ]
        assert list(problems(engine, KNOWN)) == []
    engine.dispose()


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
    done = run(tmp_path, "hq", "report", "--database", "postgresql+psycopg://hq:secret@127.0.0.1:1/hq")
    assert done.returncode == 1
    assert "secret" not in done.stderr
    assert "--database" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_offices_of_an_older_register_are_filled_from_their_kiosks_last_word(url: str) -> None:
    """Whatever holds an office to account stands in the register from then on."""
    lay_down_version_1(url)
    engine = sa.create_engine(url)
    health = '["1.0.0",1,1,1,"superintendent","visitor",0,["2024-03-12"],["2024-03-16"]]'
    with engine.begin() as db:
        db.execute(
            sa.text("UPDATE kiosks SET health = :health, last_report = '2024-03-01T03:00:00Z' WHERE office = 'trang'"),
            {"health": health},
        )
        offices = set(db.execute(sa.text("SELECT DISTINCT office FROM kiosks")).scalars())
    engine.dispose()
    engine = connect(url, practice=True)
    with reading(engine) as db:
        terms = all_terms(db)
    assert set(terms) == offices
    if "trang" in offices:
        assert terms["trang"] == OfficeTerms(
            "superintendent", "visitor", [datetime.date(2024, 3, 12)], [datetime.date(2024, 3, 16)]
        )
    engine.dispose()
