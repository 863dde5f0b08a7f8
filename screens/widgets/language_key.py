"""The key that switches the language."""

from kiosk.text.bilingual import Phrases
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import widest


class LanguageKey(Pressable):
    """The other language, by its own name; what the key does is said in the page's language."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__("9", phrases("key.other_language"), id="language")
        self.does, self.does_shortly = phrases("key.change_language"), phrases("key.language")

    def names(self, width: int) -> tuple[str, str]:
        does = self.first(self.does)
        return self.first(self.words), does if widest([does]) <= width else self.first(self.does_shortly)
