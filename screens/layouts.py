"""Which layout a terminal gets: a class on the screen, by columns and rows."""

from textual.geometry import Size

from kiosk.catalogue.assessment import Assessment

SMALLEST = {"-wide": Size(137, 28), "-compact": Size(80, 24), "-portrait": Size(63, 43)}
"""The smallest terminal that holds each layout, the roomiest layout first."""

TOO_SMALL = "-small"

LARGE = "-large"
"""Worn beside any of them by who sees badly: fewer, larger rows, more pages. Its rules are in large/."""


MANY = "-many"
"""Worn beside any of them by a page with a row for each work group, where there are many."""

_FEW = 4


def has_many_groups(assessment: Assessment) -> bool:
    """Whether there are more than four work groups: where each has a row, there is no space between them."""
    return len(assessment.work_groups) > _FEW


def layout_of(size: Size) -> str:
    """The first layout that a terminal of `size` holds; none holds: too small for any page."""
    return next(
        (name for name, least in SMALLEST.items() if size.width >= least.width and size.height >= least.height),
        TOO_SMALL,
    )
