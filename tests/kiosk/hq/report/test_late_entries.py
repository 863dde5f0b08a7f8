"""What was entered later shows as that, and what only came late because nobody could send it does not."""

import datetime

from kiosk.hq.report.late_entries import LateEntries, late_entries
from kiosk.hq.store.transactions import reading
from tests.support.sample import DAY
from tests.support.scripted import Desk, Site


def days_ago(number: int) -> datetime.date:
    return DAY - datetime.timedelta(number)


def late(site: Site) -> list[tuple[int, int, int]]:
    """How many days before DAY they arrived, of how many days before it they are, and how many."""
    with reading(site.register.engine) as db:
        late: list[LateEntries] = late_entries(db, "phatthalung")
    return [((DAY - each.arrived).days, (DAY - each.day).days, each.count) for each in late]


def test_a_kiosk_that_was_silent_for_a_month_entered_nothing_later(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    for day in range(30, -1, -1):
        desk.count(day=days_ago(day))
    site.take(desk, desk.batch(1, 20)), site.take(desk, desk.batch(21))
    assert late(site) == []


def test_counts_of_january_that_come_in_march_after_a_report_of_february_were_entered_later(site: Site) -> None:
    desk, other = site.enrolled("phatthalung-1"), site.enrolled("trang-1", "trang")
    now = site.now
    site.now = now - datetime.timedelta(10)
    desk.count(day=days_ago(10))
    site.take(desk)
    site.now = now
    for kiosk in (desk, other):
        for _ in range(12):
            kiosk.count(day=days_ago(40))
        kiosk.count()
    site.take(desk), site.take(other)
    assert late(site) == [(0, 40, 12)]


def test_a_day_behind_another_of_its_own_ledger_was_entered_later_in_the_first_report_too(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    desk.count(), desk.count(day=days_ago(3)), desk.take_back(desk.count(day=days_ago(4))), desk.count()
    site.take(desk)
    assert late(site) == [(0, 3, 1), (0, 4, 1)]


def test_a_replaced_machine_that_gives_again_what_was_held_entered_nothing_later(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    now = site.now
    site.now = now - datetime.timedelta(5)
    old = [desk.count(day=days_ago(5)) for _ in range(3)]
    site.take(desk)
    site.now = now
    new = Desk(desk.kiosk, desk.key)
    new.count()
    for entry in old:
        new.add(entry)
    site.take(new)
    assert late(site) == []
