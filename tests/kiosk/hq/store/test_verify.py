"""`kiosk hq verify` names what was changed in the register."""

import uuid

import msgspec
import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.register.claims import Claims
from kiosk.hq.register.insert import BulkInsert
from kiosk.hq.store.tables import epochs
from kiosk.hq.store.verify import audit, problems
from kiosk.protocol.chain import Genesis
from kiosk.protocol.key_statement import enrolment_bytes
from kiosk.protocol.signing import batch_bytes, public_hex, sign
from tests.support import independent_reader as reader
from tests.support.sample import HEALTH, KNOWN
from tests.support.scripted import Desk, Site


def tamper(site: Site, statements: str) -> None:
    """What somebody with the database can do; SQLite does not say of which table a trigger is."""
    with site.register.engine.begin() as db:
        for statement in statements.split("; "):
            db.exec_driver_sql(statement.partition(" ON ")[0] if db.dialect.name == "sqlite" else statement)


def invent(site: Site, desk: Desk, count: int) -> None:
    """So many respondents more, with every hash, cursor and tally as it should be, and no signature."""
    first = len(desk.entries) + 1
    for _ in range(count):
        desk.count()
    with site.register.engine.begin() as db:
        new, hashes = desk.entries[first - 1 :], [desk.head(seq) for seq in range(first, first + count)]
        invented = dict(zip(hashes, new, strict=True))
        BulkInsert(db.dialect).store(db, desk.kiosk, desk.epoch, invented, {}, "2024-03-01T03:00:00Z")
        Claims(db.dialect).claim(db, desk.kiosk, desk.epoch, new, {})
        db.exec_driver_sql(f"UPDATE epochs SET acked = {len(desk.entries)}, head = '{hashes[-1]}', checkpoint = NULL")


def sign_as(site: Site, desk: Desk, key: Ed25519PrivateKey) -> None:
    """Put a signature of some key under all that is held."""
    forged = Desk(desk.kiosk, key, desk.genesis, desk.entries)
    batch = forged.batch()
    row = {"s": batch.signature, "k": public_hex(key), "c": batch_bytes(desk.kiosk, desk.epoch, batch).decode()}
    with site.register.engine.begin() as db:
        db.execute(sa.text("UPDATE epochs SET checkpoint = :c, signature = :s, signed_by = :k"), row)


def test_invented_respondents_are_found_whatever_stands_in_the_place_of_a_signature(site: Site) -> None:
    """H4: 200 were invented with no checkpoint, then with one of a throw-away key, and the register was whole."""
    desk = site.enrolled("phatthalung-1")
    desk.count()
    site.take(desk)
    invent(site, desk, 200)
    assert any("has no signature" in problem for problem in problems(site.register.engine, KNOWN))
    assert audit(site.register.engine, KNOWN).words.en.endswith("201 on this register's word alone")
    sign_as(site, desk, Ed25519PrivateKey.generate())
    assert any("did not have then" in problem for problem in problems(site.register.engine, KNOWN))
    sign_as(site, desk, desk.key)
    assert problems(site.register.engine, KNOWN) == []


def test_a_key_that_headquarters_never_attested_is_found_whatever_it_has_signed(site: Site) -> None:
    """Who has the database alone puts a key of their own in the kiosk's place, and proves and signs all with it."""
    desk = site.enrolled("phatthalung-1")
    desk.count()
    site.take(desk)
    thief = Desk(desk.kiosk, Ed25519PrivateKey.generate(), desk.genesis, desk.entries)
    asked = thief.enrolment("AAAA-AAAA")
    stated = {"k": asked.public_key, "c": enrolment_bytes(asked).decode(), "s": asked.signature}
    tamper(site, "DROP TRIGGER keys_kept ON keys")
    with site.register.engine.begin() as db:
        db.execute(sa.text("UPDATE keys SET public_key = :k, statement = :c, signature = :s"), stated)
        db.execute(sa.text("UPDATE kiosks SET public_key = :k"), stated)
    sign_as(site, desk, thief.key)
    assert problems(site.register.engine, KNOWN, public_hex(site.key)) == [
        "Key statement 1, of phatthalung-1, is not the one that headquarters has signed.",
        "The trigger keys_kept of the register is missing.",
    ]


def test_an_old_key_of_a_kiosk_signs_nothing_that_came_after_it(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    desk.count()
    site.take(desk)
    stolen, desk.key = desk.key, Ed25519PrivateKey.generate()
    site.enrol(desk, site.register.admission.rekey(desk.kiosk, site.now))
    assert problems(site.register.engine, KNOWN) == []
    desk.count()
    site.take(desk, desk.batch(2))
    assert problems(site.register.engine, KNOWN) == []
    sign_as(site, desk, stolen)
    assert any("did not have then" in problem for problem in problems(site.register.engine, KNOWN))


def test_what_was_held_when_a_key_came_can_no_longer_be_cut(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    early = Desk(desk.kiosk, desk.key, desk.genesis, [desk.count()])
    signed = early.batch()
    site.take(desk, signed)
    desk.count()
    site.take(desk, desk.batch(2))
    site.enrol(desk, site.register.admission.rekey(desk.kiosk, site.now))
    tamper(site, "DELETE FROM entries WHERE seq = 2; DELETE FROM counted WHERE seq = 2; UPDATE tallies SET count = 1")
    tamper(site, f"UPDATE epochs SET acked = 1, head = '{early.head(1)}'")
    sign_as(site, early, desk.key)
    assert any("when the kiosk got its key" in problem for problem in problems(site.register.engine, KNOWN))


def test_a_kiosk_that_is_removed_with_all_that_is_its_own_leaves_a_gap_in_the_key_statements(site: Site) -> None:
    """H4: a whole kiosk was removed, and the register was whole."""
    desk = site.enrolled("phatthalung-1")
    desk.count()
    site.take(desk)
    site.enrolled("trang-1", office="trang")
    gone = "DROP TRIGGER keys_there ON keys; DROP TRIGGER alarms_there ON alarms"
    gone += "; DROP TRIGGER kiosk_events_there ON kiosk_events"
    gone += "; DELETE FROM ledgers WHERE owner = 'phatthalung-1'"
    for table in ("alarms", "counted", "tallies", "entries", "epochs", "keys", "codes", "kiosk_events", "kiosks"):
        gone += f"; DELETE FROM {table} WHERE kiosk = 'phatthalung-1'"
    tamper(site, gone)
    assert any("statement before number 2 is missing" in problem for problem in problems(site.register.engine, KNOWN))


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM alarms", "UPDATE alarms SET kind = 'fork'", "DELETE FROM keys", "UPDATE keys SET since = NULL"],
)
def test_the_database_itself_refuses_to_change_alarms_and_keys(site: Site, statement: str) -> None:
    site.enrolled("phatthalung-1")
    site.register.admission.rekey("phatthalung-1", site.now)
    with pytest.raises(sa.exc.DBAPIError, match=r"is never|is only"):
        tamper(site, statement)


def test_a_trigger_that_somebody_has_added_is_named(site: Site) -> None:
    """It could put a count of its own beside every one that comes."""
    made = "CREATE TRIGGER theirs AFTER INSERT ON counted "
    with site.register.engine.begin() as db:
        if db.dialect.name == "postgresql":
            db.exec_driver_sql("CREATE FUNCTION theirs() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'")
            db.exec_driver_sql(f"{made} FOR EACH ROW EXECUTE FUNCTION theirs()")
        else:
            db.exec_driver_sql(f"{made} BEGIN SELECT 1; END")
    assert problems(site.register.engine, KNOWN) == ["The trigger theirs is not of the register."]


def test_verify_says_what_rests_on_what(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    desk.count(), desk.count()
    site.take(desk)
    assert audit(site.register.engine, KNOWN).words.en == "1 kiosk, 2 entries: 2 under the kiosks' signatures"


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE entries SET work_group = 'investigation' WHERE seq = 2", "Entry 2 "),
        ("DELETE FROM entries WHERE seq = 1", "Entry 1 "),
        ("DELETE FROM entries WHERE seq = 3", "cursor"),
        ("UPDATE epochs SET head = parent_hash, acked = 2", "cursor"),
        ("UPDATE tallies SET count = count + 1", "The tally of phatthalung-1 on 2024-03-01"),
        ("DELETE FROM counted WHERE seq = 2", "not counted"),
        ("UPDATE counted SET seq = 7 WHERE seq = 2", "without an entry"),
        ("UPDATE epochs SET signed_by = parent_hash", "not the one that the kiosk has signed"),
        ("UPDATE epochs SET checkpoint = NULL", "no signature of the kiosk"),
        ("DELETE FROM counted; DELETE FROM tallies; DELETE FROM entries; DELETE FROM epochs", "none is held so far"),
        (f"UPDATE kiosks SET public_key = '{'7' * 64}'", "not the last one of its history"),
        ("UPDATE kiosks SET office = 'trang'", "has enrolled for another office"),
        (f"UPDATE register SET public_key = '{'7' * 64}'", "another key than headquarters' own"),
        ("DROP TRIGGER alarms_there ON alarms", "trigger alarms_there of the register is missing"),
        ("DROP TRIGGER alarms_there ON alarms; DELETE FROM alarms", "The alarm new-epoch of phatthalung-1 is missing"),
        (f"DROP TRIGGER keys_kept ON keys; UPDATE keys SET public_key = '{'7' * 64}'", "Key statement 1"),
        ("DROP TRIGGER keys_there ON keys; DELETE FROM keys WHERE number = 1", "before number 2 is missing"),
    ],
)
def test_verify_names_what_was_changed(site: Site, statement: str, said: str) -> None:
    desk = site.enrolled("phatthalung-1")
    desk.genesis = Genesis(desk.genesis.ledger, desk.epoch, str(uuid.uuid4()), 0, "0" * 64)
    for _ in range(3):
        desk.count()
    site.take(desk)
    site.take(desk, desk.batch(4, 3, health=msgspec.structs.replace(HEALTH, confirmed=3)))
    site.enrolled("trang-1", office="trang")
    assert problems(site.register.engine, KNOWN, public_hex(site.key)) == []
    tamper(site, statement)
    faults = problems(site.register.engine, KNOWN, public_hex(site.key))
    assert any(said in problem for problem in faults), faults


def test_a_chain_that_was_written_anew_lacks_the_kiosks_signature(site: Site) -> None:
    """Whoever has the database can make every hash fit; the kiosk's key is not there."""
    desk = site.enrolled("phatthalung-1")
    desk.count(), desk.count()
    site.take(desk)
    forged = Desk(desk.kiosk, desk.key, desk.genesis, [*desk.entries[:1]])
    forged.add(msgspec.structs.replace(desk.entries[1], work_group="investigation"))
    with site.register.engine.begin() as db:
        db.exec_driver_sql(f"UPDATE entries SET work_group = 'investigation', hash = '{forged.head(2)}' WHERE seq = 2")
        db.exec_driver_sql(f"UPDATE epochs SET head = '{forged.head(2)}'")
        db.exec_driver_sql("DELETE FROM tallies")
        for group in ("inspection", "investigation"):
            db.exec_driver_sql(f"INSERT INTO tallies VALUES ('phatthalung-1', '2024-03-01', '{group}', 'staff', 1)")
    assert [problem.split(" is ")[-1] for problem in problems(site.register.engine, KNOWN)] == [
        "not the one that the kiosk has signed."
    ]


def test_what_a_kiosk_signed_under_the_first_version_verifies_still(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    desk.count()
    site.take(desk)
    digest = reader.digest(msgspec.to_builtins(HEALTH))
    signed = reader.canonical(
        ["kiosk/v1/batch", desk.kiosk, desk.epoch, 1, 1, desk.head(1), "2024-03-01T03:00:00Z", digest]
    )
    with site.register.engine.begin() as db:
        db.execute(epochs.update().values(checkpoint=signed.decode(), signature=sign(desk.key, signed)))
    assert list(problems(site.register.engine, KNOWN)) == []
    with site.register.engine.begin() as db:
        db.execute(epochs.update().values(checkpoint=signed.decode().replace("phatthalung-1", "trang-1")))
    assert len(list(problems(site.register.engine, KNOWN))) == 1
