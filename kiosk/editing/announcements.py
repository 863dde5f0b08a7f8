"""Announcements as staff put them up and take them down on the screen: lines of the record by first day."""

import datetime

import msgspec

from kiosk.catalogue.announcements import WIDTH, Announcement, Announcements
from kiosk.catalogue.office_statements import office_statements
from kiosk.editing.own_words import Unfit, own_words
from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.streams.record.record import Draft
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import HOME
from kiosk.text.refusal import Refusal

ANNOUNCEMENT = "announcement/"
"""What a line of the record about an announcement begins with."""

MOST = 6
"""Announcements that are not over, as many as the page for them has keys."""


class Misdated(Refusal):
    """Days on which an announcement cannot stand."""


def announced(kiosk: Kiosk) -> list[Announcement]:
    """The announcements that are not over."""
    return [
        announcement for announcement in kiosk.catalogue.announcements.announcement if announcement.last >= kiosk.today
    ]


def put_up(kiosk: Kiosk, typed: Bilingual, first: datetime.date, last: datetime.date, role: str) -> None:
    """Tell visitors from the first day to the last one, in the words of somebody in that role.

    Unfit or Misdated, and nothing is written, if the words or the days do not do. Refusal if it cannot be written.
    """
    words = own_words(typed, "announcement", WIDTH)
    if words is None:
        raise Unfit("announcement.empty", HOME)
    if last < max(first, kiosk.today):
        raise Misdated("announcement.over")
    announcement = Announcement(**msgspec.structs.asdict(words), first=first, last=last)

    def draft() -> Draft:
        standing = [
            other for other in office_statements(kiosk.folder).announcements.announcement if other.last >= kiosk.today
        ]
        together = Announcements([*standing, announcement])
        if len(together.announcement) > MOST or together.together_with(announcement):
            raise Misdated("announcement.crowded", most=MOST)
        what, value = f"{ANNOUNCEMENT}{first}", msgspec.json.decode(msgspec.json.encode(announcement))
        newest = record.newest(what)
        return Draft(kiosk.today, role, what, value, newest.id if newest else None)

    with open_record(kiosk) as record:
        record.write(draft)


def take_down(kiosk: Kiosk, announcement: Announcement, role: str) -> None:
    """Tell visitors no longer. Refusal if it cannot be written."""

    def draft() -> Draft | None:
        what = f"{ANNOUNCEMENT}{announcement.first}"
        newest = record.newest(what)
        return Draft(kiosk.today, role, what, None, newest.id) if newest else None

    with open_record(kiosk) as record:
        record.write(draft)
