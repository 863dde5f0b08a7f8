"""The last rows of a page: keys that mean the same everywhere."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from kiosk.text.bilingual import Phrases
from screens.widgets.language_key import LanguageKey
from screens.widgets.pressable import Pressable


class KeyBar(Horizontal):
    """Back on the left; survey, language, officer, and what is primary on this page, on the right."""

    def __init__(self, phrases: Phrases, *primary: Pressable, back: bool = True, survey: bool = True) -> None:
        super().__init__()
        self.phrases = phrases
        self.primary = primary
        self.back = back
        self.survey = survey

    def compose(self) -> ComposeResult:
        if self.back:
            yield Pressable("left", self.phrases("key.back"), id="back")
        yield Static(id="gap")
        if self.survey:
            yield Pressable("8", self.phrases("key.survey"), id="survey")
        yield LanguageKey(self.phrases)
        yield Pressable("0", self.phrases("key.officer"), short=self.phrases("key.officer_short"), id="officer")
        yield from self.primary
