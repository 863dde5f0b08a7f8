"""Online services: choose one, scan its code with one's own phone."""

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size

from kiosk.catalogue.channels import OnlineService
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.qr import THIRDS
from screens.messages import PageLeft
from screens.paged import PagedScreen, with_keys
from screens.terminal.sextant_support import finest_scale
from screens.visitor.widgets.key_bar import KeyBar
from screens.visitor.widgets.qr_code import AddressCode
from screens.visitor.widgets.unpublished import Unpublished
from screens.visitor.widgets.whose_word import Heading, WhoseWord
from screens.widgets.block import Block, both
from screens.widgets.containers import Container, Grid
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import host_lines, spaced, wrapped
from screens.widgets.title import Title


class OnlineScreen(PagedScreen):
    """The services that can be reached. The code stands beside the list, or where there is no room instead of it."""

    CSS_PATH = "online.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk, chosen: str = "") -> None:
        super().__init__(kiosk)
        self.services = kiosk.catalogue.channels.reachable
        self.listed = with_keys(list(self.services))
        self.opened = self.straight = chosen in self.services
        self.chosen = chosen if self.straight else next(iter(self.services), "")
        self.set_reactive(OnlineScreen.page, self._page_of(self.chosen))

    @property
    def pages(self) -> int:
        return self.listed[-1][0] + 1 if self.listed else 1

    def _page_of(self, service: str) -> int:
        return next((page for page, _, name in self.listed if name == service), 0)

    @property
    def _unlisted(self) -> list[Bilingual]:
        """What is not in the list: services whose address the office has not given. Where to complain stands with what
        the office is open about: nobody asks an officer for that."""
        channels = self.kiosk.catalogue.channels
        told = {*self.services, *(channel.online for channel in channels.complaint.values())}
        return [service.title for name, service in channels.online.items() if name not in told]

    def body(self) -> ComposeResult:
        say = self.phrases
        with Container(id="online-board"):
            chosen = self.services.get(self.chosen)
            facts = [chosen.address] if chosen else []
            yield Heading(Title(say("online.title"), self.page_words, self.page_figures), facts, self.kiosk.catalogue)
            if chosen:
                yield AddressCode(chosen.address, say("online.no_address"), host=False)
                yield About(chosen, self.kiosk)
            with Container(id="online-list"):
                with Grid():
                    for page, key, name in self.listed:
                        words, brief = self.services[name].title, self.services[name].brief
                        classes = f"service paged page-{page}"
                        yield Pressable(key, words, short=brief, choice=name, classes=classes)
                last = f"paged page-{self.pages - 1}"
                yield Unpublished(say("online.unlisted"), self._unlisted, classes=last)
        onward = [Pressable("right", say("key.next"), id="next", classes="-primary")] if self.pages > 1 else []
        yield KeyBar(say, *onward)

    def on_mount(self) -> None:
        self.watch_page()

    def lay_out(self, size: Size) -> None:
        """In another layout the code may have a place beside the list, or none."""
        before = self.classes
        super().lay_out(size)
        if self.is_mounted and self.classes != before:
            self.watch_page()

    @property
    def _is_beside(self) -> bool:
        """Whether the code has a place beside the list; or above it, where it is drawn fine enough."""
        return self.has_class("-wide") or (self.has_class("-portrait") and finest_scale() == THIRDS)

    @property
    def _covers(self) -> bool:
        """Whether the code stands where the list was."""
        return self.opened and not self._is_beside

    def number_pages(self) -> None:
        """The list says which of how many pages it is; a code in its place, of which service it is."""
        title, say = self.heading, self.phrases
        chosen = self.services[self.chosen] if self._covers else None
        title.words = chosen.title if chosen else say("online.title")
        title.also = say("family.form", form=chosen.form) if chosen and chosen.form else same("")
        super().number_pages()

    @property
    def page_words(self) -> Bilingual:
        return self.phrases("online.title") if self._covers else super().page_words

    @property
    def page_figures(self) -> Bilingual:
        return same("") if self._covers else super().page_figures

    def watch_page(self) -> None:
        """The services of the page that is turned to, and the code of the chosen one, which has the focus as long as
        the list is seen: the first of them, unless one of them is it already."""
        if self._page_of(self.chosen) != self.page:
            self.chosen = next(name for page, _, name in self.listed if page == self.page)
        self.set_class(self._covers, "-code")
        self.set_class(not self.opened and not self._is_beside, "-list")
        super().watch_page()
        for pressable in self.query(".service").results(Pressable):
            pressable.set_class(pressable.choice == self.chosen, "-chosen")
            pressable.refresh()
            if pressable.choice == self.chosen:
                self.set_focus(pressable)
        for key in self.query("#next"):
            key.display = key.display and not self._covers
        for code in self.query(AddressCode):
            code.show(self.services[self.chosen].address)
        for about in self.query(About):
            about.service, about.is_named = self.services[self.chosen], not self._covers
            about.refresh(layout=True)
        for whose_word in self.query(WhoseWord):
            whose_word.show([self.services[self.chosen].address])

    @on(Pressable.Pressed, ".service")
    def choose(self, event: Pressable.Pressed) -> None:
        """Show the code of a service."""
        self.opened = True
        self.chosen = str(event.pressable.choice)
        self.watch_page()

    def leave(self) -> None:
        """Where the code has the screen, to the list first; from where another page has led to, straight back there."""
        if self.straight:
            self.go(PageLeft())
        elif self._covers:
            self.opened = False
            self.watch_page()
        else:
            super().leave()


class About(Block):
    """What a service is, unless the title of the page names it, and what to know before one scans."""

    def __init__(self, service: OnlineService, kiosk: Kiosk) -> None:
        super().__init__()
        self.service = service
        self.kiosk = kiosk
        self.is_named = True

    def lines(self, width: int) -> list[Content]:
        arranged, rows = list(self._arranged(width)), self.content_size.height
        fits = (each for each in arranged if sum(map(len, each)) + (each is arranged[0]) <= rows)
        blocks = next(fits, arranged[-1])
        return spaced(blocks, rows, last_first=True)

    def _arranged(self, width: int) -> Iterator[list[list[Content]]]:
        """Title, host, what to do, what to know; all in both where that leaves an empty row, else as far as there is
        room; at last without what to do."""
        service, scan = self.service, self.kiosk.catalogue.phrases("online.scan")
        host = host_lines(service.address.host, width, "bold $ink")
        title, note = both(self, service.title, width, "bold $ink"), both(self, service.note, width)
        briefly = wrapped(self.first(service.title), width, "bold $ink")
        if not self.is_named:
            title = briefly = []
        yield [title, host, both(self, scan, width, "bold $accent"), note]
        scan_alone = wrapped(self.first(scan), width, "bold $accent")
        yield [title, host, scan_alone, note]
        note = wrapped(self.first(service.note), width, "$ink")
        yield [title, host, scan_alone, note]
        yield [briefly, host, scan_alone, note]
        yield [briefly, host, note]
