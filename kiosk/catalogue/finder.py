"""The finder, "Which service?": a decision tree from what somebody needs to the services."""

from collections.abc import Container, Iterator
from typing import Annotated

from msgspec import Meta, Struct

from kiosk.text.bilingual import Bilingual

MOST_QUESTIONS = 3
"""Questions from the first to a service."""

MOST_ANSWERS = 6
"""Answers of a question: each has a digit, and the keys from 7 on mean the same on every page."""


class FinderAnswer(Bilingual, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An answer, which leads to a question or to a service; `short` is it where there is little room."""

    detail: Bilingual
    short: Bilingual | None = None
    question: str | None = None
    service: str | None = None

    def __post_init__(self) -> None:
        if (self.question is None) == (self.service is None):
            raise ValueError("an answer leads to a question or to a service")


class FinderQuestion(Bilingual, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question with its answers, in the order of their keys."""

    answer: Annotated[list[FinderAnswer], Meta(min_length=1, max_length=MOST_ANSWERS)]


class Finder(Struct, frozen=True, forbid_unknown_fields=True):
    """All questions by name, and which comes first. KeyError where an answer leads to a question that is not there."""

    first: str
    question: dict[str, FinderQuestion]

    def services(self, answer: FinderAnswer) -> set[str]:
        """The services that an answer leads to in the end."""
        if answer.service is not None:
            return {answer.service}
        return self.services_of(self.question[answer.question or ""])

    def services_of(self, question: FinderQuestion) -> set[str]:
        """The services that still fit when a question is asked."""
        return set().union(*map(self.services, question.answer))

    def answers(self, question: FinderQuestion, offered: Container[str]) -> list[FinderAnswer]:
        """The answers that lead to a service which is offered."""
        return [answer for answer in question.answer if any(name in offered for name in self.services(answer))]

    def depth(self, question: FinderQuestion) -> int:
        """How many questions there are at most, from this one to a service."""
        asked = (answer.question for answer in question.answer)
        return 1 + max((self.depth(self.question[name]) for name in asked if name is not None), default=0)

    def paths(self, name: str, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
        """The names of the questions on every way from the one of that `name`, as far as names lead to one: the last
        of a way may be unknown, or stand on it already."""
        way = (*before, name)
        yield way
        if name in self.question and name not in before:
            for answer in self.question[name].answer:
                if answer.question is not None:
                    yield from self.paths(answer.question, way)
