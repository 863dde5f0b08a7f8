"""What headquarters has said to this kiosk is kept as it came, holds from its day on, and survives a damaged file."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from kiosk.protocol.bulletin import FIRST
from kiosk.protocol.signing import public_hex
from kiosk.streams.record.bulletins.shelf import Shelf
from tests.support.bulletins import bulletin, bulletins
from tests.support.sample import DAY
from tests.support.syncs import HQ_KEY

HQ = public_hex(HQ_KEY)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def numbers(shelf: Shelf) -> list[int]:
    return [kept.bulletin.number for kept in shelf.held()]


def change(path: Path, statement: str) -> None:
    """Change a shelf as somebody with a shell would."""
    with closing(sqlite3.connect(path)) as file:
        for trigger in ("kept", "there", "in_order"):
            file.execute(f"DROP TRIGGER IF EXISTS bulletin_{trigger}")
        file.execute(statement)
        file.commit()


def test_before_the_first_bulletin_a_shelf_is_empty_and_makes_no_file(shelf: Shelf) -> None:
    assert (shelf.held(), shelf.head(), shelf.fault()) == ([], (0, FIRST), None)
    assert not shelf.path.exists()


def test_what_came_is_there_again_with_its_day_and_who_signed_it(shelf: Shelf, tmp_path: Path) -> None:
    one, two = bulletins(2)
    shelf.keep([one], DAY, HQ)
    shelf.keep([two], DAY + timedelta(1), HQ)
    again = Shelf(tmp_path)
    assert again.held() == [(one, DAY, HQ), (two, DAY + timedelta(1), HQ)]
    assert again.head() == (2, two.hash)
    assert list(again.problems([HQ])) == []


def test_a_bulletin_holds_from_its_day_on_at_the_offices_that_it_is_for(shelf: Shelf) -> None:
    """Of another office's only the header has come; one of a kind that nobody knows yet is kept and does nothing."""
    first = bulletin(kind="closed-days", body='{"closed":[]}')
    other = replace(bulletin(first, kind="closed-days", offices=["trang"]), body=None)
    later = bulletin(other, kind="closed-days", starts=date(2024, 3, 2))
    unknown = bulletin(later, kind="fleet-of-the-future")
    shelf.keep([first, other, later, unknown], DAY, HQ)
    assert [kept.bulletin for kept in shelf.in_force("closed-days", DAY)] == [first]
    assert [kept.bulletin for kept in shelf.in_force("closed-days", date(2024, 3, 2))] == [first, later]
    assert shelf.in_force("year", DAY) == []
    assert numbers(shelf) == [1, 2, 3, 4]


def test_what_does_not_follow_or_is_not_signed_changes_nothing(shelf: Shelf) -> None:
    one, two, three = bulletins(3)
    shelf.keep([one], DAY, HQ)
    stranger = bulletin(one, key=Ed25519PrivateKey.generate())
    wrong = [
        [three],
        [one],
        [two, two],
        [two, replace(three, starts=date(2030, 1, 1))],
        [replace(two, body='{"version":"6.6.6"}')],
        [replace(two, offices=["trang"])],
        [stranger],
        [bulletin(one, previous="0" * 64)],
    ]
    for batch in wrong:
        with pytest.raises(ValueError, match="bulletin"):
            shelf.keep(batch, DAY, HQ)
    assert numbers(shelf) == [1]
    shelf.keep([two, three], DAY, HQ)
    assert numbers(shelf) == [1, 2, 3]


def test_another_headquarters_begins_a_chain_of_its_own(shelf: Shelf) -> None:
    shelf.keep(bulletins(3), DAY, HQ)
    shelf.begin_anew()
    assert (shelf.held(), shelf.fault()) == ([], None)
    key = Ed25519PrivateKey.generate()
    others = bulletins(2, key=key, kind="notice")
    shelf.keep(others, DAY, public_hex(key))
    assert [kept.bulletin for kept in shelf.held()] == others
    assert list(shelf.problems([HQ])) == [f"Bulletin {number} is not signed by headquarters." for number in (1, 2)]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE bulletin SET bulletin = replace(bulletin, '1.1.0', '6.6.6') WHERE number = 2",
        "DELETE FROM bulletin WHERE number = 1",
        "DROP TABLE bulletin",
        "file",
        "gone",
    ],
)
def test_a_damaged_file_is_told_the_last_good_stands_and_is_mended(shelf: Shelf, damage: str) -> None:
    made = bulletins(3)
    shelf.keep(made[:2], DAY, HQ)
    if damage == "file":
        shelf.path.write_bytes(bytes(8192))
    elif damage == "gone":
        shelf.path.unlink()
    else:
        change(shelf.path, damage)
    fault = shelf.fault()
    assert fault is not None
    assert "ส่วนกลาง" in fault.words.th
    assert "kiosk sync" in str(fault)
    assert numbers(shelf) == [1, 2]
    shelf.mend()
    shelf.keep(made[2:], DAY, HQ)
    assert (numbers(shelf), shelf.fault()) == ([1, 2, 3], None)


def test_a_kept_bulletin_can_neither_be_changed_nor_taken_away(shelf: Shelf) -> None:
    shelf.keep(bulletins(2), DAY, HQ)
    with closing(sqlite3.connect(shelf.path)) as file:
        for statement in ("UPDATE bulletin SET came = '2030-01-01'", "DELETE FROM bulletin"):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                file.execute(statement)
