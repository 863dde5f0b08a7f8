"""The shelf: the bulletins that have come to a kiosk, each verified before it is put there, in one chain.

It is read by nothing but SQLite itself, as content is, before the first page is drawn. A copy of it stands in where the
file is damaged or gone.
"""

import datetime
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from kiosk.protocol.bulletin import NO_BULLETIN, Bulletin, BulletinHead, chained
from kiosk.storage.folders import LAST_GOOD
from kiosk.storage.private_file import is_there, make_private_folder, unwritten
from kiosk.storage.sqlite_copy import renew_copy
from kiosk.storage.sqlite_file import SqliteFile
from kiosk.storage.sqlite_restore import free_name
from kiosk.storage.toml_file import Fault
from kiosk.streams.record.bulletins import BULLETINS
from kiosk.streams.record.bulletins.schema import APPLICATION_ID, SCHEMA

_PATIENCE = 4.0
"""Seconds to wait for a program that is writing."""

_ALL = "SELECT bulletin, came, signed_by FROM bulletin ORDER BY number"


class ShelvedBulletin(NamedTuple):
    """A bulletin, the day on which it came, and the public key (hex) of the headquarters that has signed it."""

    bulletin: Bulletin
    came: datetime.date
    signed_by: str


class Shelf:
    """The shelf of a data folder, with the bulletins of the headquarters that the kiosk belongs to."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / BULLETINS
        self._copy = folder / LAST_GOOD / BULLETINS

    def held(self) -> list[ShelvedBulletin]:
        """Every bulletin, oldest first; those of the copy where the file is no good."""
        for path in (self.path, self._copy):
            with suppress(ValueError, sqlite3.Error):
                if is_there(path):
                    return _read(path)
        return []

    def in_force(self, kind: str, today: datetime.date) -> list[ShelvedBulletin]:
        """Those of a kind for this kiosk's office whose day has come, oldest first: what is newer goes before."""
        return [
            kept
            for kept in self.held()
            if kept.bulletin.kind == kind and kept.bulletin.body is not None and kept.bulletin.starts <= today
        ]

    def head(self) -> BulletinHead:
        """Where the chain ends."""
        held = self.held()
        return BulletinHead(held[-1].bulletin.number, held[-1].bulletin.hash) if held else NO_BULLETIN

    def fault(self) -> Fault | None:
        """What is wrong with the file, if anything is: the next sync puts that right."""
        try:
            if is_there(self.path):
                _read(self.path)
            elif is_there(self._copy):
                return self._fault("is gone, with the bulletins of headquarters")
        except (ValueError, sqlite3.Error) as error:
            return self._fault(f"does not hold the bulletins of headquarters as they came ({error})")
        return None

    def keep(self, bulletins: Iterable[Bulletin], came: datetime.date, *public_keys: str) -> None:
        """Put bulletins on the shelf that go on from its head.

        ValueError, and nothing is changed, unless each follows the one before and the owner of one of `public_keys`
        (hex) has signed it. Refusal if the disk does not take it.
        """
        from kiosk.protocol.signed_bulletins import signer_of  # with what only a sync needs

        new = chained(bulletins, self.head())
        kept = [ShelvedBulletin(bulletin, came, signer_of(bulletin, public_keys)) for bulletin in new]
        if not kept:
            return
        try:
            with closing(SqliteFile(self.path, SCHEMA)) as file, file.transaction():
                file.insert("bulletin", *map(_row, kept))
            make_private_folder(self._copy.parent)
            renew_copy(self.path, self._copy)
        except (OSError, sqlite3.Error) as error:
            raise unwritten(self.path, error) from None

    def mend(self) -> None:
        """Put the copy in the place of a file that is no good, which is kept beside it. Refusal or OSError."""
        if self.fault() is None:
            return
        held = self.held()
        self._put_aside("damaged")
        if held:
            renew_copy(self._copy, self.path)

    def begin_anew(self) -> None:
        """Hold nothing any more of what came, which is kept beside the file: it was another headquarters'. OSError."""
        self._copy.unlink(missing_ok=True)
        self._put_aside("earlier")

    def problems(self, public_keys: Iterable[str]) -> Iterator[str]:
        """One sentence for everything that is wrong, the signatures too; those are by the owners of `public_keys`."""
        from kiosk.protocol.signing import verifies

        if fault := self.fault():
            yield str(fault)
        known = set(public_keys)
        for kept in self.held():
            number, signature = kept.bulletin.number, kept.bulletin.signature
            if kept.signed_by not in known or not verifies(kept.signed_by, signature, kept.bulletin.bytes()):
                yield f"Bulletin {number} is not signed by headquarters."

    def _put_aside(self, word: str) -> None:
        if is_there(self.path):
            self.path.rename(free_name(self.path, word))

    def _fault(self, what: str) -> Fault:
        return Fault(
            str(self.path), "", what, "let headquarters give them again with `kiosk sync`; the last good ones hold"
        )


def _read(path: Path) -> list[ShelvedBulletin]:
    """All of a file, oldest first. ValueError if it is none, or another program's; sqlite3.Error."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=_PATIENCE)) as file:
        if file.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
            raise ValueError("it is another program's database")
        rows = file.execute(_ALL).fetchall()
    kept = [
        ShelvedBulletin(msgspec.json.decode(text, type=Bulletin), datetime.date.fromisoformat(came), signed_by)
        for text, came, signed_by in rows
    ]
    for _ in chained((each.bulletin for each in kept), NO_BULLETIN):
        pass
    return kept


def _row(kept: ShelvedBulletin) -> dict[str, object]:
    text = msgspec.json.encode(kept.bulletin).decode()
    number, came = kept.bulletin.number, kept.came.isoformat()
    return {"number": number, "bulletin": text, "came": came, "signed_by": kept.signed_by}
