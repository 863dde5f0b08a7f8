"""Statements that go to the driver as they are: rows have names, and errors are SQLAlchemy's, on both databases."""

import pytest
import sqlalchemy as sa

from kiosk.hq.store.compiled import put, put_text
from kiosk.hq.store.tables import kiosks
from tests.support.scripted import Site, word

RENAMED = kiosks.update().where(kiosks.c.kiosk == sa.bindparam("of")).values(office=sa.bindparam("now_of"))


def test_an_answer_has_rows_by_the_names_of_their_columns_and_how_many_were_changed(site: Site) -> None:
    site.enrolled("phatthalung-1")
    with site.register.engine.begin() as db:
        told = put(db, RENAMED.returning(kiosks.c.kiosk, kiosks.c.office), {"of": "phatthalung-1", "now_of": "trang"})
        assert (told.first().kiosk, told.first().office, told.rowcount) == ("phatthalung-1", "trang", 1)
        nothing = put(db, RENAMED, {"of": "nobody", "now_of": "trang"})
        assert (nothing.first(), nothing.rowcount) == (None, 0)


def test_what_the_database_refuses_is_an_error_of_sqlalchemy(site: Site) -> None:
    site.enrolled("phatthalung-1")
    with pytest.raises(sa.exc.IntegrityError), site.register.engine.begin() as db:
        put_text(db, "INSERT INTO kiosks SELECT * FROM kiosks", [])
    with pytest.raises(sa.exc.DBAPIError, match="nowhere"), site.register.engine.begin() as db:
        put_text(db, "SELECT 1 FROM nowhere", [])


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_connection_that_is_lost_is_not_used_again(site: Site) -> None:
    engine = site.register.engine
    with pytest.raises(sa.exc.OperationalError), engine.begin() as db:
        put_text(db, "SELECT pg_terminate_backend(pg_backend_pid())", [])
    with engine.begin() as db:
        assert put_text(db, "SELECT 1 AS answer", []).first().answer == 1


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_disk_that_fills_while_a_report_is_stored_is_an_outage_until_there_is_room(site: Site) -> None:
    engine = site.register.engine
    desk = site.enrolled("phatthalung-1")
    with engine.connect() as db:
        pages = db.exec_driver_sql("PRAGMA page_count").scalar_one()
        db.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    for _ in range(400):
        desk.count()
    assert (word(site.post(desk))[0], site.register.outage.now) == (503, "disk-full")
    with engine.connect() as db:
        db.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert site.take(desk).stored == 400
    assert site.register.outage.now is None
