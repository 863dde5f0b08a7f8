"""The office register: each office's class, closed days and counting channel, as headquarters has decided them."""

import sqlalchemy as sa
from msgspec import structs

from kiosk.errors import Refusal
from kiosk.hq.store.office_terms import OfficeTerms, all_terms, columns_of, terms_of
from kiosk.hq.store.tables import offices
from kiosk.hq.store.transactions import reading, writing


class OfficeRegister:
    """The offices of a register. What is set here holds from the next report on."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def all(self) -> dict[str, OfficeTerms | None]:
        """Every office by its name; None for terms that cannot be read."""
        with reading(self._engine) as db:
            return all_terms(db)

    def add(self, office: str, terms: OfficeTerms) -> None:
        """An office that is not there yet. Refusal if it is."""
        with writing(self._engine) as db:
            if not add_office(db, office, terms):
                raise Refusal(f"{office} is in the register already; `kiosk hq office set {office}` changes it.")

    def set(self, office: str, **changes: object) -> OfficeTerms:
        """Change some of an office's terms, by their names; gives all of them. Refusal if it is not there."""
        with writing(self._engine) as db:
            row = db.execute(sa.select(offices).where(offices.c.office == office).with_for_update()).first()
            if row is None:
                raise Refusal(f"No office {office} is in the register; `kiosk hq office add {office}` adds it.")
            terms = structs.replace(terms_of(row), **changes)
            db.execute(offices.update().where(offices.c.office == office).values(**columns_of(terms)))
        return terms


def add_office(db: sa.Connection, office: str, terms: OfficeTerms) -> bool:
    """Idempotent: an office with its terms, unless it is there; gives whether it was not."""
    if db.execute(sa.select(offices.c.office).where(offices.c.office == office)).first() is not None:
        return False
    db.execute(offices.insert().values(office=office, **columns_of(terms)))
    return True
