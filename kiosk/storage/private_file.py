"""Small private files of the data folder: read into a struct, written whole or not at all."""

import os
from pathlib import Path
from typing import TypeVar

from kiosk.errors import Refusal
from kiosk.storage.toml_file import build, read_toml

T = TypeVar("T")


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


def write_private(path: Path, content: bytes) -> None:
    """Put `content` into a file that only this user reads (0600). Refusal if the folder cannot be written to."""
    beside = path.with_name(path.name + ".new")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise Refusal(
            f"{path} could not be written ({error.strerror}); check that this user may write to its folder."
        ) from None
