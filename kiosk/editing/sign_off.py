"""Sign-off by page: facts that visitors see together are confirmed together, and those alike elsewhere with them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from kiosk.editing.office_facts import OfficeFact, alike
from kiosk.text.bilingual import Bilingual, Phrases, same


@dataclass(frozen=True)
class SignOffPage:
    """The facts of a service, a notice or a kind of channel that say something; what nobody knows is none of them."""

    id: str
    facts: list[OfficeFact]

    @property
    def due(self) -> list[OfficeFact]:
        """Those that the office has still to confirm."""
        return [fact for fact in self.facts if fact.is_due]

    def title(self, say: Phrases) -> Bilingual:
        """Whose facts they are; of several owners, what these are together."""
        owners = list(dict.fromkeys(fact.owner for fact in self.facts))
        if len(owners) == 1:
            return owners[0]
        kinds = {kind: say(f"sign_off.{kind}") for kind in ("online", "hotline", "complaint")}
        return kinds.get(self.id) or same(f"ITA {self.id}")

    def name(self, fact: OfficeFact) -> Bilingual:
        """What a fact is called on its page: where there are several owners, by its owner."""
        return fact.title if len({each.owner for each in self.facts}) == 1 else fact.owner


def sign_off_pages(facts: list[OfficeFact]) -> list[SignOffPage]:
    """Every page, in the order of the facts."""
    pages: dict[str, list[OfficeFact]] = defaultdict(list)
    for fact in facts:
        if fact.is_known:
            pages[fact.page].append(fact)
    return [SignOffPage(name, together) for name, together in pages.items()]


def pages_with(facts: list[OfficeFact], chosen: Collection[OfficeFact]) -> list[SignOffPage]:
    """The pages on which one of the facts that were `chosen` stands; each is whole, as visitors see it."""
    names = {fact.name for fact in chosen}
    return [page for page in sign_off_pages(facts) if not names.isdisjoint(fact.name for fact in page.facts)]


def signed_together(page: SignOffPage, facts: list[OfficeFact], doubted: Collection[str]) -> list[str]:
    """The names of what is confirmed when all of a page is right but the `doubted`: its facts, and those alike."""
    groups = alike(facts)
    looked_at = [fact for fact in page.due if fact.name not in doubted]
    return list(
        dict.fromkeys(
            together.name
            for fact in looked_at
            for together in groups[fact.name]
            if together.is_due and together.name not in doubted
        )
    )
