"""A family: its services, one press each."""

from textual import on
from textual.app import ComposeResult

from kiosk.catalogue.services import Family, Service
from kiosk.machine.kiosk import Kiosk
from screens.messages import ServiceChosen
from screens.paged import PagedScreen, with_keys
from screens.visitor.widgets.key_bar import KeyBar
from screens.widgets.block import BilingualLine
from screens.widgets.containers import Container, Grid
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title

_FEW = 3
"""Services on a page, at most, that are as wide as the page: beside one another they would leave most of it empty."""

_ROOM_BESIDE = 4
"""Services on a page, at most, that leave a row for the words under them in larger letters."""

_AHEAD = 4
"""Services whose pages are made while the family is read: as many as are kept."""


class FamilyScreen(PagedScreen):
    """The services of one family, as many on a page as there are keys; behind the last page the questions for those
    who have not found theirs."""

    CSS_PATH = "family.tcss"

    def __init__(self, kiosk: Kiosk, family: Family) -> None:
        super().__init__(kiosk)
        self.subject = self.family = family
        self.services = with_keys(kiosk.catalogue.of_family(family.id))
        self._mark_page(update=False)  # before it is styled: a class that comes later has all of it styled again

    @property
    def leads_to(self) -> list[ServiceChosen]:
        """The services that stand first."""
        return [ServiceChosen(service) for _, _, service in self.services[:_AHEAD]]

    @property
    def pages(self) -> int:
        return self.services[-1][0] + 1 if self.services else 1

    def body(self) -> ComposeResult:
        say = self.phrases
        yield Title(self.family.long_title, more=self.page_words, brief=self.page_figures, aside=self.family.needs)
        with Container(id="list"):
            yield BilingualLine(say("family.more"), id="more", classes="aside")
            yield BilingualLine(say("family.ask"), id="ask", classes="aside")
            with Grid(id="services"):
                for page, key, service in self.services:
                    classes = f"service paged page-{page}"
                    name, also = service.short_title, service.aliases.words
                    pressable = Pressable(key, name, short=service.brief, detail=also, choice=service, classes=classes)
                    pressable.display = page == self.page
                    yield pressable
        onward = Pressable("right", say("key.next"), id="next", classes="-primary")
        words, short = say("finder.title"), say("finder.title_short")
        finder = Pressable("right", words, short=short, id="which-service", classes="-primary")
        onward.display = self.page < self.pages - 1
        finder.display = not onward.display
        yield KeyBar(say, onward, finder)

    def watch_page(self) -> None:
        """Show the page that is turned to, and what → leads to from it."""
        super().watch_page()
        self.query_one("#which-service").display = self.page == self.pages - 1
        self._mark_page(update=True)

    def _mark_page(self, *, update: bool) -> None:
        """The classes of the page that is turned to: the last, one that is full, one with few services."""
        on_page = sum(page == self.page for page, _, _ in self.services)
        classes = {"-last": self.page == self.pages - 1, "-full": on_page > _ROOM_BESIDE, "-few": on_page <= _FEW}
        self.update_classes(classes, update=update)

    @on(Pressable.Pressed, ".service")
    def choose(self, event: Pressable.Pressed) -> None:
        """Open the service."""
        assert isinstance(event.pressable.choice, Service)
        self.go(ServiceChosen(event.pressable.choice))
