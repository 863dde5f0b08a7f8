"""The last good copy of the office's own files, taken while all of them were right, and read when one no longer is.

A counter opens with it after a slip in a file, or after a power cut that left one full of zeros. The copies lie as in
the data folder, so that they are read as that is: all of one moment, never half of one and half of another.
"""

from contextlib import suppress
from datetime import date
from pathlib import Path

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.confirmed_facts import ConfirmedTables
from kiosk.catalogue.fitting_bulletins import load_fitting
from kiosk.catalogue.load import load
from kiosk.catalogue.office_statements import office_statements
from kiosk.storage.folders import LAST_GOOD
from kiosk.storage.private_file import is_there, make_private_folder, write_private, written_at
from kiosk.storage.toml_file import Fault, Faulty
from kiosk.streams.record.files import RECORD
from kiosk.text.refusal import Refusal

_OFFICE = "office.toml"


def load_last_good(office_file: Path | None, folder: Path, today: date | None = None) -> tuple[Catalogue, list[Fault]]:
    """The catalogue, and what is wrong with the files of now where it had to be made without that.

    What the record says of a fact and cannot be meant is left out, and so are bulletins that do not fit; where files
    are wrong, all is made of the last good ones, and where there are none, without the data folder's. Faulty if the
    office's own file, or the content that is shipped, has never been right, and where a folder does not let itself be
    looked into: what it holds is not known.
    """
    try:
        return load_fitting(office_file, folder, today=today), []
    except Faulty as now:
        if {fault.file for fault in now.faults} & {str(folder), str(folder / "ita")}:
            raise
        if is_of_record(now.faults, folder):
            with suppress(Faulty):
                return load(office_file, folder, facts=_without(now.faults, folder), today=today), now.faults
        good = folder / LAST_GOOD
        office = good / _OFFICE if office_file is not None else None
        for own, data in ((office, good), (office_file, None)):
            try:
                return load(own, data, today=today), now.faults
            except Faulty:
                continue
        raise


def is_of_record(faults: list[Fault], folder: Path) -> bool:
    """Whether all that is wrong is what lines of the record say, which nobody can mend with an editor."""
    return all(fault.file == str(folder / RECORD) and fault.key for fault in faults)


def _without(faults: list[Fault], folder: Path) -> ConfirmedTables:
    """The facts of the record but for those that are wrong."""
    wrong = tuple(f"{fault.key}." for fault in faults)
    return {
        owner: {
            field: tables
            for field, tables in fields.items()
            if not any(key.startswith(f"{owner}.{field}.") for key in wrong)
        }
        for owner, fields in office_statements(folder).facts.items()
    }


def keep_last_good(office_file: Path | None, folder: Path) -> None:
    """Copy the office's own files, which were right when they were read just now. Refusal if that cannot be written."""
    files: dict[str, Path | None] = {_OFFICE: office_file}
    files |= {f"ita/{path.name}": path for path in (folder / "ita").glob("*.toml")}
    kept = {str(path.relative_to(folder / LAST_GOOD)) for path in (folder / LAST_GOOD).rglob("*.toml")}
    for name in files.keys() | kept:
        _copy(files.get(name), folder / LAST_GOOD / name)
    _copy_record(folder / RECORD, folder / LAST_GOOD / RECORD)


def _copy(source: Path | None, copy: Path) -> None:
    """Make the copy what the file is, or gone as that is."""
    try:
        if source is None or not source.exists():
            copy.unlink(missing_ok=True)
        elif not copy.exists() or copy.read_bytes() != source.read_bytes():
            copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_private(copy, source.read_bytes())
    except OSError as error:
        raise Refusal("file.not_renewed", path=copy, error=error) from None


def _copy_record(source: Path, copy: Path) -> None:
    """Make the copy what the record is, whoever writes to it."""
    if is_there(source) and written_at(copy) <= written_at(source):
        from kiosk.storage.sqlite_copy import renew_copy

        make_private_folder(copy.parent)
        renew_copy(source, copy)
