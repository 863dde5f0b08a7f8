"""The alarms: what each means in plain words, what to do about it, and whether somebody has seen to it."""

from collections import Counter
from typing import Literal

import sqlalchemy as sa

from kiosk.hq.pages.cells import LinkCell, MarkCell
from kiosk.hq.pages.phrases import alarm_name, office_name, phrases, place_name
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.table import Answer, Facet, Row, Table, moment_at, region_facet
from kiosk.hq.report.open_alerts import LevelTold, told_of_alarms
from kiosk.progress.status_marks import StatusMark
from kiosk.text.bilingual import Bilingual, joined
from kiosk.text.dates import medium_date, thai_day
from kiosk.text.sentences import COMMANDS
from kiosk.text.templates import by_template

AlarmResponse = Literal["go", "ring", "look", "seen"]
"""What one does about an alarm: go to the kiosk, ring its office, look here; nothing more once somebody has."""

_RESPONSES: dict[str, AlarmResponse] = {
    "fork": "go",
    "cloned": "go",
    "new-epoch": "ring",
    "new-ledger": "ring",
    "new-key": "ring",
    "office-differs": "ring",
}
"""By kind; at all others one looks here."""

_MARKS: dict[AlarmResponse, StatusMark] = {
    "go": StatusMark("▲", "bad"),
    "ring": StatusMark("▲", "warn"),
    "look": StatusMark("◇", "warn"),
    "seen": StatusMark("✔", "ok"),
}


def alarm_table(snapshot: Snapshot, *wanted: sa.ColumnElement[bool]) -> Table:
    """A row for each alarm, the newest first."""
    told = told_of_alarms(snapshot.engine)
    rows = [_row(alarm, snapshot, told.get(alarm.id, [])) for alarm in snapshot.alarms(*wanted)]
    columns = ["id", "at", "office", "name", "kiosk", "kind_words", "means_words", "todo_words", "detail_words"]
    return Table(
        "alarms",
        phrases()("alarms.title"),
        [*columns, "acknowledged_at", "acknowledged_by"],
        rows,
        answer=_answer(Counter(row["response"] for row in rows)),
        tiles=Facet(
            "response",
            {response: MarkCell(mark, phrases()(f"response.{response}")) for response, mark in _MARKS.items()},
        ),
        chips=[region_facet(rows)],
    )


def _row(alarm: sa.Row[tuple[object, ...]], snapshot: Snapshot, told: list[LevelTold]) -> Row:
    place = snapshot.places.get(alarm.office)
    response: AlarmResponse = "seen" if alarm.acknowledged_at else _RESPONSES.get(alarm.kind, "look")
    return {
        "id": alarm.id,
        "at": moment_at(alarm.at),
        "office": alarm.office,
        "name": office_name(alarm.office),
        "name_link": LinkCell(place_name(alarm.office), f"/offices/{alarm.office}"),
        "region": place.region if place else None,
        "kiosk": alarm.kiosk,
        "told_words": _told(told),
        "kind": alarm.kind,
        "kind_words": alarm_name(alarm.kind),
        "title": MarkCell(_MARKS[response], alarm_name(alarm.kind)),
        "means_words": _words("means", alarm.kind),
        "todo_words": _words("todo", alarm.kind),
        "response": response,
        "detail": alarm.detail,
        "detail_words": joined([by_template(COMMANDS, part) for part in alarm.detail.split("; ")], "; "),
        "times": alarm.times,
        "acknowledged_at": moment_at(alarm.acknowledged_at),
        "acknowledged_by": alarm.acknowledged_by,
    }


def _told(told: list[LevelTold]) -> Bilingual:
    if not told:
        return phrases()("alarms.told_nobody")
    levels = [joined([phrases()(f"level.{each.level}"), medium_date(thai_day(each.at))]) for each in told]
    return phrases()("alarms.told", levels=joined(levels, " · "))


def _words(part: str, kind: str) -> Bilingual | None:
    """What is said of a kind; nothing of one that a newer receiver on the same database has raised."""
    return phrases().words.get(f"alarm_{part}.{kind}")


def _answer(responses: Counter[AlarmResponse]) -> Answer:
    say, waiting = phrases(), sum(count for response, count in responses.items() if response != "seen")
    if not waiting:
        return Answer(say("alarms.none"), say("alarms.rule"), MarkCell(StatusMark("✔", "ok"), say("alarms.well")))
    return Answer(say("alarms.summary", count=waiting, go=responses["go"]), say("alarms.rule"))
