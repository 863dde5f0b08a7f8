"""A ledger that an older version has written opens, verifies and goes on, hash for hash."""

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.protocol.signing import public_hex, receipt_bytes, sign, stored_receipt_bytes, verifies
from kiosk.streams.ledger.backup import export
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.ledger.schema import VERSION
from kiosk.streams.ledger.verify import problems
from tests.proof.oracle import read_ledger
from tests.support import independent_reader as reader
from tests.support.ledgers import receipt, tallied
from tests.support.sample import DAY

OLD = Path(__file__).with_name("ledger-2.sql")
"""Two epochs, seven entries, written by version 2."""

HEAD = ("24eb4daf-546a-4c48-9afb-8ba89b27986a", 3, "2866df61a0216440afe80aa91c22147457f383a15e96472c20f004e2944952a5")


@pytest.fixture(params=[1, 2])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A ledger of that version."""
    path = tmp_path / "ledger.db"
    with closing(sqlite3.connect(path)) as file:
        file.executescript(OLD.read_text())
        if request.param == 1:
            file.executescript("DROP INDEX entry_note; PRAGMA user_version = 1")
    return path


def shape(path: Path) -> list[tuple[str, ...]]:
    """The tables, columns, indexes and triggers of a file."""
    with closing(sqlite3.connect(path)) as file:
        tables = file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        columns = [
            (table, name, kind, str(required), str(default))
            for (table,) in tables
            for _, name, kind, required, default, _ in file.execute(f"PRAGMA table_info({table})")
        ]
        others = file.execute("SELECT type, name FROM sqlite_schema WHERE type <> 'table'").fetchall()
        version = file.execute("PRAGMA user_version").fetchone()
    return sorted([*columns, *others, ("version", *map(str, version))])


def test_an_older_ledger_has_its_head_and_its_counts_and_is_whole(path: Path) -> None:
    with Ledger(path, practice=True) as ledger:
        assert ledger.chain.head() == HEAD
        assert list(problems(ledger)) == []
        assert tallied(ledger) == {"general-staff": 1, "inspection": 1}
        assert ledger.itap.newest() == {None: (7, DAY)}
        assert [ledger.chain.encoding(genesis.epoch) for genesis in ledger.chain.epochs()] == [1, 1]


def test_what_headquarters_had_signed_for_an_older_ledger_verifies_still(path: Path, tmp_path: Path) -> None:
    """Beside what it signs now, in the ledger and for whoever reads its export."""
    key, (epoch, seq, head) = Ed25519PrivateKey.generate(), HEAD
    parts = "phatthalung-1", epoch, seq, head, "2024-03-01T02:14:00Z"
    told = reader.digest([["2024-03-01", "inspection", "staff", 3]])
    signature = key.sign(reader.canonical(["kiosk/v1/receipt", *parts, told])).hex()
    with closing(sqlite3.connect(path)) as file:
        columns = "kiosk, epoch, acked, head, server_time, elsewhere, signature"
        file.execute(f"INSERT INTO receipt ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", (*parts, told, signature))
        file.commit()
    with Ledger(path, practice=True) as ledger:
        ledger.count("inspection", DAY)
        unsigned = receipt(epoch, *ledger.chain.head()[1:])
        now = msgspec.structs.replace(unsigned, signature=sign(key, receipt_bytes(unsigned)))
        ledger.receipts.keep(now)
        for kept, version in zip(ledger.receipts.all(), (1, 2), strict=True):
            *fields, digest = (kept[name] for name in ("kiosk", "epoch", "acked", "head", "server_time", "digest"))
            assert kept["version"] == version
            message = stored_receipt_bytes(version, *fields, digest)  # type: ignore[arg-type]
            assert verifies(public_hex(key), str(kept["signature"]), message)
        export(ledger, tmp_path / "entries.jsonl")
    lines = (tmp_path / "entries.jsonl").read_text().splitlines()
    assert reader.faults(lines, public_hex(key)) == []
    assert len(reader.faults(lines, "0" * 64)) == 2


def test_an_older_ledger_becomes_what_a_new_one_is_and_goes_on(path: Path, tmp_path: Path) -> None:
    Ledger(tmp_path / "new.db", practice=True).close()
    with Ledger(path, practice=True) as ledger:
        ledger.count("inspection", DAY)
        assert ledger.take_back(DAY, "general-staff") is not None
        assert list(problems(ledger)) == []
    assert shape(path) == shape(tmp_path / "new.db")
    assert ("version", str(VERSION)) in shape(path)
    links, _ = read_ledger(path)
    assert len(links) == 5 + 5
