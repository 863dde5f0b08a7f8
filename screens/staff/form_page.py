"""A staff page on which something is typed: keys first, and in their place, when one of them asks for it, fields."""

from itertools import pairwise

from textual import events, on
from textual.app import ComposeResult
from textual.reactive import reactive
from textual.widgets import Input

from kiosk.editing.own_words import Unfit
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import OFFICIAL, Language
from screens.page import Page
from screens.widgets.block import Paragraphs

_LABELS = dict(zip(OFFICIAL, ("facts.thai", "facts.english"), strict=True))


class FormPage(Page):
    """It says what `watch_editing` shows. In a field keys are the field's own, also the digits that lead elsewhere."""

    AUTO_FOCUS = ""
    editing: reactive[bool] = reactive(False, init=False)
    follows = False
    """Whether the field of the second language says what is typed into the first."""

    def on_key(self, event: events.Key) -> None:
        """Enter, the arrows, the letters that share a key with a digit: all are the field's, but up and down."""
        if event.key == "escape":
            self.leave()
        elif isinstance(self.focused, Input) and event.key not in ("up", "down"):
            event.prevent_default()

    def language_fields(self, words: Bilingual | None = None) -> ComposeResult:
        """A labelled field for the words in each official language; its id is the language."""
        self.follows = words is not None and words.is_same
        for language, label in _LABELS.items():
            yield Paragraphs(self.phrases(label), style="bold $ink", classes="words")
            yield Input(words.of(language) if words else "", id=language, classes="words")

    @on(Input.Changed, ".words")
    def follow(self, event: Input.Changed) -> None:
        """What is the same in both languages, such as a number, stays so until the second field is typed in itself."""
        first, second = (self.query_one(f"#{language}", Input) for language in OFFICIAL)
        if self.follows and event.input is first and first.has_focus:
            second.value = first.value
        elif event.input is second and second.has_focus:
            self.follows = self.follows and second.value == first.value

    def typed_words(self) -> dict[Language, str]:
        """What stands in the fields."""
        return {language: self.query_one(f"#{language}", Input).value for language in OFFICIAL}

    def unfit_words(self, unfit: Unfit, width: int) -> Bilingual:
        """Why words that were typed do not fit a place of `width` cells."""
        if unfit.lacking is None:
            return self.phrases("form.too_long", width=width)
        return self.phrases(f"form.need_{unfit.lacking}")

    def to_next_language(self, field: Input) -> bool:
        """Go to the field after one of the fields; False after the last, and after any other."""
        following = dict(pairwise(OFFICIAL)).get(Language(field.id or ""))
        if following is not None:
            self.query_one(f"#{following}").focus()
        return following is not None

    def leave(self) -> None:
        """From the fields to the keys first."""
        if self.editing:
            self.editing = False
        else:
            super().leave()
