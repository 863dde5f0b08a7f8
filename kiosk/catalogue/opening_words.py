"""Opening hours in words: until when an office serves, or when it does again."""

from datetime import date, timedelta

from kiosk.catalogue.opening import Opening, OpeningState
from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.dates import clock_time, short_date, weekday_name

OPENING_MARKS = {"open": "●", "lunch": "◐", "closed": "○"}
"""The sign before each state."""

_WEEK = timedelta(6)
"""For so long a weekday says which day is meant."""


def until_words(state: OpeningState, opening: Opening, today: date, say: Phrases) -> Bilingual:
    """Until when it is so; of an open office until it closes for the day, whether there is lunch between or not."""
    day, time = state.until.date(), clock_time(state.until.time())
    if state.opened == "open":
        return say("opening.open_until", time=clock_time(opening.end))
    if state.opened == "lunch":
        return say("opening.lunch_until", time=time)
    if day == today:
        return say("opening.opens", time=time)
    if day - today <= _WEEK:
        return say("opening.opens_on", weekday=weekday_name(day), time=time)
    return say("opening.opens_later", day=short_date(day), time=time)
