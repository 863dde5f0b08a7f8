"""A sheet of the office's facts that was filled in, read back with every fault named by its cell."""

from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from kiosk.editing.confirm import new_value
from kiosk.editing.facts_sheet import COLUMNS, HEADINGS, STATES, sheet_cells
from kiosk.editing.office_facts import OfficeFact, office_facts
from kiosk.editing.own_words import Unfit
from kiosk.editing.paper_lines import read_papers
from kiosk.machine.kiosk import Kiosk
from kiosk.storage.workbook_file import Unreadable, sheet_rows
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import OFFICIAL, Language
from kiosk.text.refusal import Refusal

_VALUES: dict[Language, int] = dict(zip(OFFICIAL, (5, 6), strict=True))
"""The columns of a value, in either language."""
_STATE = 7
_MACHINES = (4, 8)
"""The columns of source and role, which are written and never read: what is filled in there would be lost."""


class Reading(NamedTuple):
    """What a sheet changes, the value of each fact by its name, None as it is; and its faults, a line for each cell."""

    values: dict[str, Any]
    faults: list[Bilingual]


class _Fault(Exception):
    """What is wrong with a cell of a row, by the cell's column."""

    def __init__(self, column: int, why: Bilingual) -> None:
        super().__init__(column)
        self.column, self.why = column, why


def read_sheet(kiosk: Kiosk, file: Path) -> Reading:
    """What a filled-in sheet says. Refusal if it is no workbook; what a cell says wrongly is one of its faults."""
    try:
        rows = list(sheet_rows(file, HEADINGS + 1, len(COLUMNS)))
    except Unreadable:
        raise Refusal("facts.no_sheet", sheet=file) from None
    facts = {fact.name: fact for fact in office_facts(kiosk.catalogue, kiosk.today)}
    read, seen = Reading({}, []), dict[str, int]()
    for row, cells in enumerate(rows, HEADINGS + 1):
        texts = [_text(cell) for cell in (*cells, *[None] * (len(COLUMNS) - len(cells)))]
        if not any(texts):
            continue
        try:
            fact = _fact(kiosk, facts, texts[1], seen)
            seen[fact.name] = row
            read.values.update(_FilledRow(kiosk, fact, texts).read(row, read.faults))
        except _Fault as fault:
            read.faults.append(_at(row, fault))
    return read


def _fact(kiosk: Kiosk, facts: dict[str, OfficeFact], name: str, seen: dict[str, int]) -> OfficeFact:
    say = kiosk.catalogue.phrases
    if name in seen:
        raise _Fault(1, say("facts.twice", row=seen[name]))
    if name not in facts:
        raise _Fault(1, say("facts.unknown_id"))
    return facts[name]


class _FilledRow:
    """A fact as its row says it: whichever column of the value was changed is read, and both must mean one value."""

    def __init__(self, kiosk: Kiosk, fact: OfficeFact, texts: list[str]) -> None:
        self.kiosk, self.fact, self.texts = kiosk, fact, texts
        self.say = kiosk.catalogue.phrases
        self.before = [_text(cell) for cell in sheet_cells(fact, kiosk)]
        self.states = {
            text.casefold(): key
            for key in STATES
            for words in [self.say(f"facts.state_{key}")]
            for text in (words.both(), *words.pair())
        }

    def read(self, row: int, faults: list[Bilingual]) -> dict[str, Any]:
        """The value by the fact's name, None as it is; empty where the row says nothing new."""
        state = self.states.get(self.texts[_STATE].casefold())
        if state is None:
            raise _Fault(_STATE, self.say("facts.unknown_state"))
        for column in _MACHINES:
            if self.texts[column] not in ("", self.before[column]):
                faults.append(_at(row, _Fault(column, self.say("facts.machines_cell"))))
        known, name = self.fact.fact, self.fact.name
        value = "none" if state == "none" else self._typed()
        if value is not None and (value != msgspec.to_builtins(known.value) or (state == "none" and self.fact.is_due)):
            return {name: value}
        if state == "right" and self.fact.is_due:
            if not self.fact.is_known:
                raise _Fault(_VALUES[OFFICIAL[0]], self.say("facts.nothing_there"))
            return {name: None}
        if state == "awaiting" and known.confirmed is not None and not self.fact.is_due:
            raise _Fault(_STATE, self.say("facts.not_withdrawn"))
        return {}

    def _typed(self) -> Any:
        """The value that was typed, None where nothing was."""
        changed = [language for language, at in _VALUES.items() if self.texts[at] != self.before[at]]
        if self.fact.fact.is_none:  # an empty cell says so as well
            changed = [language for language in changed if self.texts[_VALUES[language]]]
        if not changed:
            return None
        if self.fact.fact.form == "words":
            return self._words()
        values = {language: self._value(language) for language in changed}
        first = values[changed[0]]
        if any(value != first for value in values.values()):
            raise _Fault(_VALUES[changed[-1]], self.say("facts.two_values"))
        return first

    def _words(self) -> Any:
        typed = {language: self.texts[at] for language, at in _VALUES.items()}
        if self.states.get(typed[OFFICIAL[0]].casefold()) == "none":
            return "none"
        lacking = [language for language in OFFICIAL if not typed[language]]
        try:
            return new_value(self.fact.fact, None, {language: text for language, text in typed.items() if text})
        except Unfit as unfit:
            raise _Fault(_VALUES[unfit.lacking or OFFICIAL[0]], unfit.words) from None
        except Refusal as refusal:
            raise _Fault(_VALUES[lacking[0] if lacking else OFFICIAL[0]], refusal.words) from None

    def _value(self, language: Language) -> Any:
        text = self.texts[_VALUES[language]]
        if self.states.get(text.casefold()) == "none":
            return "none"
        try:
            if self.fact.fact.form == "documents":
                return read_papers(text, self.fact.fact, self.kiosk.catalogue)
            return new_value(self.fact.fact, text, {})
        except Refusal as refusal:
            raise _Fault(_VALUES[language], refusal.words) from None


def _text(cell: object) -> str:
    """What stands in a cell: a whole number that a spreadsheet keeps as 1900.0 is 1900."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).replace("\r\n", "\n").strip()


def _at(row: int, fault: _Fault) -> Bilingual:
    return fault.why.map(lambda text: f"{chr(ord('A') + fault.column)}{row}: {text}")
