"""A minimum and how far the office is: count, bar with a tick where today should be, status, pace in words."""

from textual.content import Content

from kiosk.counts import Progress
from kiosk.dates import short_date, table_date
from kiosk.pace import Forecast, Status
from kiosk.words import Bilingual, Phrases, joined
from screens.widgets.drawn import Drawn, spread

SHAPES: dict[Status, tuple[str, str]] = {
    "before": ("○", "$soft"),
    "ahead": ("▲", "$ok"),
    "on-pace": ("●", "$accent"),
    "behind": ("▼", "$bad"),
    "met": ("✔", "$ok"),
    "late": ("▼", "$bad"),
    "missed": ("✖", "$bad"),
}
_STATUS = 20
_BADGE = 5


class QuotaRow(Drawn):
    """One of the five minima. Three lines, two on a small terminal."""

    def __init__(self, key: str, title: Bilingual, short: Bilingual, phrases: Phrases) -> None:
        super().__init__()
        self.key = key
        self.title = title
        self.short = short
        self.phrases = phrases
        self.progress: Progress | None = None

    def show(self, progress: Progress) -> None:
        """Draw these figures, unless they are drawn already: an echo waits for every line that is."""
        if progress != self.progress:
            self.progress = progress
            self.refresh()

    def lines(self, width: int) -> list[Content]:
        if self.progress is None:
            return [self._titled(width), Content(""), Content("")]
        return (self._compact if self.screen.has_class("-compact") else self._full)(self.progress, width)

    def _full(self, one: Progress, width: int) -> list[Content]:
        """What was due stands beside the count where that leaves room for both names, else with the pace."""
        bar = width - _BADGE - _STATUS - 2
        word, style = self._status(one)
        count, indent = Content.styled(f"{one.count} / {one.quota}", "bold $ink"), Content(" " * _BADGE)
        due = Content.styled(self.first(joined(self._due(one))), "$soft") + Content("   ")
        above = self._both_names.cell_length + due.cell_length + count.cell_length < bar + _BADGE
        count = due + count if above else count
        pace = self._pace(one, width - _BADGE, [] if above else self._due(one))
        return [
            spread(self._titled(bar + _BADGE - count.cell_length - 1), count, bar + _BADGE)
            + Content("  ")
            + self._marked(one),
            indent + quota_bar(one, bar) + Content("    ") + Content.styled(self.second(word), style),
            indent + Content.styled(pace, "$soft"),
        ]

    def _compact(self, one: Progress, width: int) -> list[Content]:
        bar = 34
        count = Content.styled(f"{one.count:>4} / {one.quota:<4}", "bold $ink")
        name = self._titled(width - 32)
        pace = Content.styled(self._pace(one, width - bar - _BADGE - 2, []), "$soft")
        return [
            name.pad_right(width - 32 - name.cell_length) + count + Content(" ") + self._marked(one),
            Content(" " * _BADGE) + quota_bar(one, bar) + Content("  ") + pace,
        ]

    def _due(self, one: Progress) -> list[Bilingual]:
        """What was due by today, while that says anything."""
        if one.status in ("met", "before", "missed"):
            return []
        return [self.phrases("staff.expected", count=round(one.expected))]

    def _marked(self, one: Progress) -> Content:
        """Shape, word and number."""
        word, style = self._status(one)
        return Content.styled(f"{SHAPES[one.status][0]} {self.first(word)} {_difference(one)}", f"bold {style}")

    def _status(self, one: Progress) -> tuple[Bilingual, str]:
        """The word for where a count stands. While ITAP shows fewer than the minimum, met is met here only."""
        if one.status == "met" and _itap_lacks(one):
            return self.phrases("status.met-here"), "$warn"
        return self.phrases(f"status.{one.status}"), SHAPES[one.status][1]

    def _titled(self, width: int) -> Content:
        """Key and name; in both languages where there is room."""
        if self._both_names.cell_length <= width:
            return self._both_names
        names = [self._badge + Content.styled(self.first(words), "bold $ink") for words in (self.title, self.short)]
        return names[0] if names[0].cell_length <= width else names[1]

    @property
    def _badge(self) -> Content:
        return Content.styled(f" {self.key} ", "bold $accent on $tint").pad_right(2) if self.key else Content("     ")

    @property
    def _both_names(self) -> Content:
        name = Content.styled(self.first(self.short), "bold $ink")
        return self._badge + name + Content("  ") + Content.styled(self.second(self.short), "$soft")

    def _pace(self, one: Progress, width: int, before: list[Bilingual]) -> str:
        """As much as fits of: what comes `before`, needed a day, done a day, forecast with its range."""
        say = self.phrases
        if one.status == "met" and _itap_lacks(one):
            return self.first(say("staff.itap_lacks", figure=str(one.itap), quota=one.quota))
        if one.status in ("met", "before", "missed"):
            key = {"met": "minimum_met", "before": "not_begun", "missed": "ended"}[one.status]
            return self.first(say(f"staff.{key}"))
        need = say("staff.needed", count=f"{one.needed_per_open_day:.1f}")
        rate = say("staff.rate", count=f"{one.rate:.1f}")
        short, long = _forecast_words(one.forecast, say)
        for parts in ([need, rate, long], [need, rate, short], [need, short]):
            text = self.first(joined([*before, *parts], "  "))
            if Content(text).cell_length <= width:
                return text
        return self.first(joined([need, short], "  "))


def quota_bar(one: Progress, width: int) -> Content:
    """Thick up to the count, thin up to the quota, and a tall tick where today should be, until the quota is met."""
    full = min(round(width * one.count / one.quota), width)
    bar = Content.styled("▄" * full, "$accent") + Content.styled("▁" * (width - full), "$dim")
    if one.status in ("met", "before", "missed"):
        return bar
    tick = min(round(width * one.expected / one.quota), width - 1)
    return bar[:tick] + Content.styled("┃", "bold $ink") + bar[tick + 1 :]


def _itap_lacks(one: Progress) -> bool:
    """Whether ITAP itself shows fewer than the minimum."""
    return one.itap is not None and one.itap < one.quota


def _difference(one: Progress) -> str:
    against = one.quota if one.status in ("met", "missed", "late") else one.expected
    return "" if one.status == "before" else f"{round(one.count - against):+d}".replace("-", "−")


def _forecast_words(forecast: Forecast | None, say: Phrases) -> tuple[Bilingual, Bilingual]:
    """The forecast in short, and with its range."""
    if forecast is None:
        return say("staff.no_progress_short"), say("staff.no_progress")
    ends = [day for day in (forecast.earliest, forecast.date, forecast.latest) if day is not None]
    date = table_date if len({day.year for day in ends}) > 1 else short_date
    single = short_date if forecast.date.year == forecast.earliest.year else table_date
    latest = say("staff.later") if forecast.latest is None else date(forecast.latest)
    return (
        say("staff.forecast", day=single(forecast.date)),
        say("staff.forecast_range", day=date(forecast.date), earliest=date(forecast.earliest), latest=latest),
    )
