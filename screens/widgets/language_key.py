"""The key that switches the language."""

from kiosk.text.bilingual import Phrases
from screens.widgets.pressable import Pressable


class LanguageKey(Pressable):
    """The other language, by its own name; what the key does is said in the page's language."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__("9", phrases("key.other_language"), id="language")
        self.does, self.does_shortly = phrases("key.change_language"), phrases("key.language")

    def forms(self) -> list[tuple[str, str]]:
        return [(self.first(self.words), self.first(does)) for does in (self.does, self.does_shortly)]
