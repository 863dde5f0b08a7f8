"""A family: its services, one press each."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Grid

from kiosk.catalogue.services import Family, Service
from kiosk.machine import Kiosk
from screens.messages import ServiceChosen
from screens.paged import KEYS, PagedScreen, with_keys
from screens.visitor.widgets.key_bar import KeyBar
from screens.widgets.block import Pair
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title


class FamilyScreen(PagedScreen):
    """The services of one family: as many as there are keys on one page, more of them on several."""

    CSS_PATH = "family.tcss"

    def __init__(self, kiosk: Kiosk, family: Family) -> None:
        super().__init__(kiosk)
        self.family = family
        self.services = with_keys(kiosk.catalogue.of_family(family.id))
        if len(self.services) == len(KEYS):
            self.add_class("-full", update=False)

    @property
    def pages(self) -> int:
        return self.services[-1][0] + 1 if self.services else 1

    def body(self) -> ComposeResult:
        say = self.phrases
        yield Title(self.family.long_title, more=self.page_words)
        with Grid(id="services"):
            for page, key, service in self.services:
                yield Pressable(
                    key,
                    service.short_title,
                    detail=service.form,
                    choice=service,
                    classes=f"service paged page-{page}",
                )
            yield Pair(say("family.not_listed"), more=say("family.ask"), classes="aside")
        onward = [Pressable("right", say("key.next"), id="next", classes="-primary")] if self.pages > 1 else []
        yield KeyBar(say, *onward)

    def on_mount(self) -> None:
        self.watch_page()

    @on(Pressable.Pressed, ".service")
    def choose(self, event: Pressable.Pressed) -> None:
        """Open the service."""
        assert isinstance(event.pressable.choice, Service)
        self.go(ServiceChosen(event.pressable.choice))
