"""A field that entries get later breaks no hash from before, at the kiosk and at headquarters.

The field is added in a copy of the program, to the protocol and to both schemas and to nothing else; the copy then
goes on with files of the present program.
"""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import kiosk
from kiosk.hq.receiver.app import Receiver
from kiosk.hq.register.register import Register
from kiosk.hq.store.engine import connect, sqlite_url
from kiosk.hq.store.migrations import VERSION as REGISTER_VERSION
from kiosk.protocol.chain import ENCODING
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.ledger.schema import VERSION as LEDGER_VERSION
from tests.support import independent_reader as reader
from tests.support.sample import DAY, KNOWN
from tests.support.scripted import Desk, Site

NOW = datetime(2024, 3, 1, 3, 0, tzinfo=UTC)
CODE = Path(kiosk.__file__).parents[1]
NEXT = ENCODING + 1

REASON = {
    "kiosk/protocol/chain.py": {
        "    channel: Channel\n\n\nclass Genesis": "    channel: Channel\n    reason: Name | None = None\n\n\nclass Genesis",
        '"channel"),\n}': f'"channel"),\n    {NEXT}: (*"seq id day kind work_group value corrects channel reason".split(),),\n}}',
    },
    "kiosk/streams/ledger/schema.py": {
        "STEPS = {\n": f'STEPS = {{\n    {LEDGER_VERSION + 1}: "ALTER TABLE entry ADD COLUMN reason TEXT;",\n',
        "    PRIMARY KEY (epoch, seq),\n": "    reason TEXT,\n    PRIMARY KEY (epoch, seq),\n",
    },
    "kiosk/hq/store/tables.py": {
        '    Column("channel", String(7), nullable=False),\n    Column("hash"': '    Column("channel", String(7), nullable=False),\n'
        '    Column("reason", String(63)),\n    Column("hash"',
    },
    "kiosk/hq/store/migrations.py": {
        "= {\n    2: [": f'= {{\n    {REGISTER_VERSION + 1}: ["ALTER TABLE entries ADD COLUMN reason VARCHAR(63)"],\n    2: [',
    },
}
"""What a change that adds the field `reason` to entries has to touch, beside the OpenAPI document, which is made."""


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as it may be one day: entries have a reason."""
    code = tmp_path_factory.mktemp("later")
    for package in ("kiosk", "tests/support"):
        shutil.copytree(CODE / package, code / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name, changes in REASON.items():
        text = (code / name).read_text()
        for old, new in changes.items():
            assert text.count(old) == 1, f"{name} has changed: {old!r}"
            text = text.replace(old, new)
        (code / name).write_text(text)
    return code


def run(code: Path, script: str, *arguments: object) -> str:
    """What a script prints in which `kiosk` is that program."""
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=code,
        env={**os.environ, "PYTHONPATH": str(code)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


GO_ON = """
import datetime, sys, uuid
from pathlib import Path
from kiosk.streams.ledger.backup import export
from kiosk.streams.chain.chain_file import TakeOver
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.ledger.verify import problems
from kiosk.protocol.chain import Entry
day = datetime.date(2024, 3, 1)
with Ledger(Path(sys.argv[1]), practice=True) as ledger:
    for problem in problems(ledger):
        print(problem)
    ledger.take_back(day)
    late = Entry(1, str(uuid.uuid4()), day, "respondent", "inspection", 1, None, "staff", "counted-late")
    ledger.adopt(TakeOver([late], day))
    for genesis in ledger.chain.epochs():
        print(ledger.chain.encoding(genesis.epoch), ledger.chain.length(genesis.epoch))
    for problem in problems(ledger):
        print(problem)
    export(ledger, Path(sys.argv[2]))
"""

VERIFY = """
import sqlite3, sys
from pathlib import Path
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.ledger.verify import problems
with sqlite3.connect(sys.argv[1]) as file:
    file.execute("DROP TRIGGER entry_kept")
    file.execute(sys.argv[2])
with Ledger(Path(sys.argv[1]), practice=True) as ledger:
    for problem in problems(ledger):
        print(problem)
"""


def test_a_ledger_keeps_its_hashes_and_goes_on_in_an_epoch_that_covers_the_field(later: Path, tmp_path: Path) -> None:
    path, lines = tmp_path / "ledger.db", tmp_path / "entries.jsonl"
    with Ledger(path, practice=True) as ledger:
        for _ in range(3):
            ledger.count("inspection", DAY)
    assert run(later, GO_ON, path, lines).splitlines() == [f"{ENCODING} 3", f"{NEXT} 3"]
    assert reader.faults(lines.read_text().splitlines()) == []
    assert run(later, GO_ON, path, tmp_path / "again.jsonl").splitlines() == [f"{ENCODING} 3", f"{NEXT} 6"]


@pytest.mark.parametrize("entry", ["reason IS NOT NULL", "seq = 1"])
def test_a_field_written_into_an_entry_behind_its_hash_is_found(later: Path, tmp_path: Path, entry: str) -> None:
    """Into a later entry as into one of the epoch whose hashes do not cover it."""
    path = tmp_path / "ledger.db"
    with Ledger(path, practice=True) as ledger:
        ledger.count("inspection", DAY)
    run(later, GO_ON, path, tmp_path / "entries.jsonl")
    assert "was changed" in run(later, VERIFY, path, f"UPDATE entry SET reason = 'made-up' WHERE {entry}")


TAKE = """
import datetime, sys, uuid
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from kiosk.hq.receiver.app import Receiver
from kiosk.hq.register.register import Register
from kiosk.hq.store.engine import connect
from kiosk.hq.store.verify import problems
from kiosk.protocol.chain import Entry, Genesis, link
from tests.support.sample import KNOWN
from tests.support.scripted import Desk, Site

url, private, genesis, entries = sys.argv[1:]
key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private))
old = Desk("phatthalung-1", key, msgspec.json.decode(genesis, type=Genesis), msgspec.json.decode(entries, type=list[Entry]), 1)
engine = connect(url, practice=True)
site = Site(Register(engine, practice=True, known=KNOWN), key, datetime.datetime(2024, 3, 1, 4, 0, tzinfo=datetime.UTC))
site.receiver = Receiver(site.register, site.key, lambda: site.now)
print(*problems(engine, KNOWN), site.rows("SELECT encoding, acked FROM epochs"))

def later(desk):
    return desk.add(msgspec.structs.replace(desk.count(), id=str(uuid.uuid4()), reason="counted-late"))

old.count()
site.take(old)
later(new := Desk("phatthalung-1", key))
site.take(new)
print(*problems(engine, KNOWN), site.rows("SELECT encoding, acked FROM epochs ORDER BY encoding"))

held, entry = old.head(2), later(old)
mixed = old.batch(3, 2, entries=[entry], head=link(held, entry, new.encoding), encoding=new.encoding)
uncovered = old.batch(3, 2, entries=[entry])
print(site.post(old, mixed).status_code, site.post(old, uncovered).status_code)

with engine.begin() as db:
    db.exec_driver_sql("UPDATE entries SET reason = 'made-up' WHERE reason IS NULL AND seq = 1")
    db.exec_driver_sql("UPDATE entries SET reason = 'made-up' WHERE reason IS NOT NULL AND seq = 2")
print(sum("was changed" in problem for problem in problems(engine, KNOWN)))
"""


def test_headquarters_keeps_the_hashes_and_takes_epochs_of_either_encoding(later: Path, tmp_path: Path) -> None:
    """What states another encoding than its epoch's is refused; each of three entries changed behind its hash is found."""
    url, private = sqlite_url(tmp_path / "hq.db"), bytes(range(32))
    key = Ed25519PrivateKey.from_private_bytes(private)
    engine = connect(url, practice=True)
    site = Site(Register(engine, practice=True, known=KNOWN), key, NOW)
    site.receiver = Receiver(site.register, key, lambda: site.now)
    site.register.admission.sign_with(key)
    desk = Desk("phatthalung-1", key)
    site.enrol(desk, site.code(desk.kiosk))
    desk.count()
    site.take(desk)
    engine.dispose()
    genesis, entries = (msgspec.json.encode(part).decode() for part in (desk.genesis, desk.entries))
    assert run(later, TAKE, url, private.hex(), genesis, entries).splitlines() == [
        f"[({ENCODING}, 1)]",
        f"[({ENCODING}, 2), ({NEXT}, 2)]",
        "422 422",
        "3",
    ]
