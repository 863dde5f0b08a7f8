"""What ITAP shows figures of, each as a card to choose, and how far a figure lies from the count."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from kiosk.ledger.ledger import Ledger
from kiosk.machine import Kiosk
from kiosk.progress.counts import of_kiosk
from kiosk.progress.follow_up_store import FollowUps
from kiosk.progress.itap_gap import gap
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.dates import medium_date, short_date
from screens.widgets.block import Block, both
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import spaced, widest, wrapped

Shown = list[tuple[int, date]]
"""Figures with the days on which they were typed in, oldest first."""


@dataclass(frozen=True)
class Subject:
    """What ITAP shows a figure of; `count` is what was counted here and elsewhere, None where nothing is counted."""

    title: Bilingual
    short: Bilingual
    count: int | None
    history: Shown
    keep: Callable[[int, date], object]


def subjects(kiosk: Kiosk, ledger: Ledger, follow_ups: FollowUps) -> list[Subject]:
    """The work groups by their keys, the total, and what is known by its number alone."""
    say, counts, figures = kiosk.catalogue.phrases, of_kiosk(kiosk, ledger), follow_ups.figures()

    def counted(group: str | None, title: Bilingual, short: Bilingual, count: int) -> Subject:
        history = [(figure, day) for day, figure in ledger.itap.history(group)]
        return Subject(title, short, count, history, lambda figure, day: ledger.note_itap(group, figure, day))

    total, iit, eit_2 = say("staff.total"), say("itap.iit"), say("itap.eit_2")
    groups = zip(kiosk.assessment.work_groups, counts.groups, strict=True)
    return [
        *(counted(group.id, group.title, group.short_title, progress.count) for group, progress in groups),
        counted(None, total, total, counts.total.count),
        Subject(iit, iit, None, figures.get("IIT", []), lambda n, day: follow_ups.note("IIT", n, day)),
        Subject(eit_2, eit_2, None, figures.get("EIT2", []), lambda n, day: follow_ups.note("EIT2", n, day)),
    ]


class Figure(Pressable):
    """A figure that can be chosen: whose it is, what ITAP showed last, what was counted."""

    def __init__(self, key: str) -> None:
        super().__init__(key, same(""))
        self.said = [same("")]

    def show(self, subject: Subject, kiosk: Kiosk) -> None:
        """Draw this subject."""
        say = kiosk.catalogue.phrases
        self.words = subject.short
        shown = [say("itap.none")]
        if subject.history:
            figure, day = subject.history[-1]
            shown = [say("itap.shown", figure=figure, day=short_date(day)), same(f"ITAP {figure}")]
        counted = same("") if subject.count is None else same("  ") + say("itap.counted", count=subject.count)
        self.said = [words + counted for words in shown]
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        name = self._badge() + Content("  ") + Content.styled(self.first(self.words), "bold")
        texts = [self.first(words) for words in self.said]
        said = next((text for text in texts if widest([text]) <= width - 5), texts[-1])
        longer = name + Content("  ") + Content.styled(self.second(self.words), "$soft")
        return [
            longer if longer.cell_length <= width else name,
            Content("     ") + Content.styled(said, "$soft"),
        ]


class GapCard(Block):
    """How far count and figure lie apart, what that may come from, and the figures so far, the newest first."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(classes="card")
        self.kiosk = kiosk
        self.subject: Subject | None = None

    def show(self, subject: Subject) -> None:
        """Draw this subject."""
        self.subject = subject
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        if self.subject is None:
            return []
        height = max(self.content_size.height, 1)
        blocks = [self._beside(self.subject, width), self._history(self.subject, width)]
        return spaced(blocks, height)[:height]

    def _beside(self, one: Subject, width: int) -> list[Content]:
        say = self.kiosk.catalogue.phrases
        if one.count is None:
            return both(self, say("itap.numbers_only"), width)
        counted = say("itap.counted", count=one.count)
        if not one.history:
            return wrapped(self.first(counted), width, "$ink")
        figure, day = one.history[-1]
        found = gap(one.count, figure)
        shown = say("itap.shown", figure=figure, day=short_date(day)) + "  " + counted
        apart = say("staff.itap_gap", number=abs(found.number), percent=found.percent)
        advice = say(
            f"itap.{found.advice}", **({"office": self.kiosk.office.short_name} if found.advice == "fewer" else {})
        )
        return [
            *wrapped(self.first(shown + "  " + apart), width, "bold $ink"),
            *wrapped(self.first(advice), width, "$ok" if found.advice == "same" else "$warn"),
        ]

    def _history(self, one: Subject, width: int) -> list[Content]:
        if not one.history:
            return []
        head = wrapped(self.first(self.kiosk.catalogue.phrases("itap.history")), width, "$soft")
        days = [f"{self.first(medium_date(day))}   {figure}" for figure, day in reversed(one.history)]
        return [*head, *(Content.styled(line, "$ink") for line in days)]
