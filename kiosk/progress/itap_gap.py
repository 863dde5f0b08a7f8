"""ITAP's own figure and its gap to the count: what it may be, how far the two lie apart, what that may come from."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Doubt = Literal["lower", "far_above"]
"""Why a figure is asked for once more: answers do not become fewer; far more answered than told the counter."""

Advice = Literal["none", "same", "fewer", "more"]
"""No figure yet; as good as equal; fewer answers than were counted; more."""

_FAR = 1.5, 20
_NEAR = 0.05, 1


@dataclass(frozen=True)
class ItapFigure:
    """A figure that ITAP showed: the day on which it was typed in, the work group or the total, the number."""

    day: datetime.date
    group: str
    number: int


def superseded(figures: Sequence[ItapFigure]) -> set[ItapFigure]:
    """Slips among figures in the order of their typing: a later one of the same day, or a lower one, says otherwise.

    Answers do not become fewer, so that what lies above a later figure was never the number.
    """
    return {
        figure
        for at, figure in enumerate(figures)
        for later in figures[at + 1 :]
        if later.group == figure.group
        and (later.number < figure.number or (later.day == figure.day and later.number != figure.number))
    }


@dataclass(frozen=True)
class Gap:
    """The count less ITAP's figure, as a number and in whole percent of the count."""

    number: int
    percent: int
    advice: Advice


def doubt(figure: int, before: int | None, count: int) -> Doubt | None:
    """Why `figure` is hard to believe, beside the figure `before` and the office's count; None if it is not."""
    if before is not None and figure < before:
        return "lower"
    return "far_above" if figure > _FAR[0] * count + _FAR[1] else None


def gap(count: int, figure: int | None) -> Gap:
    """How far the count and ITAP's figure lie apart."""
    if figure is None:
        return Gap(0, 0, "none")
    number = count - figure
    near = abs(number) <= max(_NEAR[0] * count, _NEAR[1])
    return Gap(number, round(100 * abs(number) / max(count, 1)), "same" if near else "fewer" if number > 0 else "more")
