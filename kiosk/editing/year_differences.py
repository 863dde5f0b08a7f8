"""A fiscal year as the office has it beside the one that headquarters states: what differs, line by line."""

from dataclasses import dataclass

from kiosk.catalogue.assessment import Assessment
from kiosk.catalogue.signed_year import YearAnswers
from kiosk.editing.year import QUESTIONS, Question, YearForm, year_to_sign
from kiosk.editing.year_items import ADDED, items
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, joined

_COMPARED = [question for question in QUESTIONS if question not in ("order", "office_class", "words")]
"""What headquarters states of a year: an order and the post of its head are the office's own."""


@dataclass(frozen=True)
class YearDifference:
    """A line of a question that says one thing `here` and another one `there`, at headquarters."""

    question: Question
    title: Bilingual
    here: Bilingual
    there: Bilingual

    def words(self, kiosk: Kiosk) -> Bilingual:
        """In one line."""
        say = kiosk.catalogue.phrases
        title = joined([say(f"year.{self.question}"), self.title], " · ") if self.question != "outer" else self.title
        return say("year.differs", title=title, here=self.here, there=self.there)


def is_year_asked(kiosk: Kiosk) -> bool:
    """Whether staff are asked about a year: it has begun, or begins within a month, and nobody has signed it, or
    headquarters states it otherwise since."""
    year = year_to_sign(kiosk)
    return year.is_expected or is_asked_again(kiosk, year)


def is_asked_again(kiosk: Kiosk, year: Assessment) -> bool:
    """Whether headquarters states a year otherwise than the office, and the office has not signed it since.

    Days that are closed besides, by whichever of the two, are no part of the year.
    """
    theirs = kiosk.catalogue.headquarters.years.get(year.year)
    if theirs is None or (year.signed is not None and year.signed.bulletin >= (theirs.bulletin or 0)):
        return False
    return bool(between(kiosk, kiosk.kept(year), kiosk.kept(theirs)))


def year_differences(form: YearForm) -> list[YearDifference]:
    """What headquarters states otherwise than the year as it will be with the form's answers."""
    theirs = form.by_headquarters
    return [] if theirs is None else between(form.kiosk, form.offered, theirs)


def between(kiosk: Kiosk, own: Assessment, theirs: Assessment) -> list[YearDifference]:
    """Every line that differs between two statements of a year."""
    answers = YearAnswers(office_class=own.office_class)
    here, there = YearForm(kiosk, own, answers, own), YearForm(kiosk, theirs, answers, theirs)
    return [difference for question in _COMPARED for difference in _of_question(here, there, question)]


def _of_question(here: YearForm, there: YearForm, question: Question) -> list[YearDifference]:
    nothing = here.kiosk.catalogue.phrases("year.not_stated")
    lines = [{item.name: item for item in items(form, question) if item.name != ADDED} for form in (here, there)]
    differences = []
    for name in dict.fromkeys([*lines[0], *lines[1]]):
        own, theirs = (each.get(name) for each in lines)
        both = [each.says if each else nothing for each in (own, theirs)]
        if both[0] != both[1]:
            titled = own or theirs
            assert titled is not None
            differences.append(YearDifference(question, titled.title, *both))
    return differences
