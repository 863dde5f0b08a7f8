"""The last rows of a staff page."""

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input, Static

from kiosk.text.bilingual import Bilingual, Phrases
from screens.staff.widgets.legend import Legend
from screens.widgets.containers import Container, Horizontal
from screens.widgets.help_keys import LanguageKey
from screens.widgets.pressable import Pressable


class CountsKeys(Container):
    """The keys of the counts: in one line, in two on a screen that is higher than wide."""

    def __init__(self, phrases: Phrases, back: Bilingual, *own: Pressable) -> None:
        super().__init__()
        self.phrases = phrases
        self.back_words = back
        self.own = own

    def compose(self) -> ComposeResult:
        yield Pressable("left", self.back_words, id="back")
        yield Static(id="gap")
        yield from self.own
        yield LanguageKey(self.phrases)
        yield Pressable("8", self.phrases("staff.undo"), short=self.phrases("staff.undo_short"), id="undo")


_NOT_TYPED = ("escape", "enter")
"""Keys that mean the same to a field and to its page."""


class StaffKeys(Horizontal):
    """Back on the left; language and what is the page's own on the right; a legend between them, if there is one.

    While somebody types, ← and the digits are the field's: Esc goes back then, and the language has no key.
    """

    def __init__(self, phrases: Phrases, back: Bilingual, *own: Pressable, legend: Legend | None = None) -> None:
        super().__init__()
        self.phrases = phrases
        self.back_words = back
        self.own = own
        self.legend = legend

    def compose(self) -> ComposeResult:
        yield Pressable("left", self.back_words, id="back")
        yield self.legend or Static(id="gap")
        yield LanguageKey(self.phrases)
        yield from self.own

    def on_mount(self) -> None:
        self.watch(self.screen, "focused", self._give_keys_to)

    def _give_keys_to(self, focused: Widget | None) -> None:
        """Draw the keys that are left beside those of what has the focus."""
        is_typing = isinstance(focused, Input)
        back = self.query_one("#back", Pressable)
        back.key = "escape" if is_typing else "left"
        back.refresh()
        self.set_class(is_typing, "-typing")
        for pressable in self.query(Pressable):
            pressable.set_class(is_typing and pressable.key not in _NOT_TYPED, "-typed")
