"""One-time codes that are out: which kiosk each is for and until when. A code itself is kept as its hash alone."""

import datetime

import sqlalchemy as sa
from msgspec import Struct

from kiosk.hq.store.tables import codes, kiosks
from kiosk.hq.store.transactions import reading, writing
from kiosk.protocol.one_time_code import code_hash, is_whole
from kiosk.protocol.payloads import moment
from kiosk.text.refusal import Refusal


class GoodCode(Struct, frozen=True):
    """A code with which a kiosk may enrol until it expires; `replaces` a machine that is enrolled already, or none."""

    kiosk: str
    office: str
    expires: str
    replaces: bool


class Codes:
    """The codes of a register."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def good(self, now: datetime.datetime) -> list[GoodCode]:
        """Every code that is good now, the one that expires first before the others."""
        rows = (
            sa.select(codes.c.kiosk, codes.c.office, codes.c.expires_at, kiosks.c.public_key.is_not(None))
            .join(kiosks, kiosks.c.kiosk == codes.c.kiosk)
            .where(*_good(now))
            .order_by(codes.c.expires_at, codes.c.kiosk)
        )
        with reading(self._engine) as db:
            return [
                GoodCode(kiosk, office, expires, bool(replaces))
                for kiosk, office, expires, replaces in db.execute(rows)
            ]

    def cancel(self, asked: str, now: datetime.datetime) -> str:
        """Cancel a code, or the one of a kiosk; gives its kiosk. Refusal where none is good."""
        with writing(self._engine) as db:
            named = codes.c.code_hash == code_hash(asked) if is_whole(asked) else codes.c.kiosk == asked
            kiosk = db.execute(sa.select(codes.c.kiosk).where(named, *_good(now))).scalar()
            if kiosk is None:
                raise Refusal("code.none")
            cancel_codes(db, kiosk, now)
        return str(kiosk)


def cancel_codes(db: sa.Connection, kiosk: str, now: datetime.datetime) -> bool:
    """Let every code of a kiosk expire now; gives whether one was good."""
    its = codes.update().where(codes.c.kiosk == kiosk, *_good(now))
    return db.execute(its.values(expires_at=moment(now))).rowcount > 0


def _good(now: datetime.datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return codes.c.used_at.is_(None), codes.c.expires_at > moment(now)
