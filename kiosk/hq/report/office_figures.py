"""What is worked out of an office's tallies: its counts against its minima, and what will be missing of them."""

import dataclasses
import datetime
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from msgspec import Struct

from kiosk.catalogue.assessment import TOTAL, Assessment
from kiosk.hq.report.kiosk_cache import Entries
from kiosk.hq.report.trend import week_ends, weekly
from kiosk.hq.store.office_terms import OfficeTerms
from kiosk.progress import pace
from kiosk.progress.counts import OfficeCounts, OfficeTallies, Progress, Terms, office_counts
from kiosk.progress.itap_gap import ItapFigure
from kiosk.protocol.chain import Channel, DayCount

Outlook = Literal["miss", "may-miss", "will-meet", "met"]
"""Short on the last day at the recent rate, short at its low end, neither, and what is met already."""


class ItapComparison(Struct, frozen=True):
    """A figure that ITAP showed beside what was counted up to the day on which it was typed in."""

    id: str
    itap: int
    day: datetime.date
    counted_by_then: int

    @property
    def difference(self) -> int:
        """How many more were counted than ITAP has answers."""
        return self.counted_by_then - self.itap


@dataclass(frozen=True)
class UnknownClass:
    """The class of an office that has no quotas in the year's file here, and whose it is held to."""

    registered: str
    held_to: str


@dataclass(frozen=True)
class OfficeFigures:
    """What was worked out of an office's tallies. `short` respondents will be missing on the last day, `may_lack` if
    the rate is at the low end of its range; `outlook` is what follows from both, `outlook_before` what it was at the
    end of the open day before, None where that was another phase of the year. `weeks` are what the last ones brought,
    the newest last.

    `assessment` is the year's with the office's own open days, `channel` the one whose respondents are the count.
    `unknown_groups` are work groups that the year's file here does not have: they count in the total alone. If it
    `is_faulty`, what the office told could not be worked out, and there are no figures.
    """

    assessment: Assessment
    counts: OfficeCounts
    channel: Channel
    compared: list[ItapComparison]
    short: int
    may_lack: int
    outlook: Outlook
    outlook_before: Outlook | None
    weeks: list[int]
    unknown_class: UnknownClass | None
    unknown_groups: list[str]
    is_faulty: bool = False


class FigureInputs(NamedTuple):
    """All that an office's figures follow from but its tallies: the year as it was stated to it, its terms (None where
    they cannot be read), ITAP's figures, what HQ holds.

    As long as it is the same on the same day, what was worked out is, too.
    """

    year: Assessment
    today: datetime.date
    terms: OfficeTerms | None
    figures: Sequence[ItapFigure]
    held: Sequence[Entries]


def office_figures(office: str, assessment: Assessment, known: FigureInputs, tallies: list[DayCount]) -> OfficeFigures:
    """Fault isolation: one office never takes another's row down, whatever is wrong with what is held of it."""
    try:
        return _worked(assessment, known, tallies)
    except Exception:  # whatever it is, the other offices have no part in it
        logging.getLogger("kiosk").exception("What %s tells cannot be worked out", office)
        nothing = known._replace(terms=OfficeTerms(), figures=[])
        return dataclasses.replace(_worked(assessment, nothing, []), is_faulty=True)


def _worked(assessment: Assessment, known: FigureInputs, tallies: list[DayCount]) -> OfficeFigures:
    if known.terms is None:
        raise ValueError("what the register has of the office cannot be read")
    channel: Channel = known.terms.counts_from
    office_class, unknown = _class(assessment, known.terms.office_class)
    terms = Terms(assessment, office_class, channel, known.today)
    itap = {figure.group: figure.number for figure in known.figures}
    counts = office_counts(terms, OfficeTallies(tallies, itap=itap), practice=False)
    short, may_lack, window = short_by(counts), _may_lack(counts, assessment, known.today), assessment.eit
    counted = [tally for tally in tallies if tally.channel == channel and window.start <= tally.day <= window.outer]
    order = [progress.id for progress in counts.minima]
    figures = sorted((f for f in known.figures if f.group in order), key=lambda f: order.index(f.group))
    told_of = {tally.work_group for tally in tallies} | {figure.group for figure in known.figures}
    return OfficeFigures(
        assessment,
        counts,
        channel,
        [_compared(figure, counted) for figure in figures],
        short,
        may_lack,
        _outlook(counts, short, may_lack),
        _outlook_before(terms, tallies),
        weekly(counted, week_ends(window, known.today)),
        unknown,
        sorted(told_of.difference(order)),
    )


def _class(assessment: Assessment, registered: str | None) -> tuple[str, UnknownClass | None]:
    """The class whose quotas an office is held to: its own, or else the first of the year's file.

    That it is another than its own is said wherever the office's counts are shown.
    """
    first, *_ = assessment.quotas
    if registered in assessment.quotas:
        return registered, None
    return first, UnknownClass(registered, first) if registered else None


def _compared(figure: ItapFigure, counted: list[DayCount]) -> ItapComparison:
    by_then = sum(
        tally.count for tally in counted if tally.day <= figure.day and figure.group in (TOTAL, tally.work_group)
    )
    return ItapComparison(figure.group, figure.number, figure.day, by_then)


def short_by(counts: OfficeCounts) -> int:
    """How few respondents more than the present rate brings would reach all five minima by the last day.

    One respondent counts for a work group and for the total, so the groups' sum and the total do not add up.
    """
    return max(sum(progress.missing for progress in counts.groups), counts.total.missing)


def day_before(assessment: Assessment, today: datetime.date) -> datetime.date:
    """The last open day before today: nothing is counted on others, so that nothing changes on them either."""
    [day] = assessment.open_days.last(today, 1)
    return day


def _outlook_before(terms: Terms, tallies: list[DayCount]) -> Outlook | None:
    day, window = day_before(terms.assessment, terms.today), terms.assessment.eit
    if window.phase(day) != window.phase(terms.today):
        return None
    by_then = OfficeTallies([tally for tally in tallies if tally.day <= day])
    counts = office_counts(dataclasses.replace(terms, today=day), by_then, practice=False)
    return _outlook(counts, short_by(counts), _may_lack(counts, terms.assessment, day))


def _outlook(counts: OfficeCounts, short: int, may_lack: int) -> Outlook:
    if all(progress.status == "met" for progress in counts.minima):
        return "met"
    return "miss" if short else "may-miss" if may_lack else "will-meet"


def _may_lack(counts: OfficeCounts, assessment: Assessment, today: datetime.date) -> int:
    """The same as `short_by`, at the low end of what the rate may be."""
    *groups, total = missing_at_low_end(counts.minima, assessment, today)
    return max(sum(groups), total)


def missing_at_low_end(minima: Sequence[Progress], assessment: Assessment, today: datetime.date) -> list[int]:
    """How many of each minimum will be missing on the last day if the rate is at the low end of its range."""
    return [
        pace.missing_at_low_end(
            each.quota, each.count, round(each.rate * pace.RECENT), assessment.eit, assessment.open_days, today
        )
        for each in minima
    ]
