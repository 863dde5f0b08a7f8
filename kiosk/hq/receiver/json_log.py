"""JSON lines on stderr, at most some of a kind in a minute: a flood of requests is no flood of the log."""

import json
import logging
import sys
import time
import traceback
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock

MOST = 60
"""Lines of a kind in a window; more are counted, and told in one line when it is over."""

WINDOW = 60.0
"""Seconds."""

_ENCODER = json.JSONEncoder(separators=(",", ":"), default=str)
_LEVELS = {logging.WARNING: "warning", logging.ERROR: "error", logging.CRITICAL: "error"}


@dataclass
class _Kind:
    begun: float
    told: int = 0
    repeated: int = 0
    last: dict[str, object] = field(default_factory=dict)


class JsonLog:
    """Rate limiting of log lines by their kind."""

    def __init__(self, window: float = WINDOW) -> None:
        self._window = window
        self._kinds: dict[Hashable, _Kind] = {}
        self._lock = Lock()

    def write(self, kind: Hashable, line: dict[str, object]) -> None:
        """Write a line, or count it where its kind has had its lines."""
        now = time.monotonic()
        with self._lock:
            self._end_windows(now)
            this = self._kinds.setdefault(kind, _Kind(now))
            if this.told < MOST:
                this.told += 1
                _put(line)
            else:
                this.repeated, this.last = this.repeated + 1, line

    def _end_windows(self, now: float) -> None:
        """They end in the order in which they began: no more of them are looked at than are over."""
        while self._kinds:
            kind, each = next(iter(self._kinds.items()))
            if now - each.begun < self._window:
                break
            del self._kinds[kind]
            if each.repeated:
                _put({**each.last, "repeated": f"repeated {each.repeated} times"})


class JsonLogHandler(logging.Handler):
    """What libraries log, as lines of the same log."""

    def __init__(self, log: JsonLog) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; its kind is where it was made."""
        line: dict[str, object] = {"level": _LEVELS.get(record.levelno, "error"), "message": record.getMessage()}
        if record.exc_info and record.exc_info[1] is not None:
            line["traceback"] = "".join(traceback.format_exception(record.exc_info[1]))
        self._log.write((record.name, record.lineno), line)


def _put(line: dict[str, object]) -> None:
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    # Plain ASCII: no control character, of C1 neither, reaches the terminal of whoever reads the log.
    text = _ENCODER.encode({"at": at, **line}).replace("\x7f", "\\u007f")
    with suppress(OSError):  # a full disk under the log stops no receiver
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
