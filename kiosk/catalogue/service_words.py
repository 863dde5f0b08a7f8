"""A service in words, as it is told outside the counter, on paper and on the web: each fact with what it rests on."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.fact_words import (
    clock_words,
    count_words,
    duration_words,
    fee_words,
    fees_by_kind,
    time_words,
)
from kiosk.catalogue.facts import Fact, FactState
from kiosk.catalogue.services import Service
from kiosk.text.bilingual import Bilingual, joined


@dataclass(frozen=True)
class FactWords:
    """A fact under its title: its words, more than one where there are several, and what else is to know."""

    name: str
    title: Bilingual
    words: list[Bilingual]
    state: FactState
    notes: list[Bilingual]
    is_amount: bool = False
    """Whether it is one amount, which is said large."""


@dataclass(frozen=True)
class StepWords:
    """A step, and where it is, or who does it, unless that is so of the one before."""

    words: Bilingual
    where: Bilingual | None


@dataclass(frozen=True)
class PaperWords:
    """A paper with its condition, and how many of it; no number for a single original."""

    words: Bilingual
    number: Bilingual | None


@dataclass(frozen=True)
class ServiceWords:
    """All that the counter says of a service."""

    service: Service
    catalogue: Catalogue

    @property
    def stated(self) -> list[Fact[Any]]:
        """Every fact that is told, to say whose word they are."""
        service = self.service
        facts: list[Fact[Any]] = [
            service.who,
            service.documents,
            service.fee,
            service.time,
            service.window,
            service.late,
        ]
        return [*facts, service.result, self.catalogue.steps[service.steps]]

    @cached_property
    def who(self) -> FactWords | None:
        """Who the service is for; None while that is not known."""
        who = self.service.who.figure
        if who is None:
            return None
        return self._fact("who", self.service.who, [who.lead, *who.any_of], [who.note] if who.note else [])

    @cached_property
    def fee(self) -> FactWords:
        """The fee, or each of several, and that it is paid against a receipt."""
        fee, say = self.service.fee, self.catalogue.phrases
        receipt = [] if fee.is_none else [say("service.receipt")]
        if isinstance(fee.figure, list):
            several = [
                joined([kind, say("service.baht", amount=joined(amounts))], " · ")
                for kind, amounts in fees_by_kind(fee.figure, say)
            ]
            return self._fact("fee", fee, several, receipt)
        return self._fact("fee", fee, [fee_words(fee, say)], receipt)

    @cached_property
    def time(self) -> FactWords:
        """The time that is promised, or each of several, and from when it counts."""
        time, say = self.service.time, self.catalogue.phrases
        clock = [clock_words(time, say)]
        if isinstance(time.figure, list):
            several = [joined([option.label, duration_words(option, say)], " · ") for option in time.figure]
            return self._fact("time", time, several, clock)
        return self._fact("time", time, [time_words(time, say)], clock)

    def statement(self, name: str) -> FactWords:
        """A fact that is words: `window`, `late`, `result`."""
        fact, say = getattr(self.service, name), self.catalogue.phrases
        none = say("notice.none") if fact.is_none else say("service.not_stated")
        return self._fact(name, fact, [none if fact.figure is None else fact.figure], [])

    @property
    def steps(self) -> list[StepWords]:
        """The visitor's way through the office."""
        steps: list[StepWords] = []
        before = None
        for step in self.catalogue.steps[self.service.steps].figure or []:
            where = self.catalogue.places.get(step.place or "") or self.catalogue.roles.get(step.role)
            steps.append(StepWords(step, None if where == before else where))
            before = where
        return steps

    @property
    def papers(self) -> list[PaperWords]:
        """The papers to bring, in order."""
        papers = []
        for paper in self.service.documents.figure or []:
            document = self.catalogue.paper(paper)
            condition = [paper.condition.map("({})".format)] if paper.condition else []
            number = None if paper.is_one_original else count_words(paper, document, self.catalogue.phrases)
            papers.append(PaperWords(joined([document, *condition]), number))
        return papers

    def _fact(self, name: str, fact: Fact[Any], words: list[Bilingual], notes: list[Bilingual]) -> FactWords:
        known = fact.figure is not None
        is_amount = known and name in ("fee", "time") and len(words) == 1
        title = self.catalogue.phrases(f"service.{name}")
        return FactWords(name, title, words, fact.state, notes if known else [], is_amount)
