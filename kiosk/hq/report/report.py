"""What HQ reports of every office: its counts against its quotas, and its kiosks' last words."""

import datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct
from rich.cells import cell_len

from kiosk.hq.store.halts import halt_of
from kiosk.progress.counts import Progress
from kiosk.progress.note_words import NoteWords
from kiosk.protocol.payloads import Health
from kiosk.text.bilingual import Phrases
from kiosk.text.dates import medium_date
from kiosk.text.languages import Language
from kiosk.text.sentences import COMMANDS, sentence

LATE = datetime.timedelta(hours=26)
MISSING = datetime.timedelta(hours=72)
SILENT = datetime.timedelta(days=7)
CLOCK = datetime.timedelta(minutes=5)
"""How far a kiosk's clock may be from headquarters' before it is said."""

ReportingState = Literal["reporting", "late", "missing", "silent", "never", "halted"]


class KioskReport(Struct, frozen=True):
    """One expected kiosk: when it last reported, how many entries are held of its newest epoch, open alarms, what it
    has noted of the counting, why it is halted, and what it is called.

    The others are its own last word of itself: its version, free disk in MiB, starts of the counter, facts that wait
    for the office, and the fiscal year of its assessment (0: it did not say).
    """

    kiosk: str
    state: ReportingState
    last_report: str | None
    acked: int
    alarms: list[str]
    notes: list[NoteWords] = []
    halt: str | None = None
    label: str | None = None
    version: str | None = None
    disk_free: int | None = None
    starts: int | None = None
    awaiting: int | None = None
    failed: str | None = None
    year: int | None = None


class OfficeReport(Struct, frozen=True):
    """One office: its five minima and its kiosks."""

    office: str
    groups: list[Progress]
    total: Progress
    kiosks: list[KioskReport]

    @property
    def minima(self) -> list[Progress]:
        """All five, the total last."""
        return [*self.groups, self.total]


class FaultyOffice(Struct, frozen=True):
    """An office whose figures cannot be worked out: it has none, which is another thing than zeros."""

    office: str
    kiosks: list[KioskReport]
    fault: str
    groups: list[Progress] = []
    total: Progress | None = None


class Report(Struct, frozen=True):
    """Every office that has an expected kiosk, the one that will miss its minima by most first.

    `expected` is whether headquarters works with a fiscal year that nobody has stated.
    """

    as_of: datetime.date
    assessment: int
    expected: bool
    offices: list[OfficeReport | FaultyOffice]


def reporting_state(last_report: str | None, now: datetime.datetime) -> ReportingState:
    """What is known of a kiosk; a kiosk that does not report is silent, not broken."""
    if last_report is None:
        return "never"
    age = now - datetime.datetime.fromisoformat(last_report)
    if age > SILENT:
        return "silent"
    return "missing" if age > MISSING else "late" if age > LATE else "reporting"


def next_state(last_report: str | None, now: datetime.datetime) -> datetime.datetime | None:
    """When another thing will be known of a kiosk that goes on saying nothing; None if that is never."""
    if last_report is None:
        return None
    at = datetime.datetime.fromisoformat(last_report)
    return next((at + limit for limit in (LATE, MISSING, SILENT) if now - at <= limit), None)


def kiosk_state(row: Any, now: datetime.datetime) -> ReportingState:
    """The same of a row of the register: one that knocks and is refused, that headquarters has suspended, or that has
    stopped by itself, is halted."""
    return "halted" if halt_of(row, now) or own_halt(row, now) else reporting_state(row.last_report, now)


def own_halt(row: Any, now: datetime.datetime) -> str | None:
    """The word of a halt that a kiosk has decided by itself, by its last word of itself: answers that it gets in
    headquarters' name are wrong. None if they are not, or if it knocks no more."""
    if not row.health or reporting_state(row.last_report, now) != "reporting":
        return None
    told = told_of(row.health)
    return "wrong-answer" if told and told.wrong_answer else None


def told_of(health: str | None) -> Health | None:
    """What a kiosk said of itself; None before its first report, or of what cannot be read."""
    try:
        return msgspec.json.decode(health, type=Health) if health else None
    except msgspec.DecodeError:
        return None


def clock_warning(ahead: float | None) -> list[str]:
    """A wrong clock, in words: it is noted, and never a reason to refuse. `ahead` is in seconds."""
    if ahead is None or abs(ahead) <= CLOCK.total_seconds():
        return []
    apart = datetime.timedelta(seconds=round(abs(ahead)))
    return [f"clock: {apart} {'ahead of' if ahead > 0 else 'behind'} headquarters"]


def in_words(report: Report, say: Phrases, language: Language) -> str:
    """The report as a table for a terminal, in one language."""

    def told(key: str, **values: object) -> str:
        return sentence(COMMANDS, key, **values).of(language)

    lines = [told("hq.report", year=str(report.assessment), day=medium_date(report.as_of))]
    lines += [told("counts.draft")] if report.expected else []
    for office in report.offices:
        lines.append("")
        lines.append(office.office)
        if isinstance(office, FaultyOffice):
            lines.append(f"  {office.fault}")
        else:
            lines += [_minimum(minimum, say(f"status.{minimum.status}").of(language)) for minimum in office.minima]
        for kiosk in office.kiosks:
            state = told(f"state.{kiosk.state}")
            lines.append(
                f"  {kiosk.kiosk:<30}{state}{' ' * (12 - cell_len(state))}{kiosk.last_report or '-'}{_reason(kiosk)}"
            )
            lines += [f"    ! {alarm}" for alarm in kiosk.alarms]
    return "\n".join(lines)


def _minimum(minimum: Progress, status: str) -> str:
    return f"  {minimum.id:<20}{minimum.count:>6} / {minimum.quota:<6}{status}"


def _reason(kiosk: KioskReport) -> str:
    return f"  ({kiosk.halt})" if kiosk.halt else ""
