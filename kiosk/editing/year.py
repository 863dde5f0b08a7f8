"""The fiscal year as the office answers for it: ten questions, kept one by one in its record, and a signature."""

import datetime
from typing import Any, Literal, get_args

import msgspec
from msgspec.structs import replace

from kiosk.catalogue.assessment import Assessment
from kiosk.catalogue.expected_year import moved
from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.ranges import dates_are_of_their_year, dates_run_forward
from kiosk.catalogue.rules.references import groups_have_minima
from kiosk.catalogue.signed_year import SignedYear, YearAnswers, answered
from kiosk.editing.roles import signing_role
from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.streams.record.record import Draft
from kiosk.streams.record.statements import statements
from kiosk.text.refusal import Refusal

Question = Literal["order", "office_class", "quotas", "survey", "outer", "calendar", "measures", "closed", "words"]
QUESTIONS: tuple[Question, ...] = get_args(Question)
"""Those before the signature, in their order."""

YEAR = "year/"
"""What a line of the record about a fiscal year begins with."""


def year_to_sign(kiosk: Kiosk) -> Assessment:
    """The fiscal year that staff are asked about: today's, or the next one in the last month of a signed one."""
    this = kiosk.catalogue.year_of(kiosk.today)
    if this.is_expected or kiosk.today < this.fiscal_year.end.replace(day=1):
        return this
    return kiosk.catalogue.year_of(this.fiscal_year.end + datetime.timedelta(1))


def open_year(kiosk: Kiosk) -> "YearForm":
    """The form of the year that staff are asked about, with the answers that the record has of it."""
    year = year_to_sign(kiosk)
    stated = statements(kiosk.folder, ("year",))["year"]
    prefix = f"{year.year}/"
    answers = {name.removeprefix(prefix): each.value for name, each in stated.items() if name.startswith(prefix)}
    signed = answers.pop("signed", None)
    form = YearForm(kiosk, _plan(kiosk, year), msgspec.convert(answers, YearAnswers), year)
    form.signed = None if signed is None else msgspec.convert(signed, SignedYear).answers
    return form


def _plan(kiosk: Kiosk, year: Assessment) -> Assessment:
    """What is expected of a year, or stated of it, before anybody here has answered."""
    if year.signed is None:
        return year
    if (theirs := kiosk.catalogue.headquarters.years.get(year.year)) is not None:
        return theirs
    earlier = [known for known in kiosk.catalogue.assessments if known.year < year.year]
    return moved(earlier[-1], year.year, kiosk.catalogue.holidays) if earlier else year


class YearForm:
    """A year before it is signed: the plan that is offered, and the answers so far laid over it."""

    def __init__(self, kiosk: Kiosk, plan: Assessment, answers: YearAnswers, present: Assessment) -> None:
        self.kiosk = kiosk
        self.plan = plan
        self.answers = answers
        self.present = present
        """The year as pages show it now."""
        self.signed: YearAnswers | None = None
        """The answers as they were signed, if they were."""

    @property
    def year(self) -> int:
        return self.plan.year

    @property
    def by_headquarters(self) -> Assessment | None:
        """The year as headquarters states it, if it does."""
        return self.kiosk.catalogue.headquarters.years.get(self.year)

    def as_headquarters(self) -> "YearForm":
        """The form as it would be if headquarters' word were taken in everything. KeyError where it has none."""
        theirs = self.kiosk.catalogue.headquarters.years[self.year]
        return YearForm(self.kiosk, theirs, YearAnswers(office_class=self.answers.office_class), theirs)

    @property
    def rests_on(self) -> Literal["expected", "by_headquarters", "planned"]:
        """Whose word an answer is that nobody here has given: what is expected, headquarters', or that of a plan."""
        if self.present.bulletin is not None:
            return "by_headquarters"
        return "expected" if self.present.is_expected else "planned"

    @property
    def office_class(self) -> str:
        """The class whose minima are asked for."""
        return self.answers.office_class or self.kiosk.office.office_class

    @property
    def offered(self) -> Assessment:
        """The year as it will be: with the answers, where there are any, and as it is expected otherwise."""
        return answered(self.plan, replace(self.answers, office_class=self.office_class))

    @property
    def open_questions(self) -> list[Question]:
        """Those that nobody has answered."""
        return [question for question in QUESTIONS if getattr(self.answers, question) is None]

    @property
    def is_changed(self) -> bool:
        """Whether an answer was given since the year was signed, so that it does not hold yet."""
        return self.signed is not None and self.signed != self.answers

    @property
    def is_signed(self) -> bool:
        """Whether the year is signed as it is answered: nothing is left to ask."""
        return self.present.signed is not None and not self.is_changed

    @property
    def open_numbers(self) -> str:
        """The numbers of those, as they are said."""
        return ", ".join(str(QUESTIONS.index(question) + 1) for question in self.open_questions)

    def answer(self, question: Question, value: Any, role: str) -> None:
        """Keep an answer of somebody in a role, on disk when this returns. Refusal, and nothing is, if it is none."""
        self._check(question, value)
        answering = signing_role(self.kiosk.catalogue, role)
        what = f"{YEAR}{self.year}/{question}"

        def draft() -> Draft:
            newest = record.newest(what)
            return Draft(self.kiosk.today, answering, what, msgspec.to_builtins(value), newest.id if newest else None)

        with open_record(self.kiosk) as record:
            record.write(draft)
        self.answers = replace(self.answers, **{question: value})

    def sign(self, role: str) -> Kiosk:
        """Sign all answers; gives the kiosk as it is then. Refusal while a question is open."""
        signer = signing_role(self.kiosk.catalogue, role)
        if self.open_questions:
            raise Refusal("year.unanswered", numbers=self.open_numbers)
        known = [year.year for year in self.kiosk.catalogue.assessments if year.year < self.year]
        over = self.by_headquarters.bulletin if self.by_headquarters else 0
        signed = msgspec.to_builtins(SignedYear(max(known, default=self.year), self.answers, over or 0))
        what = f"{YEAR}{self.year}/signed"

        def draft() -> Draft:
            newest = record.newest(what)
            return Draft(self.kiosk.today, signer, what, signed, newest.id if newest else None)

        with open_record(self.kiosk) as record:
            record.write(draft)
        return self.kiosk.reread()

    def _check(self, question: Question, value: Any) -> None:
        """Refuse days that run backwards or lie in another year, and minima that are none."""
        year = answered(self.plan, replace(self.answers, **{"office_class": self.office_class, question: value}))
        rules = (dates_run_forward, dates_are_of_their_year, groups_have_minima)
        if any(Parts({"assessments": [year]}).each(rules)):
            raise Refusal("year.not_meant", year=str(self.year))
