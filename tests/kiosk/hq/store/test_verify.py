"""`kiosk hq verify` names what was changed in the register."""

import uuid

import msgspec
import pytest

from kiosk.hq.store.tables import epochs
from kiosk.hq.store.verify import problems
from kiosk.protocol.chain import Genesis
from kiosk.protocol.signing import sign
from tests.support import independent_reader as reader
from tests.support.sample import HEALTH
from tests.support.scripted import Desk, Site


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
    ],
)
def test_verify_names_what_was_changed(site: Site, statement: str, said: str) -> None:
    desk = site.enrolled("phatthalung-1")
    desk.genesis = Genesis(desk.genesis.ledger, desk.epoch, str(uuid.uuid4()), 0, "0" * 64)
    for _ in range(3):
        desk.count()
    site.take(desk)
    assert list(problems(site.register.engine)) == []
    with site.register.engine.begin() as db:
        db.exec_driver_sql(statement)
    found = list(problems(site.register.engine))
    assert any(said in problem for problem in found), found


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
    assert [problem.split(" is ")[-1] for problem in problems(site.register.engine)] == [
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
    assert list(problems(site.register.engine)) == []
    with site.register.engine.begin() as db:
        db.execute(epochs.update().values(checkpoint=signed.decode().replace("phatthalung-1", "trang-1")))
    assert len(list(problems(site.register.engine))) == 1
