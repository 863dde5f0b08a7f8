"""A family: its services, one press each."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Grid

from kiosk.catalogue.services import Family, Service
from kiosk.machine import Kiosk
from screens.messages import ServiceChosen
from screens.page import Page
from screens.visitor.widgets.key_bar import KeyBar
from screens.widgets.block import Pair
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title

KEYS = ["1", "2", "3", "4", "5", "6", "7", "right"]
"""The keys of a family's services: the eighth is `next`."""


class FamilyScreen(Page):
    """The services of one family."""

    CSS_PATH = "family.tcss"

    def __init__(self, kiosk: Kiosk, family: Family) -> None:
        super().__init__(kiosk)
        self.family = family
        if len(kiosk.catalogue.of_family(family.id)) == len(KEYS):
            self.add_class("-full", update=False)

    def body(self) -> ComposeResult:
        say = self.phrases
        yield Title(self.family.long_title)
        with Grid(id="services"):
            for key, service in zip(KEYS, self.kiosk.catalogue.of_family(self.family.id), strict=False):
                yield Pressable(key, service.short_title, detail=service.form, choice=service, classes="service")
            yield Pair(say("family.not_listed"), more=say("family.ask"), classes="aside")
        yield KeyBar(say)

    @on(Pressable.Pressed, ".service")
    def choose(self, event: Pressable.Pressed) -> None:
        """Open the service."""
        assert isinstance(event.pressable.choice, Service)
        self.go(ServiceChosen(event.pressable.choice))
