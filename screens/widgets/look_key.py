"""The key that changes the look: larger letters, then high contrast, and back to the usual ones."""

from kiosk.text.bilingual import Phrases
from screens.widgets.pressable import Pressable


class LookKey(Pressable):
    """Named for the look that comes next."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__("7", phrases("look.larger"), id="look")
        self.phrases = phrases

    def forms(self) -> list[tuple[str, str]]:
        following = self.app.look.following  # type: ignore[attr-defined]
        self.words, self.short = self.phrases(f"look.{following}"), self.phrases(f"look.{following}_short")
        return super().forms()
