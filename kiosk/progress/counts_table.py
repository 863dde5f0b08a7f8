"""The counts as a table for a terminal, in one language."""

from rich.cells import cell_len

from kiosk.catalogue.assessment import TOTAL
from kiosk.progress.counts import OfficeCounts, Progress
from kiosk.text.bilingual import Phrases
from kiosk.text.dates import medium_date
from kiosk.text.languages import Language
from kiosk.text.sentences import COMMANDS, sentence

_WIDTHS = (20, 8, 7, 8, 10, 11, 11)
"""Cells of the columns before the status; the first one is set to the left."""


def counts_table(counts: OfficeCounts, say: Phrases, language: Language) -> str:
    """What is counted, its minima and its pace, a line each; groups by the names that commands take."""

    def told(key: str, **values: object) -> str:
        return sentence(COMMANDS, f"counts.{key}", **values).of(language)

    def row(progress: Progress) -> str:
        need, when = progress.needed_per_open_day, progress.forecast
        status = say(f"status.{progress.status}").of(language)
        until = told("until", day=medium_date(when.date)) if when else told("no_progress")
        cells = [told("total") if progress.id == TOTAL else progress.id]
        cells += map(str, (progress.count, progress.quota, progress.today, progress.expected))
        cells += ["-" if need is None else f"{need:.2f}", str(progress.rate)]
        return _line(cells, status if progress.status == "met" else f"{status}, {until}")

    window = counts.window
    days = {name: medium_date(getattr(window, name)) for name in ("start", "deadline", "outer")}
    heads = [told(key) for key in ("count", "minimum", "today", "expected", "needed", "rate")]
    heading = told("heading", year=str(counts.assessment), day=medium_date(counts.as_of))
    return "\n".join(
        [
            f"{told('practice')}  {heading}" if counts.practice else heading,
            *([told("draft")] if counts.expected else []),
            told("window", left=window.open_days_left, **days),
            "",
            _line(["", *heads], told("status")),
            *map(row, counts.minima),
        ]
    )


def _line(cells: list[str], last: str) -> str:
    """Cells set in their columns by the width that a terminal draws them with; Thai marks take none."""
    first, *rest = cells
    left = first + " " * (_WIDTHS[0] - cell_len(first))
    right = (" " * (width - cell_len(cell)) + cell for cell, width in zip(rest, _WIDTHS[1:], strict=True))
    return left + "".join(right) + "  " + last
