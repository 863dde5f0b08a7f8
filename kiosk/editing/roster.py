"""Who is on duty at the service point, as staff write it on the screen: by weekday, and for a single day."""

import datetime
from typing import TypeVar

import msgspec

from kiosk.catalogue.office import Weekday
from kiosk.catalogue.roster import ROSTER, Roster
from kiosk.editing.own_words import own_words
from kiosk.machine import Kiosk
from kiosk.storage.file_lock import file_lock
from kiosk.storage.private_file import is_there, read_struct, write_private
from kiosk.text.bilingual import Bilingual

Key = TypeVar("Key")
WIDTH = 40
"""Cells that the band has for who is on duty, in either language."""


def read_roster(kiosk: Kiosk) -> Roster:
    """The roster as it is in the data folder. Faulty if its file is not right."""
    path = kiosk.folder / ROSTER
    return read_struct(path, Roster) if is_there(path) else Roster()


def put_on_duty(kiosk: Kiosk, when: Weekday | datetime.date, typed: Bilingual) -> None:
    """Write down who is on duty on a weekday, or on one day only; no words in either language take it back.

    Unfit, and nothing is written, if one language is missing or longer than the band. Refusal if it cannot be written.
    """
    words = own_words(typed, "Who is on duty", WIDTH)
    with file_lock(kiosk.path(ROSTER + ".lock")):
        roster = read_roster(kiosk)
        weekdays: dict[Weekday, Bilingual | None] = {**roster.weekday}
        days: dict[datetime.date, Bilingual | None] = {
            day: one for day, one in roster.day.items() if day >= kiosk.today
        }
        if isinstance(when, datetime.date):
            days[when] = words
        else:
            weekdays[when] = words
        kept = Roster(_whole(weekdays), _whole(days))
        write_private(kiosk.path(ROSTER), msgspec.toml.encode(msgspec.to_builtins(kept, str_keys=True)))


def _whole(table: dict[Key, Bilingual | None]) -> dict[Key, Bilingual]:
    return {key: words for key, words in table.items() if words is not None}
