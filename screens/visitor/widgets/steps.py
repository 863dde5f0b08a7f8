"""The steps of a service, and everything else that is to know about it."""

from typing import Any

from textual.content import Content

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.fact_words import fee_details, time_details
from kiosk.catalogue.facts import Fact, Step
from kiosk.catalogue.services import Service
from kiosk.text.bilingual import Bilingual
from screens.visitor.widgets.document_list import heading
from screens.visitor.widgets.fact_state import state_line
from screens.widgets.block import Block
from screens.widgets.text_layout import spaced, wrapped

PORTIONS = 2
"""Into how many pages the details are parted: who and when; what one receives, pays and by which law."""


class StepList(Block):
    """The steps in order; with `whole`, whose each one is and where."""

    def __init__(self, service: Service, catalogue: Catalogue, *, whole: bool = False, id: str | None = None) -> None:
        super().__init__(id=id, classes="card block")
        self.steps = catalogue.steps[service.steps]
        self.catalogue = catalogue
        self.whole = whole

    def lines(self, width: int) -> list[Content]:
        say = self.catalogue.phrases
        lines = [*heading(self, say("service.steps"), self.steps, say, width), Content("")]
        if self.steps.figure is None:
            return lines + wrapped(self.first(say("service.not_stated")), width, "$ink")
        steps = []
        for number, step in enumerate(self.steps.figure, 1):
            steps.append(wrapped(self.first(step), width, "$ink", 3, Content.styled(f"{number}.", "$soft")))
            if self.whole:
                steps[-1] += wrapped(self.first(self._who_and_where(step)), width, "$soft", 3)
        return lines + [line for step in steps for line in step]

    def _who_and_where(self, step: Step) -> Bilingual:
        role = self.catalogue.roles[step.role]
        return role if step.place is None else role + " · " + self.catalogue.places[step.place]


class Details(Block):
    """Who it is for, when to apply, what lateness costs; then what one receives, fees, times, law, the way online."""

    def __init__(self, service: Service, catalogue: Catalogue) -> None:
        super().__init__(classes="card block")
        self.service = service
        self.catalogue = catalogue
        self.portion = 0

    def turn_to(self, portion: int) -> None:
        """Show another page of them."""
        self.portion = portion
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        sections = (self._who_and_when, self._what_and_why)[self.portion](width)
        return spaced(sections, self.content_size.height)

    def _who_and_when(self, width: int) -> list[list[Content]]:
        return [
            self._section("who", self.service.who, None, width),
            self._statement("window", self.service.window, width),
            self._statement("late", self.service.late, width),
        ]

    def _what_and_why(self, width: int) -> list[list[Content]]:
        service, say = self.service, self.catalogue.phrases
        sections = [self._statement("result", service.result, width)]
        if (fee := fee_details(service.fee, say)) is not None:
            sections.append(self._section("fee", fee, service.fee, width))
        if (time := time_details(service.time, say)) is not None:
            sections.append(self._section("time", time, service.time, width))
        sections.append(self._section("law", service.law, None, width))
        if service.online is not None:
            online = self.catalogue.channels.online[service.online]
            sections.append(self._section("online", online.title + ": " + online.note, online.address, width))
        return sections

    def _statement(self, name: str, fact: Fact[Bilingual], width: int) -> list[Content]:
        return self._section(name, fact.figure, fact, width)

    def _section(self, name: str, words: Bilingual | None, fact: Fact[Any] | None, width: int) -> list[Content]:
        """Its name in both languages, how far the office stands behind it if it is a fact, and what it says."""
        say = self.catalogue.phrases
        title = say(f"service.{name}")
        head = Content.styled(self.first(title), "bold $ink") + "  " + Content.styled(self.second(title), "$soft")
        if fact is not None:
            head += Content("  ") + state_line(self, fact, say)
        return [head, *wrapped(self.first(say("service.not_stated") if words is None else words), width, "$ink")]
