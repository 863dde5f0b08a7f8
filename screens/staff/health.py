"""Health: what `kiosk doctor` says, for an administrator who is called and has no shell."""

from textual import work
from textual.app import ComposeResult
from textual.content import Content

from kiosk.health.diagnosis import MARKS, Diagnosis, State
from kiosk.health.doctor_report import worst_first
from kiosk.health.examination import examine_page
from kiosk.machine.kiosk import Kiosk
from kiosk.streams.ledger.ledger import Ledger
from screens.staff.card_page import CardPage
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.staff.widgets.paged_card import PagedCard
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import pieces, widest, wrapped
from screens.widgets.title import Title

_STYLES: dict[State, str] = {"failing": "bold $bad", "warning": "bold $warn", "good": "$ok", "unknown": "$soft"}


_UNDER = 4
"""Where what was found begins under its name, on a screen that has no room for it beside."""


class HealthScreen(CardPage):
    """The worst first, at once; ledger and record when they have been read."""

    def __init__(self, kiosk: Kiosk, ledger: Ledger) -> None:
        super().__init__(kiosk)
        self.ledger = ledger

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("health.title"))
        yield Title(say("health.title"))
        yield HealthCard()
        yield StaffKeys(say, say("key.back"), Pressable("right", say("key.next"), id="next", classes="-primary"))

    def on_mount(self) -> None:
        super().on_mount()
        self._examine()

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def _examine(self) -> None:
        for diagnoses in examine_page(self.kiosk, self.ledger):
            self.app.call_from_thread(self._show, worst_first(diagnoses))

    def _show(self, diagnoses: list[Diagnosis]) -> None:
        self.query_one(HealthCard).diagnoses = diagnoses
        self.watch_page()


class HealthCard(PagedCard):
    """What was looked at on the left, what was found on the right, and under that what to do."""

    def __init__(self) -> None:
        super().__init__()
        self.diagnoses: list[Diagnosis] = []

    def blocks(self, width: int) -> list[list[Content]]:
        at = widest([self.first(each.title) for each in self.diagnoses]) + 5
        return [self._rows(each, width, at if 2 * at <= width else _UNDER) for each in self.diagnoses]

    def _rows(self, diagnosis: Diagnosis, width: int, at: int) -> list[Content]:
        style, words = _STYLES[diagnosis.state], self.first(diagnosis.found)
        mark = Content.styled(f"{MARKS[diagnosis.state]} ", style)
        title = mark + Content.styled(self.first(diagnosis.title), "$soft")
        ink = style if diagnosis.do is not None else "$ink"
        above = [title] if at == _UNDER else []
        title = Content("") if above else title
        if diagnosis.check == "folder":  # a path has no words to break between
            head, *rest = pieces(words, width - at, ink)
            return [
                *above,
                title.pad_right(at - title.cell_length) + head,
                *(Content(" " * at) + piece for piece in rest),
            ]
        rows = wrapped(words, width, ink, at, title)
        return above + rows + (wrapped(self.first(diagnosis.do), width, "$ink", at) if diagnosis.do is not None else [])
