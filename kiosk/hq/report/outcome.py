"""What will become of an office by the last day: the one word that its row, its tile and its alarm all say."""

from typing import Literal, get_args

from kiosk.catalogue.assessment import Phase
from kiosk.hq.report.standings import OfficeStanding

Outcome = Literal[
    "miss", "may-miss", "unknown", "will-meet", "met", "missed", "expected", "no-plan", "before", "faulty"
]
"""Short at the recent rate, short at its low end, no kiosk's word, none of these, and what is certain already.

Before a window opens: no kiosk has the year yet, the office has not signed it, ready but not begun.
"""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

_NO_WORD = ("halted", "silent", "never")


def readiness_of(standing: OfficeStanding, year: int, *, has_signed: bool) -> Outcome:
    """How far an office is with a fiscal year (B.E.) whose window has not opened: nobody is ahead or behind."""
    if standing.figures.is_faulty:
        return "faulty"
    if _is_unheard(standing):
        return "unknown"
    if all(kiosk.year != year for kiosk in standing.report.kiosks):
        return "expected"
    return "before" if has_signed else "no-plan"


def outcome_of(standing: OfficeStanding, phase: Phase) -> Outcome:
    """Where an office will stand on the last day if it goes on as it does; `phase` is today's."""
    if standing.figures.is_faulty:
        return "faulty"
    if phase == "before":
        return "before"
    outlook = standing.figures.outlook
    if outlook == "met":
        return "met"
    if phase == "after":
        return "missed"
    return "unknown" if _is_unheard(standing) else outlook


def _is_unheard(standing: OfficeStanding) -> bool:
    return all(kiosk.state in _NO_WORD for kiosk in standing.report.kiosks)
