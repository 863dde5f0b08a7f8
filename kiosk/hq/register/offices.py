"""The office register: where each office is and by what it is held to account, as headquarters has decided.

What counts for an office does so by its kiosks: they take their counts, records and alarms along where they go.
"""

import datetime
from collections.abc import Sequence
from difflib import get_close_matches

import sqlalchemy as sa
from msgspec import Struct, structs

from kiosk.hq.register.codes import cancel_codes
from kiosk.hq.register.provinces import checked_province, provinces
from kiosk.hq.store.account_tables import users
from kiosk.hq.store.kiosk_events import KioskEvent, note_event
from kiosk.hq.store.office_terms import OfficeTerms, columns_of, readable_terms, terms_of
from kiosk.hq.store.tables import codes, kiosks, offices
from kiosk.hq.store.transactions import reading, writing
from kiosk.protocol.payloads import moment
from kiosk.text.refusal import Refusal


class Office(Struct, frozen=True):
    """An office of the register: its province, the region that headquarters counts it to, its terms (None where they
    cannot be read), and when it was retired."""

    province: str | None
    region: str | None
    terms: OfficeTerms | None
    retired: str | None


class OfficeRegister:
    """The offices of a register. What is set here holds from the next report on."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def all(self) -> dict[str, Office]:
        """Every office by its id."""
        with reading(self._engine) as db:
            rows = db.execute(sa.select(offices).order_by(offices.c.office)).all()
        return {row.office: Office(province_of(row), row.region, readable_terms(row), row.retired_at) for row in rows}

    def add(
        self,
        names: Sequence[str],
        terms: OfficeTerms | None = None,
        province: str | None = None,
        region: str | None = None,
    ) -> None:
        """Offices that are not there yet, each of the province of its name or all of another; all of them or none.

        Refusal for one that is there, and for a province that is none.
        """
        columns = {"region": region, **columns_of(terms or OfficeTerms())}
        places = {name: checked_province(province or name) for name in names}
        with writing(self._engine) as db:
            for office, place in places.items():
                _check_new(db, office)
                db.execute(offices.insert().values(office=office, province=place, **columns))

    def set(self, office: str, **changes: object) -> OfficeTerms:
        """Change some of an office's terms, by their names; gives all of them. Refusal if it is not there."""
        with writing(self._engine) as db:
            terms = structs.replace(terms_of(known_office(db, office)), **changes)
            _change(db, office, **columns_of(terms))
        return terms

    def move(self, office: str, region: str) -> None:
        """Count an office to a region. Refusal if it is not there."""
        with writing(self._engine) as db:
            known_office(db, office)
            _change(db, office, region=region)

    def rename(self, office: str, name: str, now: datetime.datetime) -> None:
        """Give an office another id: its kiosks go along with all that is held of them. Refusal if that is taken, or
        no kiosk could be told its province by it."""
        with writing(self._engine) as db:
            row = known_office(db, office)
            _check_new(db, name)
            province = province_of(row) or checked_province(name)
            db.execute(offices.insert().values({**row._asdict(), "office": name, "province": province}))
            _empty_into(db, office, name, now, "renamed")

    def merge(self, office: str, into: str, now: datetime.datetime) -> None:
        """Make an office part of another, whose terms hold for all of it. Refusal if either is not there."""
        with writing(self._engine) as db:
            known_office(db, office)
            if office == into:
                raise Refusal("office.itself", office=office)
            living_office(db, into)
            _empty_into(db, office, into, now, "moved")

    def retire(self, office: str, retired: bool, now: datetime.datetime) -> list[str]:
        """Expect no report of an office any more, or again; its counts stay. Gives its kiosks that are retired with it.

        Those stay retired when that of the office is lifted. Refusal if it is not there.
        """
        with writing(self._engine) as db:
            known_office(db, office)
            _change(db, office, retired_at=moment(now) if retired else None)
            its = (kiosks.c.office == office, kiosks.c.retired_at.is_(None))
            names = list(db.execute(sa.select(kiosks.c.kiosk).where(*its)).scalars()) if retired else []
            for kiosk in names:
                retire_kiosk(db, kiosk, now)
        return names


def known_office(db: sa.Connection, office: str) -> sa.Row[tuple[object, ...]]:
    """The row of an office. Refusal where there is none, with the one whose id is nearest: a typo makes no office."""
    row = db.execute(sa.select(offices).where(offices.c.office == office).with_for_update()).first()
    if row is None:
        nearest = get_close_matches(office, db.execute(sa.select(offices.c.office)).scalars().all(), 1)
        raise Refusal("office.unknown_near", office=office, nearest=nearest[0]) if nearest else _unknown(office)
    return row


def _unknown(office: str) -> Refusal:
    return Refusal("office.unknown", office=office)


def living_office(db: sa.Connection, office: str) -> None:
    """Refusal where an office is not there, or is retired."""
    if known_office(db, office).retired_at is not None:
        raise Refusal("office.retired", office=office)


def retire_kiosk(db: sa.Connection, kiosk: str, now: datetime.datetime) -> None:
    """Expect no report of a kiosk and take none: what it has counted stays. None of its codes stays good."""
    db.execute(kiosks.update().where(kiosks.c.kiosk == kiosk).values(retired_at=moment(now), suspended=True))
    cancel_codes(db, kiosk, now)


def move_kiosk(
    db: sa.Connection, kiosk: str, office: str, into: str, now: datetime.datetime, kind: KioskEvent = "moved"
) -> None:
    """Make a kiosk one of another office, and its codes with it."""
    db.execute(kiosks.update().where(kiosks.c.kiosk == kiosk).values(office=into))
    db.execute(codes.update().where(codes.c.kiosk == kiosk).values(office=into))
    note_event(db, kiosk, kind, now, office, into)


def province_of(row: sa.Row[tuple[object, ...]]) -> str | None:
    """The province of an office: the one that was said, or that of its own name; None where that is none."""
    named: str = row.office
    stated: str | None = row.province
    return stated or (named if named in provinces() else None)


def _check_new(db: sa.Connection, office: str) -> None:
    if db.execute(sa.select(offices.c.office).where(offices.c.office == office)).first() is not None:
        raise Refusal("office.is_there", office=office)


def _change(db: sa.Connection, office: str, **values: object) -> None:
    db.execute(offices.update().where(offices.c.office == office).values(**values))


def _empty_into(db: sa.Connection, office: str, into: str, now: datetime.datetime, kind: KioskEvent) -> None:
    """Move every kiosk of an office and the users who see it alone, and strike the office out."""
    for kiosk in db.execute(sa.select(kiosks.c.kiosk).where(kiosks.c.office == office)).scalars().all():
        move_kiosk(db, kiosk, office, into, now, kind)
    db.execute(users.update().where(users.c.office == office).values(office=into))
    db.execute(offices.delete().where(offices.c.office == office))
