"""The steps of a service, and everything else that is to know about it."""

from collections.abc import Mapping

from textual.content import Content

from kiosk.facts import Steps
from kiosk.said import clock_words, duration_words
from kiosk.services import Service
from kiosk.words import Bilingual, Phrases
from screens.widgets.drawn import Drawn, spaced, wrapped
from screens.widgets.papers import heading


class StepList(Drawn):
    """The steps in order; with `roles`, whose each one is."""

    def __init__(
        self, steps: Steps, phrases: Phrases, roles: Mapping[str, Bilingual] | None = None, id: str | None = None
    ) -> None:
        super().__init__(id=id, classes="card block")
        self.steps = steps
        self.phrases = phrases
        self.roles = roles

    def lines(self, width: int) -> list[Content]:
        lines = [*heading(self, self.phrases("service.steps"), self.steps, self.phrases, width), Content("")]
        for number, step in enumerate(self.steps.figure or [], 1):
            lines += wrapped(self.first(step.words), width, "$ink", 3, Content.styled(f"{number}.", "$soft"))
            if self.roles is not None:
                lines += wrapped(self.first(self.roles[step.role]), width, "$soft", 3)
        return lines


class Details(Drawn):
    """Who it is for, when to apply, what lateness costs, what one receives, and the law."""

    def __init__(self, service: Service, phrases: Phrases) -> None:
        super().__init__(classes="card block")
        self.service = service
        self.phrases = phrases

    def lines(self, width: int) -> list[Content]:
        return spaced(self._sections(width), self.content_size.height)

    def _sections(self, width: int) -> list[list[Content]]:
        service, say = self.service, self.phrases
        sections = [self._section(say("service.who"), service.who, None, width)]
        for name in ("window", "late", "result"):
            fact = getattr(service, name)
            sections.append(self._section(say(f"service.{name}"), fact.figure, fact.confirmed is not None, width))
        if service.time.figure is not None:
            promised = duration_words(service.time.figure, say) + " · " + clock_words(service.time, say)
            confirmed = service.time.confirmed is not None
            sections.append(self._section(say("service.time"), promised, confirmed, width))
        return [*sections, self._section(say("service.law"), service.law, None, width)]

    def _section(self, name: Bilingual, words: Bilingual | None, confirmed: bool | None, width: int) -> list[Content]:
        head = (
            Content.styled(self.first(name), "bold $ink") + Content("  ") + Content.styled(self.second(name), "$soft")
        )
        if confirmed is not None:
            mark, style, state = ("✔", "$ok", "confirmed") if confirmed else ("◇", "$warn", "awaiting")
            head += Content("  ") + Content.styled(f"{mark} {self.first(self.phrases(f'service.{state}'))}", style)
        text = self.phrases("service.not_stated") if words is None else words
        return [head, *wrapped(self.first(text), width, "$ink")]
