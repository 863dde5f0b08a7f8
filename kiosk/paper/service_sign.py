"""The commitment sign of a service: everything that its pages at the counter say, on paper."""

from typing import Any

from kiosk.catalogue.fact_words import (
    baht_words,
    clock_words,
    count_words,
    documents_words,
    duration_words,
    fee_words,
    time_words,
)
from kiosk.catalogue.facts import Fact, RequiredDocument
from kiosk.catalogue.services import Service
from kiosk.catalogue.take_away import take_aways
from kiosk.paper.frame import Frame
from kiosk.paper.sheet import Sheet
from kiosk.text.bilingual import Bilingual, joined
from kiosk.text.languages import HOME

_LONG_TITLE = 26
"""Letters of a title that is set smaller, so that it takes no third line."""


class ServiceSign:
    """One service as a sheet."""

    def __init__(self, frame: Frame, service: Service) -> None:
        self.frame, self.service = frame, service
        self.say, self.pairs, self.catalogue = frame.say, frame.pairs, frame.catalogue
        self.steps = self.catalogue.steps[service.steps]

    def sheet(self) -> Sheet:
        """The sign. Its code leads to the page of the service that a visitor may take home."""
        service, say = self.service, self.say
        stated: list[Fact[Any]] = [
            service.who,
            service.documents,
            service.fee,
            service.time,
            service.window,
            service.late,
            self.steps,
        ]
        law = self.catalogue.laws.get(service.law or "")
        page = next((each for each in take_aways(service, self.catalogue, HOME) if each.kind != "list"), None)
        foot = {
            "address": page.text if page else "",
            "shown": page.host if page else "",
            "lines": [say("print.latest")],
            "laws": [law] if law else [],
        }
        papers = service.documents.figure or []
        data = {
            **self.frame.data("sign", service.title, stated, **foot),
            "form": self.pairs.or_none(service.form),
            "wide": len(service.title.of(HOME)) > _LONG_TITLE,
            "who": self._who(),
            "facts": self._facts(),
            "heads": {
                "steps": self.pairs(say("service.steps")),
                "documents": self.pairs(say("service.documents")),
            },
            "states": {"steps": self.steps.state, "documents": service.documents.state},
            "steps": self._steps(),
            "documents": [self._document(paper) for paper in papers],
            "no-documents": self.pairs(documents_words(service.documents, say)),
        }
        return Sheet(service.id, "sign", data)

    def _who(self) -> dict[str, Any] | None:
        """Who the service is for; None while that is not known."""
        who = self.service.who.figure
        if who is None:
            return None
        return self._fact("who", self.service.who, [who.lead, *who.any_of], [who.note] if who.note else [])

    def _facts(self) -> list[dict[str, Any]]:
        service, say = self.service, self.say
        facts = [
            self._fact("fee", service.fee, self._fees()),
            self._fact("time", service.time, self._times(), [clock_words(service.time, say)]),
            self._fact("window", service.window, [self._words(service.window)]),
            self._fact("late", service.late, [self._words(service.late)]),
        ]
        facts[0]["notes"] += [] if service.fee.is_none else [self.pairs(say("service.receipt"))]
        return facts

    def _fact(
        self, name: str, fact: Fact[Any], words: list[Bilingual], notes: list[Bilingual] | None = None
    ) -> dict[str, Any]:
        """A fact under its title: its words, further ones of several, and what else is to know; short in one line."""
        leading, *others = words
        return {
            "title": self.pairs(self.say(f"service.{name}")),
            "words": self.pairs(leading),
            "any": [self.pairs(other) for other in others],
            "state": fact.state,
            "short": not others and name in ("fee", "time") and fact.figure is not None,
            "notes": [self.pairs(note) for note in notes or [] if fact.figure is not None],
        }

    def _words(self, fact: Fact[Bilingual]) -> Bilingual:
        none = self.say("print.none") if fact.is_none else self.say("service.not_stated")
        return none if fact.figure is None else fact.figure

    def _fees(self) -> list[Bilingual]:
        """Each of several fees, or the one."""
        fee, say = self.service.fee, self.say
        if isinstance(fee.figure, list):
            return [joined([option.label, baht_words(option.baht, say)], " · ") for option in fee.figure]
        return [fee_words(fee, say)]

    def _times(self) -> list[Bilingual]:
        time, say = self.service.time, self.say
        if isinstance(time.figure, list):
            return [joined([option.label, duration_words(option, say)], " · ") for option in time.figure]
        return [time_words(time, say)]

    def _steps(self) -> list[dict[str, Any]]:
        """Each step, and where it is, or who does it, unless that is so of the one before."""
        steps, before = [], None
        for step in self.steps.figure or []:
            where = self.catalogue.places.get(step.place or "") or self.catalogue.roles.get(step.role)
            steps.append({"words": self.pairs(step), "by": self.pairs.or_none(None if where == before else where)})
            before = where
        return steps

    def _document(self, paper: RequiredDocument) -> dict[str, Any]:
        document = self.catalogue.documents[paper.document]
        number = None if paper.is_one_original else count_words(paper, document, self.say)
        words = (
            document if paper.condition is None else joined([document, paper.condition.map(lambda text: f"({text})")])
        )
        return {"words": self.pairs(words), "number": self.pairs.or_none(number)}
