"""The outputs of a measure that are counted: sheets put up at service points, and a report of each work group."""

from dataclasses import dataclass
from datetime import date

from kiosk.catalogue.assessment import Assessment, Measure
from kiosk.protocol.line import Line
from kiosk.streams.record.record import Draft, Record
from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.dates import medium_date

OUTPUT = "output/"
"""What a line of the record about an output begins with."""

SHEETS = "sheets"
"""The part of a measure that its sheets are; a report is of a work group, by its id."""


@dataclass(frozen=True)
class Output:
    """So many of so many are there, as written on a `day`; None where nothing is written."""

    measure: str
    part: str
    count: int
    of: int
    day: date | None = None


class Outputs:
    """The outputs as an office's record has them. Refusal where it cannot be written."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def of(self, measure: Measure, assessment: Assessment) -> list[Output]:
        """What a measure asks for: its sheets, or the reports of the work groups in the order of their keys."""
        since = assessment.fiscal_year.start
        by_name = {line.what: line for line in self.record.standing(f"{OUTPUT}{measure.id}.*", since)}
        wanted = {SHEETS: measure.sheets} if measure.sheets else {}
        wanted |= {group.id: 1 for group in assessment.work_groups} if measure.reports else {}
        return [_output(measure.id, part, of, by_name.get(_what(measure.id, part))) for part, of in wanted.items()]

    def note(self, output: Output, count: int, today: date, role: str) -> None:
        """Write down, in a role, how many are there now, in place of what was written before."""
        what = _what(output.measure, output.part)

        def draft() -> Draft:
            newest = self.record.newest(what)
            return Draft(today, role, what, count, newest.id if newest else None)

        self.record.write(draft)


def output_words(output: Output, assessment: Assessment, say: Phrases) -> Bilingual:
    """What an output is, and how far."""
    if output.part == SHEETS:
        return say("plan.sheets", count=output.count, of=output.of)
    title = assessment.group(output.part).title
    if output.count and output.day is not None:
        return say("plan.reported", group=title, day=medium_date(output.day))
    return say("plan.unreported", group=title)


def _what(measure: str, part: str) -> str:
    return f"{OUTPUT}{measure}.{part}"


def _output(measure: str, part: str, of: int, line: Line | None) -> Output:
    return Output(measure, part, int(line.value), of, line.day) if line else Output(measure, part, 0, of)
