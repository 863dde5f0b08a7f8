"""The PIN pad that stands before the staff screens on the counter."""

import math
from time import monotonic

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Container, Grid
from textual.content import Content

from kiosk.office import Kiosk
from kiosk.pin import LENGTH, Answer, Pin
from kiosk.words import Bilingual
from screens.messages import PinAccepted
from screens.page import Page
from screens.widgets.drawn import Drawn, big, centred, spaced, wrapped
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title

SECONDS = 30
_LONGEST = 12


class PinScreen(Page):
    """Digits, delete, OK. It closes by itself, and what was typed is never shown."""

    CSS_PATH = "pin.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk, pin: Pin) -> None:
        super().__init__(kiosk)
        self.pin = pin
        self.typed = ""
        self.answer: Answer | None = None
        self.waits_until = monotonic() + pin.wait(kiosk.clock())
        self.ends = monotonic() + SECONDS

    def body(self) -> ComposeResult:
        say = self.phrases
        with Container(id="pin"):
            with Container(id="said"):
                yield Title(say("pin.title"))
                yield Typed(self)
                yield Pressable("left", say("pin.cancel"), id="back")
            with Grid(id="pad"):
                for digit in "123456789":
                    yield PadKey(digit)
                yield PadKey("backspace", say("pin.delete"))
                yield PadKey("0")
                yield PadKey("enter", say("pin.ok"), classes="-primary")

    def on_mount(self) -> None:
        self.set_interval(0.5, self._tick)

    @property
    def left(self) -> int:
        """Seconds until the screen closes."""
        return max(math.ceil(self.ends - monotonic()), 0)

    @property
    def waits(self) -> int:
        """Seconds until a PIN is taken again."""
        return max(math.ceil(self.waits_until - monotonic()), 0)

    def _tick(self) -> None:
        if self.left:
            self.query_one(Typed).refresh(layout=True)
        else:
            self.leave()

    def on_pressable_pressed(self, event: Pressable.Pressed) -> None:
        key = event.pressable.key
        if key == "left":
            return
        event.stop()
        self.ends = monotonic() + SECONDS
        if key.isdigit():
            self.typed = (self.typed + key)[:_LONGEST]
        elif key == "backspace":
            self.typed = self.typed[:-1]
        elif self.typed and not self.waits:
            typed, self.typed = self.typed, ""
            self._check(typed)
        self.query_one(Typed).refresh(layout=True)

    def on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.query_one("#pad .-primary", Pressable).press()

    @work(thread=True, exclusive=True, group="pin", exit_on_error=False)
    def _check(self, typed: str) -> None:
        """Off the screen's thread: the hash takes long on purpose."""
        answer = self.pin.check(typed, self.kiosk.clock())
        self.app.call_from_thread(self._answered, answer)

    def _answered(self, answer: Answer) -> None:
        self.answer = answer
        self.waits_until = monotonic() + answer.wait
        if answer.right:
            self.go(PinAccepted())
        else:
            self.query_one(Typed).refresh(layout=True)


class PadKey(Pressable):
    """A key of the pad: a large digit, or a word, in its middle."""

    def __init__(self, key: str, words: Bilingual | None = None, classes: str = "") -> None:
        super().__init__(key, words or Bilingual(key, key), classes=classes)

    REPEATS = True

    def key_enter(self) -> None:
        """Enter is OK wherever the focus is."""

    def lines(self, width: int) -> list[Content]:
        if self.key.isdigit() and self.has_room(3):
            return [centred(Content.styled(row, self._strong), width) for row in big(self.key)]
        if self.key.isdigit():
            return [centred(Content.styled(self.key, self._strong), width)]
        first, second = (
            Content.styled(self.first(self.words), "bold"),
            Content.styled(self.second(self.words), self._soft),
        )
        return [centred(first, width), centred(second, width)]


class Typed(Drawn):
    """How many digits are typed, what came of the last try, when the screen closes."""

    def __init__(self, screen: PinScreen) -> None:
        super().__init__()
        self.pad = screen

    def lines(self, width: int) -> list[Content]:
        say, pad = self.pad.phrases, self.pad
        dots = "  ".join("●" * len(pad.typed) + "○" * max(LENGTH - len(pad.typed), 0))
        blocks = [
            self._both(say("pin.enter"), width, "bold $ink"),
            [Content.styled(dots, "$accent"), *self._both(say("pin.entered", count=len(pad.typed)), width, "$soft")],
            *([self._both(self._trouble, width, "bold $bad", "✖")] if self._trouble else []),
            self._both(say("pin.closes", seconds=pad.left), width, "$soft"),
        ]
        return spaced(blocks, self.content_size.height)

    @property
    def _trouble(self) -> Bilingual | None:
        say, pad = self.pad.phrases, self.pad
        if pad.waits:
            return say("pin.wait", seconds=pad.waits)
        if pad.answer and not pad.answer.right and pad.answer.tries_left:
            return say("pin.wrong", left=pad.answer.tries_left)
        return None

    def _both(self, words: Bilingual, width: int, style: str, mark: str = "") -> list[Content]:
        at = 3 if mark else 0
        second = "$soft" if not mark else style.removeprefix("bold ")
        return [
            *wrapped(self.first(words), width, style, at, Content.styled(mark, style)),
            *wrapped(self.second(words), width, second, at),
        ]
