"""The content is read, laid over by the office's own files, and checked before anything is shown of it.

Three layers: content/ as shipped, an office's own TOML over content/office.toml, and what lies in the data folder over
both: what the record of the office says now (record.db), and its own years (ita/).
"""

from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.confirmed_facts import ConfirmedTables
from kiosk.catalogue.content_files import CONTENT, ContentFiles
from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules import AT_LOAD
from kiosk.storage.toml_file import Fault, Faulty


def load(
    office_file: Path | None = None,
    folder: Path | None = None,
    content: Traversable = CONTENT,
    facts: ConfirmedTables | None = None,
    today: date | None = None,
) -> Catalogue:
    """The catalogue, with the office's own file and its data folder laid over it. Faulty if any file is not right.

    `facts` are laid over it instead of those that the folder holds; the fiscal year of `today` is in it in any case.
    """
    parts, faults = read(office_file, folder, content, facts, today)
    if faults:
        raise Faulty(faults)
    return Catalogue.of(parts)


def read(
    office_file: Path | None,
    folder: Path | None,
    content: Traversable,
    facts: ConfirmedTables | None = None,
    today: date | None = None,
) -> tuple[Parts, list[Fault]]:
    """All that could be read, and everything that is wrong with it and would be in the way of a page."""
    files = ContentFiles(office_file, folder, content, facts, today)
    parts = files.parts()
    return parts, [*files.faults, *parts.each(AT_LOAD)]
