"""A restore: what a backup holds in its place, on the same machine or on a new one; what was there is kept."""

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from kiosk.backup.archive import Contents, read_archive
from kiosk.backup.backup import LEDGER, OFFICE, SEALED, SECRETS, VOUCHED, digest, may_hold, workplace
from kiosk.backup.backup_folder import backups
from kiosk.machine.kiosk import Kiosk
from kiosk.security.seal import seal_of
from kiosk.storage.file_lock import file_lock
from kiosk.storage.private_file import make_private_folder, unwritten, write_private
from kiosk.storage.sqlite_restore import free_name
from kiosk.streams.ledger.backup import restore as restore_ledger
from kiosk.streams.record.backup import restore as restore_record
from kiosk.streams.record.files import RECORD
from kiosk.text.refusal import Refusal


def found_backup(source: Path, kiosk: Kiosk) -> Path:
    """The backup that is meant: the file itself, or the newest of this kiosk in a folder. Refusal if there is none."""
    if not source.is_dir():
        return source
    try:
        return backups(source, kiosk)[-1].path
    except IndexError:
        raise Refusal("backup.none", path=source, kiosk=kiosk.office.kiosk) from None


def restore(path: Path, kiosk: Kiosk, passphrase: Callable[[], str]) -> tuple[Contents, list[Path]]:
    """Put everything of a backup in its place; gives what it holds, and where what was there is kept.

    The passphrase is asked for where keys are sealed in it; without one they stay sealed. Nothing is changed before
    the whole backup was read. Refusal if it is not whole, of the other mode, or the passphrase is not its own.
    """
    contents, files = read_backup(path)
    if contents.practice != kiosk.practice:
        raise Refusal("backup.other_mode", path=path)
    word = passphrase() if SEALED in files else ""
    secrets = unsealed(path, files, word, contents.salt) if word else {}
    with file_lock(kiosk.path("backup.lock")), workplace(kiosk) as place:
        for name in (LEDGER, RECORD):
            (place / name).write_bytes(files[name])
        kept = [
            restore_ledger(place / LEDGER, kiosk.path(LEDGER), kiosk.practice),
            restore_record(place / RECORD, kiosk.path(RECORD), kiosk.practice),
        ]
        own = {name: content for name, content in files.items() if name not in (LEDGER, RECORD, SEALED)}
        if is_read_here(kiosk, own.get(OFFICE)):
            del own[OFFICE]
        kept += [_put(kiosk, name, content) for name, content in {**own, **secrets}.items()]
    return contents, [path for path in kept if path is not None]


def is_read_here(kiosk: Kiosk, content: bytes | None) -> bool:
    """Whether that is the office's file which this counter reads, wherever it lies."""
    try:
        return kiosk.office_file is not None and kiosk.office_file.read_bytes() == content
    except OSError:
        return False


def read_backup(path: Path) -> tuple[Contents, dict[str, bytes]]:
    """What a backup holds. Refusal if it is not whole, or holds what no backup does."""
    contents, files = read_archive(path)
    if not {LEDGER, RECORD} <= files.keys() or not all(map(may_hold, files)):
        raise Refusal("backup.damaged", path=path)
    return contents, files


def unsealed(path: Path, files: Mapping[str, bytes], passphrase: str, salt: str) -> dict[str, bytes]:
    """The keys of a backup by their names. Refusal for another passphrase, or where the seal vouches for other files
    than these; one of an older version vouches for none."""
    secrets = msgspec.json.decode(seal_of(passphrase, salt).open(files[SEALED]), type=dict[str, bytes])
    if secrets.get(VOUCHED, digest(files)) != digest(files):
        raise Refusal("backup.touched", path=path)
    return {name: content for name, content in secrets.items() if name in SECRETS}


def _put(kiosk: Kiosk, name: str, content: bytes) -> Path | None:
    """Write one file within the data folder; gives where another one that stood there is kept."""
    path = kiosk.path(name)
    kept = None
    try:
        if path.exists():
            if path.read_bytes() == content:
                return None
            kept = free_name(path, "before-restore")
            path.rename(kept)
        make_private_folder(path.parent)
    except OSError as error:
        raise unwritten(path, error) from None
    write_private(path, content)
    return kept
