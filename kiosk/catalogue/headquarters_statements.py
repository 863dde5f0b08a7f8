"""What headquarters says for the pages, as its bulletins in force say it: years, days, facts, notices, the version.

Of several bulletins about the same thing the newest says it. One that means nothing to this version changes nothing.
"""

import datetime
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from kiosk.catalogue.announcements import Announcement, Announcements
from kiosk.catalogue.assessment import Assessment
from kiosk.catalogue.facts import BureauSource
from kiosk.catalogue.holidays import Holiday, Holidays
from kiosk.storage.folders import LAST_GOOD
from kiosk.storage.private_file import is_there
from kiosk.storage.toml_file import Faulty, build
from kiosk.streams.record.bulletins import BULLETINS
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import OFFICIAL

if TYPE_CHECKING:
    from kiosk.protocol.bulletin import Bulletin
    from kiosk.streams.record.bulletins.bodies import Body, YearBody

HEADQUARTERS = "headquarters"
"""The source of what a bulletin says."""


class BureauFact(Struct, frozen=True):
    """What a bulletin says of a fact: its tables, which bulletin, and where and when it was set."""

    tables: dict[str, Any]
    source: BureauSource


class HeadquartersStatements(Struct):
    """What holds now, by what it is about; `taken` are the numbers of the bulletins that say it."""

    years: dict[int, Assessment] = {}
    facts: dict[str, BureauFact] = {}
    closed: dict[datetime.date, Bilingual] = {}
    opened: dict[datetime.date, Bilingual] = {}
    notices: dict[tuple[str, str], Announcement] = {}
    wanted: str | None = None
    taken: list[int] = []

    def put(self, number: int, body: "Body") -> None:
        """Take in a bulletin that is newer than all before. Faulty if it is no year."""
        from kiosk.streams.record.bulletins.bodies import ClosedDaysBody, FactsBody, NoticeBody, VersionBody, YearBody

        match body:
            case YearBody():
                year = year_of(number, body)
                self.years[year.year] = year
            case ClosedDaysBody():
                for days, others, named in (
                    (self.closed, self.opened, body.closed),
                    (self.opened, self.closed, body.opened),
                ):
                    for day in named:
                        days[day.on] = day.name
                        others.pop(day.on, None)
            case FactsBody():
                source = BureauSource(number, body.day, body.source)
                for name, tables in body.fact.items():
                    before = self.facts.get(name)
                    if before is None or before.tables != tables:
                        self.facts[name] = BureauFact(tables, source)
            case NoticeBody():
                words = {language: body.words.of(language) for language in OFFICIAL}
                self.notices.pop(key := (body.audience, body.name), None)
                self.notices[key] = Announcement(**words, first=body.first, last=body.last)
            case VersionBody():
                self.wanted = body.wanted
        self.taken.append(number)

    def notices_for(self, audience: str) -> Announcements:
        """The notices for visitors, or for staff, the newest first."""
        own = [notice for (whom, _), notice in self.notices.items() if whom == audience]
        return Announcements(own[::-1])

    def named(self, holidays: Holidays) -> Holidays:
        """The holidays, and with them the days on which headquarters has closed offices, by their names."""
        days = [Holiday(name, [day]) for day, name in self.closed.items()]
        return msgspec.structs.replace(holidays, holiday=[*holidays.holiday, *days])


def year_of(number: int, body: "YearBody") -> Assessment:
    """The year that a bulletin states. Faulty if it is none."""
    year = body.assessment.get("year")
    tables = {**body.assessment, "id": str(year), "source": HEADQUARTERS, "bulletin": number}
    return build(tables, Assessment, bulletin_file(number))


def bulletin_file(number: int) -> str:
    """What faults call the place of what a bulletin says."""
    return f"bulletin {number} of headquarters"


def statements_of(bulletins: Iterable["Bulletin"]) -> HeadquartersStatements:
    """What bulletins say that are in force, oldest first; each of them has a body."""
    from kiosk.streams.record.bulletins.bodies import body_of

    statements = HeadquartersStatements()
    for bulletin in bulletins:
        with suppress(KeyError, msgspec.DecodeError, Faulty):
            statements.put(bulletin.number, body_of(bulletin.kind, msgspec.json.decode(bulletin.body or "")))
    return statements


def bulletins_in_force(folder: Path, today: datetime.date) -> list["Bulletin"]:
    """Those for this office that a data folder holds and whose day has come, oldest first."""
    if not any(is_there(path / BULLETINS) for path in (folder, folder / LAST_GOOD)):
        return []
    from kiosk.streams.record.bulletins.shelf import (
        Shelf,  # its SQLite is nothing that the first page waits for where there is none
    )

    held = (kept.bulletin for kept in Shelf(folder).held())
    return [bulletin for bulletin in held if bulletin.body is not None and bulletin.starts <= today]
