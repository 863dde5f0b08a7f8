"""The days of the survey: when the EIT opens next and until when it lasts, by a year's file or as may be expected."""

from collections.abc import Callable
from datetime import date, timedelta

from msgspec import Struct

from kiosk.catalogue.assessment import Assessment
from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.dates import medium_date


class SurveyStart(Struct, frozen=True):
    """The first day of the survey; `expected` while nobody has signed its year."""

    day: date
    expected: bool


def survey_words(start: SurveyStart, say: Phrases) -> Bilingual:
    """When the survey opens, and that this is only expected if it is."""
    words = say("survey.opens", day=medium_date(start.day))
    return words + " " + say("opening.expected") if start.expected else words


def until_words(year: Assessment, last: Bilingual, say: Phrases) -> Bilingual:
    """Until when the survey lasts, its `last` day in words, and that this is only expected if it is."""
    words = say("survey.until", day=last)
    return words + " " + say("opening.expected") if year.is_expected else words


def next_survey(year_of: Callable[[date], Assessment], today: date) -> SurveyStart | None:
    """The first start after today, in this fiscal year or the next; `year_of` gives that of a day.

    None where the clock tells a day that cannot be meant.
    """
    this = year_of(today)
    years = (this, year_of(this.fiscal_year.end + timedelta(1)))
    return next((SurveyStart(year.eit.start, year.is_expected) for year in years if year.eit.start > today), None)
