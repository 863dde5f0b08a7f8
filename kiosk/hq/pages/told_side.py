"""Who is told of what, beside the alarms: the rule, what is over again, and what went out today."""

import datetime
from typing import Any

from kiosk.hq.pages.phrases import condition_name
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.table import moment_at
from kiosk.hq.report.open_alerts import over_since, sent_since, undelivered
from kiosk.hq.report.report import LATE, MISSING, SILENT
from kiosk.protocol.payloads import moment
from kiosk.text.dates import THAI_TIME

_WEEK = datetime.timedelta(days=7)

_AFTER = {"office": LATE.days, "region": MISSING.days, "bureau": SILENT.days}
"""Days after which each level is told, as the states of a kiosk have them."""


def told_side(snapshot: Snapshot) -> dict[str, Any]:
    """What stands there. Of messages that are sent, or do not arrive, whoever looks after some offices sees nothing."""
    over = over_since(snapshot.engine, moment(snapshot.now - _WEEK))
    is_whole = snapshot.access.offices is None
    midnight = snapshot.now.astimezone(THAI_TIME).replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "told_after": _AFTER,
        "over": [
            {"who": each.kiosk or each.office, "words": condition_name(each.kind), "since": moment_at(each.since)}
            for each in over
            if each.office and snapshot.access.sees(each.office)
        ],
        "sent_today": sent_since(snapshot.engine, moment(midnight.astimezone(datetime.UTC))) if is_whole else None,
        "failing": [each.address for each in undelivered(snapshot.engine)] if is_whole else [],
    }
