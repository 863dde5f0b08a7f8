"""A list of papers as lines that a person reads and writes: a name in either language, its number, its condition."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.fact_words import document_words
from kiosk.catalogue.facts import Fact, RequiredDocument
from kiosk.catalogue.services import Document
from kiosk.editing.values import typed
from kiosk.storage.normal_form import written
from kiosk.text.bilingual import Bilingual, joined
from kiosk.text.figures import arabic
from kiosk.text.languages import OFFICIAL
from kiosk.text.refusal import Refusal

_COUNTED = (1, 2)
"""Counts whose words are all that there are: one, and several."""
_REST = re.compile(r"[\s·:]*(?P<counts>[^(]*?)\s*(?:\((?P<condition>.*)\))?\s*")


def paper_lines(fact: Fact[Any], catalogue: Catalogue) -> Bilingual:
    """A line for each paper, as visitors read it."""
    lines = [document_words(paper, catalogue.paper(paper), catalogue.phrases) for paper in fact.figure or []]
    return joined(lines, "\n")


def read_papers(text: str, fact: Fact[Any], catalogue: Catalogue) -> Any:
    """The papers that lines of one language name, as TOML holds them; ids with commas between are read as well.

    Refusal, with the line, if one names none; or gives it a number or a condition that cannot be read.
    """
    if not text.strip():
        return typed(text, fact)
    listed, papers = list(_names(fact.figure or [], catalogue)), []
    for line in filter(None, (written(line).strip() for line in text.split("\n"))):
        begun = [named for named in listed if _begins(line, named[0])]
        longest = max(begun, key=lambda named: len(named[0]), default=None)
        if longest is None:
            papers += msgspec.convert(_by_ids(line, fact), list[RequiredDocument])
        else:
            papers.append(_paper(line, len(longest[0]), longest[1], catalogue))
    return msgspec.to_builtins(papers)


def _names(before: list[RequiredDocument], catalogue: Catalogue) -> Iterator[tuple[str, RequiredDocument]]:
    """What each paper is called, in either language: those that are on the list, then those of the catalogue."""
    rest = [RequiredDocument(name, original=1) for name in catalogue.documents]
    known = {paper.document for paper in before}
    for paper in [*before, *(paper for paper in rest if paper.document not in known)]:
        for name in dict.fromkeys(catalogue.paper(paper).pair()):
            yield written(name), paper


def _begins(line: str, name: str) -> bool:
    return line.casefold().startswith(name.casefold())


def _by_ids(line: str, fact: Fact[Any]) -> Any:
    try:
        return typed(line, fact)
    except Refusal:
        raise Refusal("fact.no_paper", line=line) from None


def _paper(line: str, at: int, paper: RequiredDocument, catalogue: Catalogue) -> RequiredDocument:
    """A paper whose name ends at a place of its line, with what the rest of the line says."""
    document, rest = catalogue.paper(paper), _REST.fullmatch(line[at:])
    counts = _counts(rest["counts"], paper, document, catalogue) if rest else None
    if rest is None or counts is None:
        raise Refusal("fact.no_count", line=line)
    condition, stated = rest["condition"], paper.condition.pair() if paper.condition else ()
    if condition is not None and condition.strip().casefold() not in map(str.casefold, stated):
        raise Refusal("fact.condition_on_screen", line=line)
    original, copies = counts
    return replace(paper, original=original, copies=copies, condition=paper.condition if condition else None)


def _counts(text: str, paper: RequiredDocument, document: Document, catalogue: Catalogue) -> tuple[int, int] | None:
    """How many originals and copies, as pages say it or as `1+1`; None if that is no number of papers."""
    places, numbers = _places(paper, document, catalogue), [0, 0]
    parts = text.split("+") if text else ["1"]
    for at, part in enumerate(parts):
        figures, label = re.findall("[0-9]+", arabic(part)), _without_figures(part)
        place = at if not label and len(parts) > 1 else places.get(label)
        if len(figures) != 1 or place not in (0, 1):
            return None
        numbers[place] += int(figures[0])
    return (numbers[0], numbers[1]) if sum(numbers) else None


def _places(paper: RequiredDocument, document: Document, catalogue: Catalogue) -> dict[str, int]:
    """Which of the two a word that goes with a number means: 0 for originals, 1 for copies.

    What is counted in a unit of its own stays what it was; no word means an original, or that unit.
    """
    say, own = catalogue.phrases, int(bool(document.unit and not paper.original))
    words = [(say("service.originals", count=count), 0) for count in _COUNTED]
    words += [(say("service.copies", count=count), 1) for count in _COUNTED]
    words += [(document.unit.fill(count=count), own) for count in _COUNTED if document.unit]
    return {"": own} | {_without_figures(each.of(language)): place for each, place in words for language in OFFICIAL}


def _without_figures(words: str) -> str:
    return " ".join(re.sub("[0-9]+", " ", arabic(words)).split()).casefold()
