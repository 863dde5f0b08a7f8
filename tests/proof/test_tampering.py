"""Whatever somebody with the file and a database tool does to an entry, `kiosk ledger verify` finds it and names it."""

import contextlib
import random
import shutil
import sqlite3
import uuid
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import structs

from kiosk.hq.receiver.app import Receiver
from kiosk.hq.register.register import Register
from kiosk.hq.store.append_only import create_triggers
from kiosk.hq.store.engine import connect, sqlite_url
from kiosk.hq.store.verify import problems as registers_problems
from kiosk.protocol.chain import DayCount
from kiosk.protocol.signing import public_hex, receipt_bytes, sign
from kiosk.streams.chain.coverage import Signer
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.ledger.verify import problems
from tests.proof.world import BEGIN, scratch
from tests.support.ledgers import receipt
from tests.support.sample import DAY, GROUPS, KNOWN
from tests.support.scripted import Site

COLUMNS = ["seq", "id", "day", "kind", "work_group", "value", "corrects", "channel", "hash"]

Named = set[int]
"""The seqs of which at least one must be named."""


def history(path: Path) -> None:
    """Two epochs of all kinds of entries, confirmed by HQ up to the end."""
    chance = random.Random(1)
    with Ledger(path, practice=True) as ledger:
        for _ in range(2):
            for number in range(30):
                day = DAY + timedelta(number // 10)
                ledger.count(chance.choice(GROUPS), day, chance.choice(["staff", "staff", "visitor"]))
                if number % 6 == 5:
                    ledger.take_back(day)
                    ledger.note_itap(chance.choice(GROUPS), number, day)
                    ledger.note("closed", day)
            epoch, seq, head = ledger.chain.head()
            ledger.receipts.keep(receipt(epoch, seq, head))
            ledger.rotate(epoch, seq - 5)


def changed(db: sqlite3.Connection, epoch: str, seqs: list[int], chance: random.Random) -> Named:
    """One column of one entry gets another value: one of another entry, or one that nobody would write."""
    seq, column = chance.choice(seqs), chance.choice([*COLUMNS, "epoch"])
    strange = {
        "day": ["2024-02-31", "20240301", "2024-W09-5", "today", b"\xff"],
        "value": [2, -1, 0, 1.0, 10**15, "", None],
        "hash": ["z" * 64, "0" * 64, "é" * 64, ""],
        "id": [str(uuid.uuid4()), "nobody", b"\xff"],
        "seq": [max(seqs) + 1, max(seqs) + 7, 0, -seq],
        "corrects": [str(uuid.uuid4()), "", b"\xff"],
        "kind": ["gift", ""],
        "work_group": ["", "every-body", b"\xff"],
        "channel": ["post", ""],
        "epoch": [str(uuid.uuid4()), "x"],
    }[column]
    (old,) = db.execute(f"SELECT {column} FROM entry WHERE epoch = ? AND seq = ?", (epoch, seq)).fetchone()
    others = [value for (value,) in db.execute(f"SELECT DISTINCT {column} FROM entry") if value != old]
    new = chance.choice([*others, *strange, *strange])
    db.execute(
        f"UPDATE entry SET {column} = {'CAST(? AS TEXT)' if isinstance(new, bytes) else '?'} WHERE epoch = ? AND seq = ?",
        (new, epoch, seq),
    )
    if (db.execute(f"SELECT {column} FROM entry WHERE epoch = ? AND seq = ?", (epoch, seq)).fetchone() or (0,))[
        0
    ] == old:
        raise sqlite3.IntegrityError("nothing was changed")
    return {seq}


def removed(db: sqlite3.Connection, epoch: str, seqs: list[int], chance: random.Random) -> Named:
    """An entry, or the tail from it on, is gone."""
    seq = chance.choice(seqs)
    db.execute(f"DELETE FROM entry WHERE epoch = ? AND seq {chance.choice(['=', '>='])} ?", (epoch, seq))
    return {seq}


def removed_and_closed_up(db: sqlite3.Connection, epoch: str, seqs: list[int], chance: random.Random) -> Named:
    """An entry is gone and the later ones have moved up."""
    seq = chance.choice(seqs)
    db.execute("DELETE FROM entry WHERE epoch = ? AND seq = ?", (epoch, seq))
    for later in range(seq + 1, max(seqs) + 1):
        db.execute("UPDATE entry SET seq = ? WHERE epoch = ? AND seq = ?", (later - 1, epoch, later))
    return {seq}


def swapped(db: sqlite3.Connection, epoch: str, seqs: list[int], chance: random.Random) -> Named:
    """Two entries have changed places."""
    first, second = chance.sample(seqs, 2)
    for before, after in ((first, 10**6), (second, first), (10**6, second)):
        db.execute("UPDATE entry SET seq = ? WHERE epoch = ? AND seq = ?", (after, epoch, before))
    return {min(first, second)}


def inserted(db: sqlite3.Connection, epoch: str, seqs: list[int], chance: random.Random) -> Named:
    """An entry more, between two others or after the last, with the hash of another or a made-up one."""
    seq = chance.choice([*seqs, max(seqs) + 1])
    for later in range(max(seqs), seq - 1, -1):
        db.execute("UPDATE entry SET seq = ? WHERE epoch = ? AND seq = ?", (later + 1, epoch, later))
    digest = chance.choice(["f" * 64, *(digest for (digest,) in db.execute("SELECT hash FROM entry"))])
    db.execute(
        f"INSERT INTO entry (epoch, {', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, 'respondent', ?, 1, NULL, 'staff', ?)",
        (epoch, seq, str(uuid.uuid4()), DAY.isoformat(), chance.choice(GROUPS), digest),
    )
    return {seq}


TAMPERINGS = [changed, changed, changed, removed, removed_and_closed_up, swapped, inserted]


def tampered(path: Path, tamper: Callable[..., Named], chance: random.Random) -> tuple[str, Named] | None:
    """The file after the tampering: in which epoch, and what must be named; None if it cannot be done."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.text_factory = lambda raw: raw.decode(errors="replace")
        db.execute("PRAGMA ignore_check_constraints = ON")
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        epoch = chance.choice([epoch for (epoch,) in db.execute("SELECT epoch FROM receipt")])
        seqs = [seq for (seq,) in db.execute("SELECT seq FROM entry WHERE epoch = ?", (epoch,))]
        try:
            return epoch, tamper(db, epoch, seqs, chance)
        except sqlite3.IntegrityError:
            return None


@pytest.mark.parametrize("cases", [500, pytest.param(10_000, marks=pytest.mark.long)], ids=["short", "long"])
def test_every_change_is_found_and_named(cases: int) -> None:
    chance, done = random.Random(cases), 0
    with scratch() as folder:
        whole, path = Path(folder) / "whole.db", Path(folder) / "ledger.db"
        history(whole)
        with Ledger(whole, practice=True) as ledger:
            assert list(problems(ledger)) == []
        while done < cases:
            shutil.copy(whole, path)
            tamper = chance.choice(TAMPERINGS)
            if (case := tampered(path, tamper, chance)) is None:
                continue
            done += 1
            epoch, named = case
            with Ledger(path, practice=True) as ledger:
                sentences = list(problems(ledger))
            names = [f"ntry {seq} of epoch {epoch}" for seq in named]
            names += [f"poch {epoch} ends at entry {seq - 1}," for seq in named]
            assert any(name in problem for problem in sentences for name in names), (tamper.__name__, named, sentences)


def confirmed(path: Path, key: Ed25519PrivateKey) -> None:
    """The same history under headquarters' receipts that are signed, one of them with counts of elsewhere."""
    history(path)
    with Ledger(path, practice=True) as ledger:
        epochs = [genesis.epoch for genesis in ledger.chain.epochs()]
        for epoch in epochs:
            for acked in range(1, ledger.chain.length(epoch) + 1, 7):
                told = receipt(epoch, acked, str(ledger.chain.hash_at(epoch, acked)))
                told = structs.replace(told, elsewhere=[DayCount(DAY, "inspection", "staff", acked)])
                ledger.receipts.keep(structs.replace(told, signature=sign(key, receipt_bytes(told))))
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("DELETE FROM receipt WHERE signature = '00'")


def altered(value: object, others: list[object], chance: random.Random) -> object:
    """Another value: of another row, or one that is nearly the same."""
    near = value + 1 if isinstance(value, int) else f"{str(value)[:-1]}{'0' if str(value)[-1:] != '0' else '1'}"
    return chance.choice([near, *(other for other in others if other != value)])


@pytest.mark.parametrize("cases", [200, pytest.param(3_000, marks=pytest.mark.long)], ids=["short", "long"])
def test_every_change_to_what_headquarters_has_signed_for_is_found(cases: int) -> None:
    chance, key = random.Random(cases), Ed25519PrivateKey.generate()
    believed = {Signer("phatthalung-1", public_hex(key))}
    with scratch() as folder:
        whole, path = Path(folder) / "whole.db", Path(folder) / "ledger.db"
        confirmed(whole, key)
        with Ledger(whole, practice=True) as ledger:
            assert list(problems(ledger, believed)) == []
        for _ in range(cases):
            shutil.copy(whole, path)
            table = chance.choice(["receipt", "receipt", "receipt", "elsewhere"])
            with closing(sqlite3.connect(path, isolation_level=None)) as db:
                db.execute("PRAGMA ignore_check_constraints = ON")
                columns = [name for _, name, *_ in db.execute(f"PRAGMA table_info({table})")]
                column, row = chance.choice(columns), chance.choice(db.execute(f"SELECT * FROM {table}").fetchall())
                others = [other for (other,) in db.execute(f"SELECT DISTINCT {column} FROM {table}")]
                new = altered(row[columns.index(column)], others, chance)
                where = " AND ".join(f"{name} = ?" for name in columns)
                with contextlib.suppress(sqlite3.IntegrityError):  # a receipt for that entry is there
                    db.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (new, *row))
                    if db.execute(f"SELECT * FROM {table} WHERE {where}", row).fetchall():
                        continue
                changed_rows = not db.execute(f"SELECT * FROM {table} WHERE {where}", row).fetchall()
            with Ledger(path, practice=True) as ledger:
                assert bool(list(problems(ledger, believed))) == changed_rows, (table, column, row, new)


SIGNED = {
    "keys": ["number", "kiosk", "public_key", "since", "statement", "signature", "held", "attestation"],
    "epochs": ["epoch", "ledger", "acked", "head", "checkpoint", "signature", "signed_by"],
    "kiosks": ["office", "public_key"],
    "entries": ["id", "day", "kind", "work_group", "value", "channel", "hash"],
}
"""What a change of is found at headquarters, by table. Of what stands in no signature, such as when a batch came, it
is not."""


def register_of_three(url: str, key: Ed25519PrivateKey) -> None:
    """Three kiosks of two offices, one of them with its second key, each with a few entries."""
    engine = connect(url, practice=True)
    site = Site(Register(engine, practice=True, known=KNOWN), key, BEGIN)
    site.receiver = Receiver(site.register, key, lambda: site.now)
    site.register.admission.sign_with(key)
    for kiosk, office in (("phatthalung-1", "phatthalung"), ("phatthalung-2", "phatthalung"), ("trang-1", "trang")):
        desk = site.enrolled(kiosk, office)
        for group in GROUPS:
            desk.count(group)
        site.take(desk)
    desk.key = Ed25519PrivateKey.generate()
    site.enrol(desk, site.register.admission.rekey(desk.kiosk, site.now))
    desk.count()
    site.take(desk, desk.batch(5))
    engine.dispose()


@pytest.mark.parametrize("cases", [100, pytest.param(3_000, marks=pytest.mark.long)], ids=["short", "long"])
def test_every_change_to_what_is_signed_at_headquarters_is_found(cases: int) -> None:
    chance, key = random.Random(cases), Ed25519PrivateKey.generate()
    with scratch() as folder:
        whole, path = Path(folder) / "whole.db", Path(folder) / "hq.db"
        register_of_three(sqlite_url(whole), key)
        for case in range(cases + 1):
            shutil.copy(whole, path)
            table = chance.choice(list(SIGNED))
            column = chance.choice(SIGNED[table])
            with closing(sqlite3.connect(path, isolation_level=None)) as db:
                for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
                    db.execute(f"DROP TRIGGER {name}")
                ids = [row for (row,) in db.execute(f"SELECT rowid FROM {table}")]
                row = chance.choice(ids)
                (old,) = db.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (row,)).fetchone()
                others = [other for (other,) in db.execute(f"SELECT DISTINCT {column} FROM {table}")]
                new = altered(old, others, chance)
                try:
                    if case:
                        db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (new, row))
                except sqlite3.IntegrityError:
                    continue
                create_triggers_again(path)
            engine = connect(sqlite_url(path), practice=True)
            faults = registers_problems(engine, KNOWN, public_hex(key))
            engine.dispose()
            assert bool(faults) == bool(case), (table, column, old, new)


def create_triggers_again(path: Path) -> None:
    """As a careful hand would: that they are gone is not what is to be found here."""
    engine = connect(sqlite_url(path), practice=True)
    with engine.begin() as db:
        create_triggers(db)
    engine.dispose()
