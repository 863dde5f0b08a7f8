"""Facts that await confirmation."""

import datetime

from kiosk.catalogue.catalogue import Catalogue
from kiosk.editing.office_facts import OfficeFact, office_facts


def unconfirmed(catalogue: Catalogue, today: datetime.date) -> list[OfficeFact]:
    """Every fact that is to be confirmed: again, at all, or first given a value; in this order."""
    waiting = [fact for fact in office_facts(catalogue, today) if fact.is_due]
    return sorted(waiting, key=lambda one: (one.fact.confirmed is None, not one.is_known))
