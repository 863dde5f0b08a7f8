"""Shipped TOML, parsed and spelt through once in a process: nearly every command reads all of it, and the same bytes mean
the same."""

import pickle
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from kiosk.catalogue.rules.spelling import misspelt
from kiosk.storage.toml_file import Fault, parsed_toml


def parsed_once(data: bytes, name: str) -> dict[str, Any]:
    """As `parsed_toml`, which was asked at most once for what is in content/."""
    tables: dict[str, Any] = (
        pickle.loads(_pickled(data, name)) if name.startswith("content/") else parsed_toml(data, name)
    )
    return tables


@lru_cache(256)
def _pickled(data: bytes, name: str) -> bytes:
    return pickle.dumps(parsed_toml(data, name))


def misspelt_once(file: str, text: str) -> Iterable[Fault]:
    """As `misspelt`, which was asked at most once for what is in content/."""
    return _misspelt(file, text) if file.startswith("content/") else misspelt(file, text)


@lru_cache(256)
def _misspelt(file: str, text: str) -> tuple[Fault, ...]:
    return tuple(misspelt(file, text))
