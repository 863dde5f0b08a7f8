"""A staff page on which something is typed: keys first, and in their place, when one of them asks for it, fields."""

from textual import events
from textual.reactive import reactive
from textual.widgets import Input

from screens.page import Page


class WritingPage(Page):
    """It says what `watch_writing` shows. In a field keys are the field's own, also the digits that lead elsewhere."""

    AUTO_FOCUS = ""
    writing: reactive[bool] = reactive(False, init=False)

    def on_key(self, event: events.Key) -> None:
        """Enter, the arrows, the letters that share a key with a digit: all are the field's, but up and down."""
        if event.key == "escape":
            self.leave()
        elif isinstance(self.focused, Input) and event.key not in ("up", "down"):
            event.prevent_default()

    def leave(self) -> None:
        """From the fields to the keys first."""
        if self.writing:
            self.writing = False
        else:
            super().leave()
