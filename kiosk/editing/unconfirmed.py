"""Facts that await confirmation."""

import datetime

from kiosk.catalogue.catalogue import Catalogue
from kiosk.editing.fact_filter import FactFilter
from kiosk.editing.office_facts import OfficeFact, office_facts


def unconfirmed(catalogue: Catalogue, today: datetime.date) -> list[OfficeFact]:
    """Every fact that is to be confirmed: again, at all, or first given a value; in this order."""
    return FactFilter().found(office_facts(catalogue, today), catalogue)
