"""What is answered of a fiscal year, or offered, in so few words that it stands beside its question."""

from collections.abc import Callable

from kiosk.editing.year import Question, YearForm
from kiosk.editing.year_answer_words import class_words
from kiosk.editing.year_items import ADDED, items
from kiosk.text.bilingual import Bilingual, joined, same
from kiosk.text.dates import short_date


def in_short(form: YearForm, question: Question) -> Bilingual:
    """An answer, or what is offered for one; nothing where it is a table, or not known."""
    return _WORDS[question](form) if question in _WORDS else same("")


def _order(form: YearForm) -> Bilingual:
    return (
        form.kiosk.catalogue.phrases("year.without_order")
        if form.answers.order == ""
        else same(form.answers.order or "")
    )


def _quotas(form: YearForm) -> Bilingual:
    return same("·".join(item.typed for item in items(form, "quotas")))


def _survey(form: YearForm) -> Bilingual:
    eit = form.offered.eit
    return joined([short_date(eit.start), short_date(eit.deadline)], " – ")


def _closed(form: YearForm) -> Bilingual:
    count = sum(item.name != ADDED for item in items(form, "closed"))
    return form.kiosk.catalogue.phrases("year.closed_days", count=count)


_WORDS: dict[Question, Callable[[YearForm], Bilingual]] = {
    "order": _order,
    "office_class": lambda form: class_words(form.office_class, form.kiosk.catalogue.phrases),
    "quotas": _quotas,
    "survey": _survey,
    "outer": lambda form: short_date(form.offered.eit.outer),
    "closed": _closed,
}
