"""Search among the office's facts: by number, by words of either language, by how far the office stands behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.catalogue.catalogue import Catalogue
from kiosk.editing.office_facts import OfficeFact, value_words
from kiosk.storage.normal_form import written
from kiosk.text.figures import number

WAITING: Final = "waiting"
STALE: Final = "stale"
ALL: Final = "all"


@dataclass(frozen=True)
class FactFilter:
    """`standing` is `waiting`, `stale`, `all`, or the id of a family of services, or of the role in which facts were
    confirmed last."""

    standing: str = WAITING
    words: str = ""

    def found(self, facts: Sequence[OfficeFact], catalogue: Catalogue) -> list[OfficeFact]:
        """The facts that stand so and bear every one of the words; those to be confirmed again come first."""
        sought = written(self.words).casefold().split()
        matching = [fact for fact in facts if self._holds(fact, catalogue) and _bears(fact, sought, catalogue)]
        return sorted(matching, key=lambda fact: (not fact.is_due, fact.fact.confirmed is None, not fact.is_known))

    def _holds(self, fact: OfficeFact, catalogue: Catalogue) -> bool:
        confirmed, service = fact.fact.confirmed, catalogue.services.get(fact.page)
        if self.standing == WAITING:
            return fact.is_due
        if self.standing == STALE:
            return fact.is_due and confirmed is not None
        if self.standing == ALL or (service is not None and service.family == self.standing):
            return True
        return confirmed is not None and confirmed.role == self.standing


def standings(facts: Sequence[OfficeFact], catalogue: Catalogue) -> list[str]:
    """What facts can be asked for by, in this order: as they stand, by family, by the roles that have confirmed any."""
    roles = {fact.fact.confirmed.role for fact in facts if fact.fact.confirmed is not None}
    return [WAITING, STALE, ALL, *(family.id for family in catalogue.families), *sorted(roles)]


def numbered(facts: Sequence[OfficeFact], typed: str) -> OfficeFact | None:
    """The fact whose number in the list of all is typed; None if that is no number, or none of a fact."""
    wanted = number(typed)
    return next((fact for fact in facts if fact.number == wanted), None)


def _bears(fact: OfficeFact, sought: list[str], catalogue: Catalogue) -> bool:
    """Whether every word stands in the fact's name or in what it says."""
    if not sought:
        return True
    text = " ".join(_spelled(fact, catalogue)).casefold()
    return all(word in text for word in sought)


def _spelled(fact: OfficeFact, catalogue: Catalogue) -> Iterator[str]:
    yield fact.name
    for words in (fact.owner, fact.title, *value_words(fact.fact, catalogue)):
        yield from words.pair()
