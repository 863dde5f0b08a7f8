"""The office's facts as a spreadsheet: printed, filled in, and read back with every fault named by its cell."""

import math
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from rich.cells import cell_len

from kiosk.editing.confirm import new_value
from kiosk.editing.office_facts import OfficeFact, office_facts, value_words
from kiosk.editing.values import LISTED, typeable
from kiosk.machine.kiosk import Kiosk
from kiosk.storage.folders import untaken
from kiosk.storage.private_file import write_private
from kiosk.storage.workbook_file import Unreadable, sheet_rows
from kiosk.text.bilingual import Bilingual, joined
from kiosk.text.languages import HOME, OFFICIAL
from kiosk.text.refusal import Refusal

COLUMNS = ("number", "id", "thai", "english", "source", "value_thai", "value_english", "state", "role")
"""The columns in their order: their headings are phrases of the same names."""

HEADINGS = 3
"""The row of the headings, from 1; the facts stand under it."""

_WIDTHS = (5, 24, 26, 26, 26, 40, 40, 14, 22)
_LINE = 15
"""Points of a line: not every program makes room for words that are broken."""
_WIDER = 1.25
"""Words are broken before a column is full, and another font may be wider."""
_STATES = ("awaiting", "right", "none")
_VALUE, _PARTNER, _STATE = "FGH"
"""The columns of a value, of its words in the second official language, and of what is said of it."""
_MACHINES = {"E": 4, "I": 8}
"""The columns of source and role, which are written and never read: what is filled in there would be lost."""


_FOUND = 5
"""Sheets of a folder that are offered to be read."""


class Reading(NamedTuple):
    """What a sheet changes, the value of each fact by its name, None as it is; and its faults, a line for each cell."""

    values: dict[str, Any]
    faults: list[Bilingual]


def new_sheet(kiosk: Kiosk, folder: Path) -> Path:
    """Where a sheet is written in a folder: by its day, and marked if practice, under a name not taken there."""
    stem = f"facts-{kiosk.today}{'-practice' if kiosk.practice else ''}"
    return untaken(folder, stem, ".xlsx")[0]


def sheets_in(folder: Path) -> list[Path]:
    """The workbooks of a folder that may be read back, the newest first; none where it cannot be read."""
    try:
        sheets = [file for file in folder.glob("*.xlsx") if not file.name.startswith(("~", "."))]
        return sorted(sheets, key=lambda file: file.stat().st_mtime, reverse=True)[:_FOUND]
    except OSError:
        return []


def write_sheet(kiosk: Kiosk, file: Path) -> int:
    """Write every fact, a row each, on A4 across; gives how many. Refusal if the file is there already."""
    import xlsxwriter

    if file.exists():
        raise Refusal("facts.exists", sheet=file)
    say, data, facts = kiosk.catalogue.phrases, BytesIO(), office_facts(kiosk.catalogue, kiosk.today)
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        text = book.add_format({"text_wrap": True, "border": 1, "valign": "top", "font_name": "Tahoma"})
        head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#DDE8F4"})
        paper = book.add_worksheet(say("facts.sheet").of(HOME))
        paper.set_landscape()
        paper.set_paper(9)  # A4
        paper.fit_to_pages(1, 0)
        paper.set_row(HEADINGS - 1, 2 * _LINE)
        paper.repeat_rows(HEADINGS - 1)
        paper.freeze_panes(HEADINGS, 2)
        paper.write_string(0, 0, f"{kiosk.office.name.both()} · {say('facts.title').both()} · {kiosk.today}")
        paper.write_string(1, 0, say("facts.sheet_how").both())
        for column, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
            paper.set_column(column, column, width)
            paper.write_string(HEADINGS - 1, column, say(f"facts.column_{name}").both("\n"), head)
        for row, fact in enumerate(facts, HEADINGS):
            cells = _cells(fact, kiosk)
            paper.set_row(row, _LINE * _lines(cells))
            for column, cell in enumerate(cells):
                paper.write_string(row, column, cell, text)
        states = [say(f"facts.state_{name}").both() for name in _STATES]
        last = HEADINGS + len(facts) - 1
        paper.data_validation(HEADINGS, 7, last, 7, {"validate": "list", "source": states})
        _write_how(kiosk, book.add_worksheet(say("facts.how_sheet").of(HOME)), text, head)
    write_private(file, data.getvalue())
    return len(facts)


def _write_how(kiosk: Kiosk, paper: Any, text: Any, head: Any) -> None:
    """A second sheet: how each kind of value is written, and the ids of all papers with their names."""
    say = kiosk.catalogue.phrases
    paper.set_column(0, 0, 26)
    paper.set_column(1, 2, 60)
    kinds = {"service.fee": "fee", "service.time": "time", "facts.address": "address", "facts.how_words": "words"}
    rows = [(say(kind).both(), *say(f"facts.write_{form}").pair(HOME)) for kind, form in kinds.items()]
    rows += [("", *say("facts.how_papers").pair(HOME))]
    rows += [(name, *document.pair(HOME)) for name, document in kiosk.catalogue.documents.items()]
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            paper.write_string(row, column, cell, text if cells[0] else head)


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
        if any(texts):
            _read_row(kiosk, facts, row, texts, read, seen)
    return read


def _read_row(
    kiosk: Kiosk, facts: dict[str, OfficeFact], row: int, texts: list[str], read: Reading, seen: dict[str, int]
) -> None:
    say, (_, name, _, _, _, first, second, state, _) = kiosk.catalogue.phrases, texts
    fact = facts.get(name)
    if fact is None or name in seen:
        why = say("facts.twice", row=seen[name]) if name in seen else say("facts.unknown_id")
        read.faults.append(_at(f"B{row}", why))
        return
    seen[name] = row
    states = {text.casefold(): key for key in _STATES for text in _spellings(say(f"facts.state_{key}"))}
    if state.casefold() not in states:
        read.faults.append(_at(f"{_STATE}{row}", say("facts.unknown_state")))
        return
    before = _cells(fact, kiosk)
    for column, at in _MACHINES.items():
        if texts[at] not in ("", _text(before[at])):
            read.faults.append(_at(f"{column}{row}", say("facts.machines_cell")))
    is_changed = first != _text(before[5]) or (fact.fact.form == "words" and second != _text(before[6]))
    is_changed = is_changed and not (fact.fact.is_none and not first and not second)  # empty says "none" as well
    chosen = states[state.casefold()]
    try:
        if chosen == "none":
            if not fact.fact.is_none or fact.is_due:
                read.values[name] = "none"
        elif is_changed:
            read.values[name] = _typed(fact, first, second, [text for text, key in states.items() if key == "none"])
        elif chosen == "right" and fact.is_due:
            if not fact.is_known:
                read.faults.append(_at(f"{_VALUE}{row}", say("facts.nothing_there")))
            else:
                read.values[name] = None
        elif chosen == "awaiting" and fact.fact.confirmed is not None and not fact.is_due:
            read.faults.append(_at(f"{_STATE}{row}", say("facts.not_withdrawn")))
    except Refusal as refusal:
        lacks_second = fact.fact.form == "words" and first and not second
        read.faults.append(_at(f"{_PARTNER if lacks_second else _VALUE}{row}", refusal.words))


def _typed(fact: OfficeFact, first: str, second: str, none: list[str]) -> Any:
    """The value that is meant. Refusal if it is none."""
    if first.casefold() in none:
        return "none"
    if fact.fact.form != "words":
        return new_value(fact.fact, first, {})
    typed = dict(zip(OFFICIAL, (first, second), strict=True))
    return new_value(fact.fact, None, {language: text for language, text in typed.items() if text})


def _cells(fact: OfficeFact, kiosk: Kiosk) -> tuple[str, ...]:
    """A row: values as a person would type them where they can be typed, else in words."""
    say, catalogue, known = kiosk.catalogue.phrases, kiosk.catalogue, fact.fact
    words = joined(value_words(known, catalogue), "\n") if fact.is_known and not known.is_none else None
    first, second = words.pair(HOME) if words else ("", "")
    if known.form not in ("words", *LISTED):
        first = say("facts.state_none").of(HOME) if known.is_none else typeable(known)
    title, law = fact.owner + " · " + fact.title, catalogue.laws[known.law].both() if known.law else ""
    source = catalogue.sources[known.source].title if known.source in catalogue.sources else ""
    state = "awaiting" if fact.is_due else "none" if known.is_none else "right"
    role = catalogue.roles.get(known.confirmed.role) if known.confirmed else None
    signed = role.both() if role else known.confirmed.role if known.confirmed else ""
    stated = say(f"facts.state_{state}").both()
    return str(fact.number), fact.name, *title.pair(HOME), law or source, first, second, stated, signed


def _lines(cells: tuple[str, ...]) -> int:
    """How many lines the fullest cell of a row takes."""
    return max(
        sum(max(math.ceil(cell_len(line) * _WIDER / width), 1) for line in cell.split("\n"))
        for cell, width in zip(cells, _WIDTHS, strict=True)
    )


def _spellings(words: Bilingual) -> list[str]:
    return [words.both(), *words.pair()]


def _text(cell: object) -> str:
    """What stands in a cell: a whole number that a spreadsheet keeps as 1900.0 is 1900."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).replace("\r\n", "\n").strip()


def _at(cell: str, why: Bilingual) -> Bilingual:
    return why.map(lambda text: f"{cell}: {text}")
