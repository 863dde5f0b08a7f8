"""The page of one kiosk: why it is halted and what to do, what it says of itself, and all that became of it."""

from typing import Any

import sqlalchemy as sa

from kiosk.hq.accounts.policy import Access
from kiosk.hq.pages.alarm_table import alarm_table
from kiosk.hq.pages.cells import MarkCell
from kiosk.hq.pages.kiosk_table import kiosk_table
from kiosk.hq.pages.listing import Listing
from kiosk.hq.pages.login import Refused
from kiosk.hq.pages.phrases import action_name, halt_steps, halt_words, phrases
from kiosk.hq.pages.report_days import MARKS, counted, report_days
from kiosk.hq.pages.selection import Selection
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.table import Row, Table, moment_at
from kiosk.hq.register.codes import Codes
from kiosk.hq.store.audit_log import lines_about
from kiosk.hq.store.halts import halted_since
from kiosk.hq.store.key_history import enrolments_of
from kiosk.hq.store.kiosk_events import events_of
from kiosk.hq.store.tables import kiosks
from kiosk.hq.store.transactions import reading
from kiosk.progress.status_marks import StatusMark
from kiosk.protocol.one_time_code import fingerprint
from kiosk.text.bilingual import Bilingual, joined, same
from kiosk.text.languages import HOME, LOGS

_MARKS = {
    "halted": StatusMark("✖", "bad"),
    "back": StatusMark("●", "ok"),
    "alarm": StatusMark("▲", "warn"),
    "enrolled": StatusMark("■", "accent"),
    "version": StatusMark("■", "accent"),
    "moved": StatusMark("■", "accent"),
    "renamed": StatusMark("■", "accent"),
    "action": StatusMark("■", "soft"),
}


def kiosk_page(snapshot: Snapshot, kiosk: str) -> dict[str, Any]:
    """What the page draws. Refused if there is no such kiosk among those that may be seen."""
    row = row_of(snapshot.engine, snapshot.access, kiosk)
    told = next((each for each in _table(snapshot, row).rows if each["kiosk"] == kiosk), None)
    open_days = snapshot.office(row.office).figures.assessment.open_days
    with reading(snapshot.engine) as db:
        days = report_days(db, row, open_days, snapshot.today)
        enrolled = [each.since for each in enrolments_of(db, kiosk)]
    return {
        "row": row,
        "told": told,
        "todo": halt_words(told["halt"]) if told and told["halt"] else None,
        "steps": halt_steps(told["halt"]) if told and told["halt"] else [],
        "actions": _actions(
            row, has_code=any(each.kiosk == kiosk for each in Codes(snapshot.engine).good(snapshot.now))
        ),
        "since": moment_at(halted_since(row)),
        "knock": moment_at(row.refused_at),
        "key": fingerprint(row.public_key) if row.public_key else None,
        "enrolled": moment_at(enrolled[-1]) if enrolled else None,
        "days": [(each.day, MARKS[each.state], phrases()(f"report_day.{each.state}")) for each in days],
        "days_counted": [(MARKS[state], phrases()(f"report_day.{state}"), count) for state, count in counted(days)],
        "history": Listing(_history(snapshot, row), Selection(), HOME),
        "alarms": alarm_table(snapshot, kiosks.c.kiosk == kiosk).rows,
    }


def kiosk_tables(snapshot: Snapshot, kiosk: str) -> list[Table]:
    """What its files hold: what it says of itself, and its history. Refused as above."""
    row = row_of(snapshot.engine, snapshot.access, kiosk)
    table = _table(snapshot, row)
    table.rows[:] = [each for each in table.rows if each["kiosk"] == kiosk]
    return [table, _history(snapshot, row)]


def _table(snapshot: Snapshot, row: sa.Row[Any]) -> Table:
    return kiosk_table([snapshot.office(row.office)], snapshot)


def row_of(engine: sa.Engine, access: Access, kiosk: str) -> sa.Row[Any]:
    """The row of a kiosk. Refused if there is none of that name among those that may be seen."""
    with reading(engine) as db:
        row = db.execute(sa.select(kiosks).where(kiosks.c.kiosk == kiosk)).first()
    if row is None or not access.sees(row.office):
        raise Refused(404, "refused.no_kiosk")
    return row


def _actions(row: sa.Row[Any], *, has_code: bool) -> list[str]:
    """What can be done about a kiosk, the one that can be taken back least last."""
    if row.retired_at is not None:
        return ["restore"]
    code = ["cancel"] if has_code else []
    return ["rekey", *code, "lift" if row.suspended else "suspend", "rename", "move", "retire"]


def _history(snapshot: Snapshot, row: sa.Row[Any]) -> Table:
    """Enrolments, versions, halts, moves, alarms, and what was done about it here by those whose doing may be seen."""
    with reading(snapshot.engine) as db:
        told = [
            *(_event(each.at, each.kind, _change(each)) for each in events_of(db, row.kiosk)),
            *(
                _event(each.since, "enrolled", same(fingerprint(each.public_key)))
                for each in enrolments_of(db, row.kiosk)
            ),
        ]
        if snapshot.access.may("audit"):
            told += [_event(each.at, "action", _done(each), each.who) for each in lines_about(db, row.kiosk)]
    told += [
        {**_event(None, "alarm", each["kind_words"]), "at": each["at"]}
        for each in alarm_table(snapshot, kiosks.c.kiosk == row.kiosk).rows
    ]
    told.sort(key=lambda each: each["at"].timestamp() if each["at"] else 0, reverse=True)
    return Table("history", phrases()("kiosk.history"), ["at", "event_words", "detail_words", "by"], told)


def _done(line: sa.Row[Any]) -> Bilingual:
    """What was done, and why."""
    _, _, why = line.detail.partition(": ")
    return joined([action_name(line.action), *([same(why)] if why else [])], ": ")


def _event(at: str | None, kind: str, detail: Bilingual, by: str | None = None) -> Row:
    words = MarkCell(_MARKS[kind], phrases()(f"event.{kind}"))
    return {
        "at": moment_at(at),
        "event": kind,
        "event_words": words,
        "detail": detail.of(LOGS),
        "detail_words": detail,
        "by": by,
    }


def _change(event: sa.Row[Any]) -> Bilingual:
    """What was, and what became of it: a reason in words, an office or a version by its name."""
    if event.kind in ("halted", "back"):
        return halt_words(event.became or event.was)[0]
    return same(f"{event.was} → {event.became}" if event.was else str(event.became))
