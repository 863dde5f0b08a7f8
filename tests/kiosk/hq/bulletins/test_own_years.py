"""Headquarters goes by what it has handed down, as its kiosks do: the years for all, and the days of each office."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from kiosk.hq.accounts.policy import EVERYTHING
from kiosk.hq.alerts.rounds import EVERY, AlertRounds
from kiosk.hq.bulletins.bulletin_board import BulletinBoard
from kiosk.hq.bulletins.draft import Draft
from kiosk.hq.bulletins.own_years import with_own_days, with_own_years, years_of
from kiosk.hq.pages.render import render
from kiosk.hq.pages.views import Views
from kiosk.hq.report.standings import Standings, as_report
from kiosk.hq.store.alert_tables import alerts
from kiosk.hq.store.audit_log import Actor
from kiosk.hq.store.office_terms import OfficeTerms
from kiosk.hq.store.tables import alarms
from kiosk.hq.store.transactions import reading
from kiosk.machine.kiosk import Kiosk
from tests.support.bulletins import handed_down
from tests.support.sample import HEALTH
from tests.support.scripted import Desk, Site
from tests.support.year_files import next_year_tables, year_tables

DAY, OPENS, LAST = date(2027, 1, 4), date(2027, 1, 11), date(2027, 6, 1)
OTHER_MINIMA = "minima of 2567 that are not headquarters' own"
NAME = {"th": "วันอบรม", "en": "Training day"}


def publish(site: Site, kind: str, body: dict[str, object], offices: list[str] | None = None) -> None:
    draft = Draft(kind, DAY, offices, msgspec.json.encode(body).decode())
    site.receiver.board.publish([draft], site.key, Actor("operator"), site.now)


def test_a_year_that_was_published_is_the_one_that_pages_and_receiver_go_by_while_they_run(
    site: Site, make_kiosk: Callable[..., Kiosk]
) -> None:
    machine = make_kiosk(DAY)
    taken: list[Kiosk] = []
    views = Views(site.register.engine, machine, taken.append)
    assert views.machine.assessment.is_expected
    year = {"assessment": next_year_tables(DAY, OPENS)}
    publish(site, "year", year)
    here, there = views.machine.assessment, handed_down(machine, "year", year, DAY).assessment
    assert here == there
    assert (here.eit.start, here.minima_digest) == (OPENS, there.minima_digest)
    assert [each.assessment for each in taken] == [here]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_year_is_taken_and_no_longer_missed_without_anybody_who_opens_a_page(
    site: Site, make_kiosk: Callable[..., Kiosk]
) -> None:
    taken: list[Kiosk] = []
    views = Views(site.register.engine, make_kiosk(DAY), taken.append)
    rounds = AlertRounds(site.register.engine, lambda: views.machine)
    now = datetime(2027, 1, 4, 5, tzinfo=UTC)

    def missing() -> int:
        rounds.go(now)
        with reading(site.register.engine) as db:
            of_kind = alerts.c.kind == "year-missing", alerts.c.resolved_at.is_(None)
            return len(db.execute(sa.select(alerts).where(*of_kind)).all())

    assert missing() == 1
    publish(site, "year", {"assessment": next_year_tables(DAY, OPENS)})
    now += EVERY
    assert missing() == 0
    assert len(taken) == 1


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_year_for_some_offices_is_their_own_on_every_page_report_and_file_and_nobody_elses(
    site: Site, make_kiosk: Callable[..., Kiosk]
) -> None:
    """Found as: a kiosk counted towards the minima of its bulletin, headquarters towards those of all."""
    machine = make_kiosk(DAY)
    publish(site, "year", {"assessment": next_year_tables(DAY, OPENS)})
    publish(site, "year", {"assessment": own_tables()}, ["trang"])
    for office in ("krabi", "satun", "trang"):
        site.enrolled(f"{office}-1", office)
    views = Views(site.register.engine, machine)

    [page] = [views.tab("shortfall", EVERYTHING, language="en")]
    html = render(page[0], "en", page="shortfall", to="", user=None, token="", **page[1])
    assert html.count("<b>0</b>/70 ") == 1, "beside the head's minimum, which the others have"
    assert html.count("by the year stated to this office (Bulletin 2)") == 2, "in its row and on a phone"

    rows = {(row["office"], row["group"]): row for row in files(views, "shortfall")["minima"]}
    assert [rows[office, "inspection"]["quota"] for office in ("krabi", "satun", "trang")] == [200, 200, 70]
    assert ("krabi", "border") not in rows

    window = {office: views.office(office, EVERYTHING)[1]["window"]["deadline"] for office in ("krabi", "trang")}
    assert window["trang"] == LAST != window["krabi"]
    assert "border" in {row["group"] for row in files(views, "offices/trang")["minima"]}

    standings = Standings(site.register.engine).at(views.machine.assessment, site.now, DAY)
    report = as_report(views.machine.assessment, DAY, standings, {})
    own = {office.office: [group.id for group in office.groups] for office in report.offices}
    assert own["trang"][-1] == "border" != own["krabi"][-1]
    assert views.workbook()[:2] == b"PK"


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_what_an_office_counts_for_a_group_of_its_own_year_is_taken_and_its_minima_are_no_alarm(
    site: Site, make_kiosk: Callable[..., Kiosk]
) -> None:
    publish(site, "year", {"assessment": own_tables()}, ["trang"])
    known, minima = years_of(with_own_years(make_kiosk(DAY), site.register.engine), site.register.engine)
    site.register.know(known, minima, site.now)
    site.now = datetime(2027, 1, 12, 5, tzinfo=UTC)
    desk = site.enrolled("trang-1", "trang")
    desk.count("border", date(2027, 1, 12))
    own = handed_down(make_kiosk(DAY), "year", {"assessment": own_tables()}, DAY).assessment
    health = msgspec.structs.replace(HEALTH, year=own.year, minima=own.minima_digest)
    answer = site.ask("POST", f"{desk.path}/entries", content=msgspec.json.encode(desk.batch(health=health)))
    assert answer.json()["set_aside"] == []
    with reading(site.register.engine) as db:
        assert db.execute(sa.select(alarms.c.kind)).all() == []


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_kiosk_is_held_to_the_minima_of_its_own_office_as_soon_as_it_has_the_bulletin(
    site: Site, make_kiosk: Callable[..., Kiosk]
) -> None:
    """Found as: the minima that were stated to one office were right at every other."""
    trang, krabi = (site.enrolled(f"{office}-1", office) for office in ("trang", "krabi"))
    less = year_tables()
    less["quotas"]["superintendent"]["inspection"] = 70
    publish(site, "year", {"assessment": less}, ["trang"])
    known, minima = years_of(with_own_years(make_kiosk(DAY), site.register.engine), site.register.engine)
    site.register.know(known, minima, site.now)
    usual, own = (minima[office, 2567].digest for office in (None, "trang"))

    def alarms_of(desk: Desk, digest: str) -> list[str]:
        desk.count()
        site.take(desk, desk.batch(health=msgspec.structs.replace(HEALTH, year=2567, minima=digest)))
        with reading(site.register.engine) as db:
            return list(db.execute(sa.select(alarms.c.detail).where(alarms.c.kiosk == desk.kiosk)).scalars())

    assert alarms_of(krabi, usual) == alarms_of(trang, usual) == []
    assert alarms_of(krabi, own) == [OTHER_MINIMA]
    BulletinBoard(site.register.engine).told_to("trang-1", 1, site.now)
    assert alarms_of(trang, own) == []
    assert alarms_of(trang, usual) == [OTHER_MINIMA]


def own_tables() -> dict[str, Any]:
    """A year with a work group more, a lower minimum and an earlier deadline."""
    tables = next_year_tables(DAY, OPENS)
    name = {"th": "ด่าน", "en": "Border"}
    tables["work_group"].append({"id": "border", "title": name, "short_title": name})
    for quotas in tables["quotas"].values():
        quotas |= {"inspection": 70, "border": 30}
    tables["eit"]["deadline"] = LAST
    return tables


def files(views: Views, page: str) -> dict[str, list[dict[str, Any]]]:
    """What a page's file for a machine holds, by table."""
    told = msgspec.json.decode(views.file(page, "json", EVERYTHING).body)
    return {table["page"]: table["rows"] for table in told["pages"]}


def test_a_day_that_was_closed_is_closed_in_the_figures_of_the_offices_that_it_is_for(site: Site) -> None:
    closed, opened = date(2027, 2, 3), date(2027, 2, 6)
    publish(site, "closed-days", {"closed": [{"on": closed, "name": NAME}]}, ["trang"])
    publish(site, "closed-days", {"opened": [{"on": opened, "name": NAME}]})
    terms = {"trang": OfficeTerms(), "krabi": OfficeTerms(closed=[opened])}
    with reading(site.register.engine) as db:
        days = with_own_days(db, terms, DAY)
    assert days == {
        "trang": OfficeTerms(closed=[closed], opened=[opened]),
        "krabi": OfficeTerms(closed=[opened]),
    }
