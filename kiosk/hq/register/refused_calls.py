"""Refused calls, as they come: of a flood of them one a minute and kiosk is written down."""

import datetime
import re

import sqlalchemy as sa

from kiosk.hq.register.enrolment import kiosk_row
from kiosk.hq.store.halts import note_refusal
from kiosk.hq.store.transactions import reading, writing
from kiosk.protocol.payloads import Stream

EVERY = datetime.timedelta(minutes=1)
"""Rate limit of what one kiosk's refusals may cost in writes."""

_V1 = re.compile(r"kiosks/([a-z0-9][a-z0-9-]{0,62})/")


class RefusedCalls:
    """The refusals of one receiver; it remembers when it wrote the last one of each kiosk."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._written: dict[str, datetime.datetime] = {}

    def note(self, kiosk: str, why: str, stream: Stream, now: datetime.datetime) -> None:
        """Note that a call in the name of a kiosk was refused. A name that nobody has costs one read.

        The kiosk has its answer even if the register cannot be written now.
        """
        last = self._written.get(kiosk)
        if last is not None and now - last < EVERY:
            return
        try:
            with reading(self._engine) as db:
                is_known = kiosk_row(db, kiosk) is not None
            if is_known:
                self._written[kiosk] = now
                with writing(self._engine) as db:
                    note_refusal(db, kiosk, why, stream, now)
        except (sa.exc.DBAPIError, sa.exc.TimeoutError):
            return


def kiosk_of_v1(call: str) -> str | None:
    """The kiosk in the path of a call of the first version of the protocol."""
    named = _V1.match(call)
    return named[1] if named else None
