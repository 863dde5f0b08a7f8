"""Fitting bulletins: one of headquarters' that does not fit the content here is passed over, and holds up no work."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.confirmed_facts import ConfirmedTables
from kiosk.catalogue.headquarters_statements import bulletins_in_force
from kiosk.catalogue.load import load
from kiosk.storage.toml_file import Faulty

if TYPE_CHECKING:
    from kiosk.protocol.bulletin import Bulletin


def load_fitting(
    office_file: Path | None, folder: Path, facts: ConfirmedTables | None = None, today: date | None = None
) -> Catalogue:
    """As `load`, with those of the bulletins in force with each of which all is right. Faulty if it is not without."""
    try:
        return load(office_file, folder, facts=facts, today=today)
    except Faulty:
        bulletins = bulletins_in_force(folder, today) if today else []
        if not bulletins:
            raise

    def with_these(chosen: "list[Bulletin]") -> Catalogue:
        return load(office_file, folder, facts=facts, today=today, bulletins=chosen)

    def fits(bulletin: "Bulletin") -> bool:
        try:
            with_these([bulletin])
        except Faulty:
            return False
        return True

    with_these([])
    return with_these([bulletin for bulletin in bulletins if fits(bulletin)])
