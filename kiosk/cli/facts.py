"""The office's facts as a sheet: written out, filled in elsewhere, read back and signed as one."""

import sys
from pathlib import Path

import click

from kiosk.cli.root import cli, command, done, told
from kiosk.cli.settings import Settings
from kiosk.text.dates import medium_date
from kiosk.text.languages import of_machine

_FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.xlsx")


@cli.group()
def facts() -> None:
    """The office's facts as a spreadsheet."""


@command(facts, "export")
@_FILE
def facts_export(settings: Settings, file: Path) -> int:
    """Write every fact with its source, value and state, to be printed or filled in."""
    from kiosk.editing.facts_sheet import write_sheet

    done(told("done.facts_written", path=file, count=write_sheet(settings.kiosk(), file)))
    return 0


@command(facts, "import")
@_FILE
@click.option("--role", required=True, help="Who signs it: a role of the office's list.")
def facts_import(settings: Settings, file: Path, role: str) -> int:
    """Read a sheet back, show what it changes, and confirm all of it as one; or name its faults by their cells."""
    from kiosk.editing import changes, confirm
    from kiosk.editing.filled_sheet import read_sheet
    from kiosk.editing.roles import signing_role

    kiosk = settings.kiosk(writes=True)
    signer = kiosk.catalogue.roles[signing_role(kiosk.catalogue, role)]
    read = read_sheet(kiosk, file)
    for fault in read.faults:
        click.echo(fault.of(of_machine()), err=True)
    if read.faults:
        return 1
    if not read.values:
        done(told("done.facts_unchanged", path=file))
        return 0
    count = told("done.facts_told", count=len(read.values))
    shown = "\n".join([*changes.told(changes.changes(kiosk, read.values)), count])
    if sys.stdin.isatty():
        click.confirm(shown + "\n" + told("done.right"), abort=True)
    confirm.confirm_all(kiosk, read.values, role)
    done(shown + "\n" + told("done.confirmed", day=medium_date(kiosk.today), role=signer))
    return 0
