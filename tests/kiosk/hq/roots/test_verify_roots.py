"""`kiosk hq verify` names what was changed in the daily roots; `kiosk hq root` writes them for publication."""

import datetime
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.roots.verify import root_problems
from kiosk.protocol.daily_root import Cosigned, origin_of, witness_name
from kiosk.protocol.signed_note import cosignature_line, split_note
from kiosk.protocol.signing import public_hex
from tests.support.commands import run
from tests.support.headquarters import Headquarters
from tests.support.scripted import Site, word
from tests.support.syncs import counted, synced

NIGHT = datetime.datetime(2024, 3, 1, 18, 30, tzinfo=datetime.UTC)
DAY = "2024-03-01"


@pytest.fixture
def whole(site: Site) -> Site:
    """A headquarters of two kiosks and two nights, the second cosigned by one of them."""
    site.register.admission.sign_with(site.key)
    desks = [site.enrolled(name, "trang") for name in ("trang-1", "trang-2")]
    for desk in desks:
        desk.count()
        site.take(desk)
    site.now = NIGHT
    site.receiver.roots.make(NIGHT)
    text, _ = split_note(site.receiver.roots.published(None)[1])
    line = cosignature_line(desks[0].key, witness_name(origin_of(public_hex(site.key)), "trang-1"), text, 1_709_300_000)
    body = msgspec.json.encode(Cosigned(line))
    assert site.ask("POST", f"/v2/kiosks/trang-1/roots/{DAY}", content=body).status_code == 204
    site.receiver.roots.make(NIGHT + datetime.timedelta(days=1))
    assert list(root_problems(site.register.engine)) == []
    return site


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE leaves SET leaf = replace(leaf, ',1,', ',2,') WHERE number = 1", "not the one of its leaves"),
        ("DELETE FROM leaves WHERE number = 0", "not the one of its leaves"),
        ("DELETE FROM roots WHERE size = 2", "The root before the one of 2024-03-02 is missing"),
        ("UPDATE tiles SET hashes = substr(hashes, 2) || substr(hashes, 1, 1)", "tiles do not lead"),
        ("UPDATE roots SET hash = substr(hash, 2) || substr(hash, 1, 1)", "not the one of its leaves"),
        ("UPDATE roots SET note = replace(note, '— kiosk', '— other')", "not signed"),
        ("UPDATE cosignatures SET kiosk = 'trang-2'", "The cosignature of trang-2"),
    ],
)
def test_verify_names_what_was_changed_in_the_roots(whole: Site, statement: str, said: str) -> None:
    with whole.register.engine.begin() as db:
        db.exec_driver_sql(statement)
    faults = list(root_problems(whole.register.engine))
    assert any(said in problem for problem in faults), faults


def test_a_cosignature_of_another_night_or_by_another_key_is_refused(whole: Site) -> None:
    text, _ = split_note(whole.receiver.roots.published(None)[1])
    name = witness_name(origin_of(public_hex(whole.key)), "trang-1")
    forged = msgspec.json.encode(Cosigned(cosignature_line(Ed25519PrivateKey.generate(), name, text, 1)))
    for day, kiosk, body, refused in (
        ("2024-03-02", "trang-1", forged, (401, "unknown-kiosk")),
        ("2024-03-09", "trang-1", forged, (404, "unknown-root")),
        ("2024-02-31", "trang-1", forged, (400, "malformed")),
        ("2024-03-02", "nobody", forged, (401, "unknown-kiosk")),
        ("2024-03-02", "trang-1", b'{"line":1}', (400, "malformed")),
    ):
        assert word(whole.ask("POST", f"/v2/kiosks/{kiosk}/roots/{day}", content=body)) == refused
    whole.register.admission.suspend("trang-1", True)
    assert word(whole.ask("POST", f"/v2/kiosks/trang-1/roots/{DAY}", content=forged)) == (401, "unknown-kiosk")


def test_the_root_of_a_night_is_written_for_publication(tmp_path: Path) -> None:
    """By the command alone, where the server slept when the day ended."""
    hq, kiosk, file = tmp_path / "hq", tmp_path / "kiosk", tmp_path / "root.txt"
    with Headquarters(hq) as running:
        counted(kiosk, "inspection")
        running.enrol(kiosk, "trang-1")
        assert synced(kiosk)["exit"] == 0
    none = run(hq, "hq", "root", str(file))
    assert (none.returncode, none.stderr) == (
        1,
        "There is no root yet; one is made after each day on which headquarters runs.\n",
    )
    done = run(hq, "hq", "root", str(file), day="2024-03-05")
    assert done.returncode == 0, done.stderr
    verdict, vkey = done.stdout.splitlines()
    assert verdict.partition(" is in ")[2] == f"{file}. Whoever has this key can verify it:"
    text, lines = split_note(file.read_text())
    name, _, _ = vkey.partition("+")
    assert text.startswith(f"{name}\n1\n")
    assert lines[0].startswith(f"— {name} ")
    assert run(hq, "hq", "verify", day="2024-03-05").stdout.startswith("The register is whole.")
