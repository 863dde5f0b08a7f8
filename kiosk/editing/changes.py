"""What is about to be confirmed, shown before it is: what each fact says now, and what it will say."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from kiosk.editing.office_facts import fact_title, value_words, worded
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, Phrases, joined


class Change(NamedTuple):
    """A fact by its name, what it is called, what it says `before` and `after`, line by line, and its source."""

    name: str
    title: Bilingual
    before: list[Bilingual]
    after: list[Bilingual]
    source: str

    def lines(self, say: Phrases) -> list[Bilingual]:
        """What it is called, what it will say, and what it says now where that is something else."""
        was = [say("sheet.was", value=joined(self.before, " · "))] if self.before != self.after else []
        return [self.title, *self.after, *was]


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
        changed.append(Change(name, fact_title(named[name], catalogue), before, after, source))
    return changed


def told(shown: Iterable[Change]) -> Iterator[str]:
    """A line for each: the fact's name, what it will say in both languages, and its source."""
    for change in shown:
        after = "; ".join(line.both() for line in change.after)
        yield f"{change.name}: {after}" + (f" ({change.source})" if change.source else "")
