"""The page of what holds and who has been told of it, as far as whoever looks may see."""

from pathlib import Path

from kiosk.hq.accounts.policy import EVERYTHING, Access, Grant
from kiosk.hq.alerts.rounds import AlertRounds
from kiosk.hq.pages.message_table import message_table
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.views import Views
from kiosk.hq.report.standings import Standings
from tests.kiosk.hq.pages.conftest import opened, seed


def test_what_holds_is_shown_within_the_scope_of_whoever_looks_and_whom_messages_do_not_reach(tmp_path: Path) -> None:
    seed(tmp_path)
    with opened(tmp_path) as headquarters:
        machine, engine = headquarters.machine, headquarters.register.engine
        reader = f'[address.duty]\nlevel = "bureau"\nfile = "{machine.folder}"\ndigest = true\n'
        (machine.folder / "alerts.toml").write_text("digest_hour = 0\n" + reader)
        AlertRounds(engine, lambda: machine).go(headquarters.now())
        office = next(row["office"] for row in message_table(snapshot(engine, machine, EVERYTHING)).rows)
        whole = message_table(snapshot(engine, machine, EVERYTHING))
        scoped = message_table(snapshot(engine, machine, Access(Grant("reader", office=office), frozenset({office}))))
        page = Views(engine, machine).file("messages", "json", EVERYTHING).body
    assert {"alarm", "will-miss"} <= {row["kind"] for row in whole.rows}
    assert {row["office"] for row in scoped.rows} == {office} != {row["office"] for row in whole.rows}
    assert whole.answer
    assert whole.answer.context
    assert whole.answer.context.en == "Not delivered: duty"
    assert scoped.answer
    assert scoped.answer.context is None
    assert b'"told_bureau":null' in page


def snapshot(engine, machine, access: Access) -> Snapshot:  # type: ignore[no-untyped-def]
    return Snapshot(engine, Standings(engine), machine, access)
