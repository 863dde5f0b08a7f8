"""Since the open day before: whose forecast has become another, and whose has not."""

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa

from kiosk.hq.accounts.policy import EVERYTHING
from kiosk.hq.pages.outlook_changes import OutlookChanges
from kiosk.hq.pages.render import render
from kiosk.hq.pages.views import Views
from kiosk.hq.store.engine import connect, sqlite_url
from kiosk.hq.store.tables import epochs, kiosks, tallies
from kiosk.machine.kiosk import Kiosk
from tests.support.sample import DAY, GROUPS

EARLY, FRIDAY, SATURDAY, MONDAY = date(2024, 1, 8), DAY, date(2024, 3, 2), date(2024, 3, 4)
ELEVENTH_LAST = date(2024, 2, 14)
"""The rate of 1 March knows it no more, that of 29 February did."""

HEARD = "2024-03-01T02:00:00Z"


@pytest.fixture
def on(make_kiosk: Callable[..., Kiosk]) -> Callable[[date], Views]:
    """Headquarters on a day, of three offices that counted all that is asked but one officer's respondent."""
    engine = connect(sqlite_url(make_kiosk().path("hq.db")), practice=True)
    for office in ("trang", "nan", "phrae"):
        with engine.begin() as db:
            heard = None if office == "phrae" else HEARD
            db.execute(kiosks.insert().values(kiosk=f"{office}-1", office=office, suspended=False, last_report=heard))
            epoch = {"kiosk": f"{office}-1", "epoch": office, "ledger": office, "first_seen": HEARD}
            db.execute(epochs.insert().values(**epoch, acked=1, head="0"))
        for group, number in zip(GROUPS, (9, 300, 300, 300), strict=True):
            count(engine, office, EARLY, group, number)
    return lambda day: Views(engine, make_kiosk(day))


def count(engine: sa.Engine, office: str, day: date, group: str, number: int) -> None:
    with engine.begin() as db:
        row = {"kiosk": f"{office}-1", "day": day, "work_group": group, "channel": "staff", "count": number}
        db.execute(tallies.insert().values(row))
        db.execute(epochs.update().where(epochs.c.kiosk == f"{office}-1").values(acked=epochs.c.acked + number))
        db.execute(kiosks.update().where(kiosks.c.kiosk == f"{office}-1").values(report=kiosks.c.report + 1))


def changes(views: Views) -> OutlookChanges | None:
    since: OutlookChanges | None = views.tab("shortfall", EVERYTHING)[1]["since"]
    return since


def named(views: Views) -> dict[str, list[str]]:
    since = changes(views)
    assert since
    return {change.words.said.en: [office.words.en for office in change.offices] for change in since.changes}


def page(views: Views) -> str:
    template, values = views.tab("shortfall", EVERYTHING)
    return render(template, "en", page="shortfall", to="", user=None, token="", **values)


def test_who_met_all_minima_today_stands_beside_the_map_until_the_end_of_the_next_open_day(
    on: Callable[[date], Views],
) -> None:
    views = on(FRIDAY)
    assert named(views) == {}
    assert "No forecast has changed" in page(views)
    count(views.engine, "trang", FRIDAY, GROUPS[0], 1)
    assert named(views) == {"1 more has met": ["Trang"]}
    assert "Since the end of 29 Feb 2024" in page(views)
    since = changes(on(SATURDAY))
    assert since
    assert since.since == FRIDAY, "a day on which nobody counts is no day before"
    assert named(on(SATURDAY)) == named(on(MONDAY)) == {}


def test_who_falls_behind_stands_above_who_caught_up_and_of_who_is_silent_nothing_is_said(
    on: Callable[[date], Views],
) -> None:
    views = on(FRIDAY)
    too_few = tallies.c.kiosk != "trang-1", tallies.c.work_group == GROUPS[0]
    with views.engine.begin() as db:
        db.execute(tallies.update().where(*too_few).values(count=8))
    for office, day in (("nan", ELEVENTH_LAST), ("phrae", ELEVENTH_LAST), ("trang", FRIDAY)):
        count(views.engine, office, day, GROUPS[0], 1)
    assert list(named(views).items()) == [("1 more will miss", ["Nan"]), ("1 more has met", ["Trang"])]
    with views.engine.begin() as db:
        db.execute(kiosks.update().values(last_report=HEARD))
    assert named(views)["2 more will miss"] == ["Nan", "Phrae"]


@pytest.mark.parametrize("day", [date(2023, 12, 20), date(2024, 1, 2), date(2024, 7, 2), date(2024, 9, 2)])
def test_nothing_is_said_to_have_changed_where_a_year_has_only_begun_or_is_over(
    on: Callable[[date], Views], day: date
) -> None:
    assert changes(on(day)) is None
