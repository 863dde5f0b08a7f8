"""The figures that ITAP itself shows, typed in: for a work group, the total, and IIT and EIT (2) by number alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container, Grid
from textual.content import Content
from textual.widgets import Input

from kiosk.counts import of_kiosk
from kiosk.dates import medium_date, short_date
from kiosk.errors import Refusal
from kiosk.followups import FollowUps
from kiosk.itap import doubt, gap
from kiosk.ledger import Ledger
from kiosk.office import Kiosk
from kiosk.words import Bilingual, same
from screens.page import Page
from screens.widgets.drawn import Drawn, Words, both, spaced, widest, wrapped
from screens.widgets.keybar import StaffKeys
from screens.widgets.pressable import Pressable
from screens.widgets.staffheader import StaffHeader
from screens.widgets.title import Title

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


class ItapScreen(Page):
    """Which figure first, then the number; one that is hard to believe is asked for once more, never refused."""

    CSS_PATH = "itap.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk, ledger: Ledger, follow_ups: FollowUps) -> None:
        super().__init__(kiosk)
        self.ledger = ledger
        self.follow_ups = follow_ups
        self.chosen: int | None = None
        self._doubted: int | None = None

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("itap.title"))
        yield Title(say("itap.choose"), say("itap.only"))
        with Grid(id="subjects"):
            for number in range(1, len(self.kiosk.assessment.work_groups) + 4):
                yield Figure(str(number))
        with Container(id="typed"):
            yield Words(say("itap.type"), style="$soft")
            yield Input(id="figure", max_length=6)
            yield Words(same(""), id="doubt", style="bold $warn")
            yield GapCard(self.kiosk)
        yield StaffKeys(say, say("key.back"), Pressable("enter", say("itap.save"), id="save", classes="-primary"))

    def on_mount(self) -> None:
        self._choose(None)
        self._read()

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def _read(self) -> None:
        self.app.call_from_thread(self._show, subjects(self.kiosk, self.ledger, self.follow_ups))

    def _show(self, found: list[Subject]) -> None:
        for figure, subject in zip(self.query(Figure), found, strict=True):
            figure.show(subject, self.kiosk)
        if self.chosen is not None:
            self.query_one(GapCard).show(found[self.chosen])

    def _choose(self, number: int | None) -> None:
        self.chosen, self._doubted = number, None
        field, title, say = self.query_one("#figure", Input), self.query_one(Title), self.phrases
        typing = number is not None
        self.query_one("#subjects").display, self.query_one("#typed").display = not typing, typing
        self.query_one("#save").display = typing
        self._say(same(""))
        field.value = ""
        self.set_focus(field if typing else None)
        title.words, title.more = say("itap.choose"), say("itap.only")
        if number is not None:
            subject = list(self.query(Figure))[number].choice
            assert isinstance(subject, Subject)
            title.words = subject.title
            self.query_one(GapCard).show(subject)
        title.refresh(layout=True)

    @on(Pressable.Pressed, "Figure")
    def choose(self, event: Pressable.Pressed) -> None:
        """A figure was read in ITAP."""
        if isinstance(event.pressable.choice, Subject):
            self._choose(int(event.pressable.key) - 1)

    def on_key(self, event: events.Key) -> None:
        """In the field keys are the field's own."""
        if event.key == "escape" or (event.key == "left" and not self.query_one("#figure", Input).value):
            event.prevent_default()
            event.stop()
            self.leave()
        elif self.chosen is not None and event.key not in ("up", "down"):
            event.prevent_default()

    def leave(self) -> None:
        """From the field to the figures first."""
        if self.chosen is not None:
            self._choose(None)
        else:
            super().leave()

    @on(Input.Changed)
    def changed(self) -> None:
        """Another number is another question."""
        if self.query_one("#figure", Input).value:
            self._doubted = None
            self._say(same(""))

    @on(Input.Submitted)
    @on(Pressable.Pressed, "#save")
    def submit(self) -> None:
        """Keep the number; ask again first where it is hard to believe."""
        if self.chosen is None:
            return
        subject = list(self.query(Figure))[self.chosen].choice
        typed = self.query_one("#figure", Input).value.strip()
        if not (typed.isascii() and typed.isdigit()):
            self._say(self.phrases("itap.no_number"))
        elif (
            isinstance(subject, Subject) and (why := self._why_not(subject, int(typed))) and self._doubted != int(typed)
        ):
            self._doubted = int(typed)
            self._say(why)
        elif isinstance(subject, Subject):
            self._keep(subject, int(typed))

    def _why_not(self, subject: Subject, figure: int) -> Bilingual | None:
        before = subject.history[-1][0] if subject.history else None
        count = figure if subject.count is None else subject.count
        word = doubt(figure, before, count)
        return word and self.phrases(
            f"itap.{word}", **({"before": before or 0} if word == "lower" else {"count": count})
        )

    @work(thread=True, exclusive=True, group="write", exit_on_error=False)
    def _keep(self, subject: Subject, figure: int) -> None:
        try:
            subject.keep(figure, self.kiosk.today)
            words = self.phrases("itap.kept")
        except Refusal:
            words = self.phrases("itap.not_kept")
        found = subjects(self.kiosk, self.ledger, self.follow_ups)
        self.app.call_from_thread(self._kept, found, words)

    def _kept(self, found: list[Subject], words: Bilingual) -> None:
        self._show(found)
        self.query_one("#figure", Input).value = ""
        self._say(words)

    def _say(self, words: Bilingual) -> None:
        line = self.query_one("#doubt", Words)
        line.paragraphs = (words,)
        line.refresh(layout=True)


def subjects(kiosk: Kiosk, ledger: Ledger, follow_ups: FollowUps) -> list[Subject]:
    """The work groups by their keys, the total, and what is known by its number alone."""
    say, counts, figures = kiosk.catalogue.phrases, of_kiosk(kiosk, ledger), follow_ups.figures()

    def counted(group: str | None, title: Bilingual, short: Bilingual, count: int) -> Subject:
        history = [(figure, day) for day, figure in ledger.itap_history(group)]
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
        self.choice, self.words = subject, subject.short
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


class GapCard(Drawn):
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
