"""The content is read, laid over by the office's own files, and checked before anything is shown of it.

Four layers: content/ as shipped, an office's own TOML over content/office.toml, over both what headquarters says in its
bulletins (bulletins.db), and over all of it what the office says: in its record (record.db), and by its years (ita/).
"""

from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.confirmed_facts import ConfirmedTables
from kiosk.catalogue.content_files import CONTENT, ContentFiles
from kiosk.catalogue.headquarters_statements import bulletins_in_force
from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules import AT_LOAD
from kiosk.storage.toml_file import Fault, Faulty

if TYPE_CHECKING:
    from kiosk.protocol.bulletin import Bulletin


def load(
    office_file: Path | None = None,
    folder: Path | None = None,
    content: Traversable = CONTENT,
    facts: ConfirmedTables | None = None,
    today: date | None = None,
    bulletins: list["Bulletin"] | None = None,
) -> Catalogue:
    """The catalogue, with the office's own file and its data folder laid over it. Faulty if any file is not right.

    `facts` and `bulletins` are laid over it instead of those that the folder holds; the fiscal year of `today` is in it
    in any case. Bulletins are in force on a day, and without one there are none.
    """
    parts, faults = read(office_file, folder, content, facts, today, bulletins)
    if faults:
        raise Faulty(faults)
    return Catalogue.of(parts)


def read(
    office_file: Path | None,
    folder: Path | None,
    content: Traversable,
    facts: ConfirmedTables | None = None,
    today: date | None = None,
    bulletins: list["Bulletin"] | None = None,
) -> tuple[Parts, list[Fault]]:
    """All that could be read, and everything that is wrong with it and would be in the way of a page."""
    if bulletins is None:
        bulletins = bulletins_in_force(folder, today) if folder and today else []
    files = ContentFiles(office_file, folder, content, facts, today, bulletins)
    parts = files.parts()
    return parts, [*files.faults, *parts.each(AT_LOAD)]
