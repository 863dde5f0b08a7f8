"""What hangs at the service point."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli.root import cli, command, done, told
from kiosk.cli.settings import Settings
from kiosk.machine.kiosk import open_record
from kiosk.text.languages import OFFICIAL

if TYPE_CHECKING:
    from kiosk.export.paper.typesetter import Size
    from kiosk.machine.kiosk import Kiosk


@command(cli, "print")
@click.option("--pdf", type=click.Path(path_type=Path), metavar="FILE", help="Write a PDF; into a folder for `all`.")
@click.option("--png", type=click.Path(path_type=Path), metavar="DIR", help="Write pictures into a folder.")
@click.option("--size", type=click.Choice(["A3", "A4", "A5"]), default="A4", help="The size of the sheet.")
@click.option("--lang", default="+".join(OFFICIAL), help="The language that leads, and the one beside it.")
@click.option("--changed", is_flag=True, help="List the sheets that hang and say what is no longer so.")
@click.option("--overwrite", is_flag=True, help="Write over a FILE that is there already.")
@click.argument("what", required=False)
def print_placards(
    settings: Settings,
    what: str | None,
    pdf: Path | None,
    png: Path | None,
    size: "Size",
    lang: str,
    changed: bool,
    overwrite: bool,
) -> int:
    """Print WHAT hangs at the service point: a service, a notice, a poster, or `all`. Without WHAT it lists them.

    The record remembers what was printed as PDF.
    """
    from kiosk.export.paper.hanging import note_printed
    from kiosk.export.paper.output import languages_of, made, write_pdfs, write_pngs
    from kiosk.export.paper.placards import placards
    from kiosk.export.paper.typesetter import Typesetter

    kiosk = settings.kiosk()
    if changed or what is None:
        for name in _outdated(kiosk) if changed else placards(kiosk):
            click.echo(name)
        return 0
    languages = languages_of(lang)
    printed = made(kiosk, what, languages)
    setter = Typesetter(size)
    files = write_pngs(printed, setter, png, overwrite) if png else []
    if pdf or not png:
        files += write_pdfs(printed, setter, pdf or Path(f"{what}.pdf" if len(printed) == 1 else what), overwrite)
        if settings.may_write:
            with open_record(kiosk) as record:
                note_printed(record, printed, languages, kiosk.today)
    done(told("done.printed", count=len(files), path=files[0].absolute().parent))
    return 0


def _outdated(kiosk: "Kiosk") -> list[str]:
    """The sheets that hang and say what is no longer so."""
    from kiosk.export.paper.hanging import hanging_sheets

    with open_record(kiosk) as record:
        return [sheet.name for sheet in hanging_sheets(kiosk, record) if sheet.state == "outdated"]
