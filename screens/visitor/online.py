"""Online services: choose one, scan its code with one's own phone."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Grid
from textual.content import Content
from textual.reactive import reactive

from kiosk.catalogue.channels import OnlineService
from kiosk.machine import Kiosk
from screens.page import Page
from screens.paged import KEYS
from screens.visitor.widgets.fact_state import state_lines
from screens.visitor.widgets.key_bar import KeyBar
from screens.visitor.widgets.qr_code import AddressCode
from screens.widgets.block import Block, both
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import spaced, wrapped
from screens.widgets.title import Title

A_PAGE = len(KEYS)


class OnlineScreen(Page):
    """As many services a page as keys. The code stands beside the list, or on narrow screens instead of it."""

    CSS_PATH = "online.tcss"

    chosen: reactive[str] = reactive("", init=False)
    portion: reactive[int] = reactive(0, init=False)

    def __init__(self, kiosk: Kiosk, chosen: str = "") -> None:
        super().__init__(kiosk)
        self.services = kiosk.catalogue.channels.online
        names = list(self.services)
        self.set_reactive(OnlineScreen.chosen, chosen if chosen in names else names[0])
        self.set_reactive(OnlineScreen.portion, names.index(self.chosen) // A_PAGE)
        self.opened = self.straight = bool(chosen)

    @property
    def pages(self) -> int:
        """How many pages the services take."""
        return -(-len(self.services) // A_PAGE)

    def body(self) -> ComposeResult:
        say = self.phrases
        with Container(id="online-board"):
            with Container(id="online-left"):
                yield Title(say("online.title"))
                with Grid(id="online-list"):
                    for number, (key, service) in enumerate(self.services.items()):
                        page, place = divmod(number, A_PAGE)
                        yield Pressable(str(place + 1), service.title, choice=key, classes=f"service page-{page}")
                    if self.pages > 1:
                        yield Pressable("right", say("online.more"), id="more")
            with Container(id="online-code", classes="card"):
                yield AddressCode(self.services[self.chosen].address, say("online.no_address"), host=False)
                yield About(self.services[self.chosen], self.kiosk)
        yield KeyBar(say)

    def on_mount(self) -> None:
        self._show()

    def watch_chosen(self) -> None:
        self._show()

    def watch_portion(self) -> None:
        self._show()

    def _show(self) -> None:
        self.set_class(self.opened, "-opened")
        for pressable in self.query(".service").results(Pressable):
            pressable.display = pressable.has_class(f"page-{self.portion}")
            pressable.set_class(pressable.choice == self.chosen, "-chosen")
            pressable.refresh()
        self.query_one(AddressCode).show(self.services[self.chosen].address)
        if self.pages > 1:
            title = self.query_one(Title)
            title.more = self.phrases("service.page", page=self.portion + 1, pages=self.pages)
            title.refresh()
        about = self.query_one(About)
        about.service = self.services[self.chosen]
        about.refresh(layout=True)

    @on(Pressable.Pressed, ".service")
    def choose(self, event: Pressable.Pressed) -> None:
        """Show the code of a service."""
        self.opened = True
        self.chosen = str(event.pressable.choice)
        self._show()

    @on(Pressable.Pressed, "#more")
    def turn(self) -> None:
        """The other services, and back again to the first ones; the first of those that are shown is the chosen one."""
        self.portion = (self.portion + 1) % self.pages
        self.chosen = list(self.services)[self.portion * A_PAGE]

    def leave(self) -> None:
        """Where the code has the screen, to the list first, unless a service has led straight to the code."""
        if self.opened and not self.straight and not self.query_one("#online-left").is_on_screen:
            self.opened = False
            self._show()
        else:
            super().leave()


class About(Block):
    """What a service is, and what to know before one scans."""

    def __init__(self, service: OnlineService, kiosk: Kiosk) -> None:
        super().__init__()
        self.service = service
        self.kiosk = kiosk

    def lines(self, width: int) -> list[Content]:
        service, say = self.service, self.kiosk.catalogue.phrases
        blocks = [
            wrapped(service.address.host, width, "bold $ink"),
            [
                *wrapped(self.first(service.title), width, "bold $ink"),
                *wrapped(self.second(service.title), width, "$soft"),
            ],
            [*wrapped(self.first(service.note), width, "$ink"), *wrapped(self.second(service.note), width, "$soft")],
            state_lines(self, service.address, say, width),
        ]
        if service.address.figure is not None:
            blocks.insert(2, both(self, say("online.scan"), width))
        return spaced([block for block in blocks if block[0]], self.content_size.height)
