"""Private files: those of the data folder and what leaves it are read and written by this user alone.

Small ones are read into a struct, and written whole or not at all.
"""

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path
from typing import TextIO, TypeVar

from kiosk.storage.toml_file import build, read_toml
from kiosk.text.refusal import Refusal

T = TypeVar("T")

PRIVATE = 0o600
"""The mode of every file."""

_OWN_FOLDER = 0o700


def read_struct(path: Path, kind: type[T]) -> T:
    """The TOML file as a `kind`. Faulty, which names file and key, if it is not one."""
    return build(read_toml(path, str(path)), kind, str(path))


def is_there(path: Path) -> bool:
    """Whether there is such a file; True where the folder does not let itself be looked into: reading it says so."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def written_at(path: Path) -> int:
    """When the file was last written, in nanoseconds since 1970; 0 if it cannot be seen."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def write_private(path: Path, content: bytes, mode: int = PRIVATE) -> None:
    """Atomic write of a file that only this user reads (0600), whatever the umask; or of another mode.

    It is written beside its place under a name that nobody can guess, then renamed. Refusal if the folder cannot be
    written to, or if a link, a pipe or a device stands in the place.
    """
    check_plain(path)
    beside = None
    try:
        descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
        with os.fdopen(descriptor, "wb") as file:
            with contextlib.suppress(PermissionError):  # a stick's file system knows no modes
                os.fchmod(file.fileno(), mode)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError as error:
        if beside is not None:
            Path(beside).unlink(missing_ok=True)
        raise unwritten(path, error) from None


def unwritten(path: Path, error: Exception) -> Refusal:
    """Why a file could not be written, and what to do about it: on a full disk nobody lacks the right to write."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Refusal("file.no_room", path=path)
    return Refusal("file.unwritable", path=path, error=error)


def open_private(path: Path) -> TextIO:
    """Append to a text file that only this user reads, without following a link. OSError if it is none."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK, PRIVATE)
    file = os.fdopen(descriptor, "a", encoding="utf-8")
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "not a plain file", str(path))
    with contextlib.suppress(OSError):
        os.fchmod(descriptor, PRIVATE)
    return file


def make_private(path: Path) -> None:
    """Make an empty file for what opens it by itself, as SQLite does, or tighten the one that is there.

    Without opening it: a close would take the locks of all of this process's connections. Refusal if a link, a pipe or
    a device stands in the place.
    """
    check_plain(path)
    with contextlib.suppress(OSError):  # who opens the file says why it cannot be
        os.mknod(path, PRIVATE | stat.S_IFREG)
        path.chmod(PRIVATE)  # which the umask may have narrowed
    _tighten(path, PRIVATE)


def make_private_folder(folder: Path) -> None:
    """Make a folder that only this user looks into (0700), and those that it lies in, or tighten the one that is there.

    OSError if it cannot be made. A mount point and a folder that many write to are somebody else's, and stay.
    """
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(_OWN_FOLDER, exist_ok=True)
        path.chmod(_OWN_FOLDER)
    if not (folder.is_mount() or folder.stat().st_mode & stat.S_ISVTX):
        _tighten(folder, _OWN_FOLDER)


def check_plain(path: Path) -> None:
    """Refusal if a link, a pipe, a device or a folder stands where a file is to be."""
    with contextlib.suppress(OSError):  # who writes to it says why it cannot be
        if not stat.S_ISREG(path.lstat().st_mode):
            raise Refusal("file.not_plain", path=path)


def _tighten(path: Path, mode: int) -> None:
    """Take from others what they may do with a file or folder of ours; another user's stays as it is."""
    with contextlib.suppress(OSError):
        present = stat.S_IMODE(path.stat().st_mode)
        if present & ~mode:
            path.chmod(present & mode)
