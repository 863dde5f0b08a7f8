"""The form of an item's address: its number, then where it is disclosed; Enter leads on, and at the end writes."""

import re

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input

from kiosk.editing.disclose import UnknownHost, disclose, name_host
from kiosk.machine.kiosk import Kiosk
from kiosk.streams.record.files import RECORD
from kiosk.text.bilingual import Bilingual
from kiosk.text.figures import arabic
from kiosk.text.refusal import Refusal
from screens.messages import KioskRenewed, RoleWanted
from screens.staff.content_watch import ContentWatch
from screens.widgets.block import Paragraphs
from screens.widgets.containers import Container, Horizontal

FIELDS = ("item", "address")


class AddressForm(Container):
    """After one item the next is offered; a host that nobody has named is asked for, and named by a second Enter."""

    def __init__(self, kiosk: Kiosk, content_watch: ContentWatch) -> None:
        super().__init__()
        self.kiosk = kiosk
        self.content_watch = content_watch
        self._named: str | None = None

    def compose(self) -> ComposeResult:
        for field in FIELDS:
            with Horizontal():
                yield Paragraphs(self.kiosk.catalogue.phrases(f"disclosure.field_{field}"), style="bold $ink")
                yield Input(id=field)
        yield Paragraphs(id="ask")

    def begin(self) -> None:
        """Offer the first item that has no address."""
        items = self.kiosk.assessment.disclosures
        self._offer(next((item.id for item in items if not item.address.figure), items[0].id))

    def _offer(self, item: str) -> None:
        self.query_one("#item", Input).value = item
        self._fill()
        self._say(self.kiosk.catalogue.phrases("disclosure.how"))
        self.query_one("#item").focus()

    @property
    def _item(self) -> str | None:
        """The item that is meant, by its id or number."""
        figure = re.sub(r"\D", "", arabic(self.query_one("#item", Input).value))
        known = {item.id for item in self.kiosk.assessment.disclosures}
        return f"O{figure}" if f"O{figure}" in known else None

    def _fill(self) -> None:
        item = self._item
        known = {each.id: each.address.figure for each in self.kiosk.assessment.disclosures}
        self.query_one("#address", Input).value = known.get(item or "") or ""

    @on(Input.Changed, "#address")
    def changed(self) -> None:
        """Another address is another question."""
        self._named = None

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """From the number to the address, and from the address to the record."""
        event.stop()
        item = self._item
        if item is None:
            last = self.kiosk.assessment.disclosures[-1].id
            self._say(self.kiosk.catalogue.phrases("disclosure.no_item", last=last), "bold $bad")
            self.query_one("#item").focus()
        elif event.input.id == "item":
            self._fill()
            self.query_one("#address").focus()
        else:
            address, named = event.value.strip(), self._named
            self.post_message(RoleWanted(lambda role: self._disclose(item, address, named, role)))

    @work(thread=True, exclusive=True, group="write", exit_on_error=False)
    def _disclose(self, item: str, address: str, named: str | None, role: str) -> None:
        try:
            with self.content_watch.own_write(RECORD):
                if named is not None:
                    name_host(self.kiosk, named, role)
                disclose(self.kiosk.reread() if named else self.kiosk, item, address, role)
        except UnknownHost as unknown:
            self.app.call_from_thread(self._ask_host, unknown)
        except Refusal as refusal:
            self.app.call_from_thread(self._say, refusal.words, "bold $bad")
        else:
            self.app.call_from_thread(self._written, self.kiosk.reread(), item)

    def _ask_host(self, unknown: UnknownHost) -> None:
        self._named = unknown.host
        self._say(unknown.words, "bold $warn")

    def _written(self, kiosk: Kiosk, item: str) -> None:
        self.kiosk = kiosk
        self.post_message(KioskRenewed(kiosk))
        ids = [each.id for each in kiosk.assessment.disclosures]
        self._offer(ids[(ids.index(item) + 1) % len(ids)])
        self._say(kiosk.catalogue.phrases("disclosure.written", item=item), "bold $ok")

    def _say(self, words: Bilingual, style: str = "$soft") -> None:
        line = self.query_one("#ask", Paragraphs)
        line.paragraphs, line.style = (words,), style
        line.refresh(layout=True)
