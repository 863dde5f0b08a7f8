"""What the office shows on the web."""

from pathlib import Path

import click

from kiosk.cli.root import cli, command, done, told
from kiosk.cli.settings import Settings


@command(cli)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
def publish(settings: Settings, folder: Path) -> int:
    """Write the office's pages into DIR, as plain files for any web server."""
    from kiosk.export.paper.typesetter import Typesetter, is_installed
    from kiosk.export.website.folder import write_site
    from kiosk.export.website.office_site import OfficeSite

    site = OfficeSite(settings.kiosk(), Typesetter() if is_installed() else None)
    written = write_site(folder, site.digest, site.files)
    numbers = {"written": written.written, "removed": written.removed, "kept": written.kept}
    done(told("done.published", path=folder.absolute(), **numbers))
    return 0
