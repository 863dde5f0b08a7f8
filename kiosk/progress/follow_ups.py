"""The follow-ups of the plan, and the numbers of the internal surveys, as the office's record has them."""

import datetime
import re
from typing import Literal, get_args

import msgspec

from kiosk.catalogue.address import is_address
from kiosk.progress.plan import FollowedAs, FollowUp
from kiosk.protocol.line import Line
from kiosk.storage.normal_form import written
from kiosk.streams.record.record import Draft, Record, said_as
from kiosk.text.refusal import Refusal

LONGEST = 200
"""Characters of a remark, and of evidence, that are kept."""

FOLLOW_UP, FIGURE = "follow-up/", "figure/"
"""What lines of the record about them begin with."""

Subject = Literal["IIT", "EIT2", "STAFF"]
"""What is known by its number alone: answers of the internal survey, stakeholders imported for EIT (2), and how many
internal stakeholders the office has stated (seed C3)."""


class FollowUpWords(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a line about a follow-up says."""

    kind: FollowedAs
    remark: str = ""
    evidence: str = ""
    on: datetime.date | None = None


class FollowUps:
    """Follow-ups and numbers of an office's record, but what was taken back. Refusal where it cannot be written."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def add(self, follow_up: FollowUp, instead_of: FollowUp | None = None) -> None:
        """Write down a follow-up, on disk when this returns; a remark longer than LONGEST loses its end.

        `instead_of` no longer holds then. Refusal if it does not hold any more, or the evidence cannot be meant.
        """
        evidence = evidence_of(follow_up.evidence)
        on = follow_up.day if follow_up.written else None
        words = FollowUpWords(follow_up.kind, written(follow_up.remark).strip()[:LONGEST], evidence, on)
        what, day = FOLLOW_UP + follow_up.measure, follow_up.written or follow_up.day
        replaced = instead_of.line if instead_of else None

        def draft() -> Draft:
            if replaced and not self.record.holds(replaced):
                raise Refusal("record.taken_back")
            return Draft(day, follow_up.role, what, msgspec.to_builtins(words), replaced)

        self.record.write(draft)

    def take_back(self, follow_up: FollowUp, today: datetime.date, role: str) -> None:
        """Write down, in a role, that a follow-up does not hold. Refusal if it does not hold any more."""
        self.record.take_back(follow_up.line, today, role)

    def all(self, since: datetime.date = datetime.date.min) -> list[FollowUp]:
        """Every follow-up that holds and was written down from a day on, oldest first."""
        lines = said_as(FollowUpWords, self.record.standing(FOLLOW_UP + "*", since))
        return sorted((follow_up_of(*each) for each in lines), key=lambda follow_up: follow_up.day)

    def history(self, measure: str) -> list[tuple[FollowUp, bool]]:
        """Every follow-up of a measure that was ever written down, and whether it holds, the newest line first."""
        lines = said_as(FollowUpWords, self.record.lines(FOLLOW_UP + measure))
        holding = {line.id for line in self.record.standing(FOLLOW_UP + measure)}
        return [(follow_up_of(line, words), line.id in holding) for line, words in reversed(lines)]

    def note(self, subject: Subject, figure: int, day: datetime.date, role: str) -> None:
        """Write down, in a role, the number that ITAP shows for an internal survey or for imported stakeholders."""
        self.record.write(lambda: Draft(day, role, FIGURE + subject, figure))

    def figures(self) -> dict[Subject, list[tuple[int, datetime.date]]]:
        """The numbers of each subject that has any, with their days, oldest first."""
        by_subject: dict[Subject, list[tuple[int, datetime.date]]] = {}
        for line, figure in said_as(int, self.record.standing(FIGURE + "*")):
            for subject in get_args(Subject):
                if line.what == FIGURE + subject:
                    by_subject.setdefault(subject, []).append((figure, line.day))
        return by_subject


def evidence_of(typed: str) -> str:
    """Evidence as it is kept: an https address, or the number of an order. Refusal for an address of another kind."""
    evidence = written(typed).strip()
    if re.search(r"[a-z]://|^www\.", evidence, re.IGNORECASE) and not is_address(evidence):
        raise Refusal("plan.evidence")
    return evidence[:LONGEST]


def follow_up_of(line: Line, words: FollowUpWords) -> FollowUp:
    """The follow-up that a line says."""
    measure, later = line.what.removeprefix(FOLLOW_UP), words.on is not None
    return FollowUp(
        measure,
        words.on or line.day,
        words.kind,
        words.remark,
        line.role,
        words.evidence,
        line.day if later else None,
        line.id,
    )
