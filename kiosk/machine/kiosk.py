"""This office and this kiosk: who they are, where their files are, what day it is."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from msgspec import Struct
from msgspec.structs import replace

from kiosk.catalogue.announcements import Announcement
from kiosk.catalogue.assessment import Assessment, known_years
from kiosk.catalogue.office import Office, Weekday
from kiosk.catalogue.open_days import OpenDays
from kiosk.catalogue.opening import Opening, OpeningState, opening_state, own_opening
from kiosk.catalogue.opening_words import until_words
from kiosk.catalogue.survey_start import SurveyStart, next_survey
from kiosk.storage.private_file import make_private_folder
from kiosk.streams.record.files import RECORD
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import THAI_TIME, medium_date
from kiosk.text.refusal import Refusal

if TYPE_CHECKING:
    from kiosk.catalogue.cache import CatalogueCache
    from kiosk.catalogue.catalogue import Catalogue
    from kiosk.protocol.chain import Entry
    from kiosk.storage.toml_file import Fault
    from kiosk.streams.ledger.ledger import Check, Ledger
    from kiosk.streams.record.record import Record

APP_FOLDER = "immigration-kiosk"


def thai_now() -> datetime:
    """The present moment in Thailand, whatever zone the machine is set to."""
    return datetime.now(THAI_TIME)


class Kiosk(Struct, frozen=True, kw_only=True):
    """One machine on a counter: its office's content, its data folder, its mode and its clock."""

    catalogue: "Catalogue"
    folder: Path
    practice: bool = False
    demo: bool = False
    clock: Callable[[], datetime] = thai_now
    office_file: Path | None = None
    faults: list["Fault"] = []
    """What is wrong with the office's own files, so that the last good ones stand in for them."""
    cache: "CatalogueCache | None" = None
    """Where the catalogue is kept for the next start, if it is not what is kept there already."""

    def reread(self) -> "Kiosk":
        """This kiosk with its content and confirmed facts read anew, or the last good ones where they are not right."""
        from kiosk.catalogue.cache import CatalogueCache
        from kiosk.catalogue.last_good import load_last_good

        cache = CatalogueCache(self.office_file, self.folder, self.today)
        catalogue, faults = load_last_good(self.office_file, self.folder, self.today)
        return replace(self, catalogue=catalogue, faults=faults, cache=cache)

    def as_arguments(self) -> list[str]:
        """The options with which another process works on this kiosk."""
        arguments = ["--data", str(self.folder.parent if self.practice else self.folder)]
        if self.office_file is not None:
            arguments += ["--office", str(self.office_file)]
        if self.practice:
            arguments += ["--practice", "--today", self.today.isoformat()]
        return arguments

    @property
    def office(self) -> Office:
        """The office this kiosk stands in."""
        return self.catalogue.office

    @property
    def today(self) -> date:
        """The day on which a respondent counts now."""
        return self.clock().date()

    @property
    def assessment(self) -> Assessment:
        """The assessment of the fiscal year that holds today, stated or expected, with the office's own open days."""
        return self.kept(self.catalogue.year_of(self.today))

    def kept(self, year: Assessment) -> Assessment:
        """A year with the days on which this office is closed or open besides: as headquarters says, or itself."""
        office, stated = self.office, self.catalogue.headquarters
        opened = [day for day in stated.opened if day not in office.closed]
        return year.kept_by([*stated.closed, *office.closed], [*opened, *office.opened])

    @property
    def office_class(self) -> str:
        """The post of the office's head, which decides the minima: as the year is signed, else as the office says."""
        return self.assessment.office_class or self.office.office_class

    @property
    def open_days(self) -> OpenDays:
        """The days on which the office serves the public: no holiday of any year, and no day that it has closed."""
        closed = self.assessment.closed
        return OpenDays([*self.catalogue.holidays.by_day, *closed.days], closed.opened)

    @property
    def opening(self) -> Opening | None:
        """The hours of an open day: those that the office's confirmed words say, else its own file; until it has
        confirmed any, as content has them."""
        hours, filed = self.office.hours, self.office.opening
        if hours.confirmed is None or hours.figure is None:
            return filed
        return own_opening(hours.figure) or (filed if filed is not None and filed.is_own else None)

    @property
    def opening_state(self) -> OpeningState | None:
        """Whether the office serves the public now; None while its hours are not given."""
        opening = self.opening
        return None if opening is None else opening_state(self.clock(), opening, self.open_days)

    @property
    def is_over(self) -> bool:
        """Whether the office serves nobody any more today; False while its hours are not given."""
        state = self.opening_state
        return state is not None and state.until.date() > self.today

    @property
    def until_words(self) -> Bilingual | None:
        """Until when the office serves the public, or when it does again; None while its hours are not given."""
        opening, state = self.opening, self.opening_state
        if opening is None or state is None:
            return None
        return until_words(state, opening, self.clock(), self.catalogue.phrases)

    @property
    def closed_words(self) -> Bilingual | None:
        """That the office serves nobody any more today, and when it does again; None as long as it does."""
        until = self.until_words if self.is_over else None
        return None if until is None else self.catalogue.phrases("opening.closed") + " · " + until

    @property
    def survey_is_open(self) -> bool:
        """Whether an answer counts today, and there is an address to answer at."""
        has_address = self.office.survey.figure is not None
        return has_address and self.assessment.eit.phase(self.today) in ("open", "late")

    @property
    def next_survey(self) -> SurveyStart | None:
        """When the survey opens next; None where that cannot be said."""
        return next_survey(self.catalogue.year_of, self.today)

    @property
    def duty(self) -> Bilingual:
        """Who is on duty at the service point today: as staff have written it, else as the office's own file says."""
        return self.catalogue.roster.on(self.today) or self.duty_by_file(self.today)

    @property
    def announcements(self) -> list[Announcement]:
        """What visitors are told today: by staff, then by headquarters."""
        own = self.catalogue.announcements.on(self.today)
        return [*([own] if own else []), *self._notices("visitors")]

    @property
    def staff_notices(self) -> list[Announcement]:
        """What headquarters tells staff today."""
        return self._notices("staff")

    def _notices(self, audience: str) -> list[Announcement]:
        notices = self.catalogue.headquarters.notices_for(audience).announcement
        return [notice for notice in notices if notice.holds(self.today)]

    def duty_by_file(self, day: date) -> Bilingual:
        """Who is on duty on `day` as the office's own file says."""
        return self.office.roster.get(get_args(Weekday)[day.weekday()], self.office.duty)

    def path(self, name: str) -> Path:
        """Where the file of that name lies; the folder is made if it is not there yet, and nobody else's to look into.

        Raises Refusal when the folder cannot be made.
        """
        try:
            make_private_folder(self.folder.parent if self.practice else self.folder)
            make_private_folder(self.folder)
        except OSError as error:
            raise Refusal("kiosk.no_folder", path=self.folder, error=error) from None
        return self.folder / name


def data_folder(chosen: Path | None, practice: bool) -> Path:
    """The folder for this kiosk's files: the chosen one or the platform's, and in it the one for practice."""
    if chosen is None:
        from platformdirs import user_data_path

        chosen = user_data_path(APP_FOLDER, appauthor=False)
    return chosen / "practice" if practice else chosen


def clock_on(day: date | None) -> Callable[[], datetime]:
    """A clock that runs as the real one does but began on `day`; the real one for None."""
    if day is None:
        return thai_now
    shift = timedelta(days=(day - thai_now().date()).days)
    return lambda: thai_now() + shift


def open_ledger(kiosk: Kiosk) -> "Ledger":
    """The kiosk's ledger, made at the first opening."""
    from kiosk.streams.ledger.ledger import Ledger  # SQLite's tools are 10 MiB that the first page does not wait for

    return Ledger(kiosk.path("ledger.db"), kiosk.practice, check_of(kiosk))


def open_record(kiosk: Kiosk) -> "Record":
    """The record of the kiosk's office, made at the first opening; files of the first edition are taken into it.

    Refusal where this machine had one that is gone: a new one would hide that.
    """
    from kiosk.storage.toml_file import Faulty
    from kiosk.streams.record.first_edition import take_in
    from kiosk.streams.record.record import Record
    from kiosk.streams.record.statements import lost_record

    path = kiosk.path(RECORD)
    if lost := lost_record(path):
        raise Faulty([lost])
    record = Record(path, kiosk.practice)
    try:
        take_in(record, kiosk.folder, kiosk.today, [fault.file for fault in kiosk.faults])
    except BaseException:
        record.close()
        raise
    return record


def check_of(kiosk: Kiosk) -> "Check":
    """What this kiosk's entries must pass: headquarters would set aside what cannot be true as far as is known here."""
    from kiosk.streams.ledger.ledger import Impossible

    known = known_years(kiosk.catalogue.assessments)

    def check(entry: "Entry") -> None:
        reason = known.doubt(entry, kiosk.today)
        if reason is not None:
            say = kiosk.catalogue.phrases
            raise Impossible(say(f"impossible.{reason}", day=medium_date(entry.day), group=entry.work_group or ""))

    return check
