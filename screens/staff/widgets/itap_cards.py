"""The cards of ITAP's figures: one to choose for each subject, and how far its figure lies from the count."""

from textual.content import Content

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.itap_gap import gap
from kiosk.text.bilingual import same
from kiosk.text.dates import medium_date, short_date
from screens.staff.itap_subjects import ItapSubject
from screens.widgets.block import Block, both
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import spaced, widest, wrapped


class FigureKey(Pressable):
    """A figure that can be chosen: whose it is, what ITAP showed last, what was counted."""

    def __init__(self, key: str) -> None:
        super().__init__(key, same(""))
        self.details = [same("")]

    def show(self, subject: ItapSubject, kiosk: Kiosk) -> None:
        """Draw this subject."""
        say = kiosk.catalogue.phrases
        self.words = subject.short_title
        shown = [say("itap.none")]
        if subject.history:
            figure, day = subject.history[-1]
            shown = [say("itap.shown", figure=figure, day=short_date(day)), same(f"ITAP {figure}")]
        counted = same("") if subject.count is None else same("  ") + say("itap.counted", count=subject.count)
        self.details = [words + counted for words in shown]
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        name = self._badge() + Content("  ") + Content.styled(self.first(self.words), "bold")
        texts = [self.first(words) for words in self.details]
        detail = next((text for text in texts if widest([text]) <= width - 5), texts[-1])
        longer = name + Content("  ") + Content.styled(self.second(self.words), "$soft")
        return [
            longer if longer.cell_length <= width else name,
            Content("     ") + Content.styled(detail, "$soft"),
        ]


class GapCard(Block):
    """How far count and figure lie apart, what that may come from, and the figures so far, the newest first."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(classes="card")
        self.kiosk = kiosk
        self.subject: ItapSubject | None = None

    def show(self, subject: ItapSubject) -> None:
        """Draw this subject."""
        self.subject = subject
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        if self.subject is None:
            return []
        height = max(self.content_size.height, 1)
        blocks = [self._comparison(self.subject, width), self._history(self.subject, width)]
        return spaced(blocks, height)[:height]

    def _comparison(self, subject: ItapSubject, width: int) -> list[Content]:
        say = self.kiosk.catalogue.phrases
        if subject.count is None:
            return both(self, say("itap.numbers_only"), width)
        counted = say("itap.counted", count=subject.count)
        if not subject.history:
            return wrapped(self.first(counted), width, "$ink")
        figure, day = subject.history[-1]
        difference = gap(subject.count, figure)
        shown = say("itap.shown", figure=figure, day=short_date(day)) + "  " + counted
        apart = say("staff.itap_gap", number=abs(difference.number), percent=difference.percent)
        advice = say(f"itap.{difference.advice}", office=self.kiosk.office.short_name)
        return [
            *wrapped(self.first(shown + "  " + apart), width, "bold $ink"),
            *wrapped(self.first(advice), width, "$ok" if difference.advice == "same" else "$warn"),
        ]

    def _history(self, subject: ItapSubject, width: int) -> list[Content]:
        if not subject.history:
            return []
        head = wrapped(self.first(self.kiosk.catalogue.phrases("itap.history")), width, "$soft")
        days = [f"{self.first(medium_date(day))}   {figure}" for figure, day in reversed(subject.history)]
        return [*head, *(Content.styled(line, "$ink") for line in days)]
