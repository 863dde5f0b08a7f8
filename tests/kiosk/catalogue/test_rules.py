"""Each rule of the content runs, and only where its part could be read."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest

from kiosk.catalogue import rules
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.parts import Parts
from kiosk.storage.toml_file import Fault

RULE = {"parts": Parts, "return": Iterator[Fault]}


def test_a_rule_that_asks_for_a_part_that_does_not_exist_is_an_error() -> None:
    """It never ran, and nobody was told."""

    def misspelt(parts: Parts) -> Iterator[Fault]:
        yield from parts.assesments  # type: ignore[attr-defined]

    with pytest.raises(AttributeError, match="assesments"):
        list(Parts({}).each([misspelt]))


def test_a_rule_is_skipped_only_where_its_part_could_not_be_read(catalogue: Catalogue) -> None:
    ran = []

    def of_the_office(parts: Parts) -> Iterator[Fault]:
        ran.append(parts.office.id)
        yield from ()

    list(Parts({}).each([of_the_office]))
    assert ran == []
    list(Parts({"office": catalogue.office}).each([of_the_office]))
    assert ran == [catalogue.office.id]


def test_every_rule_of_every_file_runs() -> None:
    """A rule that stands in no list would never run."""
    defined = {
        rule
        for module in pkgutil.iter_modules(rules.__path__, f"{rules.__name__}.")
        for rule in vars(importlib.import_module(module.name)).values()
        if inspect.isfunction(rule) and inspect.get_annotations(rule) == RULE and rule.__name__[0] != "_"
    }
    assert defined == {*rules.AT_LOAD, *rules.AT_CHECK, *rules.OF_THE_WHOLE}
