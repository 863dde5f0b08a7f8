"""The folder of the backups: the second disk or the stick where they are kept, and which of them are there."""

import datetime
import os
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from kiosk.machine.kiosk import Kiosk
from kiosk.security.seal import Seal
from kiosk.storage.private_file import is_there, read_struct, write_private
from kiosk.text.refusal import Refusal

KEPT = 14
"""The newest so many are kept: two weeks of nights."""

FRESH = datetime.timedelta(2)
"""How old the newest may be before staff are told."""

_NIGHT = datetime.time(2, 30)
"""From when on a night's backup is due: after the night's sync."""

_CHOICE = "backup.toml"

UNFINISHED = ".part"
"""What the name of a backup ends with while it is written; it begins with a dot then."""

BackupWord = Literal["unset", "gone", "none", "old", "fresh"]


class BackupFolder(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """backup.toml: where backups go, and what seals the keys in them (None: they hold no keys).

    `apart` tells that the folder was on another disk than the data when it was chosen.
    """

    path: str
    apart: bool
    seal: Seal | None = None

    def is_plugged(self, kiosk: Kiosk) -> bool:
        """Whether the folder is there, and on a disk of its own if it was: not the empty one under a missing stick.

        One that was pulled out while it was in use is still mounted, and cannot be read.
        """
        try:
            os.listdir(self.path)
            return is_apart(Path(self.path), kiosk) or not self.apart
        except OSError:
            return False


class Backup(Struct, frozen=True, order=True):
    """A backup by its name: it gets that only when all of it was written, and verified."""

    day: datetime.date
    path: Path


def backup_folder(kiosk: Kiosk) -> BackupFolder | None:
    """Where the backups of this kiosk go; None while nobody has said. Faulty if the file is not right."""
    path = kiosk.folder / _CHOICE
    return read_struct(path, BackupFolder) if is_there(path) else None


def choose_folder(kiosk: Kiosk, path: Path, seal: Seal | None) -> BackupFolder:
    """Backups go there from now on. Refusal if it is no folder, or lies within the data folder."""
    try:
        apart, path = is_apart(path, kiosk), path.resolve(strict=True)
    except OSError as error:
        raise Refusal("backup.no_folder", path=path, error=error) from None
    if path.is_relative_to(kiosk.path("").resolve()):
        raise Refusal("backup.within", path=path)
    chosen = BackupFolder(str(path), apart, seal)
    write_private(kiosk.path(_CHOICE), msgspec.toml.encode(chosen))
    return chosen


def is_apart(path: Path, kiosk: Kiosk) -> bool:
    """Whether a folder is on another disk than the data folder. OSError if it is no folder."""
    if not path.is_dir():
        raise NotADirectoryError(20, "Not a directory", str(path))
    return path.stat().st_dev != kiosk.path("").stat().st_dev


def backup_name(kiosk: Kiosk) -> str:
    """The name of today's backup."""
    return f"{_stem(kiosk)}-{kiosk.today}.zip"


def backups(folder: Path, kiosk: Kiosk) -> list[Backup]:
    """The verified backups of this kiosk in a folder, the oldest first."""
    return backups_named(folder, _stem(kiosk))


def backups_named(folder: Path, stem: str = "*") -> list[Backup]:
    """Those whose names begin so: with a kiosk's, or with any."""
    backups = []
    for path in folder.glob(f"{stem}-????-??-??.zip"):
        try:
            backups.append(Backup(datetime.date.fromisoformat(path.stem[-10:]), path))
        except ValueError:
            continue
    return sorted(backups)


def newest_backup(kiosk: Kiosk) -> Backup | None:
    """The newest verified backup of this kiosk; None where there is none, or its folder is not there.

    Those of days to come were made on a wrong clock. Faulty if backup.toml is not right.
    """
    folder = backup_folder(kiosk)
    if folder is None or not folder.is_plugged(kiosk):
        return None
    try:
        kept = backups(Path(folder.path), kiosk)
    except OSError:  # pulled out at this moment
        return None
    return max((each for each in kept if each.day <= kiosk.today), default=None)


def backup_word(kiosk: Kiosk) -> BackupWord:
    """How the backups stand: no folder was chosen, it is not there, it holds none, an old newest, or a fresh one."""
    folder, newest = backup_folder(kiosk), newest_backup(kiosk)
    if folder is None:
        return "unset"
    if newest is None:
        return "none" if folder.is_plugged(kiosk) else "gone"
    return "fresh" if kiosk.today - newest.day <= FRESH else "old"


def is_due(kiosk: Kiosk) -> bool:
    """Whether it is time: today has none yet, the night's sync is over, and the folder is there."""
    folder, newest = backup_folder(kiosk), newest_backup(kiosk)
    if folder is None or kiosk.clock().time() < _NIGHT or not folder.is_plugged(kiosk):
        return False
    return newest is None or newest.day < kiosk.today


def drop_old(folder: Path, kiosk: Kiosk) -> None:
    """Keep the newest KEPT up to today; those of days to come are left until their day. OSError."""
    past = [each for each in backups(folder, kiosk) if each.day <= kiosk.today]
    for each in past[:-KEPT]:
        each.path.unlink(missing_ok=True)


def drop_unfinished(folder: Path, kiosk: Kiosk) -> None:
    """Remove what a power cut or a pulled stick left of backups of this kiosk, none of which is being made. OSError."""
    for path in folder.glob(f".{_stem(kiosk)}-????-??-??.zip{UNFINISHED}"):
        path.unlink(missing_ok=True)


def _stem(kiosk: Kiosk) -> str:
    return f"{kiosk.office.kiosk}-practice" if kiosk.practice else kiosk.office.kiosk
