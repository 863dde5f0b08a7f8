"""The start of the survey: when the EIT opens next, by a year's file or as it may be expected."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from kiosk.catalogue.assessment import Assessment
from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.dates import medium_date, years_later


class SurveyStart(Struct, frozen=True):
    """The first day of the survey; `expected` while no year's file says so."""

    day: date
    expected: bool


def survey_words(start: SurveyStart, say: Phrases) -> Bilingual:
    """When the survey opens, and that this is only expected if it is."""
    words = say("survey.opens", day=medium_date(start.day))
    return words + " " + say("opening.expected") if start.expected else words


def next_survey(assessments: Sequence[Assessment], today: date) -> SurveyStart | None:
    """The first start after today; without a file of that year it is expected where the newest year's lies.

    None while the survey of a year without a file may be running: nobody here knows.
    """
    stated = [year.eit.start for year in assessments if year.eit.start > today]
    if stated:
        return SurveyStart(min(stated), expected=False)
    newest = max(assessments, key=lambda year: year.year).eit
    years = today.year - newest.outer.year
    years += years_later(newest.outer, years) < today
    start = years_later(newest.start, years)
    return SurveyStart(start, expected=True) if start > today else None
