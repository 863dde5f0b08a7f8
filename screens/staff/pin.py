"""The PIN pad that stands before the staff screens on the counter."""

import asyncio
import math
from collections.abc import Iterator
from time import monotonic

from textual import events, work
from textual.app import ComposeResult
from textual.content import Content

from kiosk.machine.kiosk import Kiosk
from kiosk.security.pin import LONGEST, SHORTEST, Pin, PinVerdict
from kiosk.text.bilingual import Bilingual
from kiosk.text.refusal import Refusal
from screens.messages import PinAccepted, PinRefused
from screens.page import Page
from screens.widgets.block import Block
from screens.widgets.containers import Container, Grid
from screens.widgets.pad_key import PadKey
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import spaced, wrapped
from screens.widgets.title import Title

SECONDS = 30
_KEYS = {*"0123456789", "backspace", "enter"}


class PinScreen(Page):
    """Digits, delete, OK. It closes by itself, and what was typed is never shown."""

    CSS_PATH = "pin.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk, pin: Pin) -> None:
        """Refusal if the PIN cannot be read."""
        super().__init__(kiosk)
        self.pin = pin
        self.typed = ""
        self.answer: PinVerdict | None = None
        self.unreadable = False
        self._turn = asyncio.Lock()
        self.waits_until = monotonic() + pin.wait(kiosk.clock())
        self.ends = monotonic() + SECONDS

    def body(self) -> ComposeResult:
        say = self.phrases
        with Container(id="pin"):
            with Container(id="said"):
                yield Title(say("pin.title"))
                yield PinStatus(self)
                yield Pressable("left", say("pin.cancel"), id="back")
            with Grid(id="pad"):
                for digit in "123456789":
                    yield PinKey(digit)
                yield PinKey("backspace", say("pin.delete"))
                yield PinKey("0")
                yield PinKey("enter", say("pin.ok"), classes="-primary")

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
            self.query_one(PinStatus).refresh(layout=True)
        else:
            self.leave()

    def on_pressable_pressed(self, event: Pressable.Pressed) -> None:
        if isinstance(event.pressable, PinKey):
            event.stop()
            self._take(event.pressable.key)

    def on_key(self, event: events.Key) -> None:
        """Keys are taken here: those that come quickly would overtake one another on their way through the pad."""
        if event.key in _KEYS:
            event.stop()
            event.prevent_default()
            self._take(event.key)

    def _take(self, key: str) -> None:
        self.ends = monotonic() + SECONDS
        if key.isdigit():
            self.typed = (self.typed + key)[:LONGEST]
        elif key == "backspace":
            self.typed = self.typed[:-1]
        elif self.typed and not self.waits:
            typed, self.typed = self.typed, ""
            self._check(typed)
        self.query_one(PinStatus).refresh(layout=True)

    @work(group="pin", exit_on_error=False)
    async def _check(self, typed: str) -> None:
        """Each try waits for the answer to the one before; off the screen's thread: the hash takes long on purpose."""
        async with self._turn:
            if self.answer and self.answer.right:
                return
            try:
                answer = await asyncio.to_thread(self.pin.check, typed, self.kiosk.clock())
            except Refusal:
                self.unreadable = True
            else:
                self._answered(answer)
        self.query_one(PinStatus).refresh(layout=True)

    def _answered(self, answer: PinVerdict) -> None:
        self.answer = answer
        self.unreadable = False
        self.waits_until = monotonic() + answer.wait
        if answer.right:
            self.go(PinAccepted(answer.tries.untold, answer.tries.untold_since))
        elif answer.tries.of_day:
            self.post_message(PinRefused(answer.tries.of_day))


class PinKey(PadKey):
    """A key of the pad for the PIN."""

    def key_enter(self) -> None:
        """Enter is OK wherever the focus is."""


class PinStatus(Block):
    """How many digits are typed, what came of the last try, when the screen closes."""

    def __init__(self, screen: PinScreen) -> None:
        super().__init__()
        self.pad = screen

    def lines(self, width: int) -> list[Content]:
        say, pad = self.pad.phrases, self.pad
        dots = "  ".join("●" * len(pad.typed) + "○" * max(SHORTEST - len(pad.typed), 0))
        blocks = [
            self._both(say("pin.enter"), width, "bold $ink"),
            [Content.styled(dots, "$accent"), *self._both(say("pin.entered", count=len(pad.typed)), width, "$soft")],
            *(self._both(trouble, width, "bold $bad", "✖") for trouble in self._troubles()),
        ]
        closes = self._both(say("pin.closes", seconds=pad.left), width, "$soft")
        if self.has_room(sum(map(len, [*blocks, closes]))):  # two troubles at once matter more
            blocks.append(closes)
        return spaced(blocks, self.content_size.height)

    def _troubles(self) -> Iterator[Bilingual]:
        say, pad = self.pad.phrases, self.pad
        if pad.unreadable:
            yield say("pin.unreadable")
            return
        if pad.waits:
            yield say("pin.wait", seconds=pad.waits)
        elif pad.answer and not pad.answer.right and pad.answer.tries_left:
            yield say("pin.wrong", left=pad.answer.tries_left)
        if pad.answer and not pad.answer.noted:
            yield say("pin.not_noted")

    def _both(self, words: Bilingual, width: int, style: str, mark: str = "") -> list[Content]:
        at = 3 if mark else 0
        second = "$soft" if not mark else style.removeprefix("bold ")
        return [
            *wrapped(self.first(words), width, style, at, Content.styled(mark, style)),
            *wrapped(self.second(words), width, second, at),
        ]
