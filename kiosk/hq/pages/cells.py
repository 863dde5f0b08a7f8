"""What a cell of a page's table holds beside text, numbers, days and moments, and how each kind is drawn and ordered.

Drawn once a page and language, thousands of times: HTML is made here, not in a template.
"""

import datetime
from functools import lru_cache, singledispatch
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from kiosk.hq.pages.trend_chart import Trend, trend_chart
from kiosk.progress.counts import Progress
from kiosk.progress.status_marks import StatusMark, signed
from kiosk.text import thai
from kiosk.text.bilingual import Bilingual, joined, same
from kiosk.text.dates import medium_date, moment_in_words
from kiosk.text.languages import Language, partner

_DRAWN = 4096
"""Drawings of a kind that are kept: as many as the rows of a page have, in both languages."""


class MarkCell(NamedTuple):
    """A state: a shape and words, then a number, then colour. `rank` orders a column of them, the least first."""

    mark: StatusMark
    words: Bilingual
    number: str | int = ""
    rank: float = 0

    @property
    def said(self) -> Bilingual:
        """The words with their number."""
        return self.words if self.number == "" else self.words + f" {self.number}"


class LinkCell(NamedTuple):
    """A name that leads to a page of its own."""

    words: Bilingual
    address: str


class Minimum(NamedTuple):
    """A count against its minimum, with its status; the minimum itself stands in the head if it is the usual one."""

    progress: Progress
    status: MarkCell
    is_usual: bool = True


class Code(NamedTuple):
    """A hash or another text for machines, which is shown shortened and searched whole."""

    text: str


Cell = Bilingual | MarkCell | LinkCell | Minimum | Code | Trend
"""Cells that are words for people: a file for machines leaves them out."""


def other(words: Bilingual, language: Language) -> Markup:
    """The words in the other language, marked as such; nothing where they are the same."""
    if words.is_same:
        return Markup("")
    return Markup(f'<span class="other" lang="{partner(language)}">{escape(words.of(partner(language)))}</span>')


@singledispatch
def drawn(value: Any, language: Language) -> Markup:
    """A cell as HTML in `language`; a dash where there is nothing to say."""
    return escape(said(value).of(language))


@drawn.register
@lru_cache(_DRAWN)
def _(words: Bilingual, language: Language) -> Markup:
    return Markup(f"{escape(words.of(language))} {other(words, language)}")


@drawn.register
@lru_cache(_DRAWN)
def _(marked: MarkCell, language: Language) -> Markup:
    shape, tone = marked.mark
    words = escape(marked.said.of(language))
    return Markup(f'<span class="mark {tone}"><span aria-hidden="true">{shape}</span> {words}</span>')


@drawn.register
@lru_cache(_DRAWN)
def _(linked: LinkCell, language: Language) -> Markup:
    name = escape(linked.words.of(language))
    return Markup(f'<a href="{escape(linked.address)}">{name}</a> {other(linked.words, language)}')


@drawn.register
@lru_cache(_DRAWN)
def _(minimum: Minimum, language: Language) -> Markup:
    progress, (shape, tone), words = minimum.progress, minimum.status.mark, escape(minimum.status.words.of(language))
    difference = "" if progress.difference is None else signed(progress.difference)
    quota = "" if minimum.is_usual else f"/{progress.quota}"
    return Markup(
        f'<span class="minimum {tone}"><span aria-hidden="true">{shape}</span><span class="unseen">{words}</span>'
        f" <b>{progress.count}</b>{quota} <span>{difference}</span></span>{bar(progress)}"
    )


@drawn.register
@lru_cache(_DRAWN)
def _(trend: Trend, language: Language) -> Markup:
    return trend_chart(trend, language)


@drawn.register
def _(code: Code, language: Language) -> Markup:
    whole = code.text
    return Markup(f'<code title="{escape(whole)}">{escape(whole if len(whole) <= 20 else whole[:16] + "…")}</code>')


@singledispatch
def said(value: Any) -> Bilingual:
    """What a cell says in words, for a search and for a sheet."""
    return same("–" if value is None else str(value))


@said.register
def _(words: Bilingual) -> Bilingual:
    return words


@said.register
def _(marked: MarkCell) -> Bilingual:
    return marked.said


@said.register
def _(linked: LinkCell) -> Bilingual:
    return linked.words


@said.register
def _(minimum: Minimum) -> Bilingual:
    quota = "" if minimum.is_usual else f"/{minimum.progress.quota}"
    return joined([same(f"{minimum.progress.count}{quota}"), minimum.status.words])


@said.register
def _(trend: Trend) -> Bilingual:
    return trend.said


@said.register
def _(code: Code) -> Bilingual:
    return same(code.text)


@said.register
def _(at: datetime.datetime) -> Bilingual:
    return moment_in_words(at)


@said.register
def _(day: datetime.date) -> Bilingual:
    return medium_date(day)


def order_of(value: Any, language: Language) -> Any:
    """By what a column of such cells is ordered; None for nothing, which stands last whichever way."""
    if isinstance(value, MarkCell):
        return value.rank
    if isinstance(value, Minimum):
        return value.progress.count / value.progress.quota
    if isinstance(value, Trend):
        return value.weeks[-1]
    if isinstance(value, str | Cell):
        return thai.collation_key(said(value).of(language))
    return value


def bar(progress: Progress) -> Markup:
    """Thick up to the count, thin up to the minimum, a tall tick where today should be until the minimum is met."""
    tick = f'<path class="tick" d="M{_share(progress.expected, progress.quota)} 0v8"/>'
    return Markup(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<path class="track" d="M0 4h100"/><path class="full" d="M0 4h{_share(progress.count, progress.quota)}"/>'
        f"{tick if progress.has_pace else ''}</svg>"
    )


def _share(part: float, whole: int) -> float:
    """Percent of a bar that is full."""
    return round(max(min(100 * part / whole, 100), 0), 1)
