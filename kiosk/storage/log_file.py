"""The log: kiosk.log in the data folder, one JSON object a line, for who is called when something failed.

Rotated by size. It holds what the program did, and no word that a person typed.
"""

import contextlib
import io
import logging
import re
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

from msgspec import Struct, json

from kiosk.storage.private_file import open_private
from kiosk.text.characters import sanitized
from kiosk.text.dates import THAI_TIME

LOG = "kiosk.log"

_LARGEST = 1 << 20
"""Bytes of a file; the next line begins another."""

_KEPT = 4
"""Files before the present one: kiosk.log.1 is the newest."""

_TYPED = re.compile(r"(?<![\w'\"])(b?['\"])(?=[^'\"]*\d)[^'\"/]*['\"]")
"""A quoted value with a figure in it: where an error repeats what it was given, that may be a passport's number."""


FAILURES = ("ERROR", "CRITICAL")
"""The levels of lines that tell of one."""


class LogLine(Struct, frozen=True, omit_defaults=True):
    """A line: when, in Thailand; how bad, by logging's word; what, and the traceback of what failed."""

    at: str
    level: str
    said: str
    traceback: str = ""


class LogFile(RotatingFileHandler):
    """The log file. What it cannot take is lost: the only other place would be the public screen.

    It is open for one line at a time: other programs of this machine write and rotate it too.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(path, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", delay=True)

    def _open(self) -> TextIO:  # type: ignore[override]  # it promises what a file opened by name has
        return open_private(self.path)

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, THAI_TIME).isoformat(timespec="seconds")
        failed = logging.Formatter().formatException(record.exc_info) if record.exc_info else ""
        line = LogLine(at, record.levelname, _untyped(record.getMessage()), _untyped(failed))
        return json.encode(line).decode()

    def emit(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(OSError):
            super().emit(record)
        with contextlib.suppress(OSError):  # what is not on the disk yet is written now
            self.close_file()

    def close_file(self) -> None:
        """Until the next line."""
        if self.stream is not None:
            stream, self.stream = self.stream, None
            stream.close()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        pass


class LogStream(io.TextIOBase):
    """A stream for stderr whose lines are logged: a warning of Python itself, too, is nothing to be read in public."""

    def __init__(self) -> None:
        self._line = ""

    def write(self, text: str) -> int:
        *lines, self._line = (self._line + text).split("\n")
        for line in filter(None, lines):
            logging.getLogger("kiosk").warning(line)
        return len(text)


def log_failure(path: Path, message: str, error: BaseException) -> None:
    """Write one failure with its traceback, from a program that logs nothing else."""
    record = logging.LogRecord("kiosk", logging.ERROR, "", 0, message, None, (type(error), error, error.__traceback__))
    LogFile(path).emit(record)


def log_files(folder: Path) -> list[Path]:
    """The log files of a data folder, the newest first."""
    names = [LOG, *(f"{LOG}.{number}" for number in range(1, _KEPT + 1))]
    return [path for name in names if (path := folder / name).is_file()]


def read_log(path: Path) -> list[LogLine]:
    """The lines of a log file that can be read as such, the oldest first; none where there is no file."""
    lines = []
    with contextlib.suppress(OSError), path.open("rb") as file:
        for line in file:
            with contextlib.suppress(ValueError):
                lines.append(json.decode(line, type=LogLine))
    return lines


def newest_failure(folder: Path, since: str) -> LogLine | None:
    """The last line of a data folder's log after a moment that tells of a failure; None if none does."""
    for path in log_files(folder):
        for line in reversed(read_log(path)):
            if line.at <= since:
                return None
            if line.level in FAILURES:
                return line
    return None


def _untyped(text: str) -> str:
    return sanitized(_TYPED.sub(r"\1…'", text))
