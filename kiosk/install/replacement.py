"""A replacement: a machine that takes the place of a lost one, with what a backup of that one holds."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from kiosk.backup.backup import OFFICE, SEALED
from kiosk.backup.backup_folder import Backup, backups_named
from kiosk.backup.restore import read_backup, unsealed
from kiosk.storage.toml_file import read_toml
from kiosk.text.refusal import Refusal


@dataclass(frozen=True)
class Replacement:
    """The backup that it is made from: of which kiosk, its files, and the salt of the passphrase of its seal."""

    archive: Path
    kiosk: str
    files: dict[str, bytes]
    salt: str

    @property
    def office(self) -> bytes | None:
        """The office's file; None for the shipped office."""
        return self.files.get(OFFICE)

    @property
    def is_sealed(self) -> bool:
        """Whether its keys are in it."""
        return SEALED in self.files

    @property
    def content(self) -> bytes:
        """The archive itself. OSError."""
        return self.archive.read_bytes()

    def check(self, passphrase: str) -> None:
        """Refusal where that is not what the keys were sealed with, or the backup is not as it was then."""
        if self.is_sealed:
            unsealed(self.archive, self.files, passphrase, self.salt)


def replacement(source: Path, kiosk: str = "") -> Replacement:
    """That of a backup, or of the newest in a folder: of that kiosk, or of the only one that has any there.

    Refusal if there is none, it is not whole, or it is of practice; Faulty if its office's file is no TOML.
    """
    archive = _newest(source, kiosk) if source.is_dir() else source
    contents, files = read_backup(archive)
    if contents.practice:
        raise Refusal("backup.other_mode", path=archive)
    if kiosk and contents.kiosk != kiosk:
        raise Refusal("backup.none", path=archive, kiosk=kiosk)
    if OFFICE in files:
        read_toml(zipfile.Path(archive, OFFICE), f"{archive}/{OFFICE}")
    return Replacement(archive, contents.kiosk, files, contents.salt)


def _newest(folder: Path, kiosk: str) -> Path:
    backups = [each for each in backups_named(folder, kiosk or "*") if not _stem(each).endswith("-practice")]
    names = {*map(_stem, backups)}
    if len(names) > 1:
        raise Refusal("backup.several", path=folder, kiosks=", ".join(sorted(names)))
    if not backups:
        raise Refusal("backup.none", path=folder, kiosk=kiosk or "*")
    return backups[-1].path


def _stem(backup: Backup) -> str:
    return backup.path.stem[: -len("-2027-03-01")]
