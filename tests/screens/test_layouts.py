"""A layout is known to every page: what a new one forgets is named here."""

import importlib
import pkgutil
from collections.abc import Iterator

import screens
from screens.layouts import SMALLEST, STAFF
from tests.support.pilot import SIZES


def tables() -> Iterator[tuple[str, set[str]]]:
    """Every table of numbers by layout: where it stands, and the layouts that it knows."""
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, dict) and value.keys() & SMALLEST.keys():
                yield f"{module.name}.{name}", set(value)


def test_every_table_of_numbers_by_layout_knows_each_of_them() -> None:
    lacking = {place: set(SMALLEST) - known for place, known in tables() if known not in (set(SMALLEST), set(STAFF))}
    assert lacking == {}


def test_every_layout_is_looked_at_in_its_smallest_terminal() -> None:
    assert set(SIZES.values()) == {(least.width, least.height) for least in SMALLEST.values()}
