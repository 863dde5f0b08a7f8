"""Outlook changes: which offices' forecasts have become another since the open day before."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple, get_args

from kiosk.hq.pages.cells import LinkCell, MarkCell
from kiosk.hq.pages.phrases import phrases
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.status_marks import outcome_tiles
from kiosk.hq.pages.table import Row
from kiosk.hq.report.office_figures import Outlook, day_before

_NAMED = 8
"""Offices that are named; of more it is said how many."""


class OutlookChange(NamedTuple):
    """What has become of some offices: those that are named, and how many more."""

    words: MarkCell
    offices: list[LinkCell]
    further: int


class OutlookChanges(NamedTuple):
    """All changes since the end of a day, those that need help first."""

    since: datetime.date
    changes: list[OutlookChange]


def outlook_changes(snapshot: Snapshot, rows: Iterable[Row]) -> OutlookChanges | None:
    """Of the offices of the rows; None before the window opens, on its first day, and after its end.

    Of an office without a word nothing is said: its forecast goes on without it.
    """
    since = day_before(snapshot.assessment, snapshot.today)
    if snapshot.phase not in ("open", "late") or snapshot.assessment.eit.phase(since) != snapshot.phase:
        return None
    others: dict[Outlook, list[LinkCell]] = {}
    for row in rows:
        if row["outcome_before"] not in (None, row["outcome"]):
            others.setdefault(row["outcome"], []).append(row["name_link"])
    changed = [_change(outlook, others[outlook]) for outlook in get_args(Outlook) if outlook in others]
    return OutlookChanges(since, changed)


def _change(outlook: Outlook, offices: list[LinkCell]) -> OutlookChange:
    mark = outcome_tiles()[outlook].mark
    words = MarkCell(mark, phrases()(f"since.{outlook}", count=len(offices)))
    return OutlookChange(words, offices[:_NAMED], len(offices[_NAMED:]))
