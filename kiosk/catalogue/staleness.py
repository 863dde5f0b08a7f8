"""Staleness: the day from which the office looks at a confirmed fact again, spread over the year by its owner."""

import datetime
import zlib
from collections.abc import Mapping

from kiosk.catalogue.facts import Law
from kiosk.catalogue.named_facts import NamedFact

HELD = datetime.timedelta(days=180)
"""For how long a confirmation holds at the least."""

_MONTHS = 12


def stale_from(named: NamedFact, laws: Mapping[str, Law]) -> datetime.date | None:
    """The first day on which the fact is stale: that of the law that says it, or the next of its owner's months.

    None for what nobody has confirmed, and while its law has no end. Facts of one page are stale together.
    """
    fact = named.fact
    if fact.law is not None:
        return laws[fact.law].until if fact.law in laws else None
    if fact.confirmed is None:
        return None
    earliest = fact.confirmed.on + HELD
    month = zlib.crc32(named.owner.encode()) % _MONTHS + 1
    first = datetime.date(earliest.year, month, 1)
    return first if first >= earliest else first.replace(year=earliest.year + 1)


def is_stale(named: NamedFact, laws: Mapping[str, Law], today: datetime.date) -> bool:
    """Whether the office should look at the fact again. What it has confirmed since a law ended is not."""
    begins, confirmed = stale_from(named, laws), named.fact.confirmed
    if begins is None or today < begins:
        return False
    return named.fact.law is None or confirmed is None or confirmed.on < begins
