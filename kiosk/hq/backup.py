"""Backups of headquarters: a whole register in one file, with what it needs besides; its key sealed, or not in it.

Beside the register's own tables the file has one of further files, which goes when it is put back.
"""

import os
import re
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from kiosk.hq.bulletins.own_years import with_own_years, years_of
from kiosk.hq.store.engine import connect, sqlite_url
from kiosk.hq.store.tables import kiosks, register_table
from kiosk.hq.store.transactions import reading
from kiosk.hq.whole_audit import whole_audit
from kiosk.machine.kiosk import Kiosk
from kiosk.protocol.signing import public_hex
from kiosk.security.seal import Seal, seal_of
from kiosk.security.signing_key import load_key
from kiosk.storage.private_file import make_private_folder, write_private
from kiosk.storage.sqlite_copy import copy_database, sync_folder
from kiosk.text.refusal import Refusal

KEY = "hq-key.pem"
_OPEN = ("alerts.toml", "ita/*.toml")
_MAY_HOLD = re.compile(r"alerts\.toml|ita/[^/]+\.toml")
"""Files that are copied, and names that one may have where it is put back: none lies anywhere else."""

_SEALED, _SALT, _VOUCHED = "sealed", "salt", "vouched"
"""What is sealed, the salt of its passphrase, and, sealed beside the key, the digest of all that stands in the open."""

_TABLE = "backup_files"


class Restored(Struct, frozen=True):
    """What was put back: how many kiosks the register knows, when one of them had reported last (None: none had), and
    whether the key that it is bound to lies beside it."""

    kiosks: int
    last_report: str | None
    has_key: bool

    @property
    def as_of(self) -> str:
        """The day of the newest report, or that there is none."""
        return self.last_report or "before any report"


def write_backup(source: Path, target: Path, machine: Kiosk, seal: Seal | None) -> None:
    """Copy the register `source` to the new file `target`, while it is in use, and read the copy from end to end.

    Refusal if it cannot be written or is not whole.
    """
    copy_database(source, target)
    folder = machine.folder
    paths = [path for pattern in _OPEN for path in sorted(folder.glob(pattern)) if path.is_file()]
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    _check(target, target, machine)
    with closing(sqlite3.connect(target)) as db, db:
        if seal is not None:
            secrets = {KEY: (folder / KEY).read_bytes(), _VOUCHED: _digest(db, files)}
            files |= {_SEALED: seal.close(msgspec.json.encode(secrets)), _SALT: seal.salt.encode()}
        db.execute(f"CREATE TABLE {_TABLE} (name TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT")
        db.executemany(f"INSERT INTO {_TABLE} VALUES (?, ?)", files.items())


def restore_backup(source: Path, machine: Kiosk, passphrase: Callable[[], str]) -> Restored:
    """Put the register of a backup where none is, and its files where they are missing; nothing before it was read from
    end to end.

    The passphrase is asked for where the key is sealed in it and none is here; without one it stays sealed. Refusal if
    it is not whole, of the other mode, or something is in the way.
    """
    target, key = machine.path("hq.db"), machine.path(KEY)
    if in_the_way := sorted(target.parent.glob("hq.db*")):
        raise Refusal("hq.in_the_way", path=in_the_way[0])
    place = machine.path(".restoring.db")
    _remove(place)
    try:
        copy_database(source, place)
        files = _taken_out(place, source)
        sealed, salt = files.pop(_SEALED, None), files.pop(_SALT, b"").decode()
        if sealed is not None and not key.exists() and (word := passphrase()):
            files |= _unsealed(seal_of(word, salt).open(sealed), place, source, files)
        number, last, bound = _check(place, source, machine)
        for name, content in files.items():
            _put(machine, name, content)
        os.link(place, target)
        sync_folder(target.parent)
    finally:
        _remove(place)
    return Restored(number, last, key.exists() and public_hex(load_key(key)) == bound)


def _remove(place: Path) -> None:
    for left in place.parent.glob(f"{place.name}*"):
        left.unlink()


def _taken_out(copy: Path, source: Path) -> dict[str, bytes]:
    """The further files of a backup, which are no part of the register. Refusal if it is none."""
    try:
        with closing(sqlite3.connect(copy)) as db, db:
            names = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
            if register_table.name not in names:
                raise Refusal("hq.no_backup", path=source)
            files = dict(db.execute(f"SELECT name, content FROM {_TABLE}")) if _TABLE in names else {}
            db.execute(f"DROP TABLE IF EXISTS {_TABLE}")
    except sqlite3.Error as error:
        raise Refusal("hq.unreadable_backup", path=source, error=error) from None
    if not all(name in (_SEALED, _SALT) or _MAY_HOLD.fullmatch(name) for name in files):
        raise Refusal("hq.no_backup", path=source)
    return files


def _unsealed(secrets: bytes, copy: Path, source: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The key by its name. Refusal where what was sealed with it vouches for another register or other files; that of
    an older version vouches for none."""
    secret_files = msgspec.json.decode(secrets, type=dict[str, bytes])
    with closing(sqlite3.connect(copy)) as db:
        there = _digest(db, files)
    if secret_files.get(_VOUCHED, there) != there:
        raise Refusal("backup.touched", path=source)
    return {KEY: secret_files[KEY]}


def _digest(db: sqlite3.Connection, files: Mapping[str, bytes]) -> bytes:
    """SHA-256 of all that stands in the open: every table of a register and its rows, and every further file."""
    hashed = sha256()
    made = db.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*' ORDER BY 1, 2"
    ).fetchall()
    hashed.update(msgspec.json.encode([made, sorted(files.items())]))
    for name in (name for kind, name, _ in made if kind == "table"):
        for row in db.execute(f'SELECT * FROM "{name}"'):
            hashed.update(msgspec.json.encode(row))
    return hashed.digest()


def _check(copy: Path, source: Path, machine: Kiosk) -> tuple[int, str | None, str | None]:
    """Read a copy of a register from end to end; gives its kiosks, their newest report, and the key it is bound to.

    Refusal if it is not whole.
    """
    engine = connect(sqlite_url(copy), machine.practice)
    try:
        with reading(engine) as db:
            bound = db.execute(sa.select(register_table.c.public_key)).scalar_one()
            number, last = db.execute(sa.select(sa.func.count(), sa.func.max(kiosks.c.last_report))).one()
        for problem in whole_audit(engine, years_of(with_own_years(machine, engine), engine)[0], bound).problems:
            raise Refusal("hq.broken_backup", path=source, problem=problem)
    finally:
        engine.dispose()
    return number, last, bound


def _put(machine: Kiosk, name: str, content: bytes) -> None:
    """Write a file where it is missing."""
    path = machine.path(name)
    if not path.exists():
        make_private_folder(path.parent)
        write_private(path, content)


def next_steps(restored: Restored) -> list[str]:
    """What is to be done after a restore, and what kiosks will do by themselves."""
    missing = f"Copy {KEY} here first, or make a new one with `kiosk hq key recover`: kiosks believe no other."
    return [
        *([] if restored.has_key else [missing]),
        "Start `kiosk hq serve`. Within the hour every kiosk of this register sends again what came after; each "
        "raises the alarm that headquarters holds less than it had signed for. Nothing counts twice.",
        "A kiosk that enrolled or got a new key after that day is refused until it enrols with a new code: see who is "
        "halted or never reported, and use `kiosk hq enrol` or `kiosk hq rekey`.",
        "The daily roots of the days since are made anew, which kiosks will call a rewritten night: it is one.",
    ]
