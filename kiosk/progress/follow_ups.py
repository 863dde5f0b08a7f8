"""The follow-ups of the plan, and the numbers of the internal surveys, as the office's record has them."""

import datetime
from typing import Literal

import msgspec

from kiosk.progress.plan import FollowedAs, FollowUp
from kiosk.protocol.line import Line
from kiosk.record import STAFF
from kiosk.record.record import Draft, Record, standing
from kiosk.storage.normal_form import written

LONGEST = 200
"""Characters of a remark that are kept."""

FOLLOW_UP, FIGURE = "follow-up/", "figure/"
"""What lines of the record about them begin with."""

Subject = Literal["IIT", "EIT2"]
"""What is known by its number alone: answers of the internal survey, stakeholders imported for EIT (2)."""


class FollowUpWords(msgspec.Struct, frozen=True):
    """What a line about a follow-up says."""

    kind: FollowedAs
    remark: str = ""


class FollowUps:
    """Follow-ups and numbers of an office's record, but what was taken back. Refusal where it cannot be written."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def add(self, follow_up: FollowUp) -> None:
        """Write down a follow-up, on disk when this returns; a remark longer than LONGEST loses its end."""
        said = FollowUpWords(follow_up.kind, written(follow_up.remark).strip()[:LONGEST])
        what = FOLLOW_UP + follow_up.measure
        self.record.write(lambda: Draft(follow_up.day, follow_up.role, what, msgspec.to_builtins(said)))

    def all(self) -> list[FollowUp]:
        """Every follow-up that holds, oldest first."""
        found = map(_follow_up, standing(self.record.lines(FOLLOW_UP + "*")))
        return sorted(found, key=lambda follow_up: follow_up.day)

    def note(self, subject: Subject, figure: int, day: datetime.date) -> None:
        """Write down the number that ITAP shows for the internal survey or for the imported stakeholders."""
        self.record.write(lambda: Draft(day, STAFF, FIGURE + subject, figure))

    def figures(self) -> dict[Subject, list[tuple[int, datetime.date]]]:
        """The numbers of each subject that has any, with their days, oldest first."""
        by_subject: dict[Subject, list[tuple[int, datetime.date]]] = {}
        for line in standing(self.record.lines(FIGURE + "*")):
            subject: Subject = "IIT" if line.what == FIGURE + "IIT" else "EIT2"
            by_subject.setdefault(subject, []).append((int(line.value), line.day))
        return by_subject


def _follow_up(line: Line) -> FollowUp:
    said = msgspec.json.decode(line.value, type=FollowUpWords)
    return FollowUp(line.what.removeprefix(FOLLOW_UP), line.day, said.kind, said.remark, line.role, line.id)
