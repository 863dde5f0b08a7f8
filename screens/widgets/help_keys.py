"""The keys that help, and which they are: larger letters or another palette, the other language, an officer."""

from typing import NamedTuple

from kiosk.text.bilingual import Phrases
from screens.widgets.pressable import Pressable


class HelpKeys(NamedTuple):
    """What each of them is on a page; empty where it has none."""

    look: str
    language: str
    officer: str


USUAL = HelpKeys("7", "9", "0")

BESIDE_DIGITS = HelpKeys("", "full_stop", "plus")
"""Where every digit writes: signs of a keypad that write none. / and - are the digits 2 and 3 of the Thai layout."""


class OfficerKey(Pressable):
    """Calls an officer."""

    def __init__(self, phrases: Phrases, key: str = USUAL.officer) -> None:
        super().__init__(key, phrases("key.officer"), short=phrases("key.officer_short"), id="officer")


class LanguageKey(Pressable):
    """The other language, by its own name; what the key does is said in the page's language."""

    def __init__(self, phrases: Phrases, key: str = USUAL.language) -> None:
        super().__init__(key, phrases("key.other_language"), id="language")
        self.does, self.does_shortly = phrases("key.change_language"), phrases("key.language")

    def forms(self) -> list[tuple[str, str]]:
        return [(self.first(self.words), self.first(does)) for does in (self.does, self.does_shortly)]


class LookKey(Pressable):
    """Named for the look that comes next: larger letters, then high contrast, and back to the usual ones."""

    def __init__(self, phrases: Phrases, key: str = USUAL.look) -> None:
        super().__init__(key, phrases("look.larger"), id="look")
        self.phrases = phrases

    def forms(self) -> list[tuple[str, str]]:
        following = self.app.look.following  # type: ignore[attr-defined]
        self.words, self.short = self.phrases(f"look.{following}"), self.phrases(f"look.{following}_short")
        return super().forms()
