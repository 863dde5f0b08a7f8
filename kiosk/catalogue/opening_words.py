"""Opening hours in words: until when an office serves, or when it does again."""

from datetime import datetime, timedelta

from kiosk.catalogue.opening import Lunch, Opening, OpeningState
from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.dates import clock_time, short_date, weekday_name

OPENING_MARKS = {"open": "●", "lunch": "◐", "closed": "○"}
"""The sign before each state."""

_WEEK = timedelta(6)
"""For so long a weekday says which day is meant."""


_SOON = timedelta(hours=1)
"""So long before lunch the next hours are what counts: who is told the end of the day meets a closed counter."""


def lunch_ahead(state: OpeningState, opening: Opening, now: datetime) -> Lunch | None:
    """The break of an open office that soon begins."""
    lunch = opening.lunch
    begins = state.opened == "open" and lunch != "none" and state.until.time() == lunch.start
    return lunch if lunch != "none" and begins and state.until - now <= _SOON else None


def until_words(state: OpeningState, opening: Opening, now: datetime, say: Phrases) -> Bilingual:
    """Until when it is so; of an open office until it closes for the day, and when lunch is where that is near."""
    day, time = state.until.date(), clock_time(state.until.time())
    if (lunch := lunch_ahead(state, opening, now)) is not None:
        return say("opening.open_lunch", start=clock_time(lunch.start), end=clock_time(lunch.end))
    if state.opened == "open":
        return say("opening.open_until", time=clock_time(opening.end))
    if state.opened == "lunch":
        return say("opening.lunch_until", time=time)
    if day == now.date():
        return say("opening.opens", time=time)
    if day - now.date() <= _WEEK:
        return say("opening.opens_on", weekday=weekday_name(day), time=time)
    return say("opening.opens_later", day=short_date(day), time=time)
