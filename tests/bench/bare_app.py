"""The baseline: a Textual app with as many widgets a screen as one is told, and nothing else.

`python bare_app.py WIDGETS [WIDGETS…]`: the digit of a number pushes a screen of that many Statics, `b` goes back, `u`
writes into all of them; the first screen has as many as the first number.
"""

import sys
from time import monotonic

from textual.app import App, ComposeResult
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Static

COUNTS = {str(place): int(count) for place, count in enumerate(sys.argv[1:] or ["1"], 1)}


class Page(Screen[None]):
    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def compose(self) -> ComposeResult:
        for number in range(1, self.count):
            yield Static(f"widget {number}")
        yield Static("ready")


class Bare(App[None]):
    def get_default_screen(self) -> Page:
        return Page(COUNTS["1"])

    def on_key(self, event: Key) -> None:
        if event.key == "b" and len(self.screen_stack) > 1:
            self.pop_screen()
        elif event.key == "u":
            for static in self.screen.query(Static):
                static.update(f"written at {monotonic()}")
        elif event.key in COUNTS:
            self.push_screen(Page(COUNTS[event.key]))


Bare().run()
