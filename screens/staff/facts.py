"""The office's facts as a list: the role once, then those that wait, or that are searched for, with pagination."""

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Input

from kiosk.catalogue.facts import AWAITING_MARK, CONFIRMED_MARK
from kiosk.editing.fact_filter import ALL, WAITING, FactFilter, numbered
from kiosk.editing.office_facts import OfficeFact, office_facts, value_words
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, same
from screens.messages import FactChosen, SignOffWanted, StaffPageChosen
from screens.staff.form_page import FormPage
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.staff.widgets.search_form import SearchForm, StandingKey, next_standing
from screens.widgets.containers import Grid
from screens.widgets.pagination import page_count
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import shortened, spread, widest
from screens.widgets.title import Title

A_PAGE = 7
"""Facts of a page."""


class FactsScreen(FormPage):
    """The role is asked when the page is opened and kept until it is left."""

    CSS_PATH = "facts.tcss"
    page_index: reactive[int] = reactive(0, init=False)

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(kiosk)
        self.role = ""
        self.filter = FactFilter()
        self.facts = office_facts(kiosk.catalogue, kiosk.today)

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("facts.title"))
        yield Title(same(""))
        with Grid(id="slots"):
            for number in range(1, A_PAGE + 1):
                yield Slot(str(number))
            yield Pressable("right", say("facts.more"), id="more")
        yield SearchForm(say)
        search = Pressable("8", say("search.key"), id="search")
        by_page = Pressable(
            "enter", say("sign_off.key"), short=say("sign_off.key_short"), id="by-page", classes="-primary"
        )
        sheet = Pressable("plus", say("sheet.key"), id="sheet")
        yield StaffKeys(say, say("key.back"), StandingKey(say), search, by_page, sheet)

    def on_mount(self) -> None:
        self.watch_editing()

    def watch_editing(self) -> None:
        """The list, or the field of the search in its place."""
        self.query_one("#slots").display = not self.editing
        self.query_one(SearchForm).open(self.editing)
        self._show()

    async def renewed(self, kiosk: Kiosk) -> None:
        """What has been confirmed leaves the list, and the rest moves up."""
        await super().renewed(kiosk)
        self.facts = office_facts(kiosk.catalogue, kiosk.today)
        self._show()

    def watch_page_index(self) -> None:
        self._show()

    def _show(self) -> None:
        listed = self.filter.found(self.facts, self.kiosk.catalogue)
        pages = page_count(len(listed), A_PAGE)
        self.set_reactive(FactsScreen.page_index, self.page_index % pages)
        first = self.page_index * A_PAGE
        self._fill(listed[first : first + A_PAGE])
        has_role = bool(self.role)
        for key in self.query("#by-page, #search, #standing"):
            key.display = has_role and not self.editing
        self.query_one("#sheet").display = not has_role
        self.query_one(StandingKey).show(self.filter, self.kiosk.catalogue)
        self.query_one("#more").display = has_role and pages > 1
        title, say = self.query_one(Title), self.phrases
        title.words, title.more = say("facts.who"), say("facts.not_name")
        if self.role:
            title.words = self._found_words(len(listed))
            title.more = say("service.page", page=self.page_index + 1, pages=pages)
        title.refresh(layout=True)

    def _fill(self, facts: list[OfficeFact]) -> None:
        """Put the facts of a page, or the roles, into their places."""
        signers = list(self.kiosk.catalogue.signers.items())
        for number, slot in enumerate(self.query(Slot)):
            if not self.role:
                slot.offer_role(signers[number] if number < len(signers) else None)
            else:
                slot.offer_fact(facts[number] if number < len(facts) else None, self.kiosk)

    def _found_words(self, count: int) -> Bilingual:
        """How many facts there are of those that were asked for."""
        say, shown = self.phrases, self.filter
        if shown == FactFilter():
            return say("facts.waiting", count=count) if count else say("facts.all_done")
        words = say("search.found", count=count) if count else say("search.nothing")
        return words + (f": {shown.words}" if shown.words else "")

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

    @on(Pressable.Pressed, "#sheet")
    def use_sheet(self) -> None:
        """All of them at once, in a spreadsheet."""
        self.go(StaffPageChosen("facts-sheet"))

    @on(Pressable.Pressed, "#search")
    def search(self) -> None:
        """Ask for a number or words."""
        self.editing = True

    @on(Input.Submitted)
    def seek(self, event: Input.Submitted) -> None:
        """Open the fact of that number; or list those that bear the words, and after none at all those that wait."""
        typed, self.editing = event.value.strip(), False
        if (fact := numbered(self.facts, typed)) is not None:
            self.go(FactChosen(fact, self.role))
        else:
            self._list(FactFilter(ALL, typed) if typed else FactFilter(WAITING))

    @on(Pressable.Pressed, "#standing")
    def show_next_standing(self) -> None:
        """List the facts of the next standing."""
        self._list(next_standing(self.filter, self.facts, self.kiosk.catalogue))

    def _list(self, shown: FactFilter) -> None:
        self.filter = shown
        self.set_reactive(FactsScreen.page_index, 0)
        self._show()

    @on(Pressable.Pressed, "#more")
    def turn(self) -> None:
        """Turn the page, and after the last one begin again."""
        self.page_index += 1


_OWNER = 8
"""The fewest cells in which the beginning of whose a fact is tells it from another."""


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

    def offer_fact(self, fact: OfficeFact | None, kiosk: Kiosk) -> None:
        """Show a fact, or nothing."""
        self.display = fact is not None
        if fact is not None:
            self.choice, self.words = fact, fact.owner + " · " + fact.title
            self.value = value_words(fact.fact, kiosk.catalogue)[0]
            self.refresh()

    def lines(self, width: int) -> list[Content]:
        """A role in both languages; a fact with its number, and its value under it."""
        if not isinstance(self.choice, OfficeFact) or self.value is None:
            return super().lines(width)
        at, fact = 5, self.choice
        number = Content.styled(str(fact.number), "$soft")
        room = width - at - number.cell_length - 1
        name, value = self._heading(fact, room), shortened(self.first(self.value), width - at)
        mark, style = (AWAITING_MARK, "$warn") if fact.is_due else (CONFIRMED_MARK, "$ok")
        return [
            spread(self._badge() + Content("  ") + Content.styled(name, "bold"), number, width),
            Content.styled(f" {mark}  ", style) + Content(" ") + Content.styled(value, "$soft"),
        ]

    def _heading(self, fact: OfficeFact, room: int) -> str:
        """Whose it is and what it is called. Where both have no room, the former is cut, or goes last of all."""
        name, title = self.first(self.words), " · " + self.first(fact.title)
        if widest([name]) <= room:
            return name
        if room - widest([title]) >= _OWNER:
            return shortened(self.first(fact.owner), room - widest([title])).replace(" …", "…") + title
        return shortened(self.first(fact.title + " · " + fact.owner), room)
