"""The fleet: kiosks that are called otherwise, moved to another office, or retired.

A kiosk's id stays for life: it has signed every checkpoint with it, and each daily root holds it.
"""

import datetime

import sqlalchemy as sa

from kiosk.hq.register.enrolment import known_kiosk
from kiosk.hq.register.offices import living_office, move_kiosk, retire_kiosk
from kiosk.hq.store.tables import kiosks
from kiosk.hq.store.transactions import reading, writing
from kiosk.text.refusal import Refusal


class Fleet:
    """The kiosks of a register. Refusal by each act on a kiosk that is not known."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def retired(self) -> dict[str, str]:
        """The kiosks that are retired, each with the moment from which on."""
        its = sa.select(kiosks.c.kiosk, kiosks.c.retired_at).where(kiosks.c.retired_at.is_not(None))
        with reading(self._engine) as db:
            return {row.kiosk: row.retired_at for row in db.execute(its.order_by(kiosks.c.kiosk))}

    def rename(self, kiosk: str, label: str | None) -> None:
        """Call a kiosk by another name beside its id; by none where there is no `label`."""
        with writing(self._engine) as db:
            known_kiosk(db, kiosk)
            _change(db, kiosk, label=label)

    def move(self, kiosk: str, office: str, now: datetime.datetime) -> str:
        """Make a kiosk one of another office, with all that is held of it; gives the office it was of.

        Refusal for an office that is not there, is retired, or is its own.
        """
        with writing(self._engine) as db:
            before: str = known_kiosk(db, kiosk).office
            living_office(db, office)
            if before == office:
                raise Refusal("kiosk.is_there", kiosk=kiosk, office=office)
            move_kiosk(db, kiosk, before, office, now)
        return before

    def retire(self, kiosk: str, retired: bool, now: datetime.datetime) -> None:
        """Expect no report of a kiosk and take none, or expect it again. What it has counted stays."""
        with writing(self._engine) as db:
            row = known_kiosk(db, kiosk)
            if retired:
                retire_kiosk(db, kiosk, now)
            else:
                living_office(db, row.office)
                _change(db, kiosk, retired_at=None, suspended=False)


def _change(db: sa.Connection, kiosk: str, **values: object) -> None:
    db.execute(kiosks.update().where(kiosks.c.kiosk == kiosk).values(**values))
