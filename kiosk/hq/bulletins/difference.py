"""The difference that a bulletin makes: what headquarters said before it and what it says with it, in words."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

import msgspec

from kiosk.catalogue.assessment import Assessment
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.headquarters_statements import BureauFact, HeadquartersStatements, statements_of
from kiosk.progress import pace
from kiosk.protocol.bulletin import Bulletin

Mark = Literal["before", "after", "added", "removed"]

_OWN = {"id", "source", "bulletin", "signed"}
"""What a year says of itself, which differs with every bulletin of it."""

_NAMES = ("id", "number", "start")
"""Keys by which an item of a list is known from one list to the next."""


class Change(NamedTuple):
    """One line: what becomes of it, what it is about, and what it says."""

    mark: Mark
    about: str
    says: str


@dataclass(frozen=True)
class Difference:
    """All lines that change, and how many things stay as they are.

    `open_days` are those from its day to the end of the collection, before and after, of an office without own days.
    """

    changes: list[Change]
    same: int
    open_days: tuple[int, int] = (0, 0)

    def number(self, *marks: Mark) -> int:
        """How many lines have one of these marks."""
        return sum(change.mark in marks for change in self.changes)


def difference(bulletin: Bulletin, before: Iterable[Bulletin], shipped: Catalogue) -> Difference:
    """What a bulletin changes at the offices that it is for: against what those before it have said to any of them,
    and where none has, against the content that is shipped, or the year that is expected."""
    held = [each for each in before if _touches(each, bulletin.offices)]
    old, new = statements_of(held), statements_of([*held, bulletin])
    compared = _compared(_before(bulletin.kind, old, new, shipped), _lines(bulletin.kind, new))
    return replace(compared, open_days=(_left(old, shipped, bulletin.starts), _left(new, shipped, bulletin.starts)))


def _left(stated: HeadquartersStatements, shipped: Catalogue, day: datetime.date) -> int:
    """The open days from a day on to the end of the collection, as it is said."""
    year = shipped.year_of(day)
    kept = stated.years.get(year.year, year).kept_by([*stated.closed], [*stated.opened])
    return pace.days_left(kept.eit, kept.open_days, day)


def _touches(bulletin: Bulletin, offices: Sequence[str] | None) -> bool:
    return bulletin.offices is None or offices is None or not set(bulletin.offices).isdisjoint(offices)


def _compared(old: Mapping[str, str], new: Mapping[str, str]) -> Difference:
    changes = list[Change]()
    for about in sorted(old.keys() | new.keys()):
        before, after = old.get(about), new.get(about)
        if before != after and before is not None:
            changes.append(Change("removed" if after is None else "before", about, before))
        if before != after and after is not None:
            changes.append(Change("added" if before is None else "after", about, after))
    return Difference(changes, sum(old.get(about) == says for about, says in new.items()))


def _before(kind: str, old: HeadquartersStatements, new: HeadquartersStatements, shipped: Catalogue) -> dict[str, str]:
    """What was said, and is shipped, of that of which the new statements say something."""
    years = {number: shipped.year_of(year.eit.start) for number, year in new.years.items()}
    years = {number: year for number, year in years.items() if year.year == number}
    facts = {
        named.name: BureauFact({"value": msgspec.to_builtins(named.fact.value)}, new.facts[named.name].source)
        for named in shipped.facts()
        if named.name in new.facts and named.fact.value is not None
    }
    return _lines(kind, msgspec.structs.replace(old, years={**years, **old.years}, facts={**facts, **old.facts}))


def _lines(kind: str, stated: HeadquartersStatements) -> dict[str, str]:
    """What is said of a kind, line by line, by what each line is about."""
    match kind:
        case "year":
            return dict(_flat({str(number): _year(year) for number, year in stated.years.items()}))
        case "closed-days":
            days = {"closed": stated.closed, "opened": stated.opened}
            return {f"{key}.{day}": name.both(" · ") for key, named in days.items() for day, name in named.items()}
        case "facts":
            return dict(_flat({name: fact.tables for name, fact in stated.facts.items()}))
        case "notice":
            notices = {f"{name} ({audience})": notice for (audience, name), notice in stated.notices.items()}
            return dict(_flat(msgspec.to_builtins(notices)))
        case "version" if stated.wanted:
            return {kind: stated.wanted}
        case _:
            return {}


def _year(year: Assessment) -> dict[str, Any]:
    """A year as its file states it."""
    return {key: value for key, value in msgspec.to_builtins(year).items() if key not in _OWN and value is not None}


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every figure and word within tables, by where it stands."""
    if isinstance(value, Mapping):
        for key, inside in value.items():
            yield from _flat(inside, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for inside in value:
            named = isinstance(inside, Mapping)
            name = next((inside[key] for key in _NAMES if key in inside), "") if named else inside
            yield from _flat(inside, f"{path}.{name}")
    elif value is not None:
        yield path, str(value)
