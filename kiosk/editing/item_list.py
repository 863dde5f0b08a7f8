"""A list of papers, steps or persons while it is edited: an item is moved, counted, reworded, taken out or put in."""

from typing import Any, Final, Literal

import msgspec
from msgspec.structs import replace

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.fact_words import document_words
from kiosk.catalogue.facts import Fact, Form, RequiredDocument, Step
from kiosk.editing.own_words import own_words
from kiosk.text.bilingual import Bilingual

LISTS: Final[tuple[Form, ...]] = ("documents", "steps", "eligibility")
"""Forms of facts that are lists of items."""

Act = Literal["up", "down", "originals", "copies", "condition", "role", "words", "out"]

_OWN = "own-"
"""What the ids of papers begin with that the office has named itself."""
_WIDTH = 76
"""Cells of words that the office gives itself."""
_SENTENCE = 220
"""Cells of a sentence about whom a service is for."""
_COUNTS = 10
"""Originals and copies come round after nine."""


class ItemList:
    """The items in their order; nothing of it is kept until its `value` is confirmed."""

    def __init__(self, fact: Fact[Any], catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.is_of_papers, self._is_of_persons = fact.form == "documents", fact.form == "eligibility"
        self._ends_with_note = self._is_of_persons and bool(fact.figure and fact.figure.note)
        listed = fact.figure.sentences if self._is_of_persons and fact.figure else fact.figure
        self.items: list[RequiredDocument | Step | Bilingual] = list(listed or [])

    @property
    def value(self) -> Any:
        """The list as TOML holds it: of persons the first sentence leads, and a note stays the last one."""
        if not self._is_of_persons:
            return msgspec.to_builtins(self.items)
        lead, *others = msgspec.to_builtins(self.items)
        note = others.pop() if self._ends_with_note and others else None
        return {"lead": lead, "any_of": others} | ({"note": note} if note else {})

    @property
    def acts(self) -> tuple[Act, ...]:
        """What can be done with one of its items, in the order of their keys."""
        if self.is_of_papers:
            return "up", "down", "originals", "copies", "condition", "out"
        return ("up", "down", "words", "out") if self._is_of_persons else ("up", "down", "role", "words", "out")

    def words(self, at: int) -> Bilingual:
        """An item as pages say it: a paper with its number and condition, a step with who does it."""
        item = self.items[at]
        if isinstance(item, Step):
            return item + " · " + self._catalogue.roles[item.role]
        if isinstance(item, Bilingual):
            return item
        return document_words(item, self._catalogue.paper(item), self._catalogue.phrases)

    def brief(self, at: int) -> Bilingual:
        """An item by its words alone, for where all of it has no room."""
        item = self.items[at]
        return item if isinstance(item, Bilingual) else self._catalogue.paper(item).brief

    def typed(self, at: int) -> Bilingual | None:
        """What stands in the fields when an item is reworded: its condition, or its words."""
        item = self.items[at]
        return item if isinstance(item, Bilingual) else item.condition

    def do(self, act: Act, at: int) -> int | None:
        """Do with an item what needs no words; gives where it is now, None once it is out."""
        item = self.items[at]
        if act == "out":
            del self.items[at]
            return None
        if act in ("up", "down"):
            return self._move(at, -1 if act == "up" else 1)
        if isinstance(item, Step):
            self.items[at] = self._with_next_role(item)
        elif isinstance(item, RequiredDocument):
            self.items[at] = _counted(item, act)
        return at

    def reword(self, at: int, typed: Bilingual) -> None:
        """Give an item other words: a paper a condition, or none; others their words. Unfit if they cannot be shown."""
        item, words = self.items[at], self._own_words(typed, "condition" if self.is_of_papers else "step")
        if isinstance(item, RequiredDocument):
            self.items[at] = replace(item, condition=words)
        elif words is not None:
            self.items[at] = _reworded(item, words)

    def add_paper(self, document: str) -> int:
        """Put a paper of the catalogue at the end; gives its place."""
        return self._add(RequiredDocument(document, original=1))

    def add_own(self, typed: Bilingual) -> int | None:
        """Put a paper, step or sentence of the office's own at the end; None without words. Unfit as for `reword`."""
        words = self._own_words(typed, "paper" if self.is_of_papers else "step")
        if words is None:
            return None
        if self._is_of_persons:
            return self._add(words)
        if not self.is_of_papers:
            return self._add(Step(*words.pair(), role=next(iter(self._catalogue.roles))))
        taken = {item.document for item in self.items if isinstance(item, RequiredDocument)}
        free = next(name for number in range(1, len(self.items) + 2) if (name := f"{_OWN}{number}") not in taken)
        return self._add(RequiredDocument(free, original=1, own=words))

    def papers(self, words: str) -> list[tuple[str, Bilingual]]:
        """The papers of the catalogue whose names bear every one of some words of either language."""
        sought = words.casefold().split()
        return [
            (name, paper)
            for name, paper in self._catalogue.documents.items()
            if all(word in paper.both().casefold() for word in sought)
        ]

    def _own_words(self, typed: Bilingual, what: str) -> Bilingual | None:
        return own_words(typed, "person", _SENTENCE) if self._is_of_persons else own_words(typed, what, _WIDTH)

    def _add(self, item: RequiredDocument | Step | Bilingual) -> int:
        """Put an item at the end, but before a note."""
        at = len(self.items) - (self._ends_with_note and len(self.items) > 1)
        self.items.insert(at, item)
        return at

    def _move(self, at: int, by: int) -> int:
        to = min(max(at + by, 0), len(self.items) - 1)
        self.items.insert(to, self.items.pop(at))
        return to

    def _with_next_role(self, step: Step) -> Step:
        roles = list(self._catalogue.roles)
        return replace(step, role=roles[(roles.index(step.role) + 1) % len(roles)])


def _reworded(item: Step | Bilingual, words: Bilingual) -> Step | Bilingual:
    """A step keeps who does it and where."""
    return Step(*words.pair(), role=item.role, place=item.place) if isinstance(item, Step) else words


def _counted(paper: RequiredDocument, act: Act) -> RequiredDocument:
    """One original or copy more, and after the highest none: but a paper without either is none."""
    original, copies = paper.original + (act == "originals"), paper.copies + (act == "copies")
    original, copies = original % _COUNTS, copies % _COUNTS
    if original + copies == 0:
        original, copies = int(act == "originals"), int(act == "copies")
    return replace(paper, original=original, copies=copies)
