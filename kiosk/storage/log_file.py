"""The log: kiosk.log in the data folder, for who is called when something failed."""

import contextlib
import logging
from pathlib import Path
from typing import TextIO

from kiosk.storage.private_file import open_private
from kiosk.text.characters import sanitized

LOG = "kiosk.log"


class LogFile(logging.FileHandler):
    """The log file. What it cannot take is lost: the only other place would be the public screen."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(path, encoding="utf-8", delay=True)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))

    def _open(self) -> TextIO:  # type: ignore[override]  # it promises what a file opened by name has
        return open_private(self.path)

    def format(self, record: logging.LogRecord) -> str:
        return sanitized(super().format(record))

    def emit(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(OSError):
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        pass


def log_failure(path: Path, message: str, error: BaseException) -> None:
    """Write one failure with its traceback, from a program that logs nothing else."""
    handler = LogFile(path)
    handler.emit(
        logging.LogRecord("kiosk", logging.ERROR, "", 0, message, None, (type(error), error, error.__traceback__))
    )
    with contextlib.suppress(OSError):  # what is not on the disk yet is written now
        handler.close()
