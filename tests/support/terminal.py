"""A pseudo-terminal that tests type into, and the screen that it draws."""

import fcntl
import os
import re
import select
import signal
import struct
import sys
import termios
import time
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyte
from ptyprocess import PtyProcess
from pyte.modes import IRM
from pyte.screens import Char
from wcwidth import wcwidth

from tests.support.commands import clean_environment
from tests.support.deadline import Deadline
from tests.support.pty_fork import PtyFork
from tests.support.sample import DAY

HOME = "กรุณาเลือกบริการ"
"""What the first page alone says, in the language it opens in."""

FRAME_ASKED, FRAME_ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
FRAME_BEGINS, FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
"""Synchronized output, mode 2026: what stands between its marks appears at once. foot understands it too."""

COLOURS = re.compile(rb"\x1b\[[0-9;]*m")
"""Colours and other attributes of letters: half of what is written, and no test looks at them on this screen."""

ALTERNATE_SCREEN = 1049

NO_ANSWER = 2.0
"""Seconds after which nobody expects a key to be answered any more."""

STANDS = 0.15
"""Seconds without a change after which a page is looked at as it stands."""

KEYS = {
    "left": "\x1b[D",
    "right": "\x1b[C",
    "enter": "\r",
    "escape": "\x1b",
    "f12": "\x1b[24~",
    "ctrl+c": "\x03",
    "ctrl+q": "\x11",
    "ctrl+z": "\x1a",
    "ctrl+backslash": "\x1c",
}


@cache
def is_one_cell(letter: str) -> bool:
    """Whether a letter takes one cell."""
    return wcwidth(letter) == 1


class _Cells(dict[str, Char]):
    """Cells of the attributes that letters are drawn with now: pyte would make one for each letter on each row."""

    def __init__(self, attributes: Char) -> None:
        super().__init__()
        self.attributes = attributes

    def __missing__(self, letter: str) -> Char:
        return self.setdefault(letter, self.attributes._replace(data=letter))


class ThaiScreen(pyte.Screen):
    """pyte's screen, with two things that terminals do: a Thai mark joins the letter before it (pyte drops the rest of
    the line), and the alternate screen begins empty.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self._rows = [""] * rows
        self._cells = _Cells(Char(" "))
        super().__init__(columns, rows)

    @property
    def display(self) -> list[str]:
        """What stands in each row; only those that were drawn in since are looked at cell by cell."""
        if len(self._rows) != self.lines:
            self._rows, self.dirty = [""] * self.lines, {*range(self.lines)}
        for y in self.dirty:
            row = self.buffer[y]
            self._rows[y] = "".join(row[x].data for x in range(self.columns))
        self.dirty.clear()
        return [*self._rows]

    def set_mode(self, *modes: int, **kwargs: Any) -> None:
        super().set_mode(*modes, **kwargs)
        if ALTERNATE_SCREEN in modes:
            self.erase_in_display(2)

    def draw(self, data: str) -> None:
        for part in re.split("([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])", data):
            if part and unicodedata.category(part[0]) == "Mn":
                row, column = self.buffer[self.cursor.y], max(self.cursor.x - 1, 0)
                row[column] = row[column]._replace(data=row[column].data + part)
                self.dirty.add(self.cursor.y)
            elif part and self._draws_at_once(part):
                self._draw_at_once(part)
            elif part:
                super().draw(part)

    def _draws_at_once(self, letters: str) -> bool:
        """Whether these letters stand one in a cell each, of this row and over what is there."""
        has_room = self.cursor.x + len(letters) <= self.columns
        return has_room and IRM not in self.mode and not self.charset and all(map(is_one_cell, letters))

    def _draw_at_once(self, letters: str) -> None:
        if self._cells.attributes != self.cursor.attrs:
            self._cells = _Cells(self.cursor.attrs)
        at = self.cursor.x
        self.buffer[self.cursor.y].update(enumerate(map(self._cells.__getitem__, letters), at))
        self.cursor.x = at + len(letters)
        self.dirty.add(self.cursor.y)


def whole(text: str) -> str:
    """The text with SARA AM put together again."""
    return re.sub("\u0e4d([\u0e48-\u0e4b]*)\u0e32", "\\1ำ", text)


def cut_mark(data: bytes) -> int:
    """How many bytes at the end may be the beginning of a mark of a frame, or of the question about them."""
    marks = (FRAME_BEGINS, FRAME_ASKED)
    return max(size for size in range(len(FRAME_ASKED)) if any(data.endswith(mark[:size]) for mark in marks))


class Terminal:
    """A program in a real pseudo-terminal, and the screen that it draws."""

    def __init__(
        self,
        argv: list[str],
        columns: int = 137,
        rows: int = 28,
        env: dict[str, str] | None = None,
        *,
        forked: bool = False,
    ) -> None:
        """`argv` are a program and its arguments, or, `forked`, those of `kiosk`."""
        self.screen = ThaiScreen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = bytearray()
        self.held = b""
        self._text = ""
        env = {**clean_environment(), "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        if forked:
            self.process = PtyFork(argv, (rows, columns), env)
        else:
            self.process = PtyProcess.spawn(
                argv,
                dimensions=(rows, columns),
                preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0)),
                env=env,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.isalive():
            self.process.kill(signal.SIGKILL)
        self.process.close()

    @property
    def text(self) -> str:
        """What is on the screen now. SARA AM is put together again."""
        if self.screen.dirty:
            self._text = whole("\n".join(self.screen.display))
        return self._text

    def press(self, *keys: str, pause: float | None = None) -> None:
        """Press keys one after the other, as a person would who looks: the next when the page has answered and stands.

        With a `pause`, in seconds, blindly: the next after that time, whatever is drawn.
        """
        for key in keys:
            self.process.write(KEYS.get(key, key).encode())
            if pause is None:
                self.read_answer()
            else:
                self.read(pause)

    def touch(self, words: str) -> None:
        """Touch the lowest place on the screen where these words begin, once they are there."""
        self.until(lambda: self.place(words), f"no {words!r} to touch")
        column, row = self.place(words) or (0, 0)
        for end in "Mm":
            self.process.write(f"\x1b[<0;{column};{row}{end}".encode())
        self.read(0.15)

    def place(self, words: str) -> tuple[int, int] | None:
        """The column and row, from 1, of the lowest place where these words begin."""
        for y in reversed(range(self.screen.lines)):
            cells = [self.screen.buffer[y][x].data for x in range(self.screen.columns)]
            for x in range(self.screen.columns):
                if cells[x] and whole("".join(cells[x:])).startswith(words):
                    return x + 1, y + 1
        return None

    def read(self, seconds: float = 0.0) -> None:
        """Take in what the program draws for so long."""
        for data in self.arrivals(seconds):
            self.draw(data)

    def read_answer(self) -> None:
        """Take in what the program draws for what was pressed, until it stands; soon enough where that is nothing."""
        ends, seen = time.monotonic() + NO_ANSWER, len(self.raw)
        while len(self.raw) == seen and time.monotonic() < ends:
            self.read(0.02)
        while seen != len(self.raw) and time.monotonic() < ends:
            seen = len(self.raw)
            self.read(STANDS)

    def draw(self, data: bytes) -> None:
        """Draw what has come; of a frame that has begun nothing, until it is whole."""
        self.held += data
        if FRAME_ASKED in self.held:
            self.process.write(FRAME_ANSWER)
        begins, ends = self.held.rfind(FRAME_BEGINS), self.held.rfind(FRAME_ENDS)
        drawn = begins if begins > ends else len(self.held) - cut_mark(self.held)
        self.stream.feed(COLOURS.sub(b"", self.held[:drawn]))
        self.held = self.held[drawn:]

    def arrivals(self, seconds: float) -> Iterator[bytes]:
        """What the program writes for so long, piece by piece, as it comes; drawn nowhere."""
        end = time.monotonic() + seconds
        while True:
            left = end - time.monotonic()
            ready, _, _ = select.select([self.process.fd], [], [], max(left, 0))
            if ready:
                try:
                    data = os.read(self.process.fd, 65536)
                except OSError:
                    return
                if not data:
                    return
                self.raw += data
                yield data
            elif left <= 0:
                return

    def wait_for(self, text: str) -> None:
        """Wait until `text` is on the screen."""
        self.until(lambda: text in self.text, f"never saw {text!r}")

    def wait_end(self) -> int | None:
        """Wait for the program to end by itself; its exit status, or None if a signal ended it."""
        self.until(lambda: not self.process.isalive(), "still running")
        self.read(0.05)
        return self.process.exitstatus

    def until(self, condition: Callable[[], object], otherwise: str) -> None:
        """Take in what is drawn until the condition holds. AssertionError, with the screen, when it never does."""
        deadline = Deadline()
        while not condition():
            assert deadline.holds, f"{otherwise}:\n{self.text}"
            self.read(0.02)


def counter(
    folder: Path, *command: str, columns: int = 137, rows: int = 28, env: dict[str, str] | None = None
) -> Terminal:
    """`kiosk` (or another command) on the practice ledger of `folder`, in a terminal.

    It is forked where its imports have ended, but with an `env` of its own, which they may read.
    """
    arguments = ["--data", str(folder), "--practice", "--today", str(DAY), *command]
    if env is None:
        return Terminal(arguments, columns, rows, forked=True)
    return Terminal([sys.executable, "-m", "kiosk", *arguments], columns, rows, env)
