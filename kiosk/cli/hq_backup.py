"""Headquarters' register kept in a second place, and put back."""

from pathlib import Path

import click

from kiosk.cli.hq import hq, opened
from kiosk.cli.options import database_option, secret
from kiosk.cli.root import asked, command, told
from kiosk.cli.settings import Settings
from kiosk.text.refusal import Refusal

_PASSPHRASE = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file with the passphrase (KIOSK_PASSPHRASE).",
)
_VARIABLE = "KIOSK_PASSPHRASE"


@command(hq, "backup")
@database_option
@click.argument("file", type=click.Path(path_type=Path))
@_PASSPHRASE
def hq_backup(settings: Settings, database: str | None, file: Path, passphrase_file: Path | None) -> int:
    """Copy the register to the new FILE while it is in use, with alerts.toml and the years, and verify the copy.

    With a passphrase headquarters' key is in it, sealed; without one it is not.
    """
    from kiosk.security.seal import seal_of

    word = secret(_VARIABLE, passphrase_file)
    opened(settings, database, writes=False).backup(file, seal_of(word) if word else None)
    click.echo(told("hq.backed_up_sealed" if word else "hq.backed_up", path=file))
    return 0


@command(hq, "restore")
@database_option
@click.argument("file", type=click.Path(path_type=Path))
@_PASSPHRASE
def hq_restore(settings: Settings, database: str | None, file: Path, passphrase_file: Path | None) -> int:
    """Put the register of the backup FILE where none is, once all of it was read, and say what is next.

    With --data and an empty folder it is a drill.
    """
    from kiosk.hq.backup import next_steps, restore_backup

    if database is not None:
        raise Refusal("hq.postgresql_restore", path=file)
    restored = restore_backup(
        file, settings.kiosk(writes=True), lambda: secret(_VARIABLE, passphrase_file) or asked(told("ask.passphrase"))
    )
    click.echo(told("hq.restored", count=restored.kiosks, at=str(restored.as_of)))
    for step in next_steps(restored):
        click.echo(f"- {step}")
    return 0
