"""A claim says the same figures in Thai and in English."""

from collections.abc import Iterator
from typing import Any

from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.rule import Rule
from kiosk.storage.toml_file import Fault, Location
from kiosk.text.bilingual import joined
from kiosk.text.figures import common_year, numbers
from kiosk.text.languages import LOGS, OFFICIAL
from kiosk.text.translation import words_in

Claim = tuple[Location, Any]
"""Where something is said, and what holds the words."""


def claims_say_the_same_figures(parts: Parts) -> Iterator[Fault]:
    """Whoever reads one language is told the same fee, days and telephone number as whoever reads the other."""
    for at, claim in parts.each([_facts, _papers, _laws, _notes, _titles, _steps, _questions]):
        for words in words_in(claim):
            first, second = (_figures(words.of(language)) for language in OFFICIAL)
            if first != second:
                what = f"says other figures in Thai than in English ({words.of(LOGS)})"
                yield Fault(*at, what, "say the same in both")


def _facts(parts: Parts) -> Iterator[Claim]:
    for named in parts.facts:
        yield parts.where_fact(named), named.fact


def _papers(parts: Parts) -> Iterator[Claim]:
    for name, paper in parts.documents.items():
        yield parts.where("documents", name), [joined([paper]), paper.note]


def _laws(parts: Parts) -> Iterator[Claim]:
    for name, law in parts.laws.items():
        yield parts.where("laws", name), law


def _notes(parts: Parts) -> Iterator[Claim]:
    for name, online in parts.channels.online.items():
        yield parts.where("channels", "online", name, "note"), online.note


def _titles(parts: Parts) -> Iterator[Claim]:
    for name, service in parts.services.items():
        for field in ("title", "short_title", "form"):
            yield parts.where(name, field), getattr(service, field)


def _steps(parts: Parts) -> Iterator[Claim]:
    for name, steps in parts.steps.items():
        yield parts.where("steps", name), steps


def _questions(parts: Parts) -> Iterator[Claim]:
    for name, question in parts.finder.question.items():
        yield parts.where("finder", "question", name), question


def _figures(text: str) -> set[int]:
    """Numbers, but 1, which English leaves to its articles; a year is the same in either era."""
    return {common_year(number) or number for number in numbers(text) if number > 1}


FIGURES: list[Rule] = [claims_say_the_same_figures]
