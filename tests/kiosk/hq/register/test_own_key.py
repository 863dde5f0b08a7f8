"""Headquarters' own key is changed: by the one before, by the recovery key, or by nobody; on either database."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.receiver.app import Receiver
from kiosk.hq.roots.verify import root_problems
from kiosk.hq.store.audit_log import Actor, newest
from kiosk.hq.store.transactions import reading
from kiosk.hq.store.verify import problems
from kiosk.protocol.one_time_code import fingerprint
from kiosk.protocol.signing import public_hex
from kiosk.security.signing_key import load_key
from kiosk.text.refusal import Refusal
from tests.support.commands import run
from tests.support.sample import DAY, KNOWN
from tests.support.scripted import Site, word

RECOVERY, NEXT, THIRD = (Ed25519PrivateKey.from_private_bytes(letter * 32) for letter in (b"r", b"n", b"t"))
ROOT = Actor("root")


@pytest.fixture
def begun(site: Site) -> Site:
    site.register.own_key.begin(site.key, public_hex(RECOVERY), site.now)
    return site


def take_over(site: Site, key: Ed25519PrivateKey) -> None:
    """The receiver starts again with another key."""
    site.key, site.receiver = key, Receiver(site.register, key, lambda: site.now)
    site.__dict__.pop("app", None)


def found(site: Site) -> list[str]:
    key, engine = public_hex(site.key), site.register.engine
    return [*problems(engine, KNOWN, key), *root_problems(engine, key)]


def test_each_attestation_and_root_verifies_under_the_key_of_its_time(begun: Site) -> None:
    own = begun.register.own_key
    changes: list[tuple[Ed25519PrivateKey, Callable[[], None]]] = [
        (NEXT, lambda: own.rotate(begun.key, NEXT, ROOT, begun.now)),
        (THIRD, lambda: own.recover(RECOVERY, THIRD, ROOT, begun.now)),
    ]
    for number, (key, change) in enumerate(changes, 1):
        begun.take(begun.enrolled(f"trang-{number}", "trang"))
        begun.now += timedelta(days=1)
        begun.receiver.roots.make(begun.now)
        begun.now += timedelta(hours=1)
        change()
        take_over(begun, key)
    begun.take(begun.enrolled("trang-3", "trang"))
    begun.now += timedelta(days=1)
    begun.receiver.roots.make(begun.now)
    assert found(begun) == []
    assert [key["number"] for key in begun.ask("GET", "/v2/keys").json()["keys"]] == [1, 2, 3]
    with reading(begun.register.engine) as db:
        told = [line.detail for line in newest(db) if line.action == "hq-key"]
    assert told == [
        f"{fingerprint(public_hex(THIRD))}, signed by the recovery key",
        f"{fingerprint(public_hex(NEXT))}, signed by {fingerprint(begun.ask('GET', '/v2/keys').json()['keys'][0]['public_key'])}",
    ]


def test_what_was_changed_in_the_statements_is_found(begun: Site) -> None:
    begun.register.own_key.rotate(begun.key, NEXT, ROOT, begun.now)
    take_over(begun, NEXT)
    for table in ("own_keys",):
        with pytest.raises(Exception, match="never"), begun.register.engine.begin() as db:
            db.exec_driver_sql(f"DELETE FROM {table}")
    with begun.register.engine.begin() as db:
        on = " ON own_keys" if db.dialect.name == "postgresql" else ""
        db.exec_driver_sql(f"DROP TRIGGER own_keys_kept{on}")
        db.exec_driver_sql(f"UPDATE own_keys SET recovery_key = '{'ab' * 32}' WHERE number = 1")
    assert "The statements of headquarters' own keys are not those that were signed." in found(begun)


def test_only_the_key_before_and_the_recovery_key_bring_another(begun: Site) -> None:
    own, thief = begun.register.own_key, Ed25519PrivateKey.generate()
    with pytest.raises(Refusal, match="changed meanwhile"):
        own.rotate(thief, NEXT, ROOT, begun.now)
    with pytest.raises(Refusal, match="not the recovery key"):
        own.recover(thief, NEXT, ROOT, begun.now)
    own.recover(RECOVERY, NEXT, ROOT, begun.now)
    with pytest.raises(Refusal, match="clock"):
        own.recover(RECOVERY, THIRD, ROOT, begun.now)
    assert not own.begin(thief, public_hex(thief), begun.now)
    assert begun.register.admission.public_key() == public_hex(NEXT)


def test_a_receiver_with_the_key_of_before_signs_nothing_more_and_says_why(begun: Site) -> None:
    desk = begun.enrolled("trang-1", "trang")
    code = begun.register.admission.expect("trang", "trang-2", begun.now)
    begun.register.own_key.rotate(begun.key, NEXT, ROOT, begun.now)
    begun.now += timedelta(days=1)
    take_over(begun, begun.key)
    refused = word(begun.post(desk)), word(begun.get(desk, desk.path + "?seq=0")), word(begun.enrol(desk, code))
    assert refused == ((503, "key-replaced"),) * 3
    assert begun.ask("GET", "/healthz").json() == {"status": "key-replaced"}
    begun.receiver.roots.make(begun.now)
    take_over(begun, NEXT)
    begun.take(desk)
    assert found(begun) == []


def test_the_commands_change_the_key_and_leave_no_useless_file(tmp_path: Path) -> None:
    """Found as: a wrong key was refused, and a new one that nobody can use was left in its place."""
    folder = tmp_path / "practice"
    own, recovery = folder / "hq-key.pem", folder / "hq-recovery-key.pem"
    assert run(tmp_path, "hq", "office", "add", "trang").returncode == 0
    assert run(tmp_path, "hq", "enrol", "trang", "trang-1").returncode == 0
    paper = tmp_path / "paper.pem"
    recovery.rename(paper)
    first = public_hex(load_key(own))
    rotated = run(tmp_path, "hq", "key", "rotate")
    assert fingerprint(public_hex(load_key(own))) in rotated.stdout
    assert public_hex(load_key(own)) != first
    assert not recovery.exists()
    own.unlink()
    missing = run(tmp_path, "hq", "key", "rotate")
    assert (missing.returncode, "kiosk hq key recover" in missing.stderr) == (1, True)
    assert not own.exists()
    wrong = run(tmp_path, "hq", "key", "recover", str(tmp_path / "nothing.pem"))
    assert wrong.returncode == 1
    assert run(tmp_path, "hq", "key", "recover", str(paper)).returncode == 0
    assert run(tmp_path, "hq", "key", "recover", "--renew", str(paper), day=DAY + timedelta(1)).returncode == 0
    assert "still here" in run(tmp_path, "hq", "key", "recover", "--renew", str(paper)).stderr
    assert "not the recovery key" in run(tmp_path, "hq", "key", "recover", str(paper)).stderr
    assert public_hex(load_key(recovery)) != public_hex(load_key(paper))
    assert run(tmp_path, "hq", "verify").returncode == 0
    assert run(tmp_path, "hq", "root", str(tmp_path / "root")).returncode == 1, "no night yet; the key is right"


def test_a_change_that_a_power_cut_ended_is_finished_by_the_next_command(tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    own, following = folder / "hq-key.pem", folder / "hq-key.pem.new"
    assert run(tmp_path, "hq", "office", "add", "trang").returncode == 0
    assert run(tmp_path, "hq", "enrol", "trang", "trang-1").returncode == 0
    before = own.read_bytes()
    assert run(tmp_path, "hq", "key", "rotate").returncode == 0
    own.rename(following)
    own.write_bytes(before)
    assert run(tmp_path, "hq", "enrol", "trang", "trang-2").returncode == 0
    assert own.read_bytes() != before
    assert not following.exists()
