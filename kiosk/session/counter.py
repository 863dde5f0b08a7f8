"""The counter on the session's own pseudo-terminal, which outlives the terminals that show it."""

import contextlib
import fcntl
import os
import pty
import re
import signal
import socket
import subprocess
import termios

from kiosk.session import control
from kiosk.session.terminal_modes import TerminalModes

_CHUNK = 1 << 16
_LATEST = 4096

_ENTERS_PAGES, _LEAVES_PAGES = b"\x1b[?1049h", b"\x1b[?1049l"
_SEQUENCE = re.compile(r"\x1b\[[<-?]?[\d;]*[A-Za-z]")


class Counter:
    """The program, from its start; `line` is the session's end of the control line."""

    def __init__(self, command: list[str], size: bytes) -> None:
        self.master, slave = pty.openpty()
        self.line, its_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.modes = TerminalModes()
        self._latest = b""
        fcntl.ioctl(slave, termios.TIOCSWINSZ, size)
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**os.environ, "TERM": "foot", "COLORTERM": "truecolor", **control.environment(its_end)},
            pass_fds=[its_end.fileno()],
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)
        its_end.close()
        os.set_blocking(self.master, False)

    def resize(self, size: bytes) -> None:
        """Give it a terminal of this size, and have it draw everything, also where it had that size before."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, size)
        self.process.send_signal(signal.SIGWINCH)

    def type(self, keys: bytes) -> None:
        """Send it keys; what a counter that hangs does not take is lost."""
        with contextlib.suppress(OSError):
            os.write(self.master, keys)

    def drawn(self) -> bytes:
        """What it has written since; nothing if it has closed its terminal."""
        try:
            written = os.read(self.master, _CHUNK)
        except OSError:
            return b""
        self.modes.read(written)
        self._latest = (self._latest + written)[-_LATEST:]
        return written

    def kill(self) -> None:
        """End it with all that it has started, also where it hangs."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def close(self) -> None:
        """Give back what the session held of one that has ended."""
        os.close(self.master)
        self.line.close()

    @property
    def exit_code(self) -> int:
        """As a shell gives it."""
        code = self.process.returncode
        return code if code >= 0 else 128 - code

    @property
    def last_words(self) -> str:
        """What it has said since it left its pages: why it has ended; nothing of a page that it was killed on."""
        if _ENTERS_PAGES in self.modes.sequence:
            return ""
        left = self._latest.rpartition(_LEAVES_PAGES)[-1].decode("utf-8", "replace")
        return _SEQUENCE.sub("", left).replace("\r", "").strip()
