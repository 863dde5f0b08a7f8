"""The terminal driver: Textual's, made to outlive terminals that hang up, send garbage, or have no encoding set."""

import contextlib
import os
import signal
from select import select
from typing import Any, TextIO

from textual.drivers.linux_driver import LinuxDriver

from screens.terminal.input_parser import InputParser


class TerminalDriver(LinuxDriver):
    """A LinuxDriver that survives a hang-up and malformed input.

    Where SIGTSTP is ignored (a locked counter) it stays ignored: Textual would let Ctrl+Z suspend the program again.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        suspend = signal.getsignal(signal.SIGTSTP)
        super().__init__(*arguments, **options)
        if suspend is signal.SIG_IGN:
            signal.signal(signal.SIGTSTP, suspend)
        # UTF-8 whatever LC_ALL and PYTHONIOENCODING say; an encoding error would end the writer thread.
        self._file.reconfigure(encoding="utf-8", errors="replace")
        self._file: Any = _HangUpTolerant(self._file)

    def run_input_thread(self) -> None:
        """The input loop, until the program ends; a hang-up ends it. Textual's own would panic at a malformed byte."""
        parser = InputParser()
        while not self.exit_event.is_set():
            if not select([self.fileno], [], [], parser.timeout)[0]:
                events = parser.tick()
            elif data := self._read():
                events = parser.feed(data)
            else:
                self._app.call_later(self._app.exit)
                return
            for event in events:
                self.process_message(event)

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
