"""The base of the burn-up chart and the heat map: one work group, or the total, chosen by its key."""

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.burnup import Course, courses
from kiosk.progress.status_marks import STATUS_MARKS
from kiosk.text.bilingual import Bilingual, same
from screens.page import Page
from screens.staff.ledger_watch import LedgerReader, LedgerWatch
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.staff.widgets.progress_words import status_words
from screens.widgets.containers import Container, Horizontal
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title


class BurnUpPage(Page):
    """The chosen course in the middle of the page; read in a thread, and again when the ledger has changed."""

    CSS_PATH = "burnup_page.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk, watch: LedgerWatch) -> None:
        super().__init__(kiosk)
        self.ledger_watch = watch
        self.courses: list[Course] = []
        self.chosen = len(kiosk.assessment.work_groups)
        self._reader = LedgerReader(self._read)

    def page_title(self) -> Bilingual:
        """What the band says."""
        raise NotImplementedError

    def middle(self) -> ComposeResult:
        """What stands in the card."""
        raise NotImplementedError

    def show_course(self, course: Course) -> None:
        """Draw the chosen course."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        yield StaffHeader(self.kiosk, self.page_title())
        with Horizontal(id="course-top"):
            yield Title(same(""))
            with Horizontal(id="courses"):
                for number in range(self.chosen + 1):
                    yield CourseKey(number)
        with Container(id="course", classes="card"):
            yield from self.middle()
        yield StaffKeys(self.phrases, self.phrases("key.back"), *self.own_keys())

    def own_keys(self) -> list[Pressable]:
        """The page's own keys."""
        return []

    def on_mount(self) -> None:
        self.ledger_watch.subscribe(self._reader)

    def on_unmount(self) -> None:
        self.ledger_watch.unsubscribe(self._reader)

    def _read(self) -> None:
        self.app.call_from_thread(self._take, courses(self.kiosk, self.ledger_watch.ledger))

    def _take(self, read: list[Course]) -> None:
        self.courses = read
        self._show()

    @on(Pressable.Pressed, "CourseKey")
    def choose(self, event: Pressable.Pressed) -> None:
        """Draw another course."""
        assert isinstance(event.pressable.choice, int)
        self.chosen = event.pressable.choice
        if self.courses:
            self._show()

    def _show(self) -> None:
        for key in self.query(CourseKey):
            key.set_class(key.choice == self.chosen, "-chosen")
        progress, title = self.courses[self.chosen].progress, self.query_one(Title)
        titles = [*(group.title for group in self.kiosk.assessment.work_groups), self.phrases("staff.total")]
        count = same(f"{progress.count} / {progress.quota}   {STATUS_MARKS[progress.status].shape} ")
        title.words, title.more = titles[self.chosen], count + status_words(progress, self.phrases)
        title.refresh(layout=True)
        self.show_course(self.courses[self.chosen])


class CourseKey(Pressable):
    """The key of a course: its digit alone, for the page's title says what is chosen."""

    def __init__(self, number: int) -> None:
        super().__init__(str(number + 1), same(""), choice=number)

    def lines(self, width: int) -> list[Content]:
        return [self._badge()]
