"""One fact before the office: confirm it as it is, change it, say that there is none, or withdraw it."""

from typing import Any

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input

from kiosk.editing.changes import changes
from kiosk.editing.confirm import confirm, new_value, withdraw
from kiosk.editing.item_list import LISTS
from kiosk.editing.office_facts import OfficeFact
from kiosk.editing.values import LISTED, typeable
from kiosk.machine.kiosk import Kiosk
from kiosk.streams.record.files import RECORD
from kiosk.text.bilingual import same
from kiosk.text.refusal import Refusal
from screens.messages import ItemListWanted, KioskRenewed, PageLeft
from screens.staff.content_watch import ContentWatch
from screens.staff.form_page import FormPage
from screens.staff.widgets.fact_card import FactCard
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.widgets.block import Paragraphs
from screens.widgets.containers import Container, Grid
from screens.widgets.debounce import DOUBLE_PRESS, Debounce
from screens.widgets.number_field import NumberField
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title


class FactScreen(FormPage):
    """What it says now, and the keys. A new value is typed in place of them, and shown before it is confirmed."""

    CSS_PATH = "fact.tcss"

    def __init__(self, kiosk: Kiosk, unconfirmed: OfficeFact, role: str, content_watch: ContentWatch) -> None:
        super().__init__(kiosk)
        self.unconfirmed = unconfirmed
        self.content_watch = content_watch
        self.role = role
        self.form = unconfirmed.fact.form
        self.given: Any = None
        self.page_index, self.page_total, self.has_read = 0, 0, False
        self._answers = Debounce(DOUBLE_PRESS)
        self._answers.lock_out()  # the second half of the press that opened this page answers nothing

    def compose(self) -> ComposeResult:
        say, fact = self.phrases, self.unconfirmed.fact
        yield StaffHeader(self.kiosk, say("facts.title"))
        yield Title(self.unconfirmed.owner + " · " + self.unconfirmed.title, more=same(self.unconfirmed.name))
        yield FactCard(self.unconfirmed, self.kiosk)
        with Grid(id="actions"):
            yield Pressable("1", say("facts.as_it_is"), id="as-it-is", classes="-primary")
            yield Pressable("2", say("facts.change"), id="change")
            yield Pressable("3", say("facts.none"), id="none")
            yield Pressable("4", say(f"facts.{self._withdrawal}"), id="withdraw")
        with Container(id="write"):
            if self.form not in LISTS:
                yield Paragraphs(say(f"facts.write_{self.form}"), id="how")
            yield from self.language_fields(fact.figure if self._in_words else None)
            yield (NumberField if self._is_one_number else Input)(typeable(fact), id="value")
            yield Pressable("enter", say("facts.look"), id="save", classes="-primary")
        yield StaffKeys(say, say("key.back"), Pressable("right", say("key.next"), id="next"))

    def on_mount(self) -> None:
        for field in self.query(".words"):
            field.display = self._in_words
        self.query_one("#value").display = not self._in_words and self._is_typed
        self.query_one("#save").display = self._is_typed
        self.watch_editing()

    @property
    def _withdrawal(self) -> str:
        """What becomes of the fact once the office's word is withdrawn: headquarters' stands, or nobody's."""
        return "withdraw" if self.unconfirmed.fact.bureau is None else "take_bureau"

    @property
    def _in_words(self) -> bool:
        return self.form == "words"

    @property
    def _is_typed(self) -> bool:
        return self.form not in LISTED

    @property
    def _is_one_number(self) -> bool:
        return self.form == "fee" and not isinstance(self.unconfirmed.fact.figure, list)

    def watch_editing(self) -> None:
        """Keys or fields."""
        self._offer()
        self.query_one("#actions").display = not self.editing
        self.query_one("#write").display = self.editing
        fields = [field for field in self.query(Input) if field.display] if self.editing else []
        self.set_focus(fields[0] if fields else None)

    def on_fact_card_laid_out(self, event: FactCard.LaidOut) -> None:
        """Pagination depends on the size and the language."""
        self.page_total = event.pages
        self._offer()

    def _offer(self) -> None:
        """Offer to confirm the fact to those who have turned to its last page."""
        self.has_read = self.has_read or self.page_index == self.page_total - 1
        is_given, is_confirmed = self.given is not None, self.unconfirmed.fact.confirmed is not None
        right = self.query_one("#as-it-is", Pressable)
        right.display = self.has_read and (is_given or self.unconfirmed.fact.value is not None)
        right.words = self.phrases("facts.save" if is_given else "facts.as_it_is")
        right.refresh()
        self.query_one("#withdraw").display = is_confirmed and not is_given
        self.query_one("#none").display = not is_confirmed and not is_given
        self.query_one("#next").display = self.page_total > 1 and not self.editing

    @on(Pressable.Pressed, "#next")
    def turn(self) -> None:
        """Pagination of a long list: the next page, and after the last one the first."""
        self.page_index = (self.page_index + 1) % self.page_total
        self.query_one(FactCard).turn_to(self.page_index)
        self._offer()

    @on(Pressable.Pressed, "#as-it-is")
    def take(self) -> None:
        """The office stands behind what is shown."""
        if self._answers.accepts():
            self._confirm(self.given)

    @on(Pressable.Pressed, "#change")
    def change(self) -> None:
        """Type another value; a list is edited on a page of its own."""
        if self.form in LISTS:
            self.go(ItemListWanted(self.unconfirmed, self.show_given))
        else:
            self.editing = True

    @on(Pressable.Pressed, "#none")
    def mark_none(self) -> None:
        """There is none; asked twice, because it takes a figure off the visitors' pages."""
        if self._is_sure("#none", "facts.none_sure"):
            self._confirm("none")

    @on(Pressable.Pressed, "#withdraw")
    def reopen(self) -> None:
        """What was confirmed no longer holds, and the fact waits again; asked twice."""
        if self._is_sure("#withdraw", f"facts.{self._withdrawal}_sure"):
            self._withdraw()

    def _is_sure(self, key_id: str, question: str) -> bool:
        """Whether the key is pressed for the second time; the first press asks."""
        key = self.query_one(key_id, Pressable)
        sure = key.has_class("-chosen") and self._answers.accepts()
        self._answers.lock_out()  # also after a press that came too soon: a key that is held answers nothing
        key.add_class("-chosen")
        key.words = self.phrases(question)
        key.refresh()
        return sure

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """From one language to the next, and from the last field to the file."""
        if not self.to_next_language(event.input):
            self.save()

    @on(Pressable.Pressed, "#save")
    def save(self) -> None:
        """Show what was typed as it will be said, to be confirmed."""
        value, words = self.query_one("#value", Input).value, self.typed_words()
        try:
            self.show_given(new_value(self.unconfirmed.fact, *((None, words) if self._in_words else (value, {}))))
        except Refusal as refusal:
            self._refused(refusal)

    def show_given(self, value: Any) -> None:
        """A value that is to be confirmed, from its first page on; nothing is kept yet."""
        (change,) = changes(self.kiosk, {self.unconfirmed.name: value})
        self.given, self.page_index, self.page_total, self.has_read = value, 0, 0, False
        self.editing = False
        self._answers.lock_out()
        self.query_one(FactCard).give(change.after)

    @work(thread=True, exclusive=True, group="confirm", exit_on_error=False)
    def _confirm(self, value: object) -> None:
        try:
            with self.content_watch.own_write(RECORD):
                catalogue = confirm(self.kiosk, self.unconfirmed.name, self.role, value)
            self.post_message(KioskRenewed(replace(self.kiosk, catalogue=catalogue)))
            self.app.call_from_thread(self.go, PageLeft())
        except Refusal as refusal:
            self.app.call_from_thread(self._refused, refusal)

    @work(thread=True, exclusive=True, group="confirm", exit_on_error=False)
    def _withdraw(self) -> None:
        try:
            with self.content_watch.own_write(RECORD):
                kiosk = withdraw(self.kiosk, [self.unconfirmed.name], self.role)
            self.post_message(KioskRenewed(kiosk))
            self.app.call_from_thread(self.go, PageLeft())
        except Refusal as refusal:
            self.app.call_from_thread(self._refused, refusal)

    def _refused(self, refusal: Refusal) -> None:
        self.query_one(FactCard).refuse(refusal)
