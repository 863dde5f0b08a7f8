"""The office's facts as a spreadsheet: every fact with its source, value and state, to be printed and filled in."""

import math
from io import BytesIO
from pathlib import Path
from typing import Any

from rich.cells import cell_len

from kiosk.catalogue.catalogue import Catalogue
from kiosk.editing.office_facts import OfficeFact, office_facts, value_words
from kiosk.editing.paper_lines import paper_lines
from kiosk.editing.values import LISTED, typeable
from kiosk.machine.kiosk import Kiosk
from kiosk.storage.folders import untaken
from kiosk.storage.private_file import write_private
from kiosk.text.bilingual import joined
from kiosk.text.languages import HOME, OFFICIAL
from kiosk.text.refusal import Refusal

COLUMNS = ("number", "id", "thai", "english", "source", "value_thai", "value_english", "state", "role")
"""The columns in their order: their headings are phrases of the same names."""

HEADINGS = 3
"""The row of the headings, from 1; the facts stand under it."""

_WIDTHS = (5, 24, 26, 26, 26, 40, 40, 14, 22)
_HOW_WIDTHS = (22, 52, 52)
_LINE = 15
"""Points of a line: not every program makes room for words that are broken."""
_WIDER = 1.25
"""Words are broken before a column is full, and another font may be wider."""
STATES = ("awaiting", "right", "none")
"""What is said of a value."""

_FOUND = 5
"""Sheets of a folder that are offered to be read."""


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
        _on_one_width(paper, _WIDTHS)
        paper.set_row(HEADINGS - 1, 2 * _LINE)
        paper.repeat_rows(HEADINGS - 1)
        paper.freeze_panes(HEADINGS, 2)
        paper.write_string(0, 0, f"{kiosk.office.name.both()} · {say('facts.title').both()} · {kiosk.today}")
        paper.write_string(1, 0, say("facts.sheet_how").both())
        for column, name in enumerate(COLUMNS):
            paper.write_string(HEADINGS - 1, column, say(f"facts.column_{name}").both("\n"), head)
        for row, fact in enumerate(facts, HEADINGS):
            cells = sheet_cells(fact, kiosk)
            paper.set_row(row, _LINE * _lines(cells, _WIDTHS))
            for column, cell in enumerate(cells):
                paper.write_string(row, column, cell, text)
        states = [say(f"facts.state_{name}").both() for name in STATES]
        last = HEADINGS + len(facts) - 1
        paper.data_validation(HEADINGS, 7, last, 7, {"validate": "list", "source": states})
        _write_how(kiosk, book.add_worksheet(say("facts.how_sheet").of(HOME)), text, head)
    write_private(file, data.getvalue())
    return len(facts)


def _write_how(kiosk: Kiosk, paper: Any, text: Any, head: Any) -> None:
    """A second sheet: how each kind of value is written, and the ids of all papers with their names."""
    say = kiosk.catalogue.phrases
    _on_one_width(paper, _HOW_WIDTHS)
    kinds = {"service.fee": "fee", "service.time": "time", "facts.address": "address", "facts.how_words": "words"}
    rows = [(say(kind).both(), *say(f"facts.write_{form}").pair(HOME)) for kind, form in kinds.items()]
    rows += [("", *say("facts.how_papers").pair(HOME))]
    rows += [(name, *document.pair(HOME)) for name, document in kiosk.catalogue.documents.items()]
    for row, cells in enumerate(rows):
        paper.set_row(row, _LINE * _lines(cells, _HOW_WIDTHS))
        for column, cell in enumerate(cells):
            paper.write_string(row, column, cell, text if cells[0] else head)


def sheet_cells(fact: OfficeFact, kiosk: Kiosk) -> tuple[str, ...]:
    """A row: values as a person would type them where they can be typed, else in words."""
    say, catalogue, known = kiosk.catalogue.phrases, kiosk.catalogue, fact.fact
    title, law = fact.owner + " · " + fact.title, catalogue.laws[known.law].both() if known.law else ""
    source = catalogue.sources[known.source].title if known.source in catalogue.sources else ""
    state = "awaiting" if fact.is_due else "none" if known.is_none else "right"
    role = catalogue.roles.get(known.confirmed.role) if known.confirmed else None
    signed = role.both() if role else known.confirmed.role if known.confirmed else ""
    stated = say(f"facts.state_{state}").both()
    return str(fact.number), fact.name, *title.pair(HOME), law or source, *_values(fact, catalogue), stated, signed


def _values(fact: OfficeFact, catalogue: Catalogue) -> tuple[str, str]:
    """The value in either language, empty where nobody knows it."""
    known = fact.fact
    if not fact.is_known:
        return "", ""
    if known.is_none:
        return catalogue.phrases("facts.state_none").pair(HOME)
    if known.form == "documents":
        return paper_lines(known, catalogue).pair(HOME)
    if known.form in ("words", *LISTED):
        return joined(value_words(known, catalogue), "\n").pair(HOME)
    first, second = (typeable(known, language) for language in OFFICIAL)
    return first, second


def _on_one_width(paper: Any, widths: tuple[int, ...]) -> None:
    """A4 across, every column on each sheet of paper."""
    paper.set_landscape()
    paper.set_paper(9)  # A4
    paper.fit_to_pages(1, 0)
    for column, width in enumerate(widths):
        paper.set_column(column, column, width)


def _lines(cells: tuple[str, ...], widths: tuple[int, ...]) -> int:
    """How many lines the fullest cell of a row takes."""
    return max(
        sum(max(math.ceil(cell_len(line) * _WIDER / width), 1) for line in cell.split("\n"))
        for cell, width in zip(cells, widths, strict=True)
    )
