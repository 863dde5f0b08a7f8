"""Announcements: what staff tell visitors for some days, such as a closed Friday. They come down by themselves."""

import datetime

from msgspec import Struct

from kiosk.text.bilingual import Bilingual

WIDTH = 68
"""Cells that an announcement takes at most, in either language: a line of the first page, two where it is upright."""


class Announcement(
    Bilingual, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"first": "from", "last": "until"}
):
    """Words for visitors, and the first and the last day on which they stand."""

    first: datetime.date
    last: datetime.date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("the last day comes before the first")

    def holds(self, day: datetime.date) -> bool:
        """Whether it stands on `day`."""
        return self.first <= day <= self.last


class Announcements(Struct, frozen=True, forbid_unknown_fields=True):
    """All that staff have put up and that are not over yet. On any day one stands: the first page has one line."""

    announcement: list[Announcement] = []

    def on(self, day: datetime.date) -> Announcement | None:
        """The one that stands on `day`."""
        return next((announcement for announcement in self.announcement if announcement.holds(day)), None)

    def together_with(self, announcement: Announcement) -> list[Announcement]:
        """The others that stand on one of its days."""
        others = [other for other in self.announcement if other is not announcement]
        return [other for other in others if other.first <= announcement.last and announcement.first <= other.last]
