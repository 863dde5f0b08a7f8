"""Announcements: what staff tell visitors for some days, such as a closed Friday. They come down by themselves."""

import datetime

from msgspec import Struct

from kiosk.text.bilingual import Bilingual

ANNOUNCEMENTS = "announcements.toml"

WIDTH = 60
"""Cells that an announcement takes at most, in either language: a line of the first page, two on the narrowest."""

AT_ONCE = 2
"""Announcements that the first page has lines for on one day."""


class Announcement(
    Bilingual, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"first": "from", "last": "until"}
):
    """Words for visitors, and the first and the last day on which they stand."""

    first: datetime.date
    last: datetime.date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("the last day comes before the first")


class Announcements(Struct, frozen=True, forbid_unknown_fields=True):
    """All that staff have put up and that are not over yet, in the order in which they were written."""

    announcement: list[Announcement] = []

    def on(self, day: datetime.date) -> list[Announcement]:
        """Those that stand on `day`."""
        return [one for one in self.announcement if one.first <= day <= one.last]
