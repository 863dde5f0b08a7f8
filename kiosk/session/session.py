"""The session: one counter, shown in one foot after another; whoever sees badly gets a foot of larger letters.

A counter, or a terminal, that ends by a fault or hangs comes back; a sentence in both languages stands there meanwhile.
"""

import asyncio
import contextlib
import logging
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from time import monotonic

from kiosk.runtime.backoff import Backoff
from kiosk.session import control
from kiosk.session.compositor_watch import watch
from kiosk.session.counter import Counter
from kiosk.session.letter_size import FULL_HD, Screen, fitted
from kiosk.session.moment import moment
from kiosk.session.pump import Pump
from kiosk.session.relay import RESIZED
from kiosk.session.terminal import Terminal
from kiosk.session.terminals import Terminals, when_ended
from kiosk.session.watchdog import Watchdog, is_service, notify
from kiosk.session.wayland import address
from kiosk.text.refusal import Refusal

_LOG = logging.getLogger(__name__)

_BACKOFF = Backoff(first=0.5, longest=30, after=2)
"""Seconds before a terminal is started again that has ended so many times in a row."""

_HOPELESS = 3
"""Terminals that ended before there was one: there is none to be had."""

_STEADY = 60.0
"""Seconds after which a terminal or a counter that ends is the first that does."""

_LINGER = 0.5
"""Seconds for which a terminal is heard that another has replaced: the compositor may send it a last key."""

_REVIVAL = Backoff(first=0.5, longest=30)
"""Seconds before a counter is started again that has failed so many times in a row."""


def run_session(command: list[str]) -> int:
    """Run the counter that `command` starts, until it is left; gives its exit code. Refusal where foot does not open.

    One that ends before it was ever open is not started again: why stands on stderr.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if not (runtime and "WAYLAND_DISPLAY" in os.environ and shutil.which("foot")):
        raise Refusal("session.no_compositor")
    with tempfile.TemporaryDirectory(dir=runtime, prefix="kiosk-") as folder:
        counter = asyncio.run(Session(command, Path(folder)).run())
    if counter is None:
        return 0
    if counter.exit_code:
        print(counter.last_words, file=sys.stderr)
    return counter.exit_code


class Session:
    """Keeps one counter and one terminal alive, and joins them."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self._command = command
        self._terminals = Terminals(folder, self._came, self._failed)
        self._watchdog = Watchdog(self._frozen)
        self._screen = FULL_HD
        self._larger = False
        self._counter: Counter | None = None
        self._was_open = False
        self._began = 0.0
        self._crashes = 0
        self._why = ""
        self._revival: asyncio.TimerHandle | None = None
        self._pump: Pump | None = None
        self._shown: Terminal | None = None
        self._shown_at = 0.0
        self._lingering: list[Terminal] = []
        self._failures = 0

    async def run(self) -> Counter | None:
        """Until the counter is left; gives it, or nothing if none runs."""
        self._loop = asyncio.get_running_loop()
        self._end: asyncio.Future[Counter | None] = self._loop.create_future()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            self._loop.add_signal_handler(number, self._stop)
        watched = self._watch_compositor()
        with self._terminals:
            self._start_terminal()
            try:
                return await self._end
            finally:
                self._watchdog.rest()
                if watched is not None:
                    watched.cancel()
                for terminal in (*self._lingering, *([self._shown] if self._shown else [])):
                    self._close(terminal)

    def _watch_compositor(self) -> asyncio.Task[None] | None:
        """Where a service manager runs this session, it brings back a compositor that was ended as well."""
        display = address()
        return self._loop.create_task(watch(display)) if is_service() and display is not None else None

    def _stop(self) -> None:
        """End the counter, and with it the session."""
        self._was_open = False
        if self._counter is not None:
            self._counter.process.terminate()
        elif not self._end.done():
            self._end.set_result(None)

    def _start_terminal(self) -> None:
        """Start a terminal of the letters that are wanted, unless it is shown; what is shown stays meanwhile."""
        letters = fitted(self._screen, larger=self._larger)
        if self._shown is not None and self._shown.letters == letters:
            self._terminals.cancel()
        else:
            self._terminals.start(letters)

    def _failed(self) -> None:
        """A terminal has ended: start one again, if nothing is shown.

        A service starts beside its compositor, which may take longer; its manager knows how long to wait.
        """
        self._failures += 1
        if self._began == 0 and self._failures == _HOPELESS and not is_service():
            self._end.set_exception(Refusal("session.foot_ends"))
        elif self._shown is None:
            self._loop.call_later(_BACKOFF.wait(self._failures), self._start_terminal)

    def _came(self, terminal: Terminal) -> None:
        """Show it; unless it is only known by it how large the screen is, and other letters fit there.

        On a busy machine it comes before the compositor has told it its size: then what is shown knows better.
        """
        shown, screen = self._shown.drawable if self._shown else None, self._screen_of(terminal)
        if shown is None or (screen.width >= shown.width and screen.height >= shown.height):
            self._screen = screen
        if terminal.letters == fitted(self._screen, larger=self._larger):
            self._show(terminal)
        else:
            terminal.end()
            self._start_terminal()

    def _screen_of(self, terminal: Terminal) -> Screen:
        """The screen that a terminal fills: the one it has told, known before or most common; else what its cells take.

        Those take up to a cell less, and letters that fit into so much would leave still less to the next ones.
        """
        known = (terminal.screen, self._screen, FULL_HD)
        return next((screen for screen in known if terminal.fills(screen)), terminal.drawable or terminal.screen)

    def _show(self, terminal: Terminal) -> None:
        """Show the counter there, in the modes that it has set; the terminal before ends a little later."""
        if self._shown is not None:
            self._loop.remove_reader(self._shown.line)
            self._lingering.append(self._shown)
            self._loop.call_later(_LINGER, self._close, self._shown)
        self._shown, self._shown_at = terminal, monotonic()
        self._loop.add_reader(terminal.line, self._heed, terminal)
        if self._revival is not None:
            self._apologize(terminal)
        elif self._counter is None:
            self._start_counter()
        else:
            terminal.write(self._counter.modes.sequence)
            self._counter.resize(terminal.size)
            self._pump = Pump(self._counter, terminal)

    def _close(self, terminal: Terminal) -> None:
        """End a terminal, once."""
        if terminal in self._lingering:
            self._lingering.remove(terminal)
        elif terminal is self._shown:
            self._shown = None
        else:
            return
        self._loop.remove_reader(terminal.tty)
        self._loop.remove_reader(terminal.line)
        terminal.end()

    def _heed(self, terminal: Terminal) -> None:
        """The terminal has another size, which other letters may fit; or it is gone, and the page waits for the next.

        A terminal on a busy machine comes before the compositor has told it how large it is.
        """
        if terminal.line.recv(len(RESIZED)):
            if self._counter is not None:
                self._counter.resize(terminal.size)
            if not self._terminals.is_coming:  # what comes takes the screen from the one that is shown
                if not terminal.fills(terminal.screen):
                    terminal.screen = self._screen = self._screen_of(terminal)
                self._start_terminal()
            return
        if monotonic() - self._shown_at > _STEADY:
            self._failures = 0
        if self._pump is not None:
            self._pump.stop_drawing()
        self._close(terminal)
        if not self._terminals.is_coming:
            self._failed()

    def _start_counter(self) -> None:
        """Start the counter in the terminal that is shown; where there is none, the next one starts it.

        What was typed while it was away is forgotten.
        """
        self._revival = None
        if self._shown is None:
            return
        if self._began:
            self._shown.forget_keys()
        self._counter = counter = Counter(self._command, self._shown.size)
        self._began = monotonic()
        self._loop.add_reader(counter.line, self._hear, counter)
        when_ended(counter.process, lambda: self._counter_ended(counter))
        self._watchdog.watch()
        self._pump = Pump(counter, self._shown)

    def _hear(self, counter: Counter) -> None:
        """The counter is alive, or asks for letters of one size or the other."""
        match control.next_word(counter.line):
            case None:
                self._loop.remove_reader(counter.line)
            case "alive":
                self._watchdog.watch()
                if not self._was_open:
                    self._was_open = True
                    notify("READY=1")
            case letters:
                self._larger = letters == "larger"
                self._start_terminal()

    def _frozen(self) -> None:
        """The counter no longer beats: end it, and what it leaves is a crash."""
        if self._counter is not None:
            self._why = "The counter no longer answered, and was ended."
            self._counter.kill()

    def _counter_ended(self, counter: Counter) -> None:
        """It was left, or it comes back."""
        while counter.drawn():
            pass  # what it has said last is there
        self._watchdog.rest()
        if counter.exit_code and self._was_open:
            self._crashed(counter)
        elif not self._end.done():
            self._end.set_result(counter)

    def _crashed(self, counter: Counter) -> None:
        """Start the counter again after a while, in the usual letters; each time after a longer one."""
        why, self._why = self._why or counter.last_words or f"The counter ended with {counter.exit_code}.", ""
        print(why, file=sys.stderr, flush=True)
        _LOG.error(why)
        notify("WATCHDOG=1")
        self._loop.remove_reader(counter.master)
        self._loop.remove_reader(counter.line)
        counter.close()
        self._counter = self._pump = None
        self._crashes = self._crashes + 1 if monotonic() - self._began < _STEADY else 1
        self._revival = self._loop.call_later(_REVIVAL.wait(self._crashes), self._start_counter)
        self._larger = False
        self._start_terminal()
        if self._shown is not None:
            self._loop.remove_reader(self._shown.tty)
            self._apologize(self._shown)

    def _apologize(self, terminal: Terminal) -> None:
        """Say that it takes a moment, if the words can be read."""
        with contextlib.suppress(Refusal):
            terminal.write(moment(terminal.size))
