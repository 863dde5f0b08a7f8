"""The finder leads somebody to every service, by few questions, and nowhere else."""

from collections.abc import Iterator

from kiosk.catalogue.finder import MOST_QUESTIONS
from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.rule import Rule
from kiosk.storage.toml_file import Fault, closest


def finder_leads_somewhere(parts: Parts) -> Iterator[Fault]:
    """Its questions and its services are there, and no way is longer than MOST_QUESTIONS or leads in a circle."""
    finder = parts.finder
    for way in finder.paths(finder.first):
        if way[-1] not in finder.question:
            at = parts.where("finder", "first" if len(way) == 1 else f"question.{way[-2]}")
            yield Fault(*at, f"there is no question {way[-1]}", closest(way[-1], finder.question, "ask it"))
        elif len(way) > MOST_QUESTIONS or way[-1] in way[:-1]:
            what = f"is question {len(way)} on the way {' → '.join(way)}"
            yield Fault(*parts.where("finder", f"question.{way[-1]}"), what, f"ask {MOST_QUESTIONS} at most")
    for name, question in finder.question.items():
        for service in (answer.service for answer in question.answer):
            if service is not None and service not in parts.services:
                do = closest(service, parts.services, "take the answer away")
                yield Fault(*parts.where("finder", f"question.{name}"), f"there is no service {service}", do)


def everything_is_found(parts: Parts) -> Iterator[Fault]:
    """Every question is asked, and every service is an answer."""
    finder = parts.finder
    asked = {name for way in finder.paths(finder.first) for name in way}
    for name in finder.question:
        if name not in asked:
            yield Fault(*parts.where("finder", f"question.{name}"), "is never asked", "let an answer lead to it")
    answers = [answer for name in asked & finder.question.keys() for answer in finder.question[name].answer]
    for service in parts.services:
        if service not in {answer.service for answer in answers}:
            yield Fault(*parts.where("finder", "question"), f"no answer leads to {service}", "let one lead to it")


FINDER: list[Rule] = [finder_leads_somewhere]

FINDABLE: list[Rule] = [everything_is_found]
"""What is not found so is still in the list of its family: a counter opens with it."""
