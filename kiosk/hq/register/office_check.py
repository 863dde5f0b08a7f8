"""Office check: does what a kiosk tells of its office agree with headquarters' register?"""

import datetime
from collections.abc import Mapping

from kiosk.hq.store.office_terms import OfficeTerms
from kiosk.protocol.messages import Health


def differences(terms: OfficeTerms, told: Health, minima: Mapping[int, str]) -> str:
    """Where a kiosk's word differs from the register, in words; empty where it does not.

    `minima` are the digests of headquarters' own minima, by year; those of a year that it does not know are not
    compared.
    """
    own_minima = minima.get(told.year)
    return "; ".join(
        difference
        for differs, difference in (
            (
                terms.office_class not in (None, told.office_class),
                f"class {told.office_class}, registered {terms.office_class}",
            ),
            (terms.counts_from != told.counts_from, f"counts {told.counts_from}, registered {terms.counts_from}"),
            (set(terms.closed) != set(told.closed), _days("closed", told.closed, terms.closed)),
            (set(terms.opened) != set(told.opened), _days("open", told.opened, terms.opened)),
            (own_minima not in (None, told.minima), f"minima of {told.year} that are not headquarters' own"),
        )
        if differs
    )


def _days(what: str, told: list[datetime.date], registered: list[datetime.date]) -> str:
    """Which days only one of the two has: all of them would be many."""
    apart = sorted(set(told) ^ set(registered))
    return f"{what} days that only one of the two has: {', '.join(map(str, apart[:5]))}{' …' if apart[5:] else ''}"
