"""Announcements as staff put them up and take them down on the screen, in announcements.toml of the data folder."""

import datetime
from collections.abc import Callable

import msgspec

from kiosk.catalogue.announcements import ANNOUNCEMENTS, WIDTH, Announcement, Announcements
from kiosk.editing.own_words import Unfit, own_words
from kiosk.errors import Refusal
from kiosk.machine import Kiosk
from kiosk.storage.file_lock import file_lock
from kiosk.storage.private_file import is_there, read_struct, write_private
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import HOME

MOST = 6
"""Announcements that are not over, as many as the page for them has keys."""


class Misdated(Refusal):
    """Days on which an announcement cannot stand; `why` is the word for it."""

    def __init__(self, why: str, sentence: str) -> None:
        super().__init__(sentence)
        self.why = why


def read_announcements(kiosk: Kiosk) -> Announcements:
    """The announcements as they are in the data folder. Faulty if their file is not right."""
    path = kiosk.folder / ANNOUNCEMENTS
    return read_struct(path, Announcements) if is_there(path) else Announcements()


def put_up(kiosk: Kiosk, typed: Bilingual, first: datetime.date, last: datetime.date) -> None:
    """Tell visitors from the first day to the last one.

    Unfit or Misdated, and nothing is written, if the words or the days do not do. Refusal if it cannot be written.
    """
    words = own_words(typed, "An announcement", WIDTH)
    if words is None:
        raise Unfit("An announcement has words; write them.", HOME)
    if last < max(first, kiosk.today):
        raise Misdated("over", "The last day comes before the first, or is past; give a later one.")
    one = Announcement(**msgspec.structs.asdict(words), first=first, last=last)
    _change(kiosk, lambda standing: [*standing, one])


def take_down(kiosk: Kiosk, announcement: Announcement) -> None:
    """Tell visitors no longer. Refusal if it cannot be written."""
    _change(kiosk, lambda standing: [one for one in standing if one != announcement])


def _change(kiosk: Kiosk, change: Callable[[list[Announcement]], list[Announcement]]) -> None:
    """Write what `change` makes of those that are not over."""
    with file_lock(kiosk.path(ANNOUNCEMENTS + ".lock")):
        standing = [one for one in read_announcements(kiosk).announcement if one.last >= kiosk.today]
        changed = Announcements(change(standing))
        if len(changed.announcement) > MOST or any(map(changed.together_with, changed.announcement)):
            raise Misdated("crowded", f"One stands on these days, or {MOST} in all; take one down, or make one of two.")
        write_private(kiosk.path(ANNOUNCEMENTS), msgspec.toml.encode(changed))
