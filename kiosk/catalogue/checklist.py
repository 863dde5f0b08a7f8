"""The checklist of a visitor: the papers of a service that are to get, are ready, or are asked for of some only."""

from collections.abc import Collection, Iterable

from msgspec import Struct

from kiosk.catalogue.facts import RequiredDocument
from kiosk.catalogue.services import Document
from kiosk.text.bilingual import Bilingual, Phrases


class Condition(Struct, frozen=True):
    """The papers that are asked for on one condition."""

    words: Bilingual
    papers: list[RequiredDocument]


class Checklist(Struct, frozen=True):
    """Papers by where they stand. Each stands in one place, those of a condition once it is ticked among the ready."""

    to_get: list[RequiredDocument]
    ready: list[RequiredDocument]
    conditional: list[Condition]

    @classmethod
    def of(cls, papers: list[RequiredDocument], ticked: Collection[int] = ()) -> "Checklist":
        """The papers of a service, of which those at the places `ticked` are there."""
        missing = [paper for place, paper in enumerate(papers) if place not in ticked]
        return cls(
            to_get=[paper for paper in missing if paper.is_for_everyone],
            ready=[paper for place, paper in enumerate(papers) if place in ticked],
            conditional=conditions(missing),
        )


def conditions(papers: Iterable[RequiredDocument]) -> list[Condition]:
    """The papers that not everybody needs, by their condition, in the order in which these come first."""
    by_words: dict[tuple[str, str], Condition] = {}
    for paper in papers:
        if paper.condition is not None:
            condition = by_words.setdefault(paper.condition.pair(), Condition(paper.condition, []))
            condition.papers.append(paper)
    return list(by_words.values())


def goes_without_saying(paper: RequiredDocument, document: Document) -> bool:
    """Whether a paper without a number is understood: the one original."""
    return document.unit is None and paper.is_one_original


def number_words(paper: RequiredDocument, document: Document, say: Phrases) -> Bilingual:
    """How many of a paper, in as few words as the end of a line holds: `original`, `1 copy`, `2 photos`."""
    if document.unit is not None:
        return document.unit.fill(count=paper.original + paper.copies)
    match paper.original, paper.copies:
        case (1, 0):
            return say("card.original")
        case (originals, 0):
            return say("service.originals", count=originals)
        case (0, copies):
            return say("service.copies", count=copies)
        case (1, 1):
            return say("card.original_and_copy")
        case (originals, copies):
            return say("card.originals_and_copies", originals=originals, copies=copies)
