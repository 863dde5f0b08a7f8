"""The reach of bulletins: which of the kiosks that each is for hold it, and since when."""

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from kiosk.hq.bulletins.addressees import addressees
from kiosk.hq.bulletins.bulletin_board import SignedBulletin, arrived, published
from kiosk.hq.store.kiosk_events import present_names
from kiosk.hq.store.tables import kiosks
from kiosk.hq.store.transactions import reading


@dataclass(frozen=True)
class Reach:
    """A bulletin, when headquarters first heard of each kiosk that it holds it, and the kiosks that do not, each with
    the number of the last one that it holds (0: none); `offices` are those of the kiosks.

    `to` are the offices that it is for as they are called now, None for all.
    """

    published: SignedBulletin
    to: list[str] | None
    held: dict[str, str]
    missing: dict[str, int]
    offices: dict[str, str]

    @property
    def of(self) -> int:
        """How many kiosks it is for."""
        return len(self.held) + len(self.missing)


def reaches(engine: sa.Engine, sees: Callable[[str], bool] = lambda _: True) -> list[Reach]:
    """Every bulletin that is for an office which `sees` names, the newest first, among the kiosks of those.

    Kiosks that are retired, or not enrolled yet, are not waited for.
    """
    with reading(engine) as db:
        heard, all_of_them, names = arrived(db), published(db), present_names(db)
        asked = sa.select(kiosks.c.kiosk, kiosks.c.office).where(
            kiosks.c.public_key.is_not(None), kiosks.c.retired_at.is_(None)
        )
        rows = db.execute(asked.order_by(kiosks.c.kiosk))
        offices = {row.kiosk: row.office for row in rows if sees(row.office)}
    reached = []
    for each in reversed(all_of_them):
        to = addressees(each.bulletin, names)
        if to is not None and not any(map(sees, to)):
            continue
        addressed = [kiosk for kiosk, office in offices.items() if to is None or office in to]
        since = {kiosk: heard.get(kiosk, {}).get(each.bulletin.number) for kiosk in addressed}
        held = {kiosk: at for kiosk, at in since.items() if at is not None}
        missing = {kiosk: max(heard.get(kiosk, {}), default=0) for kiosk in addressed if kiosk not in held}
        reached.append(Reach(each, to, held, missing, {kiosk: offices[kiosk] for kiosk in addressed}))
    return reached
