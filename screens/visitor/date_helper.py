"""The date helper: a visitor writes one day, and reads when they may come; nothing is kept."""

from typing import Any

from textual import events, on
from textual.app import ComposeResult

from kiosk.catalogue.facts import Fact
from kiosk.catalogue.services import Service
from kiosk.catalogue.written_day import parted, with_digit
from kiosk.machine.kiosk import Kiosk
from kiosk.text.figures import arabic
from screens.page import Page
from screens.visitor.widgets.date_answer import DateAnswer
from screens.visitor.widgets.date_entry import DateEntry
from screens.visitor.widgets.key_bar import KeyBar
from screens.visitor.widgets.whose_word import Heading
from screens.widgets.containers import Container, Grid
from screens.widgets.debounce import Debounce
from screens.widgets.help_keys import BESIDE_DIGITS
from screens.widgets.pad_key import PadKey
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title

_DELETE, _CLEAR = "backspace", "delete"
_DIGITS = {*"0123456789"}
_KEYS = {*_DIGITS, _DELETE, _CLEAR}

_SEPARATORS = {*"/-, ฝข"}
"""What people write between day, month and year; the keys of / and - send the last two on the Thai layout."""

_TYPED_ON = 1.0
"""Seconds within which a digit after one that was refused is still of the same date: nobody has read so soon why."""


class DateHelperScreen(Page):
    """The digits write here, all of them: other keys lead to the other language and to an officer. ← and * leave."""

    CSS_PATH = "date_helper.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk, service: Service) -> None:
        """ValueError for a service that has no filing rule."""
        super().__init__(kiosk)
        if service.filing is None:
            raise ValueError(f"{service.id} has no filing rule")
        self.service = service
        self.entry = DateEntry(kiosk, service.filing.asks)
        self.answer = DateAnswer(kiosk, service, self.entry)
        self.refused = Debounce(_TYPED_ON)
        """The digits that are typed on past one that cannot be."""
        self._has_digits = False
        """Whether digits come as such: then / and - are no digits of the Thai layout."""

    def body(self) -> ComposeResult:
        say = self.phrases
        title = Title(say("dates.title"), more=self.service.title, brief=self.service.short_title)
        service = self.service
        facts: list[Fact[Any]] = [service.window, service.late, service.who, service.fee]
        yield Heading(title, facts, self.kiosk.catalogue)
        with Container(id="dates"):
            yield self.answer
            yield self.entry
            with Grid(id="pad"):
                for digit in "123456789":
                    yield PadKey(digit)
                yield PadKey(_DELETE, say("dates.delete"))
                yield PadKey("0")
                yield PadKey(_CLEAR, say("dates.clear"))
        yield KeyBar(say, help=BESIDE_DIGITS)

    def meant(self, event: events.Key) -> events.Key:
        """Beside digits / and - part them; the keys 2 and 3 of the Thai layout send these too, but never a digit."""
        if arabic(event.character or "") in _DIGITS:
            self._has_digits = True
        return event if self._has_digits and event.character in _SEPARATORS else super().meant(event)

    def on_key(self, event: events.Key) -> None:
        """Keys are taken here: those that come quickly would overtake one another on their way through the pad."""
        key = arabic(event.key)
        if event.character in _SEPARATORS:
            event.stop()
            event.prevent_default()
            self._write(parted(self.entry.digits), event.time)
        elif key in _KEYS:
            event.stop()
            event.prevent_default()
            self._take(key, event.time)

    @on(Pressable.Pressed, "PadKey")
    def touch(self, event: Pressable.Pressed) -> None:
        """Take a key of the pad."""
        self._take(event.pressable.key, event.time)

    def _take(self, key: str, pressed_at: float) -> None:
        self._write(self._written(key, pressed_at), pressed_at)

    def _written(self, key: str, pressed_at: float) -> str:
        """What is written after that key. Whoever is told to write a part again does, but not by what is typed on."""
        digits, fault = self.entry.digits, self.entry.fault
        if key == _CLEAR:
            return ""
        if key == _DELETE:
            return digits[:-1]
        if fault is None:
            return with_digit(digits, key)
        return with_digit(digits[: fault.kept], key) if self.refused.accepts(pressed_at=pressed_at) else digits

    def _write(self, digits: str, pressed_at: float) -> None:
        self.entry.digits = digits
        if self.entry.fault is not None:
            self.refused.lock_out(pressed_at=pressed_at)
        self.entry.refresh()
        self.answer.refresh()
