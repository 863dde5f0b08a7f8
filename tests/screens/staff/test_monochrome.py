"""Where the counts stand is read without colour: a shape, a word and a number, on every screen, in both languages."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.pace import Status
from kiosk.progress.status_marks import STATUS_MARKS
from kiosk.streams.ledger.ledger import Ledger
from screens.apps.staff_terminal import StaffApp
from tests.support.pilot import STAFF_SIZES, UNLIKE_STAFF_SIZES, press, text, until
from tests.support.sample import DAY

COUNTED = {"general-staff": 10, "investigation": 60, "inspection": 69, "foreigner-services": 3}
STANDS: dict[date, list[tuple[Status, str]]] = {
    date(2023, 12, 1): [("before", "")] * 5,
    DAY: [("met", ""), ("slowing", "+25"), ("on-pace", "−1"), ("behind", "−67"), ("behind", "−32")],
    date(2024, 7, 10): [("met", ""), *(("late", f"−{lacking}") for lacking in (40, 131, 197, 358))],
    date(2024, 8, 15): [("met", ""), *(("missed", f"−{lacking}") for lacking in (40, 131, 197, 358))],
}
"""What each of the four groups and the total says on a day; before the window nothing is compared."""


@pytest.mark.parametrize("size", UNLIKE_STAFF_SIZES)
async def test_every_status_is_a_shape_a_word_and_a_number(make_kiosk: Callable[..., Kiosk], size: str) -> None:
    with Ledger(make_kiosk().path("ledger.db"), practice=True) as ledger:
        for group, count in COUNTED.items():
            for _ in range(count):
                ledger.count(group, date(2024, 2, 29) if group == "inspection" else DAY)
    for day, stands in STANDS.items():
        kiosk = make_kiosk(day)
        async with StaffApp(kiosk).run_test(size=STAFF_SIZES[size]) as pilot:
            await until(pilot, lambda wanted=stands: len(said(text(pilot))) >= len(wanted))
            for language in ("th", "en"):
                assert said(text(pilot)) == [
                    f"{STATUS_MARKS[status].shape} {kiosk.catalogue.phrases(f'status.{status}').of(language)} {number}".strip()
                    for status, number in stands
                ], (day, text(pilot))
                await press(pilot, "9")


def said(shown: str) -> list[str]:
    """What stands behind the five counts."""
    shapes = "".join(mark.shape for mark in STATUS_MARKS.values())
    return re.findall(rf"\d+ / \d+ +([{shapes}] [^│▏▐█]*?) *(?:  .*)?$", shown, re.MULTILINE)


def test_no_two_statuses_are_told_apart_by_colour_alone(kiosk: Kiosk) -> None:
    for language in ("th", "en"):
        told = {
            (mark.shape, kiosk.catalogue.phrases(f"status.{status}").of(language))
            for status, mark in STATUS_MARKS.items()
        }
        assert len(told) == len(STATUS_MARKS)
