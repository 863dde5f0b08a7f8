"""A lock file: mutual exclusion of the programs that write one file, or do one thing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.storage.private_file import PRIVATE
from kiosk.text.refusal import Refusal

PATIENCE = 4.0
"""Seconds to wait for a program that does the same: it takes less, or it hangs."""


class Held(Refusal):
    """Another program has the lock, and keeps it."""


@contextmanager
def file_lock(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Context in which this program alone has the lock. Held, or Refusal where the file is another user's."""
    import filelock  # the first page does not wait for it

    lock = filelock.FileLock(path, mode=PRIVATE)
    try:
        lock.acquire(timeout=patience)
    except filelock.Timeout:
        raise Held("file.held", path=path) from None
    except OSError as error:
        raise Refusal("file.not_ours", path=path, error=error) from None
    try:
        yield
    finally:
        lock.release()
