"""The audit of a register finds a bulletin that was changed, left out or signed by somebody else."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.bulletins.draft import Draft
from kiosk.hq.bulletins.verify import bulletin_problems
from kiosk.hq.store.audit_log import Actor
from kiosk.protocol.signing import public_hex
from tests.support.sample import DAY
from tests.support.scripted import Site

FOLLOWS = "Bulletin {} does not follow the one before it: one was changed or is missing."
SIGNED = "Bulletin {} is not signed with headquarters' key."


@pytest.fixture
def url(tmp_path: object) -> str:
    return f"sqlite:///{tmp_path}/hq.db"


def problems(site: Site, *statements: str) -> list[str]:
    """What is found after somebody has changed the database; everything is as it was afterwards."""
    engine = site.register.engine
    with engine.begin() as db:
        before = db.exec_driver_sql("SELECT * FROM bulletins").all()
        for trigger in ("there", "kept"):
            db.exec_driver_sql(f"DROP TRIGGER IF EXISTS bulletins_{trigger}")
        for statement in statements:
            db.exec_driver_sql(statement)
    faults = list(bulletin_problems(engine, public_hex(site.key)))
    with engine.begin() as db:
        db.exec_driver_sql("DELETE FROM bulletins")
        for row in before:
            db.exec_driver_sql(f"INSERT INTO bulletins VALUES ({', '.join('?' * len(row))})", tuple(row))
    return faults


def test_every_change_of_a_bulletin_is_found(site: Site) -> None:
    board, drafts = site.receiver.board, [Draft("version", DAY, None, '{"wanted":"1.4.2"}')] * 3
    board.publish(drafts, site.key, Actor("operator"), site.now)
    assert problems(site) == []
    assert problems(site, "UPDATE bulletins SET body = '{}' WHERE number = 2") == [FOLLOWS.format(2)]
    assert problems(site, "UPDATE bulletins SET starts = '2030-01-01' WHERE number = 2") == [
        SIGNED.format(2),
        FOLLOWS.format(3),
    ]
    assert problems(site, "DELETE FROM bulletins WHERE number = 2") == [FOLLOWS.format(3)]
    assert problems(
        site, "UPDATE bulletins SET signed_by = substr(signed_by, 2) || substr(signed_by, 1, 1) WHERE number = 1"
    ) == [SIGNED.format(1)]
    (unreadable,) = problems(site, "UPDATE bulletins SET offices = 'trang' WHERE number = 1")
    assert "cannot be read" in unreadable
    desk = site.enrolled("phatthalung-1")
    told = f"INSERT INTO arrivals VALUES (9, '{desk.kiosk}', '2024-03-01T00:00:00Z')"
    assert problems(site, told) == [f"{desk.kiosk} holds bulletin 9, and the newest here is 3."]
    other = public_hex(Ed25519PrivateKey.generate())
    assert list(bulletin_problems(site.register.engine, other))[:3] == [SIGNED.format(each) for each in (1, 2, 3)]
