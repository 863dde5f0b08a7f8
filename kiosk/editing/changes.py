"""What is about to be confirmed, shown before it is: what each fact says now, and what it will say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from kiosk.editing.office_facts import fact_titles, value_words, worded
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, Phrases, joined


class Change(NamedTuple):
    """A fact by its name, whose it is and what it is called, what it says `before` and `after`, line by line, and its
    source."""

    name: str
    owner: Bilingual
    title: Bilingual
    before: list[Bilingual]
    after: list[Bilingual]
    source: str

    @property
    def is_new(self) -> bool:
        """Whether it will say something else than it says now."""
        return self.before != self.after


class Entry(NamedTuple):
    """What is listed before it is signed: a name, lines under it, and what `was` said where that is another thing."""

    name: Bilingual
    lines: list[Bilingual]
    was: Bilingual | None = None


def changes(kiosk: Kiosk, values: Mapping[str, Any]) -> list[Change]:
    """What confirming facts with `values`, by name, None as they are, would change. KeyError for no such fact."""
    catalogue = kiosk.catalogue
    named = {fact.name: fact for fact in catalogue.facts()}
    changed = []
    for name, value in values.items():
        fact = named[name].fact
        before = value_words(fact, catalogue)
        after = before if value is None else worded(named[name], {"value": msgspec.to_builtins(value)}, catalogue)
        source = catalogue.sources[fact.source].title if fact.source and value is None else ""
        owner, title = fact_titles(named[name], catalogue)
        changed.append(Change(name, owner, title, before, after, source))
    return changed


def listed(shown: Iterable[Change], say: Phrases) -> list[Entry]:
    """What is to be signed, to be read: first each fact that will say something else, with what it says now; then what
    stays as it is, once where several facts say the same."""
    new, kept = list[Entry](), defaultdict[tuple[object, ...], list[Change]](list)
    for change in shown:
        if change.is_new:
            was = say("sheet.was", value=joined(change.before, "; "))
            new.append(Entry(change.owner + " · " + change.title, change.after, was))
        else:
            kept[change.title, msgspec.json.encode(change.after)].append(change)
    return new + [_kept(alike, say) for alike in kept.values()]


def _kept(alike: list[Change], say: Phrases) -> Entry:
    """Facts that stay as they are, and say the same."""
    first, value = alike[0], joined(alike[0].after, "; ")
    if len(alike) == 1:
        return Entry(first.owner + " · " + first.title, [value])
    places = joined([change.owner for change in alike], " · ")
    return Entry(first.title, [value, say("sheet.alike", count=len(alike), places=places)])


def told(shown: Iterable[Change]) -> Iterator[str]:
    """A line for each: the fact's name, what it will say in both languages, and its source."""
    for change in shown:
        after = "; ".join(line.both() for line in change.after)
        yield f"{change.name}: {after}" + (f" ({change.source})" if change.source else "")
