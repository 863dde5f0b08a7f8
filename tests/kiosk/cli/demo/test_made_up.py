"""The demo counts what the year's file names, on days that follow from it."""

from collections.abc import Callable

from msgspec import structs

from kiosk.catalogue.assessment import WorkGroup
from kiosk.catalogue.catalogue import Catalogue
from kiosk.cli.demo.made_up import count, made_up_day
from kiosk.machine.kiosk import Kiosk
from kiosk.streams.ledger.ledger import Ledger
from kiosk.text.bilingual import same
from tests.support.sample import DAY


def test_the_made_up_day_lies_in_the_window_of_the_year_that_is_named(catalogue: Catalogue) -> None:
    assert made_up_day(catalogue.assessments) == DAY


def test_a_fifth_work_group_of_the_year_is_counted_too(make_kiosk: Callable[..., Kiosk]) -> None:
    kiosk = make_kiosk(DAY)
    year = kiosk.catalogue.assessments[0]
    groups = [*year.work_groups, WorkGroup("detention", same("Detention"), same("Detention"))]
    quotas = {office_class: {**minima, "detention": 242} for office_class, minima in year.quotas.items()}
    changed = structs.replace(year, work_groups=groups, quotas=quotas)
    kiosk = structs.replace(kiosk, catalogue=structs.replace(kiosk.catalogue, assessments=[changed]))
    count(kiosk, DAY, share=0.88, seed=1)
    with Ledger(kiosk.path("ledger.db"), practice=True) as ledger:
        counted = [tally for tally in ledger.tally.counts(year.eit.start, DAY) if tally.work_group == "detention"]
    days = year.open_days.count(year.eit.start, DAY) - 1
    assert abs(sum(tally.count for tally in counted) - 0.88 * 2 * days) < 15, "two an open day, as 242 in 121 days need"
