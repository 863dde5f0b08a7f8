"""The alarms as the register has them."""

from kiosk.hq.pages.phrases import alarm_name, office_name, phrases
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.table import Table, moment_at


def alarm_table(snapshot: Snapshot) -> Table:
    """A row for each alarm, the newest first."""
    columns = ["id", "at", "office", "name", "kiosk", "kind_words", "detail", "acknowledged_at", "acknowledged_by"]
    rows = [
        {
            "id": alarm.id,
            "at": moment_at(alarm.at),
            "office": alarm.office,
            "name": office_name(alarm.office),
            "kiosk": alarm.kiosk,
            "kind": alarm.kind,
            "kind_words": alarm_name(alarm.kind),
            "detail": alarm.detail,
            "acknowledged_at": moment_at(alarm.acknowledged_at),
            "acknowledged_by": alarm.acknowledged_by,
        }
        for alarm in snapshot.alarms()
    ]
    return Table("alarms", phrases()("alarms.title"), columns, rows)
