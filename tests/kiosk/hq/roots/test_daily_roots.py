"""The night's work of headquarters, on SQLite and PostgreSQL."""

import datetime
import hashlib
import threading
import time
import uuid
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.register.problems import HTTPProblem
from kiosk.hq.roots.daily_roots import DailyRoots, is_cosigned_by
from kiosk.hq.store.engine import connect, sqlite_url
from kiosk.hq.store.tables import epochs, kiosks
from kiosk.protocol.daily_root import (
    MOST_WITNESSES,
    DailyRoot,
    ProvenLeaf,
    RootHeld,
    ended_day,
    origin_of,
    witness_name,
)
from kiosk.protocol.encodings import canonical
from kiosk.protocol.merkle import is_consistent
from kiosk.protocol.signed_note import TreeHead, cosignature_line, is_signed, split_note, tree_head_of
from kiosk.protocol.signing import public_hex
from kiosk.text.dates import THAI_TIME
from kiosk.text.refusal import Refusal
from tests.support.scripted import Site

NIGHT = datetime.datetime(2024, 3, 1, 18, 30, tzinfo=datetime.UTC)
"""Half past one of 2 March in Thailand: 1 March has ended."""

DAY = datetime.timedelta(days=1)
NOTHING = RootHeld()


def tree_head(shown: DailyRoot, key: Ed25519PrivateKey) -> TreeHead:
    """What the note says, once its signature is verified."""
    text, lines = split_note(shown.note)
    assert is_signed(text, lines, origin_of(public_hex(key)), public_hex(key))
    return tree_head_of(text)


def holds(at: TreeHead, proven: ProvenLeaf) -> bool:
    return proven.stands_in(at.size, at.root)


def shown(roots: DailyRoots, kiosk: str, held: RootHeld = NOTHING, at: datetime.datetime = NIGHT) -> DailyRoot:
    shown_root = roots.shown_to(kiosk, held, at)
    assert shown_root is not None
    return shown_root


def reported(site: Site, kiosk: str) -> None:
    """A kiosk of the office that its name begins with, of which an entry is held."""
    desk = site.enrolled(kiosk, kiosk.partition("-")[0])
    desk.count()
    site.take(desk)


@pytest.fixture
def roots(site: Site) -> DailyRoots:
    for name in ("phatthalung-1", "trang-1", "trang-2"):
        reported(site, name)
    return DailyRoots(site.register.engine, site.key)


def test_a_day_ends_at_midnight_in_thailand_and_a_little_later() -> None:
    midnight = datetime.datetime(2024, 3, 2, tzinfo=THAI_TIME)
    assert ended_day(midnight) == datetime.date(2024, 2, 29)
    assert ended_day(midnight + datetime.timedelta(minutes=5)) == datetime.date(2024, 3, 1)


def test_a_kiosk_is_proven_to_stand_in_the_root_with_the_head_that_is_held(site: Site, roots: DailyRoots) -> None:
    root = shown(roots, "trang-1")
    own = root.own
    assert own is not None
    at = tree_head(root, site.key)
    assert at.size == 3
    assert holds(at, own)
    [(epoch, head)] = site.rows("SELECT epoch, head FROM epochs WHERE kiosk = 'trang-1'")
    assert (own.leaf.kiosk, own.leaf.epoch, own.leaf.acked, own.leaf.head) == ("trang-1", epoch, 1, head)
    assert (own.leaf.day, own.leaf.reported) == (datetime.date(2024, 3, 1), datetime.date(2024, 3, 1))


def test_leaves_stand_in_the_order_of_the_names_on_every_database(site: Site, roots: DailyRoots) -> None:
    reported(site, "trang-10")
    roots.make(NIGHT)
    names = [kiosk for (kiosk,) in site.rows("SELECT kiosk FROM leaves ORDER BY number")]
    assert names == ["phatthalung-1", "trang-1", "trang-10", "trang-2"]


def test_the_leaf_is_hashed_as_the_protocol_says(site: Site, roots: DailyRoots) -> None:
    [(own, first)] = site.rows("SELECT public_key, epoch FROM kiosks WHERE kiosk = 'trang-1'")
    leaf = shown(roots, "trang-1").own.leaf  # type: ignore[union-attr]
    told = ["kiosk/v2/leaf", "2024-03-01", "trang-1", "ledger", first, 1, leaf.head, own, "2024-03-01"]
    assert leaf.bytes() == canonical(told)


def test_a_night_is_made_once_however_often_it_is_asked_for(site: Site, roots: DailyRoots) -> None:
    first = shown(roots, "trang-1")
    again = shown(DailyRoots(site.register.engine, site.key), "trang-1", at=NIGHT + datetime.timedelta(hours=9))
    assert first == again
    assert site.rows("SELECT count(*) FROM roots") == [(1,)]


def test_several_receivers_on_one_database_make_one_root(site: Site, roots: DailyRoots) -> None:
    receivers = [DailyRoots(site.register.engine, site.key) for _ in range(4)]
    threads = [threading.Thread(target=receiver.make, args=(NIGHT,)) for receiver in receivers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert site.rows("SELECT day, size FROM roots") in ([(datetime.date(2024, 3, 1), 3)], [("2024-03-01", 3)])
    assert len({shown(receiver, "trang-1").note for receiver in receivers}) == 1


def test_nights_on_which_headquarters_slept_are_covered_by_the_next_one(site: Site, roots: DailyRoots) -> None:
    roots.make(NIGHT)
    roots.make(NIGHT + 5 * DAY)
    assert [str(day) for (day,) in site.rows("SELECT day FROM roots ORDER BY day")] == ["2024-03-01", "2024-03-06"]


def test_a_clock_that_was_put_back_makes_no_second_root_of_a_day(site: Site, roots: DailyRoots) -> None:
    roots.make(NIGHT + DAY)
    DailyRoots(site.register.engine, site.key).make(NIGHT)
    assert len(site.rows("SELECT day FROM roots")) == 1


def test_before_anybody_has_reported_there_is_no_root(site: Site) -> None:
    site.enrolled("trang-1", "trang")
    assert DailyRoots(site.register.engine, site.key).shown_to("trang-1", RootHeld(), NIGHT) is None


def test_each_night_extends_the_one_that_a_kiosk_keeps(site: Site, roots: DailyRoots) -> None:
    kept = tree_head(shown(roots, "trang-1"), site.key)
    for number in range(1, 12):
        root = shown(roots, "trang-1", RootHeld(kept.size), NIGHT + number * DAY)
        newer = tree_head(root, site.key)
        proof = [bytes.fromhex(step) for step in root.consistency]
        assert is_consistent(kept.size, kept.root, newer.size, newer.root, proof)
        assert root.own is not None
        assert holds(newer, root.own)
        kept = newer if number % 3 == 0 else kept


def test_the_whole_log_is_the_tree_of_all_leaves(site: Site, roots: DailyRoots) -> None:
    """Of 300 nights, which fill more than three tiles; the root is worked out from the leaves alone."""
    for number in range(300):
        roots.make(NIGHT + number * DAY)
    hashes = [
        hashlib.sha256(b"\x00" + b'["kiosk/v2/leaf",' + leaf[1:].encode()).digest()
        for (leaf,) in site.rows("SELECT leaf FROM leaves ORDER BY number")
    ]

    def tree(part: list[bytes]) -> bytes:
        if len(part) == 1:
            return part[0]
        middle = 1 << (len(part) - 1).bit_length() - 1
        return hashlib.sha256(b"\x01" + tree(part[:middle]) + tree(part[middle:])).digest()

    assert len(hashes) == 900
    assert tree_head(shown(roots, "trang-1", at=NIGHT + 299 * DAY), site.key).root == tree(hashes)


def test_witnesses_are_those_of_the_office_then_neighbours_by_name_and_each_is_proven(site: Site) -> None:
    for name in ("krabi-1", "phuket-1", "ranong-1", "satun-1", "songkhla-1", "trang-1", "trang-2", "yala-1"):
        reported(site, name)
    roots = DailyRoots(site.register.engine, site.key)
    root = shown(roots, "trang-1")
    assert [each.leaf.kiosk for each in root.witnesses] == ["trang-2", "songkhla-1", "satun-1", "yala-1", "ranong-1"]
    assert all(holds(tree_head(root, site.key), each) for each in root.witnesses)
    asked = shown(roots, "trang-1", RootHeld(0, ["krabi-1", "phuket-1"]))
    assert [each.leaf.kiosk for each in asked.witnesses][:3] == ["krabi-1", "phuket-1", "trang-2"]
    assert len(asked.witnesses) == MOST_WITNESSES


def test_a_cosignature_is_checked_kept_and_shown_to_those_who_look_on_it(site: Site, roots: DailyRoots) -> None:
    text, _ = split_note(shown(roots, "trang-1").note)
    key, day = Ed25519PrivateKey.generate(), datetime.date(2024, 3, 1)
    line = cosignature_line(key, witness_name(origin_of(public_hex(site.key)), "trang-2"), text, 1_709_300_000)
    root = roots.of_day(day)
    assert not is_cosigned_by("trang-2", "0" * 63 + "1", root, line)
    assert is_cosigned_by("trang-2", public_hex(key), root, line)
    with pytest.raises(HTTPProblem, match="no root of this day"):
        roots.of_day(day + DAY)
    for _ in range(2):
        roots.cosign("trang-2", root, line, NIGHT)
    assert shown(roots, "trang-1", RootHeld(3, ["trang-2"])).cosignatures == [line]
    assert shown(roots, "trang-1", RootHeld(3, ["phatthalung-1"])).cosignatures == []
    assert roots.published(None) == (day, shown(roots, "trang-1").note + line)
    assert shown(roots, "trang-1", RootHeld(3, ["trang-2"]), NIGHT + DAY).cosignatures == [line]
    with pytest.raises(Refusal, match="no root of 2024-02-29"):
        roots.published(day - DAY)


def test_a_kiosk_that_keeps_the_newest_root_is_shown_no_proofs_again(roots: DailyRoots) -> None:
    root = shown(roots, "trang-1", RootHeld(3, ["trang-2"]))
    assert (root.own, root.witnesses, root.consistency) == (None, [], [])


def test_ten_thousand_kiosks_are_one_night_within_thirty_seconds_and_each_proof_a_moment(tmp_path: Path) -> None:
    engine = connect(sqlite_url(tmp_path / "hq.db"), practice=True)
    names = [f"office-{number // 4}-{number % 4}" for number in range(10_000)]
    with engine.begin() as db:
        db.execute(kiosks.insert(), [_kiosk(name) for name in names])
        db.execute(epochs.insert(), [_epoch(name) for name in names])
    roots = DailyRoots(engine, Ed25519PrivateKey.generate())
    begun = time.process_time()
    roots.make(NIGHT)
    assert time.process_time() - begun < 30
    begun = time.process_time()
    for name in names[::100]:
        assert len(shown(roots, name).witnesses) == MOST_WITNESSES
    assert time.process_time() - begun < 2
    engine.dispose()


def _kiosk(name: str) -> dict[str, object]:
    office, epoch = name.rpartition("-")[0], str(uuid.uuid5(uuid.NAMESPACE_DNS, name))
    reported = {"last_report": "2024-03-01T10:00:00Z", "public_key": "a" * 64, "epoch": epoch}
    return {"kiosk": name, "office": office, "suspended": False, **reported}


def _epoch(name: str) -> dict[str, object]:
    epoch = str(uuid.uuid5(uuid.NAMESPACE_DNS, name))
    held = {"acked": 1_000, "head": "0" * 64, "first_seen": "2024-01-01T00:00:00Z"}
    return {"kiosk": name, "epoch": epoch, "ledger": epoch, **held}
