"""What must hold between the files of the content, one sentence for each fault."""

from collections.abc import Iterable, Iterator
from inspect import signature

from kiosk.catalogue.rules.rule import Parts, Rule
from kiosk.storage.toml_file import Fault


def broken(parts: Parts, rules: Iterable[Rule]) -> Iterator[Fault]:
    """Every fault that the rules find in the parts that could be read."""
    for rule in rules:
        needs = signature(rule).parameters
        if needs.keys() <= parts.keys():
            yield from rule(**{name: parts[name] for name in needs})
