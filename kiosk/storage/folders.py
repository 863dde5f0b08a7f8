"""Folders: of last good copies, and those that files are taken away in, with names that are not taken there yet."""

import os
from itertools import count
from pathlib import Path

LAST_GOOD = "last-good"
"""The folder, within a data folder, of the copies that were taken while all was right."""


def writable_folder(typed: str) -> Path | None:
    """The folder that was typed; None if there is none of that name, or it cannot be written to."""
    try:
        folder = Path(typed).expanduser().absolute()
        return folder if folder.is_dir() and os.access(folder, os.W_OK) else None
    except (OSError, RuntimeError, ValueError):  # no such user's home, too long a name, a folder that shows nothing
        return None


def untaken(folder: Path, stem: str, *endings: str) -> list[Path]:
    """A file of each ending under a name of which none is there; a number from 2 on stands behind one that is taken."""
    for number in count(1):
        stems = stem if number == 1 else f"{stem}-{number}"
        files = [folder / f"{stems}{ending}" for ending in endings]
        if not any(file.exists() for file in files):
            break
    return files


BEFORE_UPGRADE = "before-upgrade"
"""The folder, within a data folder, of the copy on which a new version was tried: an older one can read it."""
