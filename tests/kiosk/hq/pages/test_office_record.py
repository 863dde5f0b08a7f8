"""The record of an office on its page at headquarters: what is confirmed, what waits, the plan by month."""

import uuid
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from kiosk.hq.accounts.policy import EVERYTHING
from kiosk.hq.pages.office_record import OfficeRecord
from kiosk.hq.pages.views import Views
from kiosk.hq.store.engine import connect, sqlite_url
from kiosk.hq.store.tables import lines
from kiosk.machine.kiosk import Kiosk
from tests.support.fleet import fill
from tests.support.sample import DAY

FOLLOWED = '{"kind":"followed-up"}'


@pytest.fixture
def views(make_kiosk: Callable[..., Kiosk]) -> Iterator[Views]:
    """Headquarters of two offices."""
    machine = make_kiosk(DAY)
    engine = connect(sqlite_url(machine.path("hq.db")), practice=True)
    fill(engine, machine.catalogue.assessments[0], machine.clock(), offices=2, each=2, years=1)
    yield Views(engine, machine)
    engine.dispose()


def write(views: Views, what: str, value: str, day: date, **more: str | None) -> str:
    """A line of the first office's record, as a batch brings it."""
    row = {"kiosk": "amnat-charoen-1", "epoch": "e", "id": str(uuid.uuid4()), "role": "approver", "hash": "0"}
    with views.engine.begin() as db:
        seq = db.exec_driver_sql("SELECT count(*) FROM lines").scalar_one() + 1
        line = {"seq": seq, "day": day, "what": what, "value": value, "received_at": "2024-03-01T00:00:00Z"}
        db.execute(lines.insert().values({**row, **line, **more}))
    return row["id"]


def record(views: Views, office: str = "amnat-charoen") -> OfficeRecord:
    record: OfficeRecord = views.office(office, EVERYTHING)[1]["record"]
    return record


def test_facts_that_hold_are_counted_and_those_taken_back_or_set_aside_are_not(views: Views) -> None:
    first = write(views, "fact/90-day-report.fee", '{"value":1}', date(2024, 2, 1))
    write(views, "fact/90-day-report.fee", '{"value":2}', date(2024, 2, 9), takes_back=first)
    other = write(views, "fact/re-entry-permit.fee", '{"value":1}', date(2024, 2, 20))
    write(views, "fact/re-entry-permit.fee", "null", date(2024, 2, 21), takes_back=other)
    write(views, "fact/lost-card.fee", '{"value":1}', date(2024, 2, 22), set_aside="unfit-value")
    assert (record(views).confirmed, record(views).last, record(views).awaiting) == (1, date(2024, 2, 9), 5)
    assert record(views, "ang-thong").confirmed == 0


def test_each_measure_shows_the_months_in_which_it_was_followed_up_and_none_is_missed_before_the_first_line(
    views: Views,
) -> None:
    write(views, "follow-up/M1.2", FOLLOWED, date(2024, 2, 5))
    write(views, "follow-up/M1.1", FOLLOWED, date(2024, 3, 1))
    gone = write(views, "follow-up/M1.3", FOLLOWED, date(2024, 3, 1))
    write(views, "follow-up/M1.3", "null", date(2024, 3, 1), takes_back=gone)
    plan = record(views).plan
    assert [each.measure.id for each in plan[:3]] == ["M1.1", "M1.2", "M1.3"]
    assert [each.marks[:4] for each in plan[:3]] == [
        ["unused", "missed", "done", "later"],
        ["unused", "done", "due", "later"],
        ["unused", "missed", "due", "later"],
    ]
