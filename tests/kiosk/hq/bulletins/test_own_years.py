"""Headquarters goes by what it has handed down, as its kiosks do: the years for all, and the days of each office."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import msgspec
import pytest
import sqlalchemy as sa

from kiosk.hq.alerts.rounds import EVERY, AlertRounds
from kiosk.hq.bulletins.draft import Draft
from kiosk.hq.bulletins.own_years import with_own_days
from kiosk.hq.pages.views import Views
from kiosk.hq.store.alert_tables import alerts
from kiosk.hq.store.audit_log import Actor
from kiosk.hq.store.office_terms import OfficeTerms
from kiosk.hq.store.transactions import reading
from kiosk.machine.kiosk import Kiosk
from tests.support.bulletins import handed_down
from tests.support.scripted import Site
from tests.support.year_files import next_year_tables

DAY, OPENS = date(2027, 1, 4), date(2027, 1, 11)
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
