"""A hardened Textual app, as a public counter needs it: quiet when it fails, deaf to what no visitor may do."""

import asyncio
import logging
import signal
from time import monotonic

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.filter import LineFilter
from textual.widgets import Input

from screens.layouts import TOO_SMALL
from screens.page import Page
from screens.terminal.driver import TerminalDriver
from screens.terminal.keymap import normalized
from screens.terminal.text_filter import TextFilter
from screens.terminal.tty_hold import ENDING
from screens.widgets.number_field import NumberField

_TEXT_FILTER = TextFilter()
_TOUCHES = (events.Key, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp, events.Paste)


class HardenedApp(App[None], inherit_bindings=False):
    """No bindings, no palette, no selection; signals end it cleanly, and a crash goes to the log file alone."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(driver_class=TerminalDriver)
        self.crashed = False
        self.line_filters: list[LineFilter] = [_TEXT_FILTER]
        self.touched = monotonic()
        """When somebody last pressed or touched anything, in seconds of the monotonic clock."""

    def on_mount(self) -> None:
        """SIGTERM and SIGHUP, which the hold on the terminal may have deferred, give the terminal back."""
        loop = asyncio.get_running_loop()
        for number in ENDING:
            loop.add_signal_handler(number, self.exit)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)

    def get_line_filters(self) -> list[LineFilter]:
        return self.line_filters  # no colour is the terminal's own, which Textual's filter would make one of its theme

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.AppBlur):
            return  # Textual would hide the focus until the next key: a counter's terminal may tell no other window
        if isinstance(event, _TOUCHES):
            self.touched = monotonic()
        if isinstance(event, events.Key) and not self._is_writing:
            page = self.screen
            event = page.meant(event) if isinstance(page, Page) else normalized(event)
            blind = page.has_class(TOO_SMALL) and not (isinstance(page, Page) and page.ANY_KEY)
            if blind and event.key != "ctrl+q":
                return  # what cannot be seen must not count anybody
        await super().on_event(event)

    @property
    def _is_writing(self) -> bool:
        """Whether keys are letters: in a field for words, not in one for a number."""
        return isinstance(self.focused, Input) and not isinstance(self.focused, NumberField)

    def _fatal_error(self) -> None:
        """Textual would print a traceback with all locals on the public screen: it goes to the log file instead."""
        logging.getLogger("kiosk").exception("The screen failed")
        self._end_crashed()

    def panic(self, *renderables: RenderableType) -> None:
        """What Textual would print when its own threads fail goes to the log file too."""
        segments = [segment for renderable in renderables for segment in self.console.render(renderable)]
        logging.getLogger("kiosk").error("The screen failed\n%s", "".join(segment.text for segment in segments))
        self._end_crashed()

    def _end_crashed(self) -> None:
        self.crashed = True
        self._close_messages_no_wait()
