"""When to come, what lateness costs, and the key that works out one's own dates."""

from textual.content import Content

from kiosk.catalogue.services import Service
from kiosk.text.bilingual import Phrases
from screens.visitor.widgets.card_heading import card_heading
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import shortened, wrapped

_BADGE = 4
"""Cells of the badge and of the blank behind it."""


class WindowCard(Pressable):
    """The window in bold, lateness as far as there is room. Where dates can be worked out, all of it is a key."""

    def __init__(self, service: Service, phrases: Phrases) -> None:
        super().__init__("1" if service.says_its_filing_rule else "", phrases("service.work_out"), classes="card block")
        self.can_focus = service.says_its_filing_rule
        self.service = service
        self.phrases = phrases

    def press(self) -> None:
        """Work the dates out, where that can be done."""
        if self.key:
            super().press()

    def lines(self, width: int) -> list[Content]:
        key = self._key(width) if self.key else []
        text = card_heading(self, self.phrases("service.window"), width) + self._window(width)
        late = self.service.late.figure
        rows = self.content_size.height - len(text)
        lateness = [] if late is None else wrapped(self.first(late), width, "$soft")
        if len(lateness) + bool(key) <= rows:
            text, rows = text + lateness, rows - len(lateness)
        return text + (key if len(key) <= rows else [Content("")] * (rows > 1) + self._line(width))

    def _window(self, width: int) -> list[Content]:
        window = self.service.window.figure
        if window is None:
            return wrapped(self.first(self.phrases("service.ask_window")), width, "$soft")
        return wrapped(self.first(window), width, "bold $ink")

    def _key(self, width: int) -> list[Content]:
        """A strip on a ground of its own, with half a row of it above and below the words."""
        name = Content.styled(f" {shortened(self.first(self.words), width - _BADGE - 1)}", "bold $ink on $tint")
        strip = Content.styled(" ", "on $tint") + Content.styled(f" {self.mark} ", "bold $accent on $surface") + name
        strip += Content.styled(" " * (width - strip.cell_length), "on $tint")
        return [Content.styled("▄" * width, "$tint"), strip, Content.styled("▀" * width, "$tint")]

    def _line(self, width: int) -> list[Content]:
        """The same where there is one row for it: the badge alone has a ground."""
        name = Content.styled(f" {shortened(self.first(self.words), width - _BADGE)}", "bold $ink")
        return [Content.styled(f" {self.mark} ", "bold $accent on $tint") + name]
