"""Which layout a terminal gets: a class on the screen, by columns and rows."""

from textual.geometry import Size

SMALLEST = {"-wide": Size(137, 28), "-compact": Size(80, 24), "-portrait": Size(63, 43)}
"""The smallest terminal that holds each layout, the roomiest layout first."""

TOO_SMALL = "-small"

LARGE = "-large"
"""Worn beside any of them by who sees badly: fewer, larger rows, more pages. Its rules are in large/."""


def layout_of(size: Size) -> str:
    """The first layout that a terminal of `size` holds; none holds: too small for any page."""
    return next(
        (name for name, least in SMALLEST.items() if size.width >= least.width and size.height >= least.height),
        TOO_SMALL,
    )
