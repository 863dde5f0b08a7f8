"""Facts that wait for the office: the role once, then the facts, with pagination."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Grid
from textual.content import Content
from textual.reactive import reactive

from kiosk.catalogue.facts import AWAITING_MARK
from kiosk.editing.office_facts import OfficeFact, value_words
from kiosk.editing.unconfirmed import unconfirmed
from kiosk.machine import Kiosk
from kiosk.text.bilingual import Bilingual, same
from screens.messages import FactChosen, SignOffWanted
from screens.page import Page
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.widgets.pagination import page_count
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import shortened
from screens.widgets.title import Title

A_PAGE = 7
"""Facts of a page."""


class FactsScreen(Page):
    """The role is asked when the page is opened and kept until it is left."""

    CSS_PATH = "facts.tcss"
    AUTO_FOCUS = ""
    page_index: reactive[int] = reactive(0, init=False)

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(kiosk)
        self.role = ""
        self.waiting = unconfirmed(kiosk.catalogue, kiosk.today)

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("facts.title"))
        yield Title(same(""))
        with Grid(id="slots"):
            for number in range(1, A_PAGE + 1):
                yield Slot(str(number))
            yield Pressable("right", say("facts.more"), id="more")
        by_page = Pressable("8", say("sign_off.key"), id="by-page", classes="-primary")
        yield StaffKeys(say, say("key.back"), by_page)

    def on_mount(self) -> None:
        self._show()

    async def renewed(self, kiosk: Kiosk) -> None:
        """What has been confirmed leaves the list, and the rest moves up."""
        await super().renewed(kiosk)
        self.waiting = unconfirmed(kiosk.catalogue, kiosk.today)
        self._show()

    def watch_page_index(self) -> None:
        self._show()

    @property
    def _pages(self) -> int:
        return page_count(len(self.waiting), A_PAGE)

    def _show(self) -> None:
        say, signers = self.phrases, list(self.kiosk.catalogue.signers.items())
        self.set_reactive(FactsScreen.page_index, min(self.page_index, self._pages - 1))
        first = self.page_index * A_PAGE
        facts = self.waiting[first : first + A_PAGE]
        for number, slot in enumerate(self.query(Slot)):
            if not self.role:
                slot.offer_role(signers[number] if number < len(signers) else None)
            else:
                slot.offer_fact(facts[number] if number < len(facts) else None, self.kiosk)
        self.query_one("#by-page").display = bool(self.role)
        self.query_one("#more").display = bool(self.role) and self._pages > 1
        title = self.query_one(Title)
        title.words, title.more = say("facts.who"), say("facts.not_name")
        if self.role:
            title.words = say("facts.waiting", count=len(self.waiting)) if self.waiting else say("facts.all_done")
            title.more = say("service.page", page=self.page_index + 1, pages=self._pages)
        title.refresh(layout=True)

    @on(Pressable.Pressed, "Slot")
    def choose(self, event: Pressable.Pressed) -> None:
        """Take the role, or open the fact."""
        if isinstance(event.pressable.choice, OfficeFact):
            self.go(FactChosen(event.pressable.choice, self.role))
        else:
            self.role = str(event.pressable.choice)
            self._show()

    @on(Pressable.Pressed, "#by-page")
    def sign_off(self) -> None:
        """Confirm page by page, as visitors see them."""
        self.go(SignOffWanted(self.role))

    @on(Pressable.Pressed, "#more")
    def turn(self) -> None:
        """Turn the page, and after the last one begin again."""
        self.page_index = (self.page_index + 1) % self._pages


class Slot(Pressable):
    """A place in the list: a role, or a fact with what it says now."""

    def __init__(self, key: str) -> None:
        super().__init__(key, same(""))
        self.value: Bilingual | None = None

    def offer_role(self, role: tuple[str, Bilingual] | None) -> None:
        """Show a role, or nothing."""
        self.display = role is not None
        if role is not None:
            self.choice, self.words = role
            self.refresh()

    def offer_fact(self, unconfirmed: OfficeFact | None, kiosk: Kiosk) -> None:
        """Show a fact, or nothing."""
        self.display = unconfirmed is not None
        if unconfirmed is not None:
            self.choice, self.words = unconfirmed, unconfirmed.owner + " · " + unconfirmed.title
            self.value = value_words(unconfirmed.fact, kiosk.catalogue)[0]
            self.refresh()

    def lines(self, width: int) -> list[Content]:
        """A role in both languages; a fact with its value under it."""
        if not isinstance(self.choice, OfficeFact) or self.value is None:
            return super().lines(width)
        at = 5
        name, value = (shortened(self.first(words), width - at) for words in (self.words, self.value))
        return [
            self._badge() + Content("  ") + Content.styled(name, "bold"),
            Content.styled(f" {AWAITING_MARK}  ", "$warn") + Content(" ") + Content.styled(value, "$soft"),
        ]
