"""Sign-off by service: a page as visitors see it, its facts with their sources, and one key for all of it."""

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input

from kiosk.editing.confirm import confirm_all
from kiosk.editing.fact_filter import ALL, FactFilter, numbered
from kiosk.editing.office_facts import OfficeFact, alike, office_facts
from kiosk.editing.sign_off import SignOffPage, pages_with, sign_off_pages, signed_together
from kiosk.machine.kiosk import Kiosk
from kiosk.streams.record.files import RECORD
from kiosk.text.bilingual import same
from kiosk.text.refusal import Refusal
from screens.messages import FactChosen, KioskRenewed
from screens.staff.content_watch import ContentWatch
from screens.staff.form_page import FormPage
from screens.staff.widgets.confirmed_bar import ConfirmedBar
from screens.staff.widgets.fact_row import FactRow
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.staff.widgets.pane_head import PaneHead
from screens.staff.widgets.search_form import SearchForm, StandingKey, next_standing
from screens.staff.widgets.visitor_pane import MOST, VisitorPane
from screens.widgets.block import BilingualParagraphs
from screens.widgets.containers import Container
from screens.widgets.debounce import DOUBLE_PRESS, Debounce
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title

_UPRIGHT_ROW = 2
"""Lines of a fact's key on an upright page."""


class SignOffScreen(FormPage):
    """Only who has turned to the end of a page may say that all of it is right; what is not right is left out."""

    CSS_PATH = "sign_off.tcss"

    def __init__(self, kiosk: Kiosk, role: str, content_watch: ContentWatch) -> None:
        super().__init__(kiosk)
        self.role = role
        self.content_watch = content_watch
        self.doubted: set[str] = set()
        self.filter = FactFilter(ALL)
        self.facts = office_facts(kiosk.catalogue, kiosk.today)
        self.pages = sign_off_pages(self.facts)
        self.at = next((number for number, page in enumerate(self.pages) if page.due), 0)
        self.portion, self.portions = 0, list[list[OfficeFact]]()
        self.has_ended = False
        self._answers = Debounce(DOUBLE_PRESS)

    def compose(self) -> ComposeResult:
        say = self.phrases
        signed = say("sign_off.signed_as", role=self.kiosk.catalogue.roles[self.role])
        yield StaffHeader(self.kiosk, say("sign_off.title"), about=signed)
        with Container(id="head"):
            yield Title(self._page.title(say))
            yield ConfirmedBar(say)
        with Container(id="panes"):
            with Container(id="seen"):
                yield PaneHead(say("sign_off.seen"), id="seen-head")
                yield VisitorPane(self.kiosk, self._room)
            with Container(id="rows"):
                yield PaneHead(say("sign_off.sources"), id="rows-head")
                for number in range(MOST):
                    yield FactRow(str(number + 2))
        yield BilingualParagraphs(id="ended")
        yield SearchForm(say)
        search = Pressable("8", say("search.key"), id="search")
        skip = Pressable("right", say("key.next"), id="next")
        right = Pressable("1", say("sign_off.all"), short=say("sign_off.all_short"), id="all", classes="-primary")
        yield StaffKeys(say, say("key.back"), StandingKey(say), search, skip, right)

    def on_mount(self) -> None:
        self.query_one("#rows-head", PaneHead).tell(self.phrases("sign_off.numbers"))
        self.watch_editing()

    def watch_editing(self) -> None:
        """The page, or the field of the search in its place."""
        for key in self.query("#search, #standing, #next"):
            key.display = not self.editing
        self.query_one(SearchForm).open(self.editing)
        self._open(self.at)

    @property
    def _page(self) -> SignOffPage:
        return self.pages[self.at]

    def _room(self, facts: int) -> int:
        """Lines of what visitors see: on an upright page the keys of the facts stand under it, and take from them."""
        pane = self.query_one(VisitorPane)
        if not self.has_class("-portrait"):
            return pane.content_size.height
        heads = len(self.query(PaneHead)) + pane.gutter.height
        return self.query_one("#panes").size.height - heads - facts * _UPRIGHT_ROW

    def _open(self, number: int) -> None:
        """Show a page from its beginning; the second half of the press that led here answers nothing."""
        self.at, self.portion, self.portions, self.has_ended = number, 0, [], False
        self._answers.lock_out()
        self._show()

    def _show(self) -> None:
        say, page = self.phrases, self._page
        self.query_one("#panes").display = not self.editing and not self.has_ended
        self.query_one("#ended").display = not self.editing and self.has_ended
        self.query_one(VisitorPane).show(page, self.portion)
        title = self.query_one(Title)
        title.words = page.title(say)
        title.more = say("service.page", page=self.at + 1, pages=len(self.pages))
        title.refresh(layout=True)
        self.query_one(StandingKey).show(self.filter, self.kiosk.catalogue)
        self.query_one(ConfirmedBar).show(self.facts)
        self._show_rows()

    def _show_rows(self) -> None:
        """The facts of the portion; and the key for all of them on the last one."""
        say, groups = self.phrases, alike(self.facts)
        shown = self.portions[self.portion] if self.portions else []
        for number, row in enumerate(self.query(FactRow)):
            fact = shown[number] if number < len(shown) else None
            others = [other for other in groups[fact.name] if other is not fact] if fact else []
            name = self._page.name(fact) if fact else say("sign_off.title")
            row.show(fact, name, others, self.kiosk, fact is not None and fact.name in self.doubted)
        is_whole = bool(self.portions) and self.portion == len(self.portions) - 1
        self.query_one("#all").display = (
            not self.editing and is_whole and any(fact.name not in self.doubted for fact in self._page.due)
        )
        pages = say("service.page", page=self.portion + 1, pages=len(self.portions) or 1)
        self.query_one("#seen-head", PaneHead).tell(pages)

    def on_visitor_pane_laid_out(self, event: VisitorPane.LaidOut) -> None:
        """Pagination depends on the size and the language; what had been read to its end is read again."""
        self.portions = event.portions
        self.portion = min(self.portion, len(self.portions) - 1)
        self._show_rows()

    @on(Pressable.Pressed, "#next")
    def turn(self) -> None:
        """The next portion, then the next page, and after the last one the first."""
        if self.portion < len(self.portions) - 1:
            self.portion += 1
            self._show()
        else:
            self._open((self.at + 1) % len(self.pages))

    @on(Pressable.Pressed, "#search")
    def search(self) -> None:
        """Ask for a number or words."""
        self.editing = True

    @on(Input.Submitted)
    def seek(self, event: Input.Submitted) -> None:
        """Open the page of the fact of that number; or go through those of which a fact bears the words."""
        typed = event.value.strip()
        fact = numbered(self.facts, typed)
        wanted = FactFilter(ALL, "" if fact else typed)
        pages = self._pages_of(wanted)
        first = next((number for number, page in enumerate(pages) if fact in page.facts), 0)
        if not pages or (fact is not None and not fact.is_known):
            self.query_one(SearchForm).say_nothing_found()
        else:
            self.filter, self.pages, self.at = wanted, pages, first
            self.editing = False

    @on(Pressable.Pressed, "#standing")
    def show_next_standing(self) -> None:
        """Go through the pages of the next standing that has any."""
        shown = next_standing(self.filter, self.facts, self.kiosk.catalogue)
        while not (pages := self._pages_of(shown)):
            shown = next_standing(shown, self.facts, self.kiosk.catalogue)
        self.filter, self.pages = shown, pages
        self._open(0)

    def _pages_of(self, shown: FactFilter) -> list[SignOffPage]:
        return pages_with(self.facts, shown.found(self.facts, self.kiosk.catalogue))

    @on(Pressable.Pressed, "FactRow")
    def doubt(self, event: Pressable.Pressed) -> None:
        """That one is not right: it is left out of what is confirmed, and opened to be changed."""
        fact = event.pressable.choice
        if isinstance(fact, OfficeFact):
            if fact.is_due:
                self.doubted.add(fact.name)
            self._show_rows()
            self.go(FactChosen(fact, self.role))

    @on(Pressable.Pressed, "#all")
    def confirm(self) -> None:
        """All of the page is right, but what was said not to be."""
        if self._answers.accepts():
            self._confirm(signed_together(self._page, self.facts, self.doubted))

    @work(thread=True, exclusive=True, group="confirm", exit_on_error=False)
    def _confirm(self, names: list[str]) -> None:
        try:
            with self.content_watch.own_write(RECORD):
                catalogue = confirm_all(self.kiosk, dict.fromkeys(names), self.role)
            self.post_message(KioskRenewed(replace(self.kiosk, catalogue=catalogue)))
        except Refusal as refusal:
            self.app.call_from_thread(self.say_failure, refusal.words)

    async def renewed(self, kiosk: Kiosk) -> None:
        """What is confirmed is marked; where all of the page is, the next one that waits opens."""
        await super().renewed(kiosk)
        before, had_waited = self._page.id, any(map(self._waits, self.pages))
        self.facts = office_facts(kiosk.catalogue, kiosk.today)
        self.pages = self._pages_of(self.filter) or sign_off_pages(self.facts)
        self.doubted &= {fact.name for fact in self.facts if fact.is_due}
        self.query_one(VisitorPane).kiosk = kiosk
        places = {page.id: number for number, page in enumerate(self.pages)}
        self.at = places.get(before, min(self.at, len(self.pages) - 1))
        waiting = [number for number, page in enumerate(self.pages) if self._waits(page)]
        if not waiting and had_waited:
            self._end()
        elif (before in places and self._waits(self._page)) or not waiting:
            self._show()
        else:
            self._open(next((number for number in waiting if number >= self.at), waiting[0]))

    def _end(self) -> None:
        """Say in place of a page that nothing of what was gone through waits any more, and what remains besides."""
        say, due = self.phrases, [fact for fact in self.facts if fact.is_due]
        counts = {
            "left_out": len(self.doubted),
            "elsewhere": sum(fact.is_known and fact.name not in self.doubted for fact in due),
            "unknown": sum(not fact.is_known for fact in due),
        }
        remains = [say(f"sign_off.{what}", count=count) for what, count in counts.items() if count]
        ended = self.query_one("#ended", BilingualParagraphs)
        ended.paragraphs = (
            same("✔ ") + say("sign_off.ended" if counts["elsewhere"] else "sign_off.complete"),
            *remains,
        )
        ended.refresh(layout=True)
        self.has_ended, self.portions = True, []
        self._show()

    def _waits(self, page: SignOffPage) -> bool:
        return any(fact.name not in self.doubted for fact in page.due)
