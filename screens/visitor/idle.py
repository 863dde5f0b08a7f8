"""Is somebody still there? A countdown that any key or touch ends."""

import math
from time import monotonic

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content

from kiosk.machine.kiosk import Kiosk
from screens.messages import HomeWanted, PageLeft
from screens.page import Page
from screens.terminal.keymap import leads_to_first_page
from screens.widgets.block import Block, both
from screens.widgets.containers import Container, Horizontal
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import beside, big, spread, wrapped

SECONDS = 20


class IdleScreen(Page):
    """Opaque, so that the last visitor's page is not read over while it waits."""

    CSS_PATH = "idle.tcss"
    AUTO_FOCUS = "#go-on"
    ANY_KEY = True

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(kiosk)
        self.ends = monotonic() + SECONDS

    def compose(self) -> ComposeResult:
        say = self.phrases
        with Container(id="question", classes="card"):
            yield Countdown(self)
            with Horizontal():
                yield Pressable(
                    "left", say("idle.go_home"), short=say("idle.go_home_short"), id="first-page", classes="-secondary"
                )
                yield Pressable("enter", say("idle.go_on"), id="go-on", classes="-primary")

    def on_mount(self) -> None:
        self.set_interval(0.5, self._tick)

    @property
    def left(self) -> int:
        """Seconds that are left."""
        return max(math.ceil(self.ends - monotonic()), 0)

    def _tick(self) -> None:
        if self.left:
            self.query_one(Countdown).refresh()
        else:
            self._leave(home=True)

    def on_key(self, event: events.Key) -> None:
        """Any key goes on; only ← and those of the first page go home. The key does nothing on the page beneath."""
        event.stop()
        event.prevent_default()
        self._leave(home=event.key == "left" or leads_to_first_page(event))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Any touch goes on, one that slips too; only the one key goes home."""
        event.stop()
        self._leave(home=self.get_widget_at(*event.screen_offset)[0].id == "first-page")

    def on_pressable_pressed(self, event: Pressable.Pressed) -> None:
        event.stop()
        self._leave(home=event.pressable.id == "first-page")

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def go_on(self, event: events.MouseEvent) -> None:
        """A wheel, too, is turned by somebody."""
        event.stop()
        self._leave(home=False)

    def _leave(self, *, home: bool) -> None:
        self.go(HomeWanted() if home else PageLeft())


class Countdown(Block):
    """Large digits, the question, and a bar that runs empty."""

    def __init__(self, idle: IdleScreen) -> None:
        super().__init__()
        self.idle = idle

    def lines(self, width: int) -> list[Content]:
        say, left = self.idle.phrases, self.idle.left
        digits = [Content.styled(row, "bold $accent") for row in big(f"{left:>2}")]
        question = [
            *wrapped(self.first(say("idle.still_here")), width - 10, "bold $ink"),
            *wrapped(self.second(say("idle.still_here")), width - 10, "$soft"),
        ]
        back, keys = say("idle.back_in", seconds=left), say("idle.any_key")
        full = width * left // SECONDS
        return [
            *beside(digits, question, 10),
            Content(""),
            *wrapped(self.first(back), width, "$ink"),
            *wrapped(self.second(back), width, "$soft"),
            *both(self, keys, width, "bold $ink"),
            Content(""),
            Content.styled("▄" * full, "$accent") + Content.styled("▁" * (width - full), "$dim"),
            spread(
                Content.styled("0", "$soft"),
                Content.styled(self.first(say("idle.seconds", count=SECONDS)), "$soft"),
                width,
            ),
        ]
