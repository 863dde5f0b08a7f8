"""Files of the first edition become lines once, with their days and roles, and lie beside the record from then on."""

import json
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.progress.follow_ups import FollowUps
from kiosk.progress.plan import FollowUp
from kiosk.streams.record import first_edition
from tests.support.sample import DAY

KEPT = Path(__file__).parent


@pytest.fixture
def older(kiosk: Kiosk) -> Kiosk:
    """A kiosk whose folder the first edition has written, read as it is."""
    for name in ("facts", "roster"):
        kiosk.path(f"{name}.toml").write_bytes((KEPT / f"{name}-1.toml").read_bytes())
    with sqlite3.connect(kiosk.path("plan.db")) as plan:
        plan.executescript((KEPT / "plan-1.sql").read_text("utf-8"))
    plan.close()
    return kiosk.reread()


def shown(kiosk: Kiosk) -> tuple[object, object]:
    """What pages show of facts and roster."""
    return kiosk.catalogue.facts(), kiosk.catalogue.roster


def test_what_was_shown_before_is_shown_after_and_the_files_are_kept_beside_it(older: Kiosk) -> None:
    before = {name: older.path(name).read_bytes() for name in ("facts.toml", "roster.toml", "plan.db")}
    open_record(older).close()
    assert shown(older.reread()) == shown(older)
    for name, content in before.items():
        assert not older.path(name).exists()
        assert older.path(f"{name}.taken-in").read_bytes() == content


def test_every_line_has_the_day_and_the_role_that_the_file_gave(older: Kiosk) -> None:
    with open_record(older) as record:
        lines = {line.what: (line.day, line.role) for line in record.lines()}
        assert FollowUps(record).all() == [FollowUp("M1.2", DAY, "followed-up", "ครั้งแรก")]
        assert FollowUps(record).figures() == {"IIT": [(12, DAY)]}
    assert lines["fact/office.phone"] == (date(2024, 2, 5), "approver")
    assert lines["fact/extension-tourism.fee"] == (date(2024, 2, 6), "commissioned-officer")
    assert lines["roster/2024-02-12"] == (DAY, "staff")
    assert lines["taken-in/facts.toml"] == (DAY, "system")


def test_a_crash_between_the_lines_and_the_file_repeats_nothing(older: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", crash)
        with pytest.raises(KeyboardInterrupt):
            open_record(older)
    assert older.path("facts.toml").exists()
    assert shown(older.reread()) == shown(older)
    with open_record(older) as record:
        assert len(record.lines("fact/*")) == 4
        assert len(record.lines("taken-in/*")) == 3
    assert not older.path("facts.toml").exists()


def test_what_staff_confirmed_meanwhile_is_not_undone_by_opening_again(older: Kiosk) -> None:
    from kiosk.editing.confirm import confirm

    confirm(older, "extension-tourism.fee", "approver", 2000)
    open_record(older).close()
    (fee,) = [named.fact for named in older.reread().catalogue.facts() if named.name == "extension-tourism.fee"]
    assert (fee.figure, fee.confirmed.role) == (2000, "approver")


@pytest.mark.parametrize(
    "spoil",
    [lambda path: path.write_bytes(bytes(4096)), lambda path: path.write_text("[office.phone]\nvalue = 5\n")],
    ids=["zeros", "a wrong value"],
)
def test_a_file_that_is_not_right_waits_until_it_is_mended(older: Kiosk, spoil: Callable[[Path], object]) -> None:
    spoil(older.path("facts.toml"))
    now = older.reread()
    assert [fault.file for fault in now.faults] == [str(older.path("facts.toml"))]
    with open_record(now) as record:
        assert record.lines("fact/*") == []
        assert len(record.lines("roster/*")) == 2
    older.path("facts.toml").write_bytes((KEPT / "facts-1.toml").read_bytes())
    with open_record(older.reread()) as record:
        assert len(record.lines("fact/*")) == 4


def test_a_plan_that_is_none_is_named_where_it_is_asked_for(kiosk: Kiosk) -> None:
    kiosk.path("plan.db").write_bytes(bytes(4096))
    open_record(kiosk).close()
    with pytest.raises(first_edition.Faulty, match=r"plan\.db"):
        first_edition.check_plan(kiosk.folder)


def test_the_digest_of_the_file_stands_in_the_line_that_says_so(older: Kiosk) -> None:
    from hashlib import sha256

    content = older.path("facts.toml").read_bytes()
    with open_record(older) as record:
        (line,) = record.lines("taken-in/facts.toml")
    assert json.loads(line.value) == {"lines": 4, "sha256": sha256(content).hexdigest()}
