"""The trend of an office: a bar a week, the last one marked, and how many a week are needed from now on."""

from typing import NamedTuple

from markupsafe import Markup, escape

from kiosk.hq.pages.phrases import phrases
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import Language

_STEP, _BAR, _HEIGHT = 6, 4, 18
"""Units of the drawing: from bar to bar, and a bar's own width."""


class Trend(NamedTuple):
    """Respondents by week, the oldest first, and those needed a week; None where nothing is needed any more."""

    weeks: tuple[int, ...]
    needed: float | None

    @property
    def said(self) -> Bilingual:
        """What the last week brought, and what is needed."""
        last = self.weeks[-1]
        if self.needed is None:
            return phrases()("trend.last", last=last)
        return phrases()("trend.last_and_needed", last=last, needed=round(self.needed))


def trend_chart(trend: Trend, language: Language) -> Markup:
    """The bars, as high as the highest of them or as what is needed."""
    top = max(*trend.weeks, trend.needed or 0, 1)
    *earlier, last = [_bar(number, count / top) for number, count in enumerate(trend.weeks)]
    needed = "" if trend.needed is None else f'<path class="needed" d="M0 {_up(trend.needed / top)}h{_STEP * 12}"/>'
    return Markup(
        f'<svg class="trend" viewBox="0 0 {_STEP * len(trend.weeks)} {_HEIGHT}" role="img" '
        f'aria-label="{escape(trend.said.of(language))}">'
        f'<path class="weeks" d="{"".join(earlier)}"/><path class="last" d="{last}"/>{needed}</svg>'
    )


def _bar(number: int, share: float) -> str:
    return f"M{number * _STEP} {_HEIGHT}V{_up(share)}h{_BAR}V{_HEIGHT}z"


def _up(share: float) -> float:
    return round(_HEIGHT - 1 - (_HEIGHT - 2) * share, 1)
