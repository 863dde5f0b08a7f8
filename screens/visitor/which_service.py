"""Which service? A few questions that lead from what somebody needs to the service for it."""

from collections.abc import Iterator
from itertools import chain, zip_longest

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from kiosk.catalogue.finder import MOST_ANSWERS, FinderAnswer, FinderQuestion
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, joined, same
from screens.messages import OfficerWanted, ServiceChosen
from screens.page import Page
from screens.visitor.widgets.key_bar import KeyBar
from screens.widgets.block import BilingualLine, Block, both
from screens.widgets.containers import Container, Grid
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import spaced, spread, wrapped
from screens.widgets.title import Title

_FEW = 4
"""Answers that leave room for the one before and the names of the services."""

_CLEAR = 1
"""Rows between those names and the answers, and above the names as well where these can be closer."""


class WhichServiceScreen(Page):
    """One question at a time; ← takes back the answer before."""

    CSS_PATH = "which_service.tcss"

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(kiosk)
        self.finder = kiosk.catalogue.finder
        self.most = self.finder.depth(self.finder.question[self.finder.first])
        """Questions on the longest way: what is said of how many there are holds whatever is answered."""
        self.answered: list[FinderAnswer] = []

    def body(self) -> ComposeResult:
        say = self.phrases
        yield Title(self.question)
        with Container(id="finder"):
            yield EarlierAnswer(say("finder.change"))
            yield BilingualLine(say("finder.none_aside"), id="none-aside", classes="aside")
            yield StillFit(say("finder.fitting"))
            with Grid(id="answers"):
                for key in range(1, MOST_ANSWERS + 1):
                    yield Pressable(str(key), same("-"), classes="answer")
                yield Pressable(
                    "0",
                    say("finder.none"),
                    short=say("finder.none_short"),
                    detail=say("finder.none_detail"),
                    id="none-of-these",
                )
        yield KeyBar(say)

    def on_mount(self) -> None:
        self._ask()

    @property
    def question(self) -> FinderQuestion:
        """The question that is asked now."""
        name = self.answered[-1].question if self.answered else self.finder.first
        return self.finder.question[name or ""]

    @property
    def _number(self) -> Bilingual:
        return self.phrases("finder.question", number=self._step, most=self.most)

    @property
    def _squares(self) -> Bilingual:
        """The same in signs, with a blank for what the last one takes beside its cell."""
        return same(" ".join([*"■" * self._step, *"□" * (self.most - self._step), ""]))

    @property
    def _progress(self) -> Bilingual:
        offered = self.kiosk.catalogue.services
        fit = self.phrases("finder.fit", count=len(self._fitting), all=len(offered))
        return joined([fit, self._squares], "   ")

    @property
    def _step(self) -> int:
        """Which question this is."""
        return len(self.answered) + 1

    @property
    def _fitting(self) -> list[Bilingual]:
        """The services that still fit, in the order of the answers that lead to them."""
        finder, services = self.finder, self.kiosk.catalogue.services
        led_to = [name for answer in self.question.answer for name in services if name in finder.services(answer)]
        return [services[name].short_title for name in dict.fromkeys(led_to)]

    def _ask(self) -> None:
        """Show the question and what may be answered."""
        title = self.query_one(Title)
        title.words, title.more, title.aside = self.question, self._number, self._progress
        if self.has_class("-large-portrait"):  # where the words have no room behind some of the questions
            title.more, title.aside = same(""), self._squares
        self.query_one(EarlierAnswer).show(self.answered[-1] if self.answered else None)
        self.query_one(StillFit).services = self._fitting if self.answered else []
        answers = self.finder.answers(self.question, self.kiosk.catalogue.services)
        self.set_class(len(answers) > _FEW, "-full")
        for tile, answer in zip_longest(self.query(Pressable).filter(".answer"), answers):
            tile.display = answer is not None
            if answer is not None:
                tile.words, tile.short, tile.detail, tile.choice = answer, answer.short, answer.detail, answer
        self.watch_lang()
        self.set_focus(self.query(".answer").first())

    @on(Pressable.Pressed, ".answer")
    def take_answer(self, event: Pressable.Pressed) -> None:
        """Open the service, or ask the next question."""
        answer = event.pressable.choice
        assert isinstance(answer, FinderAnswer)
        if answer.service is not None:
            self.go(ServiceChosen(self.kiosk.catalogue.services[answer.service]))
        else:
            self.answered.append(answer)
            self._ask()

    @on(Pressable.Pressed, "#none-of-these")
    def call_officer(self) -> None:
        """Somebody helps to choose."""
        self.go(OfficerWanted())

    def leave(self) -> None:
        """Take back the answer before, or leave from the first question."""
        if self.answered:
            self.answered.pop()
            self._ask()
        else:
            super().leave()


class EarlierAnswer(Block):
    """The answer that led to this question, and the key that changes it; nothing on the first question."""

    def __init__(self, change: Bilingual) -> None:
        super().__init__(classes="card")
        self.change = change
        self.answer: FinderAnswer | None = None

    def show(self, answer: FinderAnswer | None) -> None:
        """Show that answer."""
        self.answer = answer
        self.set_class(answer is not None, "-answered")

    def lines(self, width: int) -> list[Content]:
        if self.answer is None:
            return []
        mark = Content.styled("✔", "bold $ok") + "  "
        line = mark + Content.styled(self.first(self.answer), "bold $ink")
        brief = mark + Content.styled(self.first(self.answer.short or self.answer), "bold $ink")
        longer = line + "   " + Content.styled(self.second(self.answer), "$soft")
        change = Content.styled("←  ", "bold $accent") + Content.styled(self.first(self.change), "$ink")
        also = change + "   " + Content.styled(self.second(self.change), "$soft")
        for left, right in ((longer, also), (line, also), (longer, change), (line, change), (brief, change)):
            if left.cell_length + right.cell_length + 2 <= width:
                return [spread(left, right, width)]
        return [line]


class StillFit(Block):
    """The services that still fit, by name, in both languages: as roomily as there are rows; nothing where there are
    not enough for all of them, or while every one fits."""

    def __init__(self, heading: Bilingual) -> None:
        super().__init__()
        self.heading = heading
        self.services: list[Bilingual] = []

    def lines(self, width: int) -> list[Content]:
        if not self.services:
            return []
        rows = self.content_size.height - _CLEAR
        for blocks, needed in self._arranged(width):
            if needed <= rows:
                return spaced([[], *blocks], rows)
        return []

    def _arranged(self, width: int) -> Iterator[tuple[list[list[Content]], int]]:
        """A service under the other, each in two lines with air between or in one, or close; then their names one after
        the other; with the rows that each of these takes."""
        heading = Content.styled(self.first(self.heading), "bold $ink")
        also = heading + Content.styled("   " + self.second(self.heading), "$soft")
        pairs = [both(self, service, width) for service in self.services]
        yield [[also], *pairs], 1 + sum(len(pair) + 1 for pair in pairs)
        lines = [
            Content.styled(self.first(service) + "   ", "$ink") + Content.styled(self.second(service), "$soft")
            for service in self.services
        ]
        lists = [lines] if all(line.cell_length <= width for line in lines) else []
        lists.append([*chain(*pairs)])
        first, second = (" · ".join(map(localized, self.services)) for localized in (self.first, self.second))
        named = [*wrapped(first, width, "$ink"), *wrapped(second, width, "$soft")]
        headed = [
            *wrapped(f"{self.first(self.heading)}: {first}", width, "$ink"),
            *wrapped(f"{self.second(self.heading)}: {second}", width, "$soft"),
        ]
        for above in (_CLEAR, 0):
            for listed in (*lists, named):
                yield [[also, *listed]], above + 1 + len(listed)
            yield [headed], above + len(headed)
