"""A list of papers or steps edited on screen: an item is chosen by its key, then what is done with it."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from kiosk.editing.item_list import ItemList
from kiosk.editing.office_facts import OfficeFact
from kiosk.editing.own_words import Unfit
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, joined, same
from screens.messages import PageLeft
from screens.paged import KEYS
from screens.staff.form_page import FormPage
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.widgets.block import Pair, Paragraphs
from screens.widgets.containers import Container, Grid
from screens.widgets.pagination import page_count
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import shortened
from screens.widgets.title import Title

_BRIEF, _BESIDE = 30, 13
"""Cells of a long sentence on its key, the narrowest of which has 32, and those of a wider one that are not for words;
all of it is read once it is chosen."""

_BESIDE_TITLE = 22
"""Cells of its row that a title leaves to the bar before it and the pages after it."""

Choice = tuple[Bilingual, Bilingual | None, Callable[[], None]]
"""What stands on a key, what stands there where that has no room, and what the key does."""


class ItemListScreen(FormPage):
    """Nothing is kept here: the list as it is then goes back to the page of the fact, to be looked at and confirmed.

    `written` is what the fields are for: `condition` or `words` of an item, a `new` one, or to `find` a paper.
    """

    CSS_PATH = "item_list.tcss"

    def __init__(self, kiosk: Kiosk, fact: OfficeFact, take: Callable[[Any], None]) -> None:
        super().__init__(kiosk)
        self.fact, self.take = fact, take
        self.edited = ItemList(fact.fact, kiosk.catalogue)
        self.at: int | None = None
        self.matches: list[tuple[str, Bilingual]] | None = None
        self.written, self.shown = "", 0

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say(f"items.{self.fact.fact.form}"))
        yield Title(self._owner)
        yield Pair(same(""), id="chosen")
        with Grid(id="choices"):
            for key in KEYS:
                yield Pressable(key, same(""), classes="choice")
        with Container(id="write"):
            yield Paragraphs(id="how")
            yield from self.language_fields()
            yield Input(id="sought")
        yield Paragraphs(style="bold $bad", id="trouble")
        yield StaffKeys(
            say,
            say("key.back"),
            Pressable("0", say("items.own"), short=say("items.own_short"), id="own"),
            Pressable("plus", say("items.add"), id="add"),
            Pressable("right", say("key.next"), id="next"),
            Pressable("enter", say("facts.look"), id="ready", classes="-primary"),
        )

    def on_mount(self) -> None:
        self.watch_editing()

    def watch_editing(self) -> None:
        """Keys, or the fields for what is to be written."""
        self.query_one("#write").display = self.editing
        self.query_one("#choices").display = not self.editing
        is_sought = self.written == "find"
        for field in self.query(".words"):
            field.display = not is_sought
        self.query_one("#sought").display = is_sought
        fields = [field for field in self.query(Input) if field.display]
        self.set_focus(fields[0] if self.editing else None)
        self._say("trouble")
        self._show()

    def _choices(self) -> Iterator[Choice]:
        """What the digits do: open an item, do something with the one that is open, or add a paper."""
        if self.matches is not None:
            yield from ((words, None, partial(self._add_paper, name)) for name, words in self.matches)
        elif self.at is None:
            for at in range(len(self.edited.items)):
                brief = self.edited.brief(at).map(lambda words: shortened(words, self._room))
                yield self.edited.words(at), brief, partial(self._choose, at)
        else:
            yield from ((self.phrases(f"items.{act}"), None, partial(self._do, act)) for act in self.edited.acts)

    @property
    def _room(self) -> int:
        """How many cells of a key its words may take: one key has the width of an upright page, two share another's."""
        across = 1 if self.has_class("-portrait") else 2
        return max(self.app.size.width // across - _BESIDE, _BRIEF)

    def _show(self) -> None:
        say, choices = self.phrases, list(self._choices())
        pages = page_count(len(choices), len(KEYS))
        self.shown %= pages
        first = self.shown * len(KEYS)
        for number, key in enumerate(self.query(".choice").results(Pressable), first):
            key.display = number < len(choices)
            if key.display:
                key.words, key.short, key.choice = choices[number]
                key.refresh()
        is_list = self.at is None and self.matches is None
        for name, shown in {
            "own": self.matches is not None,
            "add": is_list,
            "next": pages > 1,
            "ready": is_list,
        }.items():
            self.query_one(f"#{name}").display = shown and not self.editing
        self._say_where(say("service.page", page=self.shown + 1, pages=pages) if pages > 1 else same(""))

    @property
    def _owner(self) -> Bilingual:
        """Whose list it is: steps are called by the services that they are those of. The band says what is listed."""
        return self.fact.title if self.fact.fact.form == "steps" else self.fact.owner

    def _say_where(self, pages: Bilingual) -> None:
        """Say over the keys what they are for."""
        say, title, chosen = self.phrases, self.query_one(Title), self.query_one("#chosen", Pair)
        title.words = self._owner.map(lambda words: shortened(words, self.app.size.width - _BESIDE_TITLE))
        title.more = pages
        title.refresh(layout=True)
        chosen.words = say("items.choose" if self.edited.items else "items.empty")
        if self.editing and self.at is None:
            chosen.words = say("items.add")
        elif self.matches is not None:
            chosen.words = say("items.found")
        elif self.at is not None:
            place = say("items.place", at=self.at + 1, all=len(self.edited.items))
            chosen.words = joined([place, self.edited.words(self.at)], "   ")
        chosen.refresh(layout=True)

    def _say(self, name: str, *words: Bilingual) -> None:
        block = self.query_one(f"#{name}", Paragraphs)
        block.paragraphs = words
        block.refresh(layout=True)

    @on(Pressable.Pressed, ".choice")
    def choose(self, event: Pressable.Pressed) -> None:
        """Do what the key says."""
        if callable(event.pressable.choice):
            event.pressable.choice()

    def _choose(self, at: int | None) -> None:
        self.at, self.matches, self.shown = at, None, 0 if at is not None else self.shown
        self._show()

    def _do(self, act: Any) -> None:
        assert self.at is not None
        if act in ("condition", "words"):
            self._write(act, self.edited.typed(self.at))
        else:
            self._choose(self.edited.do(act, self.at))

    def _write(self, what: str, words: Bilingual | None = None) -> None:
        """Ask for words in place of the keys."""
        self.written = what
        for field in self.query("Input.words").results(Input):
            field.value = words.of(field.id) if words else ""  # type: ignore[arg-type]
        self.query_one("#sought", Input).value = ""
        self._say("how", self.phrases("items.find" if what == "find" else f"items.write_{what}"))
        self.editing = True

    @on(Pressable.Pressed, "#add")
    def add(self) -> None:
        """A paper is looked for in the catalogue; a step is written."""
        self._write("find" if self.edited.is_of_papers else "new")

    @on(Pressable.Pressed, "#own")
    def name_own(self) -> None:
        """A paper that the catalogue does not have."""
        self.matches = None
        self._write("new")

    def _add_paper(self, name: str) -> None:
        self._choose(self.edited.add_paper(name))

    @on(Pressable.Pressed, "#next")
    def turn(self) -> None:
        """The next items, and after the last the first."""
        self.shown += 1
        self._show()

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """From one language to the next, and from the last field to the list."""
        if self.written == "find":
            self.matches, self.shown, self.editing = self.edited.papers(event.value), 0, False
        elif not self.to_next_language(event.input):
            self._take_words(Bilingual(**self.typed_words()))

    def _take_words(self, typed: Bilingual) -> None:
        try:
            if self.written == "new":
                self.at = self.edited.add_own(typed)
            elif self.at is not None:
                self.edited.reword(self.at, typed)
        except Unfit as unfit:
            self._say("trouble", unfit.words)
        else:
            self.shown, self.editing = 0, False

    @on(Pressable.Pressed, "#ready")
    def look(self) -> None:
        """The list is right: it is shown on the page of the fact."""
        if self.edited.items:
            self.take(self.edited.value)
            self.go(PageLeft())

    def leave(self) -> None:
        """From the fields to the keys, from an item to the list, and from the list, unchanged, to the fact."""
        if not self.editing and (self.at is not None or self.matches is not None):
            self._choose(None)
        else:
            super().leave()
