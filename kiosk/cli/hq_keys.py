"""Headquarters' own key: another one in its place, signed by the one before or by the recovery key."""

from pathlib import Path

import click

from kiosk.cli.hq import hq, opened
from kiosk.cli.options import database_option
from kiosk.cli.root import command, told
from kiosk.cli.settings import Settings


@hq.group()
def key() -> None:
    """Headquarters' own key, which signs receipts. Kiosks follow each change with their next sync."""


@command(key, "rotate")
@database_option
def key_rotate(settings: Settings, database: str | None) -> int:
    """Put a new key in the place of hq-key.pem, which signs it."""
    from kiosk.hq.server import at_command_line

    headquarters = opened(settings, database)
    _tell(headquarters.key_files.rotate(at_command_line(), headquarters.now()))
    return 0


@command(key, "recover")
@database_option
@click.option("--renew", "renews", is_flag=True, help="Make another recovery key too, as when somebody saw this one.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def key_recover(settings: Settings, database: str | None, renews: bool, file: Path) -> int:
    """Put a new key in the place of one that is lost or stolen. FILE holds the recovery key."""
    from kiosk.hq.server import at_command_line

    headquarters = opened(settings, database)
    files = headquarters.key_files
    _tell(files.recover(file, at_command_line(), headquarters.now(), renews=renews))
    if renews:
        click.echo(told("hq.recovery_key", path=files.recovery))
    return 0


def _tell(fingerprint: str) -> None:
    click.echo(told("hq.new_key", fingerprint=fingerprint))
    click.echo(told("hq.copy_key"))
