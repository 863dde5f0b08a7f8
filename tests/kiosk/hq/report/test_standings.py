"""How offices stand: how many will be missing, and what is worked out anew."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalogue.assessment import Assessment
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.load import load
from kiosk.hq.register.offices import OfficeRegister
from kiosk.hq.report import queries
from kiosk.hq.report.office_figures import short_by
from kiosk.hq.report.standings import OfficeStanding, Standings
from kiosk.hq.store.engine import connect
from kiosk.hq.store.office_terms import OfficeTerms
from kiosk.hq.store.tables import alarms, entries, epochs, kiosks, tallies
from kiosk.progress.counts import OfficeTallies, Terms, office_counts
from kiosk.progress.pace import days_left
from kiosk.protocol.chain import DayCount
from tests.support.sample import DAY, GROUPS, HEALTH

NOW = datetime(2024, 3, 1, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def assessment(catalogue: Catalogue) -> Assessment:
    return catalogue.assessments[0]


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    """Two offices of one kiosk each, on either database; trang-1 has never reported."""
    engine = connect(url, practice=True)
    with engine.begin() as db:
        for office in ("phatthalung", "trang"):
            db.execute(kiosks.insert().values(kiosk=f"{office}-1", office=office, suspended=False))
        epoch = {"kiosk": "phatthalung-1", "epoch": "e", "ledger": "l", "first_seen": "2024-01-01T00:00:00Z"}
        db.execute(epochs.insert().values(**epoch, acked=1, head="0"))
    yield engine
    engine.dispose()


def count(engine: sa.Engine, day: date, group: str, n: int) -> None:
    """What a batch changes."""
    with engine.begin() as db:
        row = {"kiosk": "phatthalung-1", "day": day, "work_group": group, "channel": "staff", "count": n}
        db.execute(tallies.insert().values(row))
        db.execute(kiosks.update().where(kiosks.c.kiosk == "phatthalung-1").values(report=kiosks.c.report + 1))
        db.execute(epochs.update().where(epochs.c.kiosk == "phatthalung-1").values(acked=epochs.c.acked + n))


def figure(engine: sa.Engine, day: date, group: str | None, value: int, seq: int) -> None:
    row = {"kiosk": "phatthalung-1", "epoch": "e", "seq": seq, "id": f"id-{seq}", "day": day, "kind": "itap"}
    more = {"work_group": group, "value": str(value), "channel": "staff", "hash": "0", "received_at": "2024-03-01"}
    with engine.begin() as db:
        db.execute(entries.insert().values({**row, **more}))


def of_office(engine: sa.Engine, assessment: Assessment, office: str, today: date = DAY) -> OfficeStanding:
    standings = Standings(engine).at(assessment, NOW, today)
    return {standing.report.office: standing for standing in standings}[office]


def test_who_will_miss_by_most_comes_first(engine: sa.Engine, assessment: Assessment) -> None:
    for number, group in enumerate(GROUPS):
        count(engine, date(2024, 2, 20 + number), group, 30)
    standings = Standings(engine).at(assessment, NOW, DAY)
    assert [standing.report.office for standing in standings] == ["trang", "phatthalung"]
    assert standings[0].figures.short == 510, "nothing counted: the groups' own minima, which are more than the total"
    assert standings[1].figures.short == 0, "three a day and group will do"


def test_only_an_office_whose_ledger_has_grown_is_worked_out_anew(
    engine: sa.Engine, assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[list[str]] = []
    office_tallies = queries.office_tallies

    def noting(engine: sa.Engine, offices: Any, *rest: Any) -> Any:
        read.append(sorted(offices))
        return office_tallies(engine, offices, *rest)

    monkeypatch.setattr(queries, "office_tallies", noting)
    standings = Standings(engine)
    for _ in range(2):
        standings.at(assessment, NOW, DAY)
    count(engine, DAY, "inspection", 3)
    grown = standings.at(assessment, NOW, DAY)
    standings.at(assessment, NOW, date(2024, 3, 4))
    assert read == [["phatthalung", "trang"], ["phatthalung"], ["phatthalung", "trang"]]
    assert {standing.report.office: standing.report.total.count for standing in grown} == {"phatthalung": 3, "trang": 0}


def test_a_standing_is_the_same_object_until_something_is_known_otherwise(
    engine: sa.Engine, assessment: Assessment
) -> None:
    its, standings = kiosks.c.kiosk == "phatthalung-1", Standings(engine)

    def change(statement: sa.Update | sa.Insert) -> None:
        with engine.begin() as db:
            db.execute(statement)

    def seen(now: datetime = NOW) -> dict[str, OfficeStanding]:
        return {standing.report.office: standing for standing in standings.at(assessment, now, DAY)}

    change(kiosks.update().where(its).values(last_report="2024-03-01T02:00:00Z"))
    before = seen()
    assert seen(NOW + timedelta(hours=24)) == before
    states = [seen(NOW + timedelta(hours=hours))["phatthalung"].report.kiosks[0].state for hours in (26, 72, 169, 0)]
    assert states == ["late", "missing", "silent", "reporting"], "time alone changes it, and back again"
    assert seen(NOW + timedelta(hours=300))["trang"] is before["trang"]
    for more in (
        kiosks.update().where(its).values(label="counter 3"),
        alarms.insert().values(at="2024-03-01T02:00:00Z", kiosk="phatthalung-1", kind="fork", detail="e"),
        kiosks.update().where(its).values(retired_at="2024-03-01T02:00:00Z"),
    ):
        last = seen()
        change(more)
        assert seen()["phatthalung"] is not last["phatthalung"]
        assert seen()["trang"] is last["trang"]


@pytest.mark.parametrize("today", ["2023-12-20", "2024-01-03", "2024-03-01", "2024-07-10", "2024-08-05", "2026-01-05"])
def test_days_that_are_added_up_change_no_figure(engine: sa.Engine, assessment: Assessment, today: str) -> None:
    now, chance = date.fromisoformat(today), random.Random(today)
    made = {
        (now - timedelta(chance.randrange(400)), chance.choice(GROUPS), chance.choice(["staff", "visitor"])): n
        for n in range(1, 200)
    }
    rows = [
        {"kiosk": "phatthalung-1", "day": day, "work_group": group, "channel": channel, "count": n % 7}
        for (day, group, channel), n in made.items()
    ]
    for seq, group in enumerate([None, *GROUPS], 1):
        figure(engine, now - timedelta(chance.randrange(60)), group, 50, seq)
    with engine.begin() as db:
        db.execute(tallies.insert(), rows)
    standing = of_office(engine, assessment, "phatthalung", now)
    plain = [DayCount(row["day"], row["work_group"], row["channel"], row["count"]) for row in rows]  # type: ignore[arg-type]
    told_of_all = OfficeTallies(plain, itap=dict.fromkeys(["total", *GROUPS], 50))
    counts = office_counts(Terms(assessment, "superintendent", "staff", now), told_of_all, practice=False)
    compared = {each.id: each for each in standing.figures.compared}
    told = [{**msgspec.structs.asdict(each), "itap": None} for each in [*standing.report.groups, standing.report.total]]
    assert told == [{**msgspec.structs.asdict(each), "itap": None} for each in [*counts.groups, counts.total]]
    for each in compared.values():
        assert each.counted_by_then == sum(
            row.count
            for row in plain
            if row.channel == "staff"
            and assessment.eit.start <= row.day <= min(each.day, assessment.eit.outer)
            and each.id in ("total", row.work_group)
        )


def test_an_itap_figure_stands_beside_the_count_of_its_day(engine: sa.Engine, assessment: Assessment) -> None:
    count(engine, date(2024, 2, 1), "inspection", 20)
    count(engine, date(2024, 2, 20), "inspection", 5)
    figure(engine, date(2023, 9, 1), None, 400, 1)
    figure(engine, date(2024, 2, 10), None, 18, 2)
    figure(engine, date(2024, 2, 20), "inspection", 25, 3)
    standing = of_office(engine, assessment, "phatthalung")
    compared = [(each.id, each.itap, each.counted_by_then, each.difference) for each in standing.figures.compared]
    assert compared == [("inspection", 25, 25, 0), ("total", 18, 20, 2)], "and last year's figure is last year's"


def test_an_office_is_held_to_the_days_on_which_it_is_open(engine: sa.Engine, assessment: Assessment) -> None:
    closed = [date(2024, 3, 5), date(2024, 3, 6)]
    OfficeRegister(engine).add(["trang"], OfficeTerms(closed=closed))
    years = {
        standing.report.office: standing.figures.assessment for standing in Standings(engine).at(assessment, NOW, DAY)
    }
    left = {office: days_left(year.eit, year.open_days, DAY) for office, year in years.items()}
    assert left["phatthalung"] - left["trang"] == 2


def test_a_class_that_this_headquarters_does_not_know_is_said_and_never_taken_for_another_in_silence(
    engine: sa.Engine, assessment: Assessment
) -> None:
    """Its office stays in the report, held to the first minima there are; that they are not its own stands beside."""
    OfficeRegister(engine).add(["trang"], OfficeTerms("commander"))
    with engine.begin() as db:
        reported = {"last_report": "2024-03-01T00:00:00Z", "health": msgspec.json.encode(HEALTH).decode()}
        db.execute(kiosks.update().where(kiosks.c.kiosk == "trang-1").values(reported))
    trang = of_office(engine, assessment, "trang")
    assert trang.report.kiosks[0].alarms == [
        "class: commander is not in this year's file here; held to the minima of superintendent"
    ]
    assert trang.report.total.quota == 500
    never = of_office(engine, assessment, "phatthalung")
    assert never.figures.unknown_class is None, "nobody has said its class"


def test_a_work_group_that_this_headquarters_does_not_know_is_said_and_counts_in_the_total(
    engine: sa.Engine, assessment: Assessment
) -> None:
    """A kiosk may have the year's new file before headquarters has it."""
    count(engine, date(2024, 2, 1), "detention", 3)
    figure(engine, date(2024, 2, 20), "detention", 2, 1)
    with engine.begin() as db:
        row = {"last_report": "2024-03-01T00:00:00Z", "health": msgspec.json.encode(HEALTH).decode()}
        db.execute(kiosks.update().where(kiosks.c.kiosk == "phatthalung-1").values(row))
    standing = of_office(engine, assessment, "phatthalung")
    report = standing.report
    assert report.kiosks[0].alarms == [
        "work group: detention is not in this year's file here; counted in the total alone"
    ]
    assert (report.total.count, [group.count for group in report.groups]) == (3, [0, 0, 0, 0])
    assert standing.figures.compared == []


def test_alarms_nobody_has_acknowledged_are_reported(engine: sa.Engine, assessment: Assessment) -> None:
    with engine.begin() as db:
        for at in (None, "2024-02-02T00:00:00Z"):
            row = {"at": "2024-02-01T00:00:00Z", "kiosk": "trang-1", "kind": "fork", "detail": "x"}
            db.execute(alarms.insert().values(**row, acknowledged_at=at))
    standings = Standings(engine).at(assessment, NOW, DAY)
    assert {standing.report.office: standing.report.kiosks[0].alarms for standing in standings} == {
        "phatthalung": [],
        "trang": ["fork: x"],
    }


@given(st.lists(st.tuples(st.integers(0, 50), st.sampled_from(GROUPS), st.integers(0, 9)), max_size=60))
def test_what_is_short_added_would_meet_all_five_minima_and_no_less_would(
    counted: list[tuple[int, str, int]],
) -> None:
    assessment = _ASSESSMENT
    days = assessment.open_days.last(DAY, 51)
    tallied = [DayCount(days[day], group, "staff", n) for day, group, n in counted if days[day] >= date(2024, 1, 1)]
    terms = Terms(assessment, "superintendent", "staff", DAY)
    counts = office_counts(terms, OfficeTallies(tallied), practice=False)
    left = counts.window.open_days_left
    short = short_by(counts)
    groups = [round(max(group.quota - group.count - group.rate * left, 0), 6) for group in counts.groups]
    total = round(max(counts.total.quota - counts.total.count - counts.total.rate * left, 0), 6)
    assert short >= sum(groups)
    assert short >= total
    assert short < max(sum(groups) + len(groups), total + 1), "rounded up for each group, and no further"


_ASSESSMENT = load().assessments[0]
