"""The lines of a question about a fiscal year: what each is called, what it says, and what a typed one makes of it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from kiosk.catalogue.assessment import TOTAL, Period
from kiosk.catalogue.facts import AWAITING_MARK, CONFIRMED_MARK
from kiosk.catalogue.signed_year import Survey
from kiosk.catalogue.year_words import names_year
from kiosk.editing.draft_year import all_words
from kiosk.editing.year import Question, YearForm
from kiosk.editing.year_answer_words import class_words
from kiosk.text.bilingual import Bilingual, joined, same
from kiosk.text.dates import medium_date, weekday_date
from kiosk.text.figures import arabic, day, number, typed_day
from kiosk.text.languages import OFFICIAL, Language
from kiosk.text.refusal import Refusal

ADDED = "+"
"""The line on which a closed day is added."""


@dataclass(frozen=True)
class YearItem:
    """A line of a question: its name there, its title, what it says, and the same as a person types it."""

    name: str
    title: Bilingual
    says: Bilingual
    typed: str


def items(form: YearForm, question: Question) -> list[YearItem]:
    """The lines of a question, as they are offered or answered."""
    return _ITEMS[question](form)


def readings(form: YearForm, question: Question) -> list[Bilingual]:
    """How the printed plan is read where it contradicts itself about a question: confirmed with its answer."""
    mark = AWAITING_MARK if question in form.open_questions else CONFIRMED_MARK
    of_question = (reading for reading in form.plan.readings if reading.question == question)
    say = form.kiosk.catalogue.phrases
    return [same(f"{mark} ") + say("year.reading") + reading.words for reading in of_question]


def about(form: YearForm, question: Question | None) -> list[Bilingual]:
    """What helps to answer a question, or for None to sign."""
    say = form.kiosk.catalogue.phrases
    match question:
        case "order":
            return [say("year.about_order")]
        case "office_class":
            minima = (
                (class_words(name, say), "·".join(str(each[minimum]) for minimum in _minima(form)))
                for name, each in form.plan.quotas.items()
            )
            return [say("year.about_class"), *(joined([words, same(figures)], "  ") for words, figures in minima)]
        case None if form.open_questions:
            return [say("year.open", numbers=form.open_numbers)]
        case None:
            return [say("year.about_signed")]
    return []


def offered(form: YearForm, question: Question) -> Any:
    """The answer that takes a question as it is offered."""
    year = form.offered
    match question:
        case "order":
            return form.answers.order or ""
        case "office_class":
            return form.office_class
        case "quotas":
            return year.quotas[form.office_class]
        case "survey":
            return Survey(year.eit.start, year.eit.deadline)
        case "outer":
            return year.eit.outer
        case "calendar":
            return {row.id: Period(row.start, row.end) for row in year.calendar}
        case "measures":
            return {measure.id: measure.due for measure in year.measures if measure.due is not None}
        case "closed":
            return year.closed.days
        case "words":
            return dict(_naming(form))


def changed(form: YearForm, question: Question, item: YearItem, typed: str) -> Any:
    """The answer with one line of it typed anew. Refusal where that is no day, no figure or no words."""
    now, text = offered(form, question), typed.strip()
    match question:
        case "order":
            return text
        case "office_class":
            return _class_meant(form, text)
        case "quotas":
            return {**now, item.name: _figure(text)}
        case "survey":
            return replace(now, **{item.name: _day(text)})
        case "outer":
            return _day(text)
        case "calendar":
            start, _, end = text.partition(" ")
            return {**now, item.name: Period(_day(start), _day(end))}
        case "measures":
            return {**now, item.name: _day(text)}
        case "closed":
            rest = [each for each in now if each.isoformat() != item.name]
            return sorted({*rest, *([_day(text)] if text else [])})
        case "words":
            name, _, language = item.name.rpartition(" ")
            texts = {str(each): now[name].of(each) for each in OFFICIAL}
            return {**now, name: Bilingual(**{**texts, language: text or texts[language]})}


def how_written(form: YearForm, question: Question) -> Bilingual | None:
    """How a line of a question is typed, where that is not plain."""
    say = form.kiosk.catalogue.phrases
    match question:
        case "office_class":
            return say("year.write_class", known=_known_classes(form))
        case "survey" | "outer" | "calendar" | "measures":
            return say("year.write")
        case "closed":
            return say("year.write_closed")
    return None


def _class_meant(form: YearForm, text: str) -> str:
    """The class that is typed by its words in either language, or by its id."""
    for name in form.plan.quotas:
        if text.casefold() in {
            name,
            *(words.casefold() for words in class_words(name, form.kiosk.catalogue.phrases).pair()),
        }:
            return name
    raise Refusal("year.no_class", known=_known_classes(form))


def _known_classes(form: YearForm) -> Bilingual:
    return joined([class_words(name, form.kiosk.catalogue.phrases) for name in form.plan.quotas], ", ")


def _figure(text: str) -> int:
    figure = number(text)
    if not figure:
        raise Refusal("year.no_figure")
    return figure


def _day(text: str) -> datetime.date:
    meant = day(text) or typed_day(arabic(text))
    if meant is None:
        raise Refusal("year.no_day")
    return meant


def _order(form: YearForm) -> list[YearItem]:
    say, order = form.kiosk.catalogue.phrases, form.answers.order
    return [YearItem("order", say("year.order"), same(order) if order else say("year.no_order"), order or "")]


def _class(form: YearForm) -> list[YearItem]:
    say = form.kiosk.catalogue.phrases
    return [YearItem("class", say("year.office_class"), class_words(form.office_class, say), "")]


def _minima(form: YearForm) -> dict[str, Bilingual]:
    """The five minima by name, in their order."""
    titles = {group.id: group.short_title for group in form.plan.work_groups}
    return titles | {TOTAL: form.kiosk.catalogue.phrases("staff.total")}


def _quotas(form: YearForm) -> list[YearItem]:
    quotas, titles = form.offered.quotas[form.office_class], _minima(form)
    return [YearItem(name, titles[name], same(str(quotas[name])), str(quotas[name])) for name in titles]


def _survey(form: YearForm) -> list[YearItem]:
    eit = form.offered.eit
    return [_dated(form, "start", "year.opens", eit.start), _dated(form, "deadline", "year.closes", eit.deadline)]


def _outer(form: YearForm) -> list[YearItem]:
    return [_dated(form, "outer", "year.outer", form.offered.eit.outer)]


def _dated(form: YearForm, name: str, title: str, on: datetime.date) -> YearItem:
    """A day, its weekday, and that it is a closed one."""
    say = form.kiosk.catalogue.phrases
    weekday = weekday_date(on)
    says = weekday if on in form.offered.open_days else joined([weekday, say("year.closed_day")], " · ")
    return YearItem(name, say(title), says, on.isoformat())


def _calendar(form: YearForm) -> list[YearItem]:
    return [
        YearItem(
            row.id,
            same(f"{row.id} ") + row.short_title,
            joined([medium_date(row.start), medium_date(row.end)], " – "),
            f"{row.start} {row.end}",
        )
        for row in form.offered.calendar
    ]


def _measures(form: YearForm) -> list[YearItem]:
    return [
        YearItem(measure.id, same(f"{measure.id} ") + measure.title, weekday_date(measure.due), str(measure.due))
        for measure in form.offered.measures
        if measure.due is not None
    ]


def _closed(form: YearForm) -> list[YearItem]:
    year, by_day, say = form.offered, form.kiosk.catalogue.holidays.by_day, form.kiosk.catalogue.phrases
    own = say("year.own_day")
    days = [each for each in year.closed.days if year.fiscal_year.start <= each <= year.fiscal_year.end]
    named = [
        YearItem(str(each), by_day[each].name if each in by_day else own, weekday_date(each), str(each))
        for each in days
    ]
    return [YearItem(ADDED, say("year.add_day"), same(""), ""), *named]


def _naming(form: YearForm) -> list[tuple[str, Bilingual]]:
    """The words of the plan that name a year, as they will be."""
    naming = {name for name, words in all_words(form.plan) if names_year(words)}
    return [(name, words) for name, words in all_words(form.offered) if name in naming]


def _words(form: YearForm) -> list[YearItem]:
    return [
        YearItem(f"{name} {language}", _named(form, name, language), same(words.of(language)), words.of(language))
        for name, words in _naming(form)
        for language in OFFICIAL
    ]


def _named(form: YearForm, name: str, language: Language) -> Bilingual:
    """What words of the plan are, such as M9.1.activity, and in which language."""
    of, _, field = name.rpartition(".")
    say = form.kiosk.catalogue.phrases
    return joined([same(of), say(f"year.of_{field}"), say(f"record.in_{language}")], " ")


_ITEMS: dict[Question, Callable[[YearForm], list[YearItem]]] = {
    "order": _order,
    "office_class": _class,
    "quotas": _quotas,
    "survey": _survey,
    "outer": _outer,
    "calendar": _calendar,
    "measures": _measures,
    "closed": _closed,
    "words": _words,
}
