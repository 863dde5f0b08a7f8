"""The register at one moment, as every part of one page sees it."""

import datetime
from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import Any

import msgspec
import sqlalchemy as sa

from kiosk.catalogue.assessment import Assessment, Phase
from kiosk.hq.accounts.policy import Access
from kiosk.hq.accounts.users import grant_of
from kiosk.hq.bulletins.bulletin_board import arrived
from kiosk.hq.pages.login import Refused
from kiosk.hq.register.offices import Office, OfficeRegister
from kiosk.hq.report.late_entries import LateEntries, late_entries
from kiosk.hq.report.outcome import Outcome, outcome_of, readiness_of
from kiosk.hq.report.queries import notes
from kiosk.hq.report.standings import OfficeStanding, Standings
from kiosk.hq.store.account_tables import audit, users
from kiosk.hq.store.audit_log import newest
from kiosk.hq.store.tables import alarms, bulletins, kiosks, lines
from kiosk.hq.store.transactions import reading
from kiosk.machine.kiosk import Kiosk
from kiosk.progress import pace
from kiosk.progress.note_words import NoteWords
from kiosk.storage.toml_file import Fault
from kiosk.text.bilingual import Phrases


class Snapshot:
    """What a page is made of, of the offices to which there is `access`, read when it is first asked for.

    `now` is UTC, `today` the day in Thailand.

    `assessment` is the one of the fiscal year `year` (B.E.), else of today, which headquarters' own office's open days
    are no part of; `years` are all that are known, `phase` is where
    today stands in its window. `statuses` has the words of the counter for a status, `faults` what is
    wrong with the files of years.
    """

    def __init__(
        self, engine: sa.Engine, standings: Standings, machine: Kiosk, access: Access, year: int | None = None
    ) -> None:
        self.engine = engine
        self.access = access
        self.now: datetime.datetime = machine.clock().astimezone(datetime.UTC)
        self.today: datetime.date = machine.today
        current = machine.catalogue.year_of(machine.today)
        known = {assessment.year: assessment for assessment in [*machine.catalogue.assessments, current]}
        self.years: list[Assessment] = [known[each] for each in sorted(known)]
        self.assessment: Assessment = known.get(year or current.year, current)
        self.phase: Phase = self.assessment.eit.phase(self.today)
        self.statuses: Phrases = machine.catalogue.phrases
        self.faults: list[Fault] = machine.faults
        self._standings = standings

    @cached_property
    def standings(self) -> list[OfficeStanding]:
        """Every office, the one that will miss by most first."""
        return self.standings_of(self.assessment)

    @property
    def previous(self) -> Assessment | None:
        """The year before, if it is known."""
        return next((each for each in self.years if each.year == self.assessment.year - 1), None)

    def standings_of(self, assessment: Assessment) -> list[OfficeStanding]:
        """Every office of a year, in the same order."""
        standings = self._standings.at(assessment, self.now, self.today)
        return [standing for standing in standings if self.access.sees(standing.report.office)]

    def office(self, office: str) -> OfficeStanding:
        """One office, retired or not. Refused if there is none of that name."""
        if self.access.sees(office):
            for standing in chain(self.standings, self._retired()):
                if standing.report.office == office:
                    return standing
        raise Refused(404, "refused.no_office")

    def _retired(self) -> Iterator[OfficeStanding]:
        yield from self._standings.at(self.assessment, self.now, self.today, retired=True)

    def outcome(self, standing: OfficeStanding) -> Outcome:
        """What will become of an office; before the window opens, how far it is with the year."""
        phase = standing.figures.assessment.eit.phase(self.today)
        if phase == "before":
            return readiness_of(standing, self.assessment.year, has_signed=standing.report.office in self._signed)
        return outcome_of(standing, phase)

    @cached_property
    def _signed(self) -> set[str]:
        """The offices whose record says that they have signed the year."""
        with reading(self.engine) as db:
            signed = lines.c.what == f"year/{self.assessment.year}/signed", lines.c.set_aside.is_(None)
            of_office = sa.select(kiosks.c.office).join_from(lines, kiosks, kiosks.c.kiosk == lines.c.kiosk)
            return set(db.execute(of_office.where(*signed)).scalars())

    @cached_property
    def places(self) -> dict[str, Office]:
        """Every office of the register, with its province and its region."""
        return OfficeRegister(self.engine).all()

    @property
    def offices_in_service(self) -> list[str]:
        """The offices that are not retired."""
        return [name for name, place in self.places.items() if place.retired is None]

    def alarms(self, *wanted: sa.ColumnElement[bool]) -> list[sa.Row[Any]]:
        """Alarms, the newest first."""
        with reading(self.engine) as db:
            return list(
                db.execute(
                    sa.select(alarms, kiosks.c.office)
                    .join(kiosks, kiosks.c.kiosk == alarms.c.kiosk)
                    .where(self.access.among(kiosks.c.office), *wanted)
                    .order_by(alarms.c.id.desc())
                )
            )

    @cached_property
    def bulletins_held(self) -> dict[str, int]:
        """The number of the last bulletin that each kiosk holds, of those that hold one."""
        with reading(self.engine) as db:
            return {kiosk: max(numbers) for kiosk, numbers in arrived(db).items()}

    @cached_property
    def newest_bulletin(self) -> int:
        """The number of the newest bulletin, 0 before the first."""
        with reading(self.engine) as db:
            return int(db.execute(sa.select(sa.func.coalesce(sa.func.max(bulletins.c.number), 0))).scalar_one())

    @cached_property
    def open_alarms(self) -> int:
        """How many alarms nobody has acknowledged."""
        with reading(self.engine) as db:
            of_kiosk = sa.select(sa.func.count()).join_from(alarms, kiosks, kiosks.c.kiosk == alarms.c.kiosk)
            waiting = alarms.c.acknowledged_at.is_(None), self.access.among(kiosks.c.office)
            return int(db.execute(of_kiosk.where(*waiting)).scalar_one())

    def audit(self, most: int) -> list[sa.Row[Any]]:
        """The newest lines of the audit log, the newest first; of users whose scope is within that of who looks."""
        with reading(self.engine) as db:
            if self.access.offices is None:
                return newest(db, most)
            names = [row.name for row in db.execute(sa.select(users)) if self.access.covers(grant_of(row))]
            return newest(db, most, audit.c.who.in_(names))

    def late_entries(self, office: str) -> list[LateEntries]:
        """What the kiosks of an office entered later, the newest first."""
        with reading(self.engine) as db:
            return late_entries(db, office)

    def notes(self, office: str) -> list[tuple[str, NoteWords]]:
        """What an office's kiosks have noted of the counting in this fiscal year, the newest day first."""
        with reading(self.engine) as db:
            by_kiosk = notes(db, self.assessment.fiscal_year.start, kiosks.c.office == office)
        every = [(kiosk, note) for kiosk, own in by_kiosk.items() for note in own]
        return sorted(every, key=lambda noted: noted[1].day, reverse=True)

    def window(self, assessment: Assessment) -> dict[str, Any]:
        """The days of the collection, and how many open ones are left and are still to come before it, by the
        open days of `assessment`."""
        days = pace.days_left(assessment.eit, assessment.open_days, self.today)
        before = assessment.open_days.count(self.today, assessment.eit.start - datetime.timedelta(1))
        return {**msgspec.structs.asdict(assessment.eit), "days": days, "before": before}
