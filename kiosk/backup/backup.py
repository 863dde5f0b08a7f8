"""A backup: ledger, record, bulletins, settings, the office's content and exports; the keys and the PIN are sealed."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import msgspec

from kiosk import __version__
from kiosk.backup.archive import Contents, write_archive
from kiosk.backup.backup_folder import BackupFolder, backup_name, drop_old, drop_unfinished
from kiosk.machine.kiosk import Kiosk, open_ledger, open_record
from kiosk.storage.file_lock import file_lock
from kiosk.storage.private_file import is_there, make_private_folder
from kiosk.storage.sqlite_copy import copy_database
from kiosk.streams.ledger.backup import backup as copy_ledger
from kiosk.streams.record.backup import backup as copy_record
from kiosk.streams.record.bulletins import BULLETINS
from kiosk.streams.record.files import RECORD
from kiosk.text.refusal import Refusal

LEDGER = "ledger.db"
OFFICE = "office.toml"
SEALED = "sealed"
SECRETS = ("key.pem", "pin.toml")
"""What nobody may read who finds a backup: the key signs for this kiosk, and a PIN can be tried out at leisure."""

VOUCHED = "vouched"
"""What lies sealed beside the keys: the digest of all that stands in the open."""

_OPEN = ("*.toml", "ita/*.toml", "exports/**/*")
_NOT_KEPT = ("backup.toml", "ledger.toml", "record.toml", *SECRETS)
"""What belongs to this machine alone: the seal's key, and how far ledger and record had come here."""


def may_hold(name: str) -> bool:
    """Whether a backup holds a file of that name, within the data folder: who finds one can put in no key, no PIN, and
    nothing elsewhere."""
    match name.split("/"):
        case [single]:
            return name in (LEDGER, RECORD, BULLETINS, SEALED) or (single.endswith(".toml") and single not in _NOT_KEPT)
        case ["ita", year]:
            return year.endswith(".toml")
        case ["exports", *parts]:
            return not {"", ".", ".."}.intersection(parts)
    return False


def back_up(kiosk: Kiosk, folder: BackupFolder) -> tuple[Path, Contents]:
    """Make today's backup in the folder, drop unfinished and older ones than two weeks; gives it, and what it holds.

    Ledger and record are copied while they are in use, and read from end to end. Refusal if anything is not as it was.
    Where this machine lacks what it had, an earlier backup may be all that holds it: none is replaced or dropped.
    """
    if not folder.is_plugged(kiosk):
        raise Refusal("backup.not_plugged", path=folder.path)
    target = Path(folder.path) / backup_name(kiosk)
    with file_lock(kiosk.path("backup.lock"), patience=0), workplace(kiosk) as place:
        with open_ledger(kiosk) as ledger:
            is_lost = ledger.mark.is_lost()
            if is_lost and is_there(target):
                raise Refusal("backup.holds_more", path=target)
            entries = copy_ledger(ledger, place / LEDGER)
        with open_record(kiosk) as record:
            lines = copy_record(record, place / RECORD)
        if is_there(kiosk.folder / BULLETINS):
            copy_database(kiosk.folder / BULLETINS, place / BULLETINS)
        contents = Contents(
            version=__version__,
            kiosk=kiosk.office.kiosk,
            day=kiosk.today,
            practice=kiosk.practice,
            entries=entries,
            lines=lines,
            salt=folder.seal.salt if folder.seal else "",
        )
        files = _files(kiosk, folder, place)
        try:
            drop_unfinished(target.parent, kiosk)
            contents = write_archive(target, contents, files)
            if not is_lost:
                drop_old(target.parent, kiosk)
        except OSError as error:
            raise Refusal("backup.unwritable", path=target, error=error) from None
    return target, contents


@contextmanager
def workplace(kiosk: Kiosk) -> Iterator[Path]:
    """An empty folder in the data folder; what a power cut left there is gone."""
    place = kiosk.path(".backup")
    shutil.rmtree(place, ignore_errors=True)
    make_private_folder(place)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def digest(files: Mapping[str, bytes]) -> bytes:
    """SHA-256 of all that stands in the open: every name with the SHA-256 of its content."""
    named = sorted((name, sha256(content).hexdigest()) for name, content in files.items() if name != SEALED)
    return sha256(msgspec.json.encode(named)).digest()


def _files(kiosk: Kiosk, folder: BackupFolder, copies: Path) -> dict[str, bytes]:
    """Every file of the archive. Refusal if one cannot be read."""
    data = kiosk.folder
    paths = {path.name: path for path in sorted(copies.iterdir())}
    for path in (path for pattern in _OPEN for path in sorted(data.glob(pattern))):
        name = path.relative_to(data).as_posix()
        if path.is_file() and not path.is_symlink() and may_hold(name):
            paths[name] = path
    if kiosk.office_file is not None:
        paths[OFFICE] = kiosk.office_file
    try:
        files = {name: path.read_bytes() for name, path in paths.items()}
        secrets = {name: (data / name).read_bytes() for name in SECRETS if (data / name).exists()}
    except OSError as error:
        raise Refusal("file.unreadable", path=error.filename, error=error) from None
    if folder.seal is not None:
        files[SEALED] = folder.seal.close(msgspec.json.encode({**secrets, VOUCHED: digest(files)}))
    return files
