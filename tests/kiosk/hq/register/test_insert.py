"""Entries are inserted by the names of their columns, whatever order the table has."""

from kiosk.hq.register.insert import _row
from kiosk.hq.store.tables import entries
from tests.support.scripted import Desk, Site


def test_a_row_names_every_column_of_the_table_and_no_other() -> None:
    entry = Desk("trang-1").count()
    assert set(_row("trang-1", "", entry, "", "", None)) == {column.name for column in entries.columns}


def test_every_part_of_an_entry_stands_in_the_column_of_its_name(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    counted = desk.count()
    corrected = desk.take_back(counted)
    site.take(desk)
    columns = "kiosk, epoch, seq, id, kind, work_group, value, corrects, channel, hash, received_at"
    same = ("inspection", "staff", "2024-03-01T03:00:00Z")
    assert [
        (*row[:5], row[6], row[7], row[9], (row[5], row[8], row[10]))
        for row in site.rows(f"SELECT {columns} FROM entries ORDER BY seq")
    ] == [
        (desk.kiosk, desk.epoch, 1, counted.id, "respondent", "1", None, desk.head(1), same),
        (desk.kiosk, desk.epoch, 2, corrected.id, "correction", "-1", counted.id, desk.head(2), same),
    ]
    assert [str(day) for (day,) in site.rows("SELECT day FROM entries")] == ["2024-03-01", "2024-03-01"]
