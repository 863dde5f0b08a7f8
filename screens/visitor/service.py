"""A service: documents, fee and time at once; then papers to tick, details, a card to show, the way online."""

from typing import Literal

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Grid
from textual.reactive import reactive

from kiosk.office import Kiosk
from kiosk.services import Service
from kiosk.words import Bilingual
from screens.messages import OnlineChosen
from screens.page import Page
from screens.widgets.answers import AnswerStrip
from screens.widgets.keybar import KeyBar
from screens.widgets.papers import PaperList, Tick, TickCount
from screens.widgets.pressable import Pressable
from screens.widgets.steps import PORTIONS, Details, StepList
from screens.widgets.tickcard import TickCard
from screens.widgets.title import Title

Part = Literal["overview", "ticks", "steps", "details", "card"]

_TICKS_A_PAGE = {"-wide": 6, "-portrait": 7, "-compact": 4}
_ENTRIES_A_CARD = {"-wide": 14, "-portrait": 14, "-compact": 7}
CROWDED = 7
"""With more papers than this the list takes the whole width, and the steps stand with the details."""


class ServiceScreen(Page):
    """One service, page by page; nothing scrolls."""

    CSS_PATH = "service.tcss"
    AUTO_FOCUS = ""
    page: reactive[int] = reactive(0, init=False)

    def __init__(self, kiosk: Kiosk, service: Service) -> None:
        super().__init__(kiosk)
        self.service = service
        self.papers = service.documents.figure or []
        self.ticks = [Tick(item, kiosk.catalogue) for item in self.papers]
        """Not on the screen before their page is turned to: the first page need not wait for them."""

    def body(self) -> ComposeResult:
        catalogue, service, say = self.kiosk.catalogue, self.service, self.phrases
        yield Title(service.title, also=self._form, aside=self._speaks_for)
        yield AnswerStrip(service, say)
        with Container(id="overview"):
            yield StepList(service, catalogue)
            yield PaperList(service, catalogue)
        yield Grid(id="ticks")
        yield TickCount(len(self.papers), say)
        yield TickCard(say)
        with Container(id="more"):
            yield StepList(service, catalogue, whole=True, id="steps")
            yield Details(service, catalogue)
        online = Pressable("right", say("key.online" if service.online else "key.manuals"), id="online-way")
        yield KeyBar(say, online, Pressable("right", say("key.next"), id="next", classes="-primary"))

    def on_mount(self) -> None:
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the pages out again; what was in front stays in front as far as it can."""
        self.call_after_refresh(self._show)

    @property
    def parts(self) -> list[tuple[Part, int]]:
        """The pages at the present size: what is on each, and which portion of it."""
        pages: list[tuple[Part, int]] = [("overview", 0)]
        pages += [("ticks", number) for number in range(-(-len(self.papers) // self._at_this_size(_TICKS_A_PAGE)))]
        pages.append(("steps", 0))
        pages += [("details", number) for number in range(0 if self.has_class("-compact") else 1, PORTIONS)]
        return pages + [("card", number) for number in range(self._cards)]

    @property
    def _cards(self) -> int:
        """How many pages the card takes: the papers, and a heading for those missing and for those there."""
        ticked = {tick.ticked for tick in self.ticks}
        return -(-(len(self.ticks) + len(ticked)) // self._at_this_size(_ENTRIES_A_CARD))

    def _at_this_size(self, counts: dict[str, int]) -> int:
        return next((count for size, count in counts.items() if self.has_class(size)), counts["-wide"])

    def watch_page(self) -> None:
        self._show()

    def _show(self) -> None:
        parts = self.parts
        if self.page >= len(parts):
            self.page = len(parts) - 1
            return
        part, portion = parts[self.page]
        shown = {
            "overview": ("AnswerStrip", "#overview"),
            "ticks": ("#ticks", "TickCount"),
            "steps": ("#more", "#steps", *(() if self.has_class("-compact") else ("Details",))),
            "details": ("#more", "Details"),
            "card": ("TickCard",),
        }[part]
        for block in ("AnswerStrip", "#overview", "#ticks", "TickCount", "#more", "#steps", "Details", "TickCard"):
            self.query_one(block).display = block in shown
        if part in ("steps", "details"):
            self.query_one(Details).turn_to(portion)
        self.query_one(TickCard).show(self.ticks, portion, self._at_this_size(_ENTRIES_A_CARD))
        size = self._at_this_size(_TICKS_A_PAGE)
        for number, tick in enumerate(self.ticks):
            tick.display = number // size == portion
            tick.key = str(number % size + 1)
        if part == "ticks" and not self.query(Tick):
            self.query_one("#ticks").mount_all(self.ticks)
        self.set_class(len(self.papers) > CROWDED, "-crowded")
        last = self.page == len(parts) - 1
        self.query_one("#next").display, self.query_one("#online-way").display = not last, last
        title = self.query_one(Title)
        title.aside = self.phrases("service.show_card") if part == "card" else self._speaks_for
        title.more = self.phrases("service.page", page=self.page + 1, pages=len(parts))
        title.refresh(layout=True)
        self.set_focus(None)

    @property
    def _speaks_for(self) -> Bilingual:
        return self.phrases("service.speaks_for", office=self.kiosk.office.short_name)

    @property
    def _form(self) -> Bilingual | None:
        form = self.service.form
        return None if form is None else self.phrases("family.form", form=form)

    @on(Pressable.Pressed, "#next")
    def go_on(self) -> None:
        """Turn to the next page."""
        self.page = min(self.page + 1, len(self.parts) - 1)

    @on(Pressable.Pressed, "#online-way")
    def go_online(self) -> None:
        """Show the code of the service's way online, or of the manuals."""
        self.go(OnlineChosen(self.service.online or "manuals"))

    @on(Pressable.Pressed, "Tick")
    def tick(self) -> None:
        """Say how many are ticked now."""
        self.query_one(TickCount).show(sum(tick.ticked for tick in self.ticks))

    def leave(self) -> None:
        """Turn back a page, or leave the service from its first one."""
        if self.page:
            self.page -= 1
        else:
            super().leave()
