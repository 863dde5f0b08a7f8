"""The open card: whether the office serves now, until when, its hours, and the next day on which it is closed."""

from datetime import date, time

from textual.content import Content

from kiosk.catalogue.holidays import Holiday
from kiosk.catalogue.opening import Opening, OpeningState
from kiosk.catalogue.opening_words import OPENING_MARKS, lunch_ahead
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.dates import clock_time, weekday_date
from screens.visitor.widgets.day_bar import day_bar, day_bar_hours
from screens.widgets.block import Block
from screens.widgets.text_layout import big, fitting, fullest, spaced, spread, wrapped

_HOURS, _WHOLE = 6, 8
"""Rows from which on there is room for the hours and the day bar, and for the next closed day."""


class OpenCard(Block):
    """As much as its height allows: all of it, or the state and until when; the bare words while there are no hours."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(classes="card")
        self.kiosk = kiosk

    def lines(self, width: int) -> list[Content]:
        opening, state, until = self.kiosk.opening, self.kiosk.opening_state, self.kiosk.until_words
        if state is None or opening is None or until is None:
            return wrapped(self.first(self.kiosk.office.hours.figure or self._say("service.not_stated")), width, "$ink")
        if not self.has_room(_HOURS):
            return self._brief(state, until, width)
        over, rows = self.kiosk.is_over, self.content_size.height
        day = self._reopens(state, width) if over else self._today(opening, width)
        closed = self._next_closed(state, width) if self.has_room(_WHOLE) else []
        blocks = [closed, day, self._now(state, opening, width)]
        # The hours under the bar stand above it too: the next holiday is rather called by its name.
        brief = [closed[:1], day if over else day[:1], blocks[-1]]
        # What holiday it is stands apart from the hours above it, before the next one is called by its name.
        return spaced(fullest(brief, blocks, rows - over)[::-1], rows)

    def _brief(self, state: OpeningState, until: Bilingual, width: int) -> list[Content]:
        second = wrapped(self.second(self._say(f"opening.{state.opened}")), width, "$soft", 2)
        return [self._state(state), *second, *wrapped(self.first(until), width, "$ink", 2)]

    def _now(self, state: OpeningState, opening: Opening, width: int) -> list[Content]:
        """State and hours on the left; on the right, large, when it closes or opens."""
        change, at = self._change(state, opening)
        digits = big(f"{at:%H:%M}")
        state_line = self._state(state)
        label = fitting(self._pair(self._say(change), "$soft"), width - state_line.cell_length - 2)
        second = Content.styled(self.second(self._say(f"opening.{state.opened}")), "$soft")
        lines = [spread(fitting([state_line, second], width - label.cell_length - 2), label, width)]
        for hours, row in zip(self._hours(opening), digits, strict=True):
            lines.append(spread(hours, Content.styled(row, self._style(state)), width))
        return lines

    def _change(self, state: OpeningState, opening: Opening) -> tuple[str, time]:
        """What is next for who comes now, and when."""
        if (lunch := lunch_ahead(state, opening, self.kiosk.clock())) is not None:
            return "opening.lunch_at", lunch.start
        return (
            ("opening.closes_at", opening.end) if state.opened == "open" else ("opening.opens_at", state.until.time())
        )

    def _state(self, state: OpeningState) -> Content:
        words = self.first(self._say(f"opening.{state.opened}"))
        mark = Content.styled(f"{OPENING_MARKS[state.opened]} ", "$ok" if state.opened == "open" else "$ink")
        return mark + Content.styled(words, self._style(state))

    def _hours(self, opening: Opening) -> list[Content]:
        """The hours, lunch, and that they are the usual ones as long as the office has not given its own."""
        spans = [("hours", opening.start, opening.end)]
        if opening.lunch != "none":
            spans.append(("lunch_hours", opening.lunch.start, opening.lunch.end))
        lines = [Content.styled(self._span(*span), "$ink") for span in spans]
        lines += [] if opening.is_own else [Content.styled(self.first(self._say("opening.usual")), "$soft")]
        return [*lines, Content(""), Content("")][:3]

    def _span(self, name: str, start: time, end: time) -> str:
        return self.first(self._say(f"opening.{name}", start=clock_time(start), end=clock_time(end)))

    def _today(self, opening: Opening, width: int) -> list[Content]:
        now = self.kiosk.clock().time()
        hours = day_bar_hours(opening, now, width, lambda each: self.first(clock_time(each)))
        return [day_bar(opening, now, width), hours]

    def _reopens(self, state: OpeningState, width: int) -> list[Content]:
        """When nothing more comes today: what holiday it is, and on which day the office opens again."""
        holiday = self._holiday(self.kiosk.today)
        day = weekday_date(state.until.date())
        label = Content.styled(self.first(self._say("opening.opens_again")), "$soft")
        opens = fitting([label, *self._pair(day, "bold $ink")], width)
        return [*self._called(holiday, width), opens]

    def _next_closed(self, state: OpeningState, width: int) -> list[Content]:
        """The next weekday on which the office is closed, once it serves again, and its name."""
        day = self.kiosk.open_days.next_closed(state.until.date())
        if day is None:
            return []
        holiday = self._holiday(day)
        label = self.first(self._say("opening.holiday" if holiday else "opening.own_closed_day"))
        first, second = self._pair(weekday_date(day), "bold $ink")
        is_expected = holiday is not None and day in holiday.expected
        mark = [Content.styled(self.first(self._say("opening.expected")), "$soft")] if is_expected else []
        line = fitting([Content.styled(label, "$soft"), first, *mark, second], width)
        return [line, *self._called(holiday, width)]

    def _holiday(self, day: date) -> Holiday | None:
        return self.kiosk.catalogue.holidays.by_day.get(day)

    def _called(self, holiday: Holiday | None, width: int) -> list[Content]:
        """The name of a holiday, never in part: that of a king may take several lines."""
        if holiday is None:
            return []
        *above, last = wrapped(self.first(holiday.name), width, "$soft")
        return [*above, fitting([last, Content.styled(self.second(holiday.name), "$soft")], width)]

    def _pair(self, words: Bilingual, style: str) -> list[Content]:
        return [Content.styled(self.first(words), style), Content.styled(self.second(words), "$soft")]

    def _style(self, state: OpeningState) -> str:
        return "bold $ok" if state.opened == "open" else "bold $ink"

    @property
    def _say(self) -> Phrases:
        return self.kiosk.catalogue.phrases
