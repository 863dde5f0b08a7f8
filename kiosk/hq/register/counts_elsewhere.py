"""What a receipt tells of the counts of an office's other kiosks."""

import datetime

import sqlalchemy as sa

from kiosk.hq.store import prepared_statements as statements
from kiosk.protocol.chain import DayCount

SPAN = datetime.timedelta(days=731)
"""How far back they are told."""


def counts_elsewhere(
    db: sa.Connection, office: str, kiosk: str, today: datetime.date, is_clone: bool
) -> list[DayCount]:
    """Counts of the office's other kiosks, of the two years before the kiosk's own day: a wrong clock elsewhere takes
    nothing from it. What a clone holds as a copy stands on its own screen already.
    """
    after = datetime.date.fromordinal(max(1, today.toordinal() - SPAN.days))
    neighbours = {"in_office": office, "of": kiosk}
    tallies = db.execute(statements.ELSEWHERE, {**neighbours, "after": after})
    counts = {(day, group, channel): int(count) for day, group, channel, count in tallies}
    for day, group, channel, count in db.execute(statements.COPIES, neighbours) if is_clone else ():
        if (day, group, channel) in counts:
            counts[day, group, channel] -= int(count)
    return [DayCount(*tallied_as, count) for tallied_as, count in counts.items() if count]
