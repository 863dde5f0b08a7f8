"""Figures as a person types them, and as values of a fact: `1900`, `15 minutes`, `passport 1+1`."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace

from kiosk.catalogue.address import Address, is_address
from kiosk.catalogue.facts import (
    PHONE,
    Commitment,
    Duration,
    DurationOption,
    Fact,
    Fee,
    FeeOption,
    Form,
    PhoneNumber,
    RequiredDocument,
    RequiredDocuments,
)
from kiosk.catalogue.notices import Budget, BudgetFigures
from kiosk.storage.normal_form import written
from kiosk.text.bilingual import Bilingual
from kiosk.text.figures import arabic, day, number
from kiosk.text.languages import HOME, OFFICIAL, Language
from kiosk.text.refusal import Refusal
from kiosk.text.sentences import REFUSALS, sentence

IN_WORDS = " and ".join(f"--{language}" for language in OFFICIAL)
"""The options that give a value in words."""

LISTED: list[Form] = ["steps", "eligibility"]
"""Forms of values that are edited as lists, and never typed in one line."""

_UNITS = {
    "minutes": ("minute", "minutes", "นาที"),
    "working_days": ("working day", "working days", "วันทำการ"),
    "days": ("day", "days", "วัน"),
}
_TIME = re.compile(r"([0-9๐-๙]+)\s*(\S.*)")
_DOCUMENT = re.compile(r"([a-z0-9-]+)(?:\s+([0-9๐-๙]+)(?:\s*\+\s*([0-9๐-๙]+))?)?")
HIGHEST_FEE = 1_000_000
"""Baht: a fee above it is a slip. The highest of all, for a residence permit, is 191,400 (Immigration Act, table)."""

_BAHT = re.compile(r"(?:THB|฿)?\s*(.*?)\s*(?:บาท|baht|THB)?", re.IGNORECASE)
_SHOWN = 60
"""Characters of what was typed that a refusal repeats."""


def form_words(form: Form) -> Bilingual:
    """How a form of a fact is written; what is said to a person who wrote it otherwise."""
    return sentence(REFUSALS, f"form.{form}", in_words=IN_WORDS)


def typed(text: str, fact: Fact[Any]) -> Any:
    """The value that `text` means for `fact`, as TOML holds it. Refusal if it is not one."""
    value = _READERS[fact.form](written(text).strip(), fact)
    if value is None:
        raise Refusal("fact.not_of_kind", text=repr(text[:_SHOWN]), form=form_words(fact.form))
    return to_builtins(value, builtin_types=(date,))


def typeable(fact: Fact[Any], language: Language = HOME) -> str:
    """The value as a person would type it; empty while there is none, and for what is not typed in one line."""
    match fact.figure:
        case int(baht):
            return str(baht)
        case str(text):
            return text
        case Duration() as time:
            return _written_time(time, language)
        case [DurationOption(), *_] as options:
            return " / ".join(_written_time(option, language) for option in options)
        case [FeeOption(), *_] as options:
            return " / ".join(str(option.baht) for option in options)
        case BudgetFigures() as budget:
            return f"{budget.allocated} {budget.used} {budget.as_of}"
        case [RequiredDocument(), *_] as papers:
            return ", ".join(_written_paper(paper) for paper in papers)
    return ""


def _written_time(time: Duration, language: Language) -> str:
    unit = next(unit for unit in _UNITS if getattr(time, unit) is not None)
    count, (one, several, at_home) = getattr(time, unit), _UNITS[unit]
    return f"{count} {at_home if language == HOME else one if count == 1 else several}"


def _written_paper(paper: RequiredDocument) -> str:
    return f"{paper.document} {paper.original}" + (f"+{paper.copies}" if paper.copies else "")


def _fee(text: str, fact: Fee) -> int | str | list[FeeOption] | None:
    """One figure, 0 meaning that there is none; or as many as there are kinds now, which keep their names."""
    figures = [figure for part in _parts(text) if (figure := _baht(part)) is not None]
    if figures == [0]:
        return "none"
    options = fact.figure if isinstance(fact.figure, list) else []
    if len(figures) != len(_parts(text)) or 0 in figures or len(figures) not in (1, len(options)):
        return None
    if len(figures) == 1:
        return figures[0]
    return [FeeOption(baht, option.label) for baht, option in zip(figures, options, strict=True)]


def _baht(text: str) -> int | None:
    """An amount, with its unit or without. Refusal above the highest that can be meant."""
    amount = _BAHT.fullmatch(text)
    figure = number(amount[1]) if amount else None
    if figure is not None and figure > HIGHEST_FEE:
        raise Refusal("fact.too_much", baht=f"{figure:,}", highest=f"{HIGHEST_FEE:,}")
    return figure


def _time(text: str, fact: Commitment) -> dict[str, Any] | list[dict[str, Any]] | None:
    """One time; or as many as there are kinds now, which keep their names."""
    times = [_one_time(part) for part in _parts(text)]
    options = fact.figure if isinstance(fact.figure, list) else []
    if None in times or len(times) not in (1, len(options)):
        return None
    if len(times) == 1:
        return times[0]
    return [{**(time or {}), "label": option.label} for time, option in zip(times, options, strict=True)]


def _one_time(text: str) -> dict[str, Any] | None:
    typed_time = _TIME.fullmatch(text)
    units = {name: unit for unit, names in _UNITS.items() for name in names}
    unit = units.get(" ".join(typed_time[2].lower().split())) if typed_time else None
    length = number(typed_time[1]) if typed_time else None
    return {unit: length} if unit and length else None


def _parts(text: str) -> list[str]:
    """One for each kind."""
    return [part.strip() for part in text.split("/")]


def _documents(text: str, fact: RequiredDocuments) -> list[RequiredDocument] | None:
    """The papers of a list; one that was on it before keeps its condition, and its own name if it has one."""
    before = {paper.document: paper for paper in fact.figure or []}
    papers = []
    for part in text.split(","):
        paper = _DOCUMENT.fullmatch(part.strip())
        if paper is None:
            return None
        original, copies = number(paper[2] or "1") or 0, number(paper[3] or "0") or 0
        if original + copies == 0:
            return None
        known = before.get(paper[1], RequiredDocument(paper[1], original, copies))
        papers.append(replace(known, original=original, copies=copies))
    return papers


def _budget(text: str, _fact: Budget) -> dict[str, Any] | None:
    """Two figures and a day of either era."""
    if len(parts := text.split()) != 3:
        return None
    budget = {"allocated": number(parts[0]), "used": number(parts[1]), "as_of": day(parts[2])}
    return None if None in budget.values() else budget


def _number(text: str, _fact: PhoneNumber) -> str | None:
    return arabic(text) if re.fullmatch(PHONE, arabic(text)) else None


def _address(text: str, _fact: Address) -> str | None:
    return text if is_address(text) else None


def _untyped(_text: str, _fact: Fact[Any]) -> None:
    """Words, steps and eligibility take more than one line."""


_READERS: dict[Form, Callable[[str, Any], Any]] = {
    "fee": _fee,
    "time": _time,
    "documents": _documents,
    "address": _address,
    "budget": _budget,
    "words": _untyped,
    "number": _number,
    "steps": _untyped,
    "eligibility": _untyped,
}
