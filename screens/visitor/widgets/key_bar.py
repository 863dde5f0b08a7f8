"""The last rows of a page: keys that mean the same everywhere."""

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from kiosk.text.bilingual import Phrases
from screens.widgets.containers import Horizontal
from screens.widgets.help_keys import USUAL, HelpKeys, LanguageKey, LookKey, OfficerKey
from screens.widgets.pressable import Pressable


class KeyBar(Horizontal):
    """Back and the first page on the left; what helps, and what is primary on this page, on the right.

    Upright there are two rows: where one goes, and under it what helps.
    """

    def __init__(
        self,
        phrases: Phrases,
        *primary: Widget,
        back: Pressable | bool = True,
        officer: bool = True,
        help: HelpKeys = USUAL,
    ) -> None:
        """`back` is the key that leaves the page, where leaving does more than that."""
        super().__init__()
        self.phrases = phrases
        self.primary = primary
        self.back = back
        self.officer = officer
        self.help = help

    def compose(self) -> ComposeResult:
        say = self.phrases
        if self.back is True:
            yield Pressable("left", say("key.back"), id="back")
        elif self.back:
            yield self.back
        yield Pressable("asterisk", say("key.first_page"), short=say("key.first_page_short"), id="first-page")
        yield Static(id="gap")
        with Horizontal(id="help"):
            if self.help.look:
                yield LookKey(say, self.help.look)
            yield LanguageKey(say, self.help.language)
            if self.officer:
                yield OfficerKey(say, self.help.officer)
        yield from self.primary


def speak_key(say: Phrases) -> Pressable:
    """What is primary where somebody needs a person: point and speak."""
    return Pressable("right", say("speak.title"), short=say("speak.short"), id="speak", classes="-primary")
