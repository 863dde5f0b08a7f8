"""The terminal driver: Textual's, made to outlive terminals that hang up, send garbage, or have no encoding set, and
keys without end."""

import contextlib
import os
import signal
from select import select
from typing import Any, TextIO

from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key

from screens.terminal.input_parser import InputParser
from screens.terminal.key_thinning import KeyThinning


class TerminalDriver(LinuxDriver):
    """A LinuxDriver that survives a hang-up and malformed input.

    Where SIGTSTP is ignored (a locked counter) it stays ignored: Textual would let Ctrl+Z suspend the program again.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        suspend = signal.getsignal(signal.SIGTSTP)
        super().__init__(*arguments, **options)
        self._sent = self._taken = 0
        if suspend is signal.SIG_IGN:
            signal.signal(signal.SIGTSTP, suspend)
        # UTF-8 whatever LC_ALL and PYTHONIOENCODING say; an encoding error would end the writer thread.
        self._file.reconfigure(encoding="utf-8", errors="replace")
        self._file: Any = _HangUpTolerant(self._file)

    def run_input_thread(self) -> None:
        """The input loop, until the program ends; a hang-up ends it. Textual's own would panic at a malformed byte."""
        parser, thinning = InputParser(), KeyThinning()
        while not self.exit_event.is_set():
            if not select([self.fileno], [], [], parser.timeout)[0]:
                events = parser.tick()
            elif data := self._read():
                events = parser.feed(data)
            else:
                self._app.call_later(self._app.exit)
                return
            for event in events:
                if not isinstance(event, Key):
                    self.process_message(event)
                elif thinning.lets_through(event.key, event.time, waits=self._taken != self._sent):
                    self._send(event)

    def _send(self, key: Key) -> None:
        """Hand a key to the app, and learn when its event loop has come to it: nothing else tells that it is busy."""
        self.process_message(key)
        self._sent += 1
        with contextlib.suppress(RuntimeError):  # the loop is closed: the program ends
            self._loop.call_soon_threadsafe(self._take, self._sent)

    def _take(self, number: int) -> None:
        self._taken = number

    def _read(self) -> bytes:
        """The bytes that have come; none after a hang-up."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""

    def _query_in_band_window_resize(self) -> None:
        """In-band resize reports are not asked for: SIGWINCH tells the size, and one among the keys can be forged."""


class _HangUpTolerant:
    """The part of a text file that the writer thread uses; output to a terminal that is gone is dropped.

    An error would end the thread, and the program would wait for it for ever.
    """

    def __init__(self, file: TextIO) -> None:
        self.file = file

    def write(self, text: str) -> None:
        with contextlib.suppress(OSError):
            self.file.write(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self.file.flush()

    def fileno(self) -> int:
        return self.file.fileno()
