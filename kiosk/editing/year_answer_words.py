"""Answers about a fiscal year as the record's history says them: each question's in one sentence."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from kiosk.catalogue.assessment import TOTAL
from kiosk.catalogue.signed_year import SignedYear, YearAnswers
from kiosk.text.bilingual import Bilingual, Phrases, joined, same
from kiosk.text.dates import medium_date

_POSTS = {"superintendent": "head.superintendent"}
"""The posts of which the plan has minima so far, with their words."""


class YearAnswerWords:
    """The words of answers; `groups` are the titles of work groups by their ids."""

    def __init__(self, say: Phrases, groups: Mapping[str, Bilingual]) -> None:
        self._say = say
        self._minima = {**groups, TOTAL: say("staff.total")}
        self._words: dict[str, Callable[[Any], Bilingual]] = {
            "order": lambda order: same(order) if order else say("year.no_order"),
            "office_class": lambda name: class_words(name, say),
            "quotas": lambda quotas: _each(
                (title, same(str(quotas[name]))) for name, title in self._minima.items() if name in quotas
            ),
            "survey": lambda survey: _days(survey.start, survey.deadline),
            "outer": medium_date,
            "calendar": lambda rows: _each((same(name), _days(row.start, row.end)) for name, row in _in_order(rows)),
            "measures": lambda due: _each((same(name), medium_date(day)) for name, day in _in_order(due)),
            "closed": lambda days: joined([medium_date(day) for day in days], ", "),
            "words": lambda words: _each((same(name), text) for name, text in words.items()),
        }

    def of(self, question: str, value: object) -> Bilingual:
        """What an answer says; KeyError for no question, msgspec.ValidationError for what is no answer to it."""
        if question == "signed":
            return self._signed(msgspec.convert(value, SignedYear).answers)
        answer = getattr(msgspec.convert({question: value}, YearAnswers), question)
        return self._words[question](answer)

    def _signed(self, answers: YearAnswers) -> Bilingual:
        """The window and the minima: what the counts are held to."""
        told = [(name, getattr(answers, name)) for name in ("survey", "outer", "quotas")]
        return _each((self._say(f"year.{name}"), self._words[name](value)) for name, value in told if value is not None)


def class_words(name: str, say: Phrases) -> Bilingual:
    """The post of an office's head; one that this version has no words for as it is written."""
    key = _POSTS.get(name)
    return say(key) if key else same(name)


def _in_order(answers: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """By the numbers of rows and measures: C9 before C10."""
    return sorted(answers.items(), key=lambda each: [int(number) for number in re.findall("[0-9]+", each[0])])


def _days(first: date, last: date) -> Bilingual:
    return joined([medium_date(first), medium_date(last)], " – ")


def _each(pairs: Iterable[tuple[Bilingual, Bilingual]]) -> Bilingual:
    return joined([joined([*pair], " ") for pair in pairs], " · ")
