"""Marks of the pages: of a minimum, of an office, of a kiosk, each a shape, words and a number."""

from functools import cache

from kiosk.hq.pages.cells import MarkCell, Minimum
from kiosk.hq.pages.phrases import phrases
from kiosk.hq.report.outcome import OUTCOMES, Outcome
from kiosk.hq.report.report import ReportingState
from kiosk.hq.report.standings import OfficeStanding
from kiosk.progress.counts import Progress
from kiosk.progress.plan import Mark
from kiosk.progress.status_marks import STATUS_MARKS, StatusMark, signed
from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.dates import short_date

_STATES: dict[ReportingState, StatusMark] = {
    "halted": StatusMark("✖", "bad"),
    "silent": StatusMark("◇", "warn"),
    "missing": StatusMark("◑", "warn"),
    "never": StatusMark("○", "soft"),
    "late": StatusMark("◔", "warn"),
    "reporting": StatusMark("●", "ok"),
}
"""Kiosks in the order of how much they need somebody."""

_OUTCOMES: dict[Outcome, StatusMark] = {
    "miss": StatusMark("▼", "bad"),
    "may-miss": StatusMark("▽", "warn"),
    "unknown": StatusMark("◇", "soft"),
    "will-meet": StatusMark("●", "accent"),
    "met": StatusMark("✔", "ok"),
    "missed": StatusMark("✖", "bad"),
    "expected": StatusMark("◌", "soft"),
    "no-plan": StatusMark("□", "warn"),
    "before": StatusMark("○", "accent"),
    "faulty": StatusMark("✖", "bad"),
}


PLAN_MARKS: dict[Mark, StatusMark] = {
    "done": StatusMark("■", "ok"),
    "due": StatusMark("□", "accent"),
    "missed": StatusMark("✖", "bad"),
    "later": StatusMark("·", "soft"),
    "unused": StatusMark("–", "soft"),
}
"""What a month says of a measure of the plan."""


@cache
def state_tiles() -> dict[str, MarkCell]:
    """Every state of a kiosk, as a tile says it."""
    say = phrases()
    return {
        state: MarkCell(mark, say(f"reporting.{state}"), rank=rank)
        for rank, (state, mark) in enumerate(_STATES.items())
    }


@cache
def outcome_tiles() -> dict[str, MarkCell]:
    """Every outcome of an office, as a tile says it."""
    return {outcome: MarkCell(_OUTCOMES[outcome], phrases()(f"outcome.{outcome}")) for outcome in OUTCOMES}


def status_mark(progress: Progress, statuses: Phrases) -> MarkCell:
    """Where a count stands; met here is no met while ITAP's own figure is below the minimum."""
    if progress.is_met_here:
        words = phrases()("shortfall.met_here", figure=str(progress.itap), quota=progress.quota)
        return MarkCell(StatusMark("◇", "warn"), words)
    number = "" if progress.difference is None else signed(progress.difference)
    return MarkCell(STATUS_MARKS[progress.status], statuses(f"status.{progress.status}"), number)


def minimum(progress: Progress, statuses: Phrases, *, is_usual: bool = True) -> Minimum:
    """A count against its minimum, with where it stands."""
    return Minimum(progress, status_mark(progress, statuses), is_usual)


def outcome_mark(standing: OfficeStanding, outcome: Outcome) -> MarkCell:
    """What will become of an office, with a number or a day where there is one."""
    figures = standing.figures
    mark, words = _OUTCOMES[outcome], phrases()(f"short.{outcome}")
    rank = OUTCOMES.index(outcome) * 1_000_000
    if outcome == "miss":
        return MarkCell(mark, words, figures.short, rank - figures.short)
    if outcome == "may-miss":
        return MarkCell(mark, words, figures.may_lack, rank - figures.may_lack)
    if outcome == "missed":
        return MarkCell(mark, words, figures.short, rank - figures.short)
    if outcome == "will-meet":
        last = max(each.forecast.date for each in standing.report.minima if each.forecast)
        return MarkCell(mark, phrases()("short.will-meet_day", day=short_date(last)), rank=rank + last.toordinal())
    return MarkCell(mark, words, rank=rank)


def share_mark(standing: OfficeStanding) -> MarkCell:
    """How many of an office's kiosks report."""
    expected = len(standing.report.kiosks)
    reporting = sum(kiosk.state == "reporting" for kiosk in standing.report.kiosks)
    state: ReportingState = "reporting" if reporting == expected else "missing" if reporting else "silent"
    return MarkCell(_STATES[state], _share(reporting, expected), rank=reporting / max(expected, 1))


def unknown_marks(standing: OfficeStanding) -> list[MarkCell]:
    """What the office tells of and the year's file here does not know; nothing if it knows all of it."""
    unknown, groups, say = standing.figures.unknown_class, standing.figures.unknown_groups, phrases()
    warnings = [say("shortfall.unknown_class", told=unknown.registered, held_to=unknown.held_to)] if unknown else []
    warnings += [say("shortfall.unknown_group", group=group) for group in groups]
    return [MarkCell(StatusMark("◇", "warn"), warning) for warning in warnings]


@cache
def _share(part: int, whole: int) -> Bilingual:
    return Bilingual(*[f"{part}/{whole}"] * 2)
