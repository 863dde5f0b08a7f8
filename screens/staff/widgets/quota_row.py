"""A minimum and how far the office is: count, bar with a tick where today should be, status, pace and outcome."""

import datetime

from textual.content import Content

from kiosk.catalogue.assessment import Window
from kiosk.progress.counts import Progress
from kiosk.progress.status_marks import STATUS_MARKS, signed
from kiosk.text.bilingual import Bilingual, Phrases, joined
from kiosk.text.dates import medium_date, short_date
from screens.staff.widgets.progress_words import resting_words, status_words
from screens.widgets.block import Block
from screens.widgets.text_layout import spread, widest

_STATUS = 23
_BADGE = 5
_INDENT = Content(" " * _BADGE)


class QuotaRow(Block):
    """One of the five minima. Three lines, upright four, on a small terminal two."""

    def __init__(self, key: str, title: Bilingual, short: Bilingual, phrases: Phrases, window: Window) -> None:
        super().__init__()
        self.key = key
        self.title = title
        self.short = short
        self.phrases = phrases
        self.window = window
        self.progress: Progress | None = None
        self.today = datetime.date.min

    def show(self, progress: Progress, today: datetime.date) -> None:
        """Draw these figures of today, unless they are drawn already: an echo waits for every line that is."""
        if (progress, today) != (self.progress, self.today):
            self.progress, self.today = progress, today
            self.refresh()

    def lines(self, width: int) -> list[Content]:
        if self.progress is None:
            return [self._titled(width)]
        if self.screen.has_class("-compact"):
            return self._compact(self.progress, width)
        return (self._tall if self.screen.has_class("-portrait") else self._wide)(self.progress, width)

    def _wide(self, progress: Progress, width: int) -> list[Content]:
        """What will be missing stands at the end of the pace; else the forecast, as well as there is room."""
        room, missing = width - _BADGE, self._missing(progress)
        ways = ["due need rate range", "due need rate forecast"]
        if missing is None:
            return [*self._head(progress, width), _INDENT + self._pace(progress, room, *ways, "due need forecast")]
        pace = self._pace(progress, room - missing.cell_length - 2, *ways, "due need rate", "due need")
        return [*self._head(progress, width), _INDENT + spread(pace, missing, room)]

    def _tall(self, progress: Progress, width: int) -> list[Content]:
        """The forecast has a line of its own, with what will be missing."""
        room, missing = width - _BADGE, self._missing(progress) or Content("")
        pace = self._pace(progress, room, "due need rate")
        resting = resting_words(progress, self.phrases)
        left = room - missing.cell_length - 2
        forecast = Content("") if resting else self._pace(progress, left, "range", "forecast")
        return [*self._head(progress, width), _INDENT + pace, _INDENT + spread(forecast, missing, room)]

    def _compact(self, progress: Progress, width: int) -> list[Content]:
        bar, left = 22, width - _STATUS - 12
        name, missing = self._titled(left), self._missing(progress)
        count = Content.styled(f"{progress.count:>4} / {progress.quota:<4}", "bold $ink")
        room = width - bar - _BADGE - 2
        if missing is None:
            pace = self._pace(progress, room, "due need forecast", "need forecast")
        else:
            pace = spread(self._pace(progress, room - missing.cell_length - 2, "due need", "need"), missing, room)
        return [
            name.pad_right(left - name.cell_length) + count + Content(" ") + self._marked(progress),
            _INDENT + quota_bar(progress, bar) + Content("  ") + pace,
        ]

    def _head(self, progress: Progress, width: int) -> list[Content]:
        """Name, count and status; the bar, and the status in the other language."""
        (word, style), count, room = self._status(progress), _count(progress), width - _STATUS - 2
        return [
            spread(self._titled(room - count.cell_length - 1), count, room) + Content("  ") + self._marked(progress),
            _INDENT + quota_bar(progress, room - _BADGE) + Content("    ") + Content.styled(self.second(word), style),
        ]

    def _missing(self, progress: Progress) -> Content | None:
        """How many will be missing when the collection ends; None where none will, or nothing is due."""
        if not progress.missing or not progress.has_pace:
            return None
        day = self._date(self.window.last(self.today))
        words = self.phrases("staff.missing", day=day, count=progress.missing)
        return Content.styled(f"▼ {self.first(words)}", "bold $bad")

    def _marked(self, progress: Progress) -> Content:
        """Shape, word and number."""
        word, style = self._status(progress)
        shape, difference = STATUS_MARKS[progress.status].shape, progress.difference
        number = signed(difference) if difference else ""
        return Content.styled(f"{shape} {self.first(word)} {number}", f"bold {style}")

    def _status(self, progress: Progress) -> tuple[Bilingual, str]:
        """The word for where a count stands, and its colour."""
        tone = "warn" if progress.is_met_here else STATUS_MARKS[progress.status].tone
        return status_words(progress, self.phrases), f"${tone}"

    def _titled(self, width: int) -> Content:
        """Key and name; in both languages where there is room."""
        if self._both_names.cell_length <= width:
            return self._both_names
        names = [self._badge + Content.styled(self.first(words), "bold $ink") for words in (self.title, self.short)]
        return names[0] if names[0].cell_length <= width else names[1]

    @property
    def _badge(self) -> Content:
        return Content.styled(f" {self.key} ", "bold $accent on $tint").pad_right(2) if self.key else _INDENT

    @property
    def _both_names(self) -> Content:
        name = Content.styled(self.first(self.short), "bold $ink")
        return self._badge + name + Content("  ") + Content.styled(self.second(self.short), "$soft")

    def _pace(self, progress: Progress, width: int, *ways: str) -> Content:
        """The first of some ways to say the pace that fits, each the parts it names; or that there is none to say."""
        resting = resting_words(progress, self.phrases)
        if resting is not None:
            return Content.styled(self.first(resting), "$soft")
        parts = self._parts(progress)
        texts = [self.first(joined([parts[name] for name in way.split()], "  ")) for way in ways]
        return Content.styled(next((text for text in texts if widest([text]) <= width), texts[-1]), "$soft")

    def _parts(self, progress: Progress) -> dict[str, Bilingual]:
        """Due by today, needed a day, done a day, the forecast without and with its range."""
        say, forecast = self.phrases, progress.forecast
        parts = {
            "due": say("staff.expected", count=progress.due),
            "need": say("staff.needed", count=f"{progress.needed:.1f}"),
            "rate": say("staff.rate", count=f"{progress.rate:.1f}"),
        }
        if forecast is None and progress.today > 0:
            return parts | dict.fromkeys(("forecast", "range"), say("staff.rate_tomorrow"))
        if forecast is None:
            return parts | {"forecast": say("staff.no_progress_short"), "range": say("staff.no_progress")}
        day, earliest = self._date(forecast.date), self._date(forecast.earliest)
        latest = say("staff.later") if forecast.latest is None else self._date(forecast.latest)
        return parts | {
            "forecast": say("staff.forecast", day=day),
            "range": say("staff.forecast_range", day=day, earliest=earliest, latest=latest),
        }

    def _date(self, day: datetime.date) -> Bilingual:
        """A day, without its year where that is today's."""
        return short_date(day) if day.year == self.today.year else medium_date(day)


def quota_bar(progress: Progress, width: int) -> Content:
    """Thick up to the count, thin up to the quota, and a tall tick where today should be, until the quota is met."""
    full = min(round(width * progress.count / progress.quota), width)
    bar = Content.styled("▄" * full, "$accent") + Content.styled("▁" * (width - full), "$dim")
    if not progress.has_pace:
        return bar
    tick = min(round(width * progress.expected / progress.quota), width - 1)
    return bar[:tick] + Content.styled("┃", "bold $ink") + bar[tick + 1 :]


def _count(progress: Progress) -> Content:
    return Content.styled(f"{progress.count} / {progress.quota}", "bold $ink")
