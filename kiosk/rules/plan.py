"""Every measure of a plan is served: by pages of the kiosk that it names, or by a notice that names it."""

from collections.abc import Iterator

from kiosk.assessment import Assessment
from kiosk.notices import Notice
from kiosk.reading import Fault
from kiosk.rules.parts import Places, Rule


def measures_are_served(assessments: list[Assessment], notices: list[Notice], places: Places) -> Iterator[Fault]:
    """Nothing of the plan is forgotten."""
    noticed = {name for notice in notices for name in notice.measures}
    for one in assessments:
        for measure in one.measures:
            if not measure.served_by and measure.id not in noticed:
                do = "name its pages in served_by, or name it in the measures of a notice"
                yield Fault(*places(one.id, f"measure.{measure.id}"), "is served by nothing", do)


PLAN: list[Rule] = [measures_are_served]
