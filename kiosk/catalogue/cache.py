"""The catalogue cache: what was read and found right, kept so that the next start need not read and check it again.

It is taken only while every file that it was made of, and the code that made it, are the very ones: same size, place
on the disk and moment of the last change. It holds no code, and is read only where it is this user's own. A digest of
the whole stands before it: a disk that gives back one bit wrong must not show visitors another fee.
"""

import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

import content
import kiosk
from kiosk.catalogue.catalogue import Catalogue
from kiosk.storage.folders import LAST_GOOD
from kiosk.storage.private_file import PRIVATE, write_private
from kiosk.streams.record.bulletins import BULLETINS
from kiosk.streams.record.files import FIRST_EDITION, RECORD
from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.languages import OFFICIAL
from kiosk.text.qr import FIRST_DRAWN, Modules
from kiosk.text.refusal import Refusal
from kiosk.text.thai import FIRST_CUT

CACHE = "catalogue.cache"
"""The file of a data folder that it is kept in."""

_CODE = ("catalogue", "catalogue/rules", "protocol", "storage", "streams/record", "streams/record/bulletins", "text")
"""The packages whose code decides what is read, and whether it is right."""

_LIBRARIES = ("budoux", "qrcode")
"""Those that cut lines and draw codes, beside msgspec."""

_DIGEST = 32
"""The bytes of SHA-256."""

_SETTLED = 2.0
"""Seconds after which a file that is written once more shows another moment of change, on any file system."""

Version = tuple[str, int, int, int, int]
"""A file by its path: its number on the disk, size, and when it and its entry were last written, in nanoseconds."""


class _Cached(msgspec.Struct, array_like=True):
    made_of: list[Version]
    today: date
    python: str
    catalogue: msgspec.Raw
    cut: dict[str, tuple[str, ...]]
    drawn: dict[str, Modules]


class CatalogueCache:
    """The cache of a data folder, for one office's file and one day."""

    def __init__(self, office_file: Path | None, folder: Path, today: date) -> None:
        self._path = folder / CACHE
        self._today = today
        self._made_of = list(_versions(office_file, folder))

    def read(self) -> Catalogue | None:
        """The catalogue; None where it is not kept, is another's, or anything has changed since."""
        try:
            stored = _own_bytes(self._path)
            digest, body = stored[:_DIGEST], memoryview(stored)[_DIGEST:]
            if sha256(body).digest() != digest:
                return None
            kept = msgspec.msgpack.decode(body, type=_Cached)
            if (kept.made_of, kept.today, kept.python) != (self._made_of, self._today, sys.version):
                return None
            FIRST_CUT.update(kept.cut)
            FIRST_DRAWN.update(kept.drawn)
            return msgspec.msgpack.decode(kept.catalogue, type=Catalogue, dec_hook=_decoded)
        except (OSError, msgspec.MsgspecError):
            return None

    def keep(self, catalogue: Catalogue) -> None:
        """Keep the catalogue that was read since this cache was asked, and how lines of the first page break.

        Not one with further languages, whose words lie over the others, nor of files that were written a moment ago.
        """
        newest = max(version[-1] for version in self._made_of) / 1e9
        if catalogue.languages != list(OFFICIAL) or time.time() - newest < _SETTLED:
            return
        raw = msgspec.Raw(msgspec.msgpack.encode(catalogue, enc_hook=_encoded))
        kept = _Cached(self._made_of, self._today, sys.version, raw, FIRST_CUT, FIRST_DRAWN)
        with suppress(OSError, Refusal):
            if self._path.parent.is_dir():
                body = msgspec.msgpack.encode(kept)
                write_private(self._path, sha256(body).digest() + body)


def _versions(office_file: Path | None, folder: Path) -> Iterator[Version]:
    """Every file that the catalogue is made of, and those that would be part of it if they were there."""
    shipped = Path(content.__path__[0])
    for place in (shipped, *(path for path in shipped.iterdir() if path.is_dir()), folder / "ita"):
        yield from _in_folder(place, ".toml")
    for package in _CODE:
        yield from _in_folder(Path(kiosk.__path__[0], package), ".py")
    for library in _LIBRARIES:
        yield from _in_folder(Path(msgspec.__file__).parent.parent / library, ".py")
    databases = [f"{database}{part}" for database in (RECORD, BULLETINS) for part in ("", "-journal", "-wal")]
    names = [*databases, str(Path(RECORD).with_suffix(".toml")), *FIRST_EDITION]
    for path in (*([office_file] if office_file else []), *(folder / name for name in names)):
        yield _version(str(path), path)
    yield _version(f"{LAST_GOOD}/{BULLETINS}", folder / LAST_GOOD / BULLETINS)


def _in_folder(folder: Path, ending: str) -> Iterator[Version]:
    with suppress(OSError), os.scandir(folder) as entries:
        yield from sorted(_version(entry.path, entry) for entry in entries if entry.name.endswith(ending))


def _version(name: str, file: Path | os.DirEntry[str]) -> Version:
    try:
        status = file.stat()
    except OSError:
        return (name, 0, 0, 0, 0)
    return (name, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _own_bytes(path: Path) -> bytes:
    """What a file holds that only this user can have written. OSError for any other."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
        status = os.fstat(file.fileno())
        is_own = stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid()
        if not is_own or stat.S_IMODE(status.st_mode) & ~PRIVATE:
            raise PermissionError(str(path))
        return file.read()


def _encoded(value: Any) -> Any:
    if isinstance(value, Phrases):
        return value.words
    raise NotImplementedError(type(value))


def _decoded(kind: type, value: Any) -> Any:
    if kind is Phrases:
        return Phrases(msgspec.convert(value, dict[str, Bilingual]))
    raise NotImplementedError(kind)
