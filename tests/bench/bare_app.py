"""The baseline: a Textual app with as many widgets a screen as one is told, and nothing else.

`python bare.py WIDGETS`: every key pushes a screen of that many Statics, `b` goes back, `u` writes into all of them.
"""

import sys
from time import monotonic

from textual.app import App, ComposeResult
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Static

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 1


class Page(Screen[None]):
    def compose(self) -> ComposeResult:
        for number in range(1, COUNT):
            yield Static(f"widget {number}")
        yield Static("ready")


class Bare(App[None]):
    def get_default_screen(self) -> Page:
        return Page()

    def on_key(self, event: Key) -> None:
        if event.key == "b" and len(self.screen_stack) > 1:
            self.pop_screen()
        elif event.key == "u":
            for static in self.screen.query(Static):
                static.update(f"written at {monotonic()}")
        elif event.key != "b":
            self.push_screen(Page())


Bare().run()
