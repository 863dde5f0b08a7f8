"""What ITAP shows figures of: work groups and total, kept in the ledger; internal surveys, kept beside the plan."""

from dataclasses import dataclass
from datetime import date

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.counts import of_kiosk
from kiosk.progress.follow_ups import FollowUps, Subject
from kiosk.streams.ledger.ledger import Ledger
from kiosk.text.bilingual import Bilingual


@dataclass(frozen=True)
class ItapSubject:
    """A figure of ITAP's is of a work `group`, of the total (both None), or of an `internal` survey.

    `count` is what was counted here and elsewhere, None where nothing is counted; `history` the figures with the days
    on which they were typed in, oldest first.
    """

    title: Bilingual
    short_title: Bilingual
    history: list[tuple[int, date]]
    count: int | None = None
    group: str | None = None
    internal: Subject | None = None


class ItapSubjects:
    """Where figures are read and kept, off the screen's thread."""

    def __init__(self, ledger: Ledger, follow_ups: FollowUps) -> None:
        self._ledger = ledger
        self._follow_ups = follow_ups

    def read(self, kiosk: Kiosk) -> list[ItapSubject]:
        """The work groups by their keys, the total, IIT, EIT (2) and the internal stakeholders."""
        say, counts, internal = kiosk.catalogue.phrases, of_kiosk(kiosk, self._ledger), self._follow_ups.figures()
        groups = [
            ItapSubject(group.title, group.short_title, self._history(group.id), progress.count, group.id)
            for group, progress in zip(kiosk.assessment.work_groups, counts.groups, strict=True)
        ]
        total, iit, eit_2, staff = (say(key) for key in ("staff.total", "itap.iit", "itap.eit_2", "itap.staff"))
        return [
            *groups,
            ItapSubject(total, total, self._history(None), counts.total.count),
            ItapSubject(iit, iit, internal.get("IIT", []), internal="IIT"),
            ItapSubject(eit_2, eit_2, internal.get("EIT2", []), internal="EIT2"),
            ItapSubject(staff, staff, internal.get("STAFF", []), internal="STAFF"),
        ]

    def keep(self, subject: ItapSubject, figure: int, day: date, role: str) -> None:
        """Keep a figure that ITAP showed; the ledger keeps no role. Refusal if it is not on disk."""
        if subject.internal is not None:
            self._follow_ups.note(subject.internal, figure, day, role)
        else:
            self._ledger.note_itap(subject.group, figure, day)

    def _history(self, group: str | None) -> list[tuple[int, date]]:
        return [(figure, day) for day, figure in self._ledger.itap.history(group)]
