"""Textual's terminal driver, for terminals that go away: a closed ssh, a killed window."""

import codecs
import contextlib
import signal
from functools import partial
from typing import Any, TextIO

from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

# A byte that is no UTF-8, from an old mouse or a wedged keyboard, would end Textual's input thread and with it the app.
linux_driver.getincrementaldecoder = lambda name: partial(  # type: ignore[attr-defined]
    codecs.getincrementaldecoder(name), errors="replace"
)


class TerminalDriver(LinuxDriver):
    """What a vanished terminal cannot take is dropped: the writer thread would end, and the program wait for it.

    Ctrl+Z stays without effect where it was before: Textual would listen to it again.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        suspend = signal.getsignal(signal.SIGTSTP)
        super().__init__(*arguments, **options)
        if suspend is signal.SIG_IGN:
            signal.signal(signal.SIGTSTP, suspend)
        self._file: Any = _Forgiving(self._file)


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
