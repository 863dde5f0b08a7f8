"""The ledger: an append-only, hash-chained file of everything counted here (SQLite).

An entry that was acknowledged survives a power cut (`journal_mode=DELETE, synchronous=EXTRA`), is never changed or
deleted, and is written by one function, `Ledger._append`. Tallies are derived from entries; the table of that name
is a cache that `verify` compares.
"""

import datetime
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import msgspec
from sqlite_utils import Database

from kiosk import schema
from kiosk.errors import Refusal
from kiosk.protocol import (
    Channel,
    DayCount,
    Entry,
    Genesis,
    Kind,
    Receipt,
    elsewhere_digest,
    genesis_hash,
    link,
)

PAGE = 1_000
"""Entries read at a time: an open cursor would make a writer wait."""

_PATIENCE = 40
_WAIT = 250
"""A writer waits at most `_WAIT` ms at a time, and `_PATIENCE` times."""

_PRAGMAS = {
    "journal_mode": "DELETE",
    "synchronous": "EXTRA",
    "foreign_keys": "ON",
    "recursive_triggers": "ON",
    "trusted_schema": "OFF",
    "cell_size_check": "ON",
    "busy_timeout": str(_WAIT),
}
_ENTRY = "seq, id, day, kind, work_group, value, corrects, channel"


class NotALedger(Refusal):
    """The file is no ledger, a newer one, or one for the other mode."""


class NotCounted(Refusal):
    """The entry is certainly not in the ledger."""


class Ledger:
    """One ledger file, safe to use from any thread of the process; other processes may write to it at any time.

    Days are days in Thailand, hashes are hex. Raises NotALedger if the file cannot be used.
    """

    def __init__(self, path: Path, practice: bool = False) -> None:
        self.path = path
        self.practice = practice
        self._lock = threading.RLock()
        self._open()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Writing

    def count(self, group: str, day: datetime.date, channel: Channel = "staff") -> Entry:
        """One respondent of a work group, on disk when this returns. Raises NotCounted if it is not."""
        return self._append(lambda: _draft("respondent", day, channel, group, 1))

    def take_back(self, day: datetime.date, group: str | None = None) -> Entry | None:
        """Take back the newest staff entry of `day` (and of `group`) that is not yet taken back.

        Returns the correction, or None if there is nothing to take back.
        """

        def correction() -> Entry | None:
            newest = self._newest_standing(day, group)
            if newest is None:
                return None
            return _draft("correction", newest.day, newest.channel, newest.work_group, -1, newest.id)

        return self._append_if(correction)

    def note_itap(self, group: str | None, figure: int, day: datetime.date) -> Entry:
        """The number of answers that ITAP shows for a work group, or in total for None."""
        return self._append(lambda: _draft("itap", day, "staff", group, figure))

    def note(self, word: str, day: datetime.date, group: str | None = None) -> Entry:
        """Something about the counting itself, in one word."""
        return self._append(lambda: _draft("note", day, "system", group, word))

    def _append(self, draft: Callable[[], Entry]) -> Entry:
        entry = self._append_if(draft)
        assert entry is not None
        return entry

    def _append_if(self, draft: Callable[[], Entry | None]) -> Entry | None:
        """The one way into the ledger: `draft` is asked inside the transaction, and its entry is chained and kept."""
        with self._lock:
            entry: Entry | None = None
            try:
                with self._transaction():
                    entry = draft()
                    if entry is None:
                        return None
                    epoch, seq, head = self._head()
                    entry = _at(seq + 1, entry)
                    self._insert(epoch, entry, head)
            except sqlite3.Error as error:
                if not self._is_kept(entry):
                    raise NotCounted(f"Not counted: {self.path} could not be written ({error}); try again.") from error
            return entry

    def rotate(self, epoch: str, common: int, end: int) -> str:
        """Begin a new epoch after entry `common` of `epoch`, and put the entries from there to `end` into it.

        The entries keep their ids, so that none is lost and none counts twice. Returns the new epoch.
        """
        with self._lock, self._transaction():
            old = {genesis.epoch: genesis for genesis in self.epochs()}[epoch]
            head = self.hash_at(old, common)
            assert head is not None
            new = Genesis(old.ledger, str(uuid.uuid4()), epoch, common, head)
            self._db.table("epoch").insert(
                {"epoch": new.epoch, "parent_epoch": epoch, "parent_seq": common, "parent_hash": head}
            )
            seq, head = 0, genesis_hash(new)
            while page := self.chained(epoch, common + seq):
                for entry, _ in page:
                    if common + seq == end:
                        return new.epoch
                    seq += 1
                    head = self._insert(new.epoch, _at(seq, entry), head)
            return new.epoch

    def _insert(self, epoch: str, entry: Entry, previous: str) -> str:
        """Put an entry behind the hash `previous`; returns its own hash."""
        digest = link(previous, entry)
        values = dict(zip(entry.__struct_fields__, msgspec.structs.astuple(entry), strict=True))
        self._db.table("entry").insert({"epoch": epoch, **values, "day": entry.day.isoformat(), "hash": digest})
        return digest

    def _is_kept(self, entry: Entry | None) -> bool:
        """After a failed write: whether the entry is on disk all the same, seen through a fresh connection."""
        try:
            self._db.close()
            self._open()
            return entry is not None and bool(self._all("SELECT 1 FROM entry WHERE id = ?", entry.id))
        except (sqlite3.Error, Refusal):
            return False

    # Reading

    @property
    def id(self) -> str:
        """The ledger's own id."""
        return str(self._all("SELECT id FROM ledger")[0][0])

    def head(self) -> tuple[str, int, str]:
        """The present epoch, its last seq (0 before the first entry), and the hash there."""
        with self._lock:
            return self._head()

    def epochs(self) -> list[Genesis]:
        """Where every epoch begins, oldest first."""
        rows = self._all("SELECT epoch, parent_epoch, parent_seq, parent_hash FROM epoch ORDER BY number")
        return [Genesis(self.id, *row) for row in rows]

    def chained(self, epoch: str, after: int = 0) -> list[tuple[Entry, str]]:
        """At most PAGE entries of an epoch with their hashes, from seq `after` + 1 on."""
        rows = self._all(
            f"SELECT {_ENTRY}, hash FROM entry WHERE epoch = ? AND seq > ? ORDER BY seq LIMIT {PAGE}",
            epoch,
            after,
        )
        return [(_entry(row[:-1]), row[-1]) for row in rows]

    def length(self, epoch: str) -> int:
        """The last seq of an epoch, 0 if it has no entry."""
        return int(self._all("SELECT coalesce(max(seq), 0) FROM entry WHERE epoch = ?", epoch)[0][0])

    def hash_at(self, genesis: Genesis, seq: int) -> str | None:
        """The hash of an epoch at `seq`, 0 being its genesis; None if it does not reach so far."""
        if seq == 0:
            return genesis_hash(genesis)
        rows = self._all("SELECT hash FROM entry WHERE epoch = ? AND seq = ?", genesis.epoch, seq)
        return str(rows[0][0]) if rows else None

    def tally(self, start: datetime.date, end: datetime.date) -> list[DayCount]:
        """Respondents counted here by day, work group and channel, from `start` to `end`, both included."""
        return self._counts("tally", start, end)

    def elsewhere(self, start: datetime.date, end: datetime.date) -> list[DayCount]:
        """Respondents of the office's other kiosks, as the last receipt told them."""
        return self._counts("elsewhere", start, end)

    def itap(self, until: datetime.date = datetime.date.max) -> dict[str | None, tuple[int, datetime.date]]:
        """The newest ITAP figure of each work group, None being the total, with the day it was typed in."""
        return {group: (figure, day) for day, group, figure in self.itap_noted(until)}

    def itap_noted(self, until: datetime.date = datetime.date.max) -> list[tuple[datetime.date, str | None, int]]:
        """Every ITAP figure that was typed in up to `until`, in order: the day, its work group, the figure."""
        return [(one.day, one.work_group, int(one.value)) for one in self._kept("itap") if one.day <= until]

    def itap_history(self, group: str | None) -> list[tuple[datetime.date, int]]:
        """Every figure that ITAP showed for a work group, None being the total, by the day it was typed in."""
        rows = self._kept("itap")
        return [(entry.day, int(entry.value)) for entry in rows if entry.work_group == group]

    def notes(self) -> list[Entry]:
        """Everything noted about the counting, oldest first."""
        return self._kept("note")

    def tally_differences(self) -> list[tuple[str, int, int]]:
        """Where the cached tally is not the sum of its entries: which one, what it says, what they say."""
        with self._lock:
            cached = self._sums("SELECT day, work_group, channel, count FROM tally")
            summed = self._sums(
                "SELECT day, work_group, channel, sum(value) FROM (SELECT * FROM entry GROUP BY id) "
                "WHERE kind IN ('respondent', 'correction') GROUP BY day, work_group, channel"
            )
        places = sorted(cached.keys() | summed.keys())
        return [(at, cached.get(at, 0), summed.get(at, 0)) for at in places if cached.get(at, 0) != summed.get(at, 0)]

    def _sums(self, sql: str) -> dict[str, int]:
        return {f"{day} {group} ({channel})": n for day, group, channel, n in self._all(sql)}

    def version_of_data(self) -> int:
        """A number that changes whenever another connection has written."""
        return int(self._all("PRAGMA data_version")[0][0])

    # What headquarters said

    def keep_receipt(self, receipt: Receipt) -> None:
        """Remember a verified receipt, and what it says of the office's other kiosks."""
        with self._lock, self._transaction():
            self._db.execute("DELETE FROM receipt WHERE epoch = ? AND acked = ?", (receipt.epoch, receipt.acked))
            self._db.table("receipt").insert(
                {
                    "epoch": receipt.epoch,
                    "acked": receipt.acked,
                    "head": receipt.head,
                    "kiosk": receipt.kiosk,
                    "server_time": receipt.server_time,
                    "elsewhere": elsewhere_digest(receipt.elsewhere),
                    "signature": receipt.signature,
                }
            )
            self._db.execute("DELETE FROM elsewhere")
            self._db.table("elsewhere").insert_all(
                {"day": c.day.isoformat(), "work_group": c.work_group, "channel": c.channel, "count": c.count}
                for c in receipt.elsewhere
            )

    def acked(self, epoch: str) -> tuple[int, str] | None:
        """The furthest seq of an epoch that HQ has confirmed, and the hash there."""
        rows = self._all("SELECT acked, head FROM receipt WHERE epoch = ? ORDER BY acked DESC LIMIT 1", epoch)
        return (rows[0][0], rows[0][1]) if rows else None

    def last_receipt_time(self) -> str | None:
        """HQ's time of the newest receipt."""
        newest: str | None = self._all("SELECT max(server_time) FROM receipt")[0][0]
        return newest

    def state(self, name: str) -> str | None:
        """A remembered word about this machine, such as when it last tried to sync."""
        rows = self._all("SELECT value FROM state WHERE name = ?", name)
        return str(rows[0][0]) if rows else None

    def set_state(self, name: str, value: str) -> None:
        """Remember a word about this machine. It is no entry: nothing depends on it but what a screen says."""
        with self._lock, self._transaction():
            self._db.execute(
                "INSERT INTO state VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                (name, value),
            )

    # Inside

    def _all(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def _kept(self, kind: Literal["itap", "note"]) -> list[Entry]:
        """The few entries of a kind, oldest first; once each, however many epochs hold them."""
        rows = self._all(
            f"SELECT {_ENTRY} FROM entry INDEXED BY entry_{kind} JOIN epoch USING (epoch) "
            f"WHERE kind = '{kind}' ORDER BY number, seq"
        )
        return list({row[1]: _entry(row) for row in rows}.values())

    def _counts(self, table: str, start: datetime.date, end: datetime.date) -> list[DayCount]:
        rows = self._all(
            f"SELECT day, work_group, channel, count FROM {table} WHERE day BETWEEN ? AND ?",
            start.isoformat(),
            end.isoformat(),
        )
        return [DayCount(datetime.date.fromisoformat(day), *rest) for day, *rest in rows]

    def _head(self) -> tuple[str, int, str]:
        row = self._db.execute(
            "SELECT epoch, parent_epoch, parent_seq, parent_hash FROM epoch ORDER BY number DESC LIMIT 1"
        ).fetchone()
        last = self._db.execute(
            "SELECT seq, hash FROM entry WHERE epoch = ? ORDER BY seq DESC LIMIT 1", (row[0],)
        ).fetchone()
        return (row[0], *(last or (0, genesis_hash(Genesis(self.id, *row)))))

    def _newest_standing(self, day: datetime.date, group: str | None) -> Entry | None:
        rows = self._all(
            f"SELECT {_ENTRY} FROM entry AS e JOIN epoch USING (epoch) "
            "WHERE day = ? AND channel = 'staff' AND kind = 'respondent' AND work_group = coalesce(?, work_group) "
            "AND NOT EXISTS (SELECT 1 FROM entry AS c WHERE c.corrects = e.id) "
            "ORDER BY number DESC, seq DESC LIMIT 1",
            day.isoformat(),
            group,
        )
        return _entry(rows[0]) if rows else None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """BEGIN IMMEDIATE to COMMIT; waits for other writers and readers, a little at a time."""
        self._patiently("BEGIN IMMEDIATE")
        try:
            yield
            self._patiently("COMMIT")
        except BaseException:
            if self._db.conn.in_transaction:
                self._db.conn.execute("ROLLBACK")
            raise

    def _patiently(self, sql: str) -> None:
        for patience in reversed(range(_PATIENCE)):
            try:
                self._db.conn.execute(sql)
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or not patience:
                    raise
                time.sleep(0.001)

    def _open(self) -> None:
        try:
            self._db = Database(
                sqlite3.connect(self.path, check_same_thread=False, timeout=_WAIT / 1000),
                execute_plugins=False,
            )
            for name, value in _PRAGMAS.items():
                self._db.execute(f"PRAGMA {name} = {value}")
            self._check_identity()
        except sqlite3.OperationalError as error:
            raise NotALedger(
                f"{self.path} cannot be opened ({error}); check that the folder is there and this user may write to it."
            ) from None
        except sqlite3.DatabaseError as error:
            raise NotALedger(
                f"{self.path} is not a ledger ({error}); move it away or name another folder with --data."
            ) from None

    def _check_identity(self) -> None:
        version = self._all("PRAGMA user_version")[0][0]
        application = self._all("PRAGMA application_id")[0][0]
        if version == 0 and not self._all("SELECT 1 FROM sqlite_schema LIMIT 1"):
            self._create()
        elif application != schema.APPLICATION_ID:
            raise NotALedger(
                f"{self.path} is another program's database; move it away or name another folder with --data."
            )
        elif version > schema.VERSION:
            raise NotALedger(
                f"{self.path} was written by a newer kiosk (version {version}, this one knows {schema.VERSION}); "
                "install that version again."
            )
        if bool(self._all("SELECT practice FROM ledger")[0][0]) != self.practice:
            mode = "real" if self.practice else "practice"
            raise NotALedger(f"{self.path} is a {mode} ledger; the two never mix, so put it back where it was.")

    def _create(self) -> None:
        with self._transaction():
            if self._all("SELECT 1 FROM sqlite_schema LIMIT 1"):
                return  # another process was first
            for statement in _statements(schema.TABLES):
                self._db.conn.execute(statement)
            self._db.conn.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            self._db.conn.execute(f"PRAGMA user_version = {schema.VERSION}")
            self._db.table("ledger").insert({"id": str(uuid.uuid4()), "practice": int(self.practice)})
            self._db.table("epoch").insert({"number": 1, "epoch": str(uuid.uuid4())})


def _draft(
    kind: Kind,
    day: datetime.date,
    channel: Channel,
    group: str | None,
    value: int | str,
    corrects: str | None = None,
) -> Entry:
    """An entry that has no place in the chain yet."""
    return Entry(0, str(uuid.uuid4()), day, kind, group, value, corrects, channel)


def _at(seq: int, entry: Entry) -> Entry:
    return msgspec.structs.replace(entry, seq=seq)


def _entry(row: tuple[Any, ...]) -> Entry:
    seq, entry_id, day, *rest = row
    return Entry(seq, entry_id, datetime.date.fromisoformat(day), *rest)


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
