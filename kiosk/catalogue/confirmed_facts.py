"""The facts that the office has confirmed, laid over the content as it is shipped."""

import datetime
from collections.abc import Mapping
from typing import Any

from msgspec import to_builtins

from kiosk.catalogue.headquarters_statements import HEADQUARTERS, BureauFact
from kiosk.catalogue.named_facts import NamedFact
from kiosk.storage.toml_file import build, merged

ConfirmedTables = dict[str, dict[str, dict[str, Any]]]
"""What the office has confirmed: a fact's tables by the id of its owner and its field."""


def overlay(shipped: NamedFact, confirmed: Mapping[str, Any], file: str) -> dict[str, Any]:
    """A shipped fact's tables with what the office has confirmed laid over them. Faulty if that is no such fact."""
    tables = merged(to_builtins(shipped.fact, builtin_types=(datetime.date,)), confirmed)
    fact = build(tables, type(shipped.fact), file, shipped.name)
    if (bureau := shipped.fact.bureau) is not None and fact.confirmed and fact.value == shipped.fact.value:
        tables["confirmed"] = {**tables["confirmed"], "bulletin": bureau.number}  # nobody need ask the office again
    return tables


def with_bureau(shipped: NamedFact, bureau: BureauFact) -> dict[str, Any]:
    """A shipped fact's tables as headquarters says them. Faulty if that is no such fact.

    What an office's own file confirms keeps its value.
    """
    tables: dict[str, Any] = to_builtins(shipped.fact, builtin_types=(datetime.date,))
    stated = {**bureau.tables, "source": HEADQUARTERS, "law": None} if shipped.fact.confirmed is None else {}
    tables = merged(tables, {**stated, "bureau": to_builtins(bureau.source, builtin_types=(datetime.date,))})
    build(tables, type(shipped.fact), HEADQUARTERS, shipped.name)
    return tables


def put_in(tables: Any, path: tuple[str, ...], fact: dict[str, Any]) -> Any:
    """The tables of a file with a fact in the place of the one that `path` leads to, which may be missing there."""
    if not path:
        return fact
    key, *rest = path
    if isinstance(tables, list):
        return [put_in(item, tuple(rest), fact) if item["id"] == key else item for item in tables]
    return {**tables, key: put_in(tables.get(key, {}), tuple(rest), fact)}
