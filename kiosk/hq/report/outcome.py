"""What will become of an office by the last day: the one word that its row, its tile and its alarm all say."""

from typing import Literal, get_args

from kiosk.catalogue.assessment import Phase
from kiosk.hq.report.standings import OfficeStanding

Outcome = Literal["miss", "may-miss", "unknown", "will-meet", "met", "missed", "before", "faulty"]
"""Short at the recent rate, short at its low end, no kiosk's word, none of these, and what is certain already."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

_NO_WORD = ("halted", "silent", "never")


def outcome_of(standing: OfficeStanding, phase: Phase) -> Outcome:
    """Where an office will stand on the last day if it goes on as it does; `phase` is today's."""
    if standing.worked.is_faulty:
        return "faulty"
    if phase == "before":
        return "before"
    if all(progress.status == "met" for progress in standing.report.minima):
        return "met"
    if phase == "after":
        return "missed"
    if all(kiosk.state in _NO_WORD for kiosk in standing.report.kiosks):
        return "unknown"
    if standing.worked.short:
        return "miss"
    return "may-miss" if standing.worked.may_lack else "will-meet"
