"""The session: one counter, shown in one foot after another; whoever sees badly gets a foot of larger letters."""

import asyncio
import contextlib
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from time import monotonic

from kiosk.backoff import Backoff
from kiosk.errors import Refusal
from kiosk.session import control
from kiosk.session.counter import Counter
from kiosk.session.letters import FULL_HD, fitted
from kiosk.session.relay import RESIZED
from kiosk.session.terminal import Terminal
from kiosk.session.terminals import Terminals, when_ended

_BACKOFF = Backoff(first=0.5, longest=30, after=2)
"""Seconds before a terminal is started again that has ended so many times in a row."""

_HOPELESS = 3
"""Terminals that ended before there was one: there is none to be had."""

_STEADY = 60.0
"""Seconds after which a terminal that ends is the first that does."""

_LINGER = 0.5
"""Seconds for which a terminal is heard that another has replaced: the compositor may send it a last key."""

_KEYS = 4096


def run_session(command: list[str]) -> int:
    """Run the counter that `command` starts, until it ends; gives its exit code. Refusal where foot does not open."""
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
    """Pumps bytes between the counter's pseudo-terminal and the terminal that shows it."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self._command = command
        self._terminals = Terminals(folder, self._came, self._failed)
        self._screen = FULL_HD
        self._larger = False
        self._counter: Counter | None = None
        self._shown: Terminal | None = None
        self._shown_at = 0.0
        self._lingering: list[Terminal] = []
        self._failures = 0

    async def run(self) -> Counter | None:
        """Until the counter ends; gives it, or nothing if it was not to begin."""
        self._loop = asyncio.get_running_loop()
        self._end: asyncio.Future[Counter | None] = self._loop.create_future()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            self._loop.add_signal_handler(number, self._stop)
        with self._terminals:
            self._start_terminal()
            try:
                return await self._end
            finally:
                for terminal in (*self._lingering, *([self._shown] if self._shown else [])):
                    self._close(terminal)

    def _stop(self) -> None:
        """End the counter, and with it the session."""
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
        """A terminal has ended: start one again, if nothing is shown."""
        self._failures += 1
        if self._counter is None and self._failures == _HOPELESS:
            self._end.set_exception(Refusal("session.foot_ends"))
        elif self._shown is None:
            self._loop.call_later(_BACKOFF.wait(self._failures), self._start_terminal)

    def _came(self, terminal: Terminal) -> None:
        """Show it; unless it is only known by it how large the screen is, and other letters fit there."""
        self._screen = terminal.screen
        if terminal.letters == fitted(self._screen, larger=self._larger):
            self._show(terminal)
        else:
            terminal.end()
            self._start_terminal()

    def _show(self, terminal: Terminal) -> None:
        """Show the counter there, in the modes that it has set; the terminal before ends a little later."""
        if self._shown is not None:
            self._loop.remove_reader(self._shown.line)
            self._lingering.append(self._shown)
            self._loop.call_later(_LINGER, self._close, self._shown)
        self._shown, self._shown_at = terminal, monotonic()
        if self._counter is None:
            self._counter = self._start_counter(terminal.size)
        else:
            self._write(self._counter.modes.sequence)
            self._counter.resize(terminal.size)
        self._loop.add_reader(self._counter.master, self._draw, self._counter)
        self._loop.add_reader(terminal.tty, self._type, self._counter, terminal)
        self._loop.add_reader(terminal.line, self._heed, self._counter, terminal)
        self._counter.type(terminal.keys)

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

    def _start_counter(self, size: bytes) -> Counter:
        counter = Counter(self._command, size)
        self._loop.add_reader(counter.line, self._letters_wanted, counter)
        when_ended(counter.process, lambda: self._counter_ended(counter))
        return counter

    def _counter_ended(self, counter: Counter) -> None:
        while counter.drawn():
            pass  # what it has said last is there
        if not self._end.done():
            self._end.set_result(counter)

    def _letters_wanted(self, counter: Counter) -> None:
        """The counter asks for letters of one size or the other."""
        larger = control.wanted(counter.line)
        if larger is None:
            self._loop.remove_reader(counter.line)
        else:
            self._larger = larger
            self._start_terminal()

    def _heed(self, counter: Counter, terminal: Terminal) -> None:
        """The terminal has another size; or it is gone, and the page waits for the next."""
        if terminal.line.recv(len(RESIZED)):
            counter.resize(terminal.size)
            return
        if monotonic() - self._shown_at > _STEADY:
            self._failures = 0
        self._loop.remove_reader(counter.master)  # what is drawn waits
        self._close(terminal)
        if not self._terminals.is_coming:
            self._failed()

    def _draw(self, counter: Counter) -> None:
        """Bytes of the counter go to the terminal."""
        if drawn := counter.drawn():
            self._write(drawn)
        else:
            self._loop.remove_reader(counter.master)

    def _type(self, counter: Counter, terminal: Terminal) -> None:
        """Bytes of the terminal go to the counter."""
        try:
            keys = os.read(terminal.tty, _KEYS)
        except OSError:
            keys = b""
        if keys:
            counter.type(keys)
        else:
            self._loop.remove_reader(terminal.tty)

    def _write(self, drawn: bytes) -> None:
        """All of it; a terminal that is gone says so on its line."""
        assert self._shown is not None
        with contextlib.suppress(OSError):
            while drawn:
                drawn = drawn[os.write(self._shown.tty, drawn) :]
