"""Headquarters goes by its own bulletins, as its kiosks do: the years that it has stated, and each office's own."""

import datetime
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from msgspec.structs import replace

from kiosk.catalogue.assessment import Assessment, known_years
from kiosk.catalogue.headquarters_statements import statements_of
from kiosk.hq.bulletins.addressees import addressees, is_for
from kiosk.hq.bulletins.bulletin_board import bulletin_of
from kiosk.hq.register.office_check import Minima, OwnMinima
from kiosk.hq.store.kiosk_events import present_names
from kiosk.hq.store.office_terms import OfficeTerms
from kiosk.hq.store.tables import bulletins
from kiosk.hq.store.transactions import reading
from kiosk.machine.kiosk import Kiosk
from kiosk.protocol.bulletin import Bulletin
from kiosk.protocol.meaning import KnownYears


def newest_year(engine: sa.Engine, today: datetime.date) -> int:
    """The number of the newest bulletin in force that states a year; 0 while there is none."""
    newest = sa.select(sa.func.max(bulletins.c.number)).where(bulletins.c.kind == "year", bulletins.c.starts <= today)
    with reading(engine) as db:
        return db.execute(newest).scalar_one() or 0


def with_own_years(machine: Kiosk, engine: sa.Engine) -> Kiosk:
    """The machine with the years that its bulletins state for all offices, in the place of those of its files."""
    with reading(engine) as db:
        held = [each for each in _in_force(db, "year", machine.today) if each.offices is None]
    if not held:
        return machine
    known = {year.year: year for year in machine.catalogue.assessments} | statements_of(held).years
    assessments = [known[year] for year in sorted(known)]
    return replace(machine, catalogue=replace(machine.catalogue, assessments=assessments))


def own_years(
    db: sa.Connection, today: datetime.date, drafted: Sequence[Bulletin] = ()
) -> dict[str, dict[int, Assessment]]:
    """The years, by their numbers, of every office to which one was stated that is not for all.

    Bulletins that are `drafted` count as in force.
    """
    held = _in_force(db, "year", today, drafted)
    if all(each.offices is None for each in held):
        return {}
    names = present_names(db)
    named = {office for each in held for office in addressees(each, names) or []}
    return {office: statements_of([each for each in held if is_for(each, office, names)]).years for office in named}


def years_of(machine: Kiosk, engine: sa.Engine) -> tuple[KnownYears, Minima]:
    """What headquarters goes by when it takes entries: the years that it has stated to any office, and the minima of
    each."""
    stated: dict[str | None, dict[int, Assessment]] = {
        None: {year.year: year for year in machine.catalogue.assessments}
    }
    with reading(engine) as db:
        stated.update(own_years(db, machine.today))
    minima = {
        (office, number): OwnMinima(year.minima_digest, year.bulletin)
        for office, years in stated.items()
        for number, year in years.items()
    }
    return known_years([year for years in stated.values() for year in years.values()]), minima


def with_own_days(
    db: sa.Connection,
    terms: Mapping[str, OfficeTerms | None],
    today: datetime.date,
    drafted: Sequence[Bulletin] = (),
) -> dict[str, OfficeTerms | None]:
    """The terms of offices with the days on which bulletins close or open them, as their kiosks reckon. Likewise."""
    held = _in_force(db, "closed-days", today, drafted)
    if not held:
        return {**terms}
    names = present_names(db)
    return {
        office: own and _with_days(own, [each for each in held if is_for(each, office, names)])
        for office, own in terms.items()
    }


def _with_days(terms: OfficeTerms, held: list[Bulletin]) -> OfficeTerms:
    stated = statements_of(held)
    opened = [day for day in stated.opened if day not in terms.closed]
    return replace(terms, closed=[*terms.closed, *stated.closed], opened=[*terms.opened, *opened])


def _in_force(db: sa.Connection, kind: str, today: datetime.date, drafted: Sequence[Bulletin] = ()) -> list[Bulletin]:
    """Bulletins of a kind whose day has come, oldest first, and those that are drafted."""
    rows = sa.select(bulletins).where(bulletins.c.kind == kind, bulletins.c.starts <= today)
    held = [bulletin_of(row) for row in db.execute(rows.order_by(bulletins.c.number))]
    return [*held, *(each for each in drafted if each.kind == kind)]
