"""Interstitial: a page that says one thing and leads home by itself."""

import math
from time import monotonic

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual
from screens.messages import HomeWanted
from screens.page import Page
from screens.visitor.widgets.key_bar import KeyBar
from screens.widgets.block import Block, Pair
from screens.widgets.containers import Container
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import wrapped

SECONDS = 8


class InterstitialScreen(Page):
    """Thanks, or what went wrong; home after SECONDS or at a press."""

    CSS_PATH = "interstitial.tcss"
    AUTO_FOCUS = "#first-page"

    def __init__(self, kiosk: Kiosk, mark: str, words: Bilingual, more: Bilingual) -> None:
        super().__init__(kiosk)
        self.mark = mark
        self.words = words
        self.more = more
        self.ends = monotonic() + SECONDS

    def body(self) -> ComposeResult:
        with Container(id="notice", classes="card"):
            yield MessageText(self.mark, self.words, self.more)
        yield Pair(self._countdown, id="countdown")
        yield KeyBar(self.phrases, back=False)

    def on_mount(self) -> None:
        self.set_interval(1, self._tick)

    @property
    def _countdown(self) -> Bilingual:
        left = max(math.ceil(self.ends - monotonic()), 0)
        return self.phrases("survey_page.home_soon", seconds=left)

    def _tick(self) -> None:
        if monotonic() >= self.ends:
            self.leave()
        else:
            countdown = self.query_one("#countdown", Pair)
            countdown.words = self._countdown
            countdown.refresh()

    @on(Pressable.Pressed, "#first-page")
    def first_page_pressed(self) -> None:
        self.leave()

    def leave(self) -> None:
        """Go home."""
        self.go(HomeWanted())


class MessageText(Block):
    """A mark, and words in both languages beside it."""

    def __init__(self, mark: str, words: Bilingual, more: Bilingual) -> None:
        super().__init__()
        self.mark = mark
        self.words = words
        self.more = more

    def lines(self, width: int) -> list[Content]:
        mark = Content.styled(self.mark, "bold $ok" if self.mark == "✔" else "bold $warn")
        return [
            *wrapped(self.first(self.words), width, "bold $ink", 4, mark),
            *wrapped(self.second(self.words), width, "$soft", 4),
            Content(""),
            *wrapped(self.first(self.more), width, "$ink", 4),
            *wrapped(self.second(self.more), width, "$soft", 4),
        ]
