"""Who is on duty at the service point, as staff write it on the screen: by weekday, and for a single day."""

import datetime

from msgspec import to_builtins

from kiosk.catalogue.office import Weekday
from kiosk.editing.own_words import own_words
from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.streams.record.record import Draft
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import OFFICIAL

ROSTER = "roster/"
"""What a line of the record about the roster begins with."""

WIDTH = 40
"""Cells that the band has for who is on duty, in either language."""


def put_on_duty(kiosk: Kiosk, when: Weekday | datetime.date, typed: Bilingual, role: str) -> None:
    """Write down, in a role, who is on duty on a weekday, or on one day only; no words in either language take it back.

    Words in one language stand for both. Unfit, and nothing is written, if they are longer than the band. Refusal if it
    cannot be written.
    """
    texts = [typed.of(language).strip() for language in OFFICIAL if typed.of(language).strip()]
    words = own_words(typed.map(lambda text: text if text.strip() or not texts else texts[0]), "on_duty", WIDTH)
    what = ROSTER + (when.isoformat() if isinstance(when, datetime.date) else when)

    def draft() -> Draft | None:
        newest = record.newest(what)
        if words is None and newest is None:
            return None
        return Draft(kiosk.today, role, what, to_builtins(words), newest.id if newest else None)

    with open_record(kiosk) as record:
        record.write(draft)
