"""Beside the alarms stands who is told of what: each alarm's own telling, what is over again, what does not arrive."""

import datetime
from pathlib import Path

import sqlalchemy as sa

from kiosk.hq.accounts.policy import EVERYTHING, Access, Grant
from kiosk.hq.pages.alarm_table import alarm_table
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.told_side import told_side
from kiosk.hq.report.standings import Standings
from kiosk.hq.store.alert_tables import alerts, deliveries
from kiosk.hq.store.transactions import writing
from kiosk.protocol.payloads import moment
from tests.kiosk.hq.pages.conftest import opened, seed


def test_an_alarm_says_who_was_told_of_it_and_beside_it_stands_what_is_over_and_what_does_not_arrive(
    tmp_path: Path,
) -> None:
    seed(tmp_path)
    with opened(tmp_path) as headquarters:
        engine, now = headquarters.register.engine, headquarters.now()

        def seen(access: Access) -> Snapshot:
            return Snapshot(engine, Standings(engine), headquarters.machine, access)

        first, second, *_ = alarm_table(seen(EVERYTHING)).rows
        with writing(engine) as db:
            of_alarm = _alert(db, "alarm", first, f"{first['kiosk']}#{first['id']}", now)
            _sent(db, of_alarm, "office", now)
            over = _alert(db, "silent", second, second["kiosk"], now, resolved=now)
            _sent(db, over, "region", now)
            old = _alert(db, "halted", second, second["kiosk"], now, resolved=now - datetime.timedelta(days=8))
            _sent(db, old, "region", now)
            _sent(db, of_alarm, "region", None)
        told = {row["id"]: row["told_words"].en for row in alarm_table(seen(EVERYTHING)).rows}
        side = told_side(seen(EVERYTHING))
        office = Access(Grant("reader", office=first["office"]), frozenset({first["office"]}))
        elsewhere = told_side(seen(office))
    assert told[first["id"]] == "Told: office 1 Mar 2024"
    assert told[second["id"]] == "Nobody is told yet"
    assert [(each["who"], each["words"].en) for each in side["over"]] == [(second["kiosk"], "Silent")]
    assert (side["sent_today"], side["failing"]) == (3, ["duty"])
    assert side["told_after"] == {"office": 1, "region": 3, "bureau": 7}
    assert elsewhere["over"] == ([] if first["office"] != second["office"] else side["over"])
    assert (elsewhere["sent_today"], elsewhere["failing"]) == (None, [])


def _alert(db, kind: str, row, subject: str, now, resolved=None) -> int:  # type: ignore[no-untyped-def]
    about = {"kind": kind, "subject": subject, "office": row["office"], "kiosk": row["kiosk"], "detail": ""}
    ended = resolved and moment(resolved)
    values = sa.insert(alerts).values(**about, since=moment(now), resolved_at=ended)
    return int(db.execute(values).inserted_primary_key[0])


def _sent(db, alert: int, level: str, at) -> None:  # type: ignore[no-untyped-def]
    on_the_way = {"alert": alert, "kind": "alert", "level": level, "address": "duty", "attempts": 1}
    made = {"made_at": "2024-03-01T00:00:00Z", "next_at": "2024-03-01T00:00:00Z", "sent_at": at and moment(at)}
    db.execute(sa.insert(deliveries).values(**on_the_way, **made))
