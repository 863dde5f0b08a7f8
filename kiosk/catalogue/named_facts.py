"""Facts under their names, ID.FIELD: whose each one is, what it is called, and where in content/ it is written."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import fields

from kiosk.catalogue.facts import Fact
from kiosk.text.bilingual import Bilingual

TitleWords = Bilingual | str
"""Words, or the key of the phrase that says them."""


class NamedFact(Struct, frozen=True):
    """A fact, the id of its owner, and its field; owner and field make the name under which the office confirms it.

    `path` are the keys that lead to it in its file: of tables, and of items of a list by their ids.
    """

    owner: str
    field: str
    fact: Fact[Any]
    owner_title: TitleWords
    title: TitleWords
    file: str
    path: tuple[str, ...]

    @property
    def name(self) -> str:
        """ID.FIELD."""
        return f"{self.owner}.{self.field}"


def facts_of(thing: Struct, owner: str, owner_title: TitleWords, file: str, *path: str) -> Iterator[NamedFact]:
    """The facts that stand in fields of a thing's own, which `path` leads to in its file."""
    for field, title in _titles(type(thing)).items():
        fact = getattr(thing, field)
        if isinstance(fact, Fact):
            yield NamedFact(owner, field, fact, owner_title, title, file, (*path, field))


@cache
def _titles(kind: type[Struct]) -> dict[str, str]:
    """The phrase that each field is called by: the title in its declaration, empty where there is none."""
    declared = {field.name: getattr(field.type, "__metadata__", ()) for field in fields(kind)}
    return {name: next((meta.title for meta in metas if meta.title), "") for name, metas in declared.items()}
