"""When to come, what lateness costs, and the key that works out one's own dates."""

from rich.cells import cell_len
from textual.content import Content

from kiosk.catalogue.services import Service
from kiosk.text.bilingual import Phrases
from screens.visitor.widgets.card_heading import card_heading, heading_in_line, rows_in_line
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import beside, most_rows, shortened, spread, wrapped

_BADGE = 4
"""Cells of the badge and of the blank behind it."""

_APART = 2
"""Cells between the heading and the key, at least, where both stand on a row."""

_EDGES = 2
"""Rows of the ground of the key, where it has one, above and below its words."""


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
        """The key behind the heading where it has no row in one language; then the heading before the words, or
        no lateness."""
        say, late = self.phrases, self.service.late.figure
        when = self.service.window.figure or say("service.ask_window")
        heading = say("service.window")
        head = card_heading(self, heading, width)
        style = "bold $ink" if self.service.window.figure else "$soft"
        window = wrapped(self.first(when), width, style)
        lateness = wrapped(self.first(late), width, "$soft") if late else []
        height = self.content_size.height
        rows = height - bool(self.key)
        if not self.service.window.figure and len(head) + 2 * most_rows([when], width) + len(lateness) <= rows:
            window += wrapped(self.second(when), width, "$soft")
        told, fined = most_rows([when], width), most_rows([late] if late else [], width)
        if len(head) + told + fined <= rows:
            text = [*head, *window, *lateness]
        elif self.key and 1 + told + fined <= height and (line := self._headed_key(width)):
            return [line, *window, *lateness]
        elif rows_in_line(heading, when, width) + fined <= rows:
            text = [*heading_in_line(self, heading, when, width, style.removeprefix("bold ")), *lateness]
        else:
            text = [*head, *window] if len(head) + told <= rows else window
        return [*text, *self._key(width, height - len(text))] if self.key else text

    def _headed_key(self, width: int) -> Content | None:
        """The heading, and at the right end of its row the key, where both languages have them on one."""
        heading = self.phrases("service.window")
        names = [(say(heading), say(self.words)) for say in (self.first, self.second)]
        if any(cell_len(name + key) + _BADGE + _APART > width for name, key in names):
            return None
        name, key = names[0]
        badge = Content.styled(f" {self.mark} ", "bold $accent on $tint")
        return spread(Content.styled(name, "bold $ink"), badge + Content.styled(f" {key}", "bold $ink"), width)

    def _key(self, width: int, rows: int) -> list[Content]:
        """A strip on a ground of its own, half a row of it above and below the words; in fewer rows the words alone.
        The other language stands beside the words or under them."""
        name = Content.styled(shortened(self.first(self.words), width - _BADGE), "bold $ink")
        also = Content.styled(self.second(self.words), "$soft")
        whole = name + Content("  ") + also
        edge = rows > _EDGES
        names = [whole] if _BADGE + whole.cell_length + edge <= width else [name, also]
        if rows < len(names) + _EDGES or _BADGE + max(line.cell_length for line in names) >= width:
            badge = Content.styled(f" {self.mark} ", "bold $accent on $tint")
            shown = beside([badge], names[:rows], _BADGE)
            return [*[Content("")] * (rows > len(shown)), *shown]
        badge = Content.styled(f" {self.mark} ", "bold $accent on $surface")
        strip = [line.pad_left(1).pad_right(width - line.cell_length - 1) for line in beside([badge], names, _BADGE)]
        ground = [line.stylize_before("on $tint") for line in strip]
        return [Content.styled("▄" * width, "$tint"), *ground, Content.styled("▀" * width, "$tint")]
