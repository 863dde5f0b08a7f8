"""The burn-up chart is plotted by a library that has one figure: charts that are plotted at once stay apart."""

from concurrent.futures import ThreadPoolExecutor

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.burnup import courses
from kiosk.streams.ledger.ledger import Ledger
from screens.staff.widgets.chart import localized

INKS = {
    "surface": (255, 255, 255),
    "ink": (20, 35, 58),
    "soft": (74, 90, 112),
    "accent": (11, 74, 139),
    "bad": (138, 28, 23),
}
SIZES = [(45, 7), (131, 17), (57, 27), (76, 15)]


def test_charts_that_are_plotted_at_once_are_those_that_are_plotted_one_after_another(
    kiosk: Kiosk, ledger: Ledger
) -> None:
    for _ in range(30):
        ledger.count("inspection", kiosk.assessment.eit.start)
    jobs = [(course, width, height, INKS) for course in courses(kiosk, ledger) for width, height in SIZES]
    in_turn = [localized(*job)["th"].plain for job in jobs]
    with ThreadPoolExecutor(8) as pool:
        at_once = [pictures["th"].plain for pictures in pool.map(lambda job: localized(*job), jobs)]
    assert at_once == in_turn


def test_a_chart_is_as_large_as_it_was_asked_to_be(kiosk: Kiosk, ledger: Ledger) -> None:
    """Whatever terminal the program runs in: its own size is no limit."""
    *_, total = courses(kiosk, ledger)
    for width, height in [*SIZES, (300, 80)]:
        lines = localized(total, width, height, INKS)["en"].plain.splitlines()
        assert len(lines) == height
        assert max(map(len, lines)) <= width
