"""Which layout a terminal gets: a class on the screen, by columns and rows."""

from collections.abc import Mapping

from textual.geometry import Size

from kiosk.catalogue.assessment import Assessment

SMALLEST = {
    "-wide": Size(137, 28),
    "-compact": Size(80, 24),
    "-portrait": Size(63, 43),
    "-large": Size(96, 20),
    "-large-portrait": Size(49, 33),
}
"""The smallest terminal that holds each layout, the roomiest layout first."""

LARGE = ("-large", "-large-portrait")
"""The layouts of the same screen in larger letters: a terminal whose cells are larger, and fewer."""

STAFF = {name: least for name, least in SMALLEST.items() if name not in LARGE}
"""The layouts of the pages of staff, who have the usual letters."""

TOO_SMALL = "-small"

MANY = "-many"
"""Worn beside any of them by a page with a row for each work group, where there are many."""

_FEW = 4


def has_many_groups(assessment: Assessment) -> bool:
    """Whether there are more than four work groups: where each has a row, there is no space between them."""
    return len(assessment.work_groups) > _FEW


def layout_of(size: Size, layouts: Mapping[str, Size] = SMALLEST) -> str:
    """The first of `layouts` that a terminal of `size` holds; none holds: too small for the page."""
    return next(
        (name for name, least in layouts.items() if size.width >= least.width and size.height >= least.height),
        TOO_SMALL,
    )
