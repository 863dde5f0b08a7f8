"""The archive: one ZIP file with everything of a night, and a list of what must be in it."""

import contextlib
import datetime
import hashlib
import os
import zipfile
import zlib
from pathlib import Path

import msgspec
from msgspec import Struct

from kiosk.backup.backup_folder import UNFINISHED
from kiosk.storage.private_file import make_private
from kiosk.storage.sqlite_copy import sync_folder
from kiosk.text.refusal import Refusal

FORMAT = 1

MOST = 1 << 30
"""Bytes that an archive unpacks to at most, all of which are in memory: far more than decades of a counter."""

_LIST = "list.json"


class Contents(Struct, frozen=True, kw_only=True):
    """What an archive holds: of which kiosk and day, by which version, and each file with its SHA-256.

    `entries` and `lines` count the ledger and the record; `salt` belongs to the passphrase of what is sealed.
    """

    format: int = FORMAT
    version: str
    kiosk: str
    day: datetime.date
    practice: bool
    entries: int
    lines: int
    salt: str = ""
    files: dict[str, str] = {}


def write_archive(path: Path, contents: Contents, files: dict[str, bytes]) -> Contents:
    """Write a whole archive in the place of `path`, and read it back from the disk; gives what it holds.

    Refusal if that cannot be written, or comes back otherwise.
    """
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    contents = msgspec.structs.replace(contents, files=digests)
    beside = path.with_name(f".{path.name}{UNFINISHED}")
    try:
        make_private(beside)
        with zipfile.ZipFile(beside, "w") as archive:
            for name, content in {_LIST: msgspec.json.encode(contents), **files}.items():
                member = zipfile.ZipInfo(name, (*contents.day.timetuple()[:3], 0, 0, 0))
                archive.writestr(member, content, zipfile.ZIP_DEFLATED)
        _let_go(beside)
        read_archive(beside)
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise Refusal("backup.unwritable", path=path, error=error) from None
    finally:
        with contextlib.suppress(OSError):  # the stick was pulled out
            beside.unlink(missing_ok=True)
    return contents


def read_archive(path: Path) -> tuple[Contents, dict[str, bytes]]:
    """What an archive holds, every file checked against the list. Refusal if it is none, damaged, or newer."""
    try:
        with zipfile.ZipFile(path) as archive:
            contents = msgspec.json.decode(archive.read(_LIST), type=Contents)
            if contents.format > FORMAT:
                raise Refusal("backup.newer", path=path, version=contents.version)
            if sum(member.file_size for member in archive.infolist()) > MOST:
                raise Refusal("backup.damaged", path=path)
            files = {name: archive.read(name) for name in archive.namelist() if name != _LIST}
    except OSError as error:
        raise Refusal("file.unreadable", path=path, error=error) from None
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, NotImplementedError, zlib.error) as error:
        raise Refusal("backup.damaged", path=path) from error
    if contents.files != {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}:
        raise Refusal("backup.damaged", path=path)
    return contents, files


def _let_go(path: Path) -> None:
    """Wait until the disk has a file, and forget what was written: the next reading is of the disk itself."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
