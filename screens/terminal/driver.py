"""Textual's terminal driver, for terminals that go away, that send anything, and whose encoding nobody set."""

import contextlib
import os
import signal
from select import select
from typing import Any, TextIO

from textual.drivers.linux_driver import LinuxDriver

from screens.terminal.input_parser import Listener


class TerminalDriver(LinuxDriver):
    """What a vanished terminal cannot take is dropped: the writer thread would end, and the program wait for it.

    Ctrl+Z stays without effect where it was before: Textual would listen to it again.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        suspend = signal.getsignal(signal.SIGTSTP)
        super().__init__(*arguments, **options)
        if suspend is signal.SIG_IGN:
            signal.signal(signal.SIGTSTP, suspend)
        # Thai is written whatever LC_ALL and PYTHONIOENCODING say; what has no UTF-8 must not end the writer thread.
        self._file.reconfigure(encoding="utf-8", errors="replace")
        self._file: Any = _Forgiving(self._file)

    def run_input_thread(self) -> None:
        """Read the terminal until the program ends; without a terminal it ends. Textual would panic at a bad byte."""
        listener = Listener()
        while not self.exit_event.is_set():
            if not select([self.fileno], [], [], listener.wait)[0]:
                events = listener.silence()
            elif data := self._read():
                events = listener.hear(data)
            else:
                self._app.call_later(self._app.exit)
                return
            for event in events:
                self.process_message(event)

    def _read(self) -> bytes:
        """What has come; nothing if the terminal is gone."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""

    def _query_in_band_window_resize(self) -> None:
        """Not asked: SIGWINCH and the kernel tell the size, and a size among the keys could be anybody's."""


class _Forgiving:
    """The part of a text file that the writer thread uses."""

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
