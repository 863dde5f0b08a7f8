"""Where an item is disclosed, as staff type it: published at once, and signed off later like any other fact."""

import csv
import io
from pathlib import Path

from kiosk.catalogue.address import Address, is_address
from kiosk.catalogue.fitting_bulletins import load_fitting
from kiosk.catalogue.office_statements import office_statements
from kiosk.editing.confirm import FACT
from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.storage.folders import untaken
from kiosk.storage.private_file import make_private_folder, write_private
from kiosk.streams.record.record import Draft
from kiosk.text.csv_cell import csv_cell
from kiosk.text.languages import HOME
from kiosk.text.refusal import Refusal

HOST = "host/"
"""What a line of the record about a host begins with that the office has named."""


class UnknownHost(Refusal):
    """An address leads to a host that nobody has named."""

    def __init__(self, host: str) -> None:
        super().__init__("disclosure.host", host=host)
        self.host = host


def disclose(kiosk: Kiosk, item: str, address: str, role: str) -> None:
    """Write down, in a role, the address of an item of this year's assessment; none takes back what was written.

    UnknownHost, or a Refusal, and nothing is written, if it is no address that may stand there.
    """
    named = f"{kiosk.assessment.id}-{item}"
    if address and not is_address(address):
        raise Refusal("disclosure.no_address")
    typed, channels = Address(value=address or None), kiosk.catalogue.channels
    if address and not channels.discloses(typed):
        raise UnknownHost(typed.host)
    tables = {"value": address, "source": "office", "confirmed": False} if address else None

    def draft() -> Draft | None:
        newest = record.newest(f"{FACT}{named}.address")
        if tables is None and newest is None:
            return None
        facts = office_statements(kiosk.folder).facts
        if tables is not None:
            facts.setdefault(named, {})["address"] = {key: part for key, part in tables.items() if key != "confirmed"}
            load_fitting(kiosk.office_file, kiosk.folder, facts, kiosk.today)
        return Draft(kiosk.today, role, f"{FACT}{named}.address", tables, newest.id if newest else None)

    with open_record(kiosk) as record:
        record.write(draft)


def name_host(kiosk: Kiosk, host: str, role: str) -> None:
    """Write down, in a role, that items may be disclosed on a host."""
    with open_record(kiosk) as record:
        record.write(lambda: Draft(kiosk.today, role, HOST + host.lower(), {"host": host.lower()}))


def write_list(kiosk: Kiosk, folder: Path) -> Path:
    """The items for ITAP in its order as a new file of a folder: number, title, address; gives its path.

    CSV that Excel opens, UTF-8 with BOM. Refusal if it cannot be written.
    """
    stem = f"disclosure-{kiosk.assessment.id}{'-practice' if kiosk.practice else ''}"
    (path,), text = untaken(folder, stem, ".csv"), io.StringIO()
    rows = csv.writer(text)
    for item in kiosk.assessment.disclosures:
        title = item.title.figure
        rows.writerow([item.id, csv_cell(title.of(HOME)) if title else "", item.address.figure or ""])
    make_private_folder(folder)
    write_private(path, text.getvalue().encode("utf-8-sig"))
    return path
