"""Make this machine a counter, or give it back."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli.root import asked, asked_twice, cli, command, done, told
from kiosk.errors import Refusal
from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.install.answers import Answers

_ROOT = click.option(
    "--dir",
    "root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path("/"),
    help="The Debian in this folder, instead of the one that runs.",
)
_DRY_RUN = click.option("--dry-run", is_flag=True, help="Print every step, and take none.")


@command(cli)
@click.option("--answers", type=click.Path(path_type=Path, dir_okay=False), help="A TOML file with the answers.")
@click.option("--bundle", type=click.Path(), default="", help="Install without a network, from a bundle's folder.")
@_ROOT
@_DRY_RUN
def install(_settings: Settings, answers: Path | None, bundle: str, root: Path, dry_run: bool) -> int:
    """Make a bare Debian 12 or 13 a counter. It may be run again at any time.

    What the file with the answers lacks is asked for: kiosk, office (its TOML file), portrait, output, headquarters,
    backup, pin, code and passphrase. The three secrets are written nowhere.
    """
    from kiosk.install.plan import installation, take

    _check(root, dry_run)
    given = _answers(answers)
    if not dry_run:
        if given.backup and not (root / given.backup.lstrip("/")).is_dir():
            raise Refusal("install.no_backup_folder", path=given.backup)
        given = _with_secrets(given, root)
    steps = installation(given, running=_runs(root), bundle=bundle)
    if dry_run:
        click.echo("".join(map(str, steps)), nl=False)
        return 0
    take(steps, root)
    done(told("done.installed"))
    return 0


@command(cli)
@_ROOT
@_DRY_RUN
def uninstall(_settings: Settings, root: Path, dry_run: bool) -> int:
    """Give a counter's Debian back. The office's data stays where it is."""
    from kiosk.install.plan import removal, take
    from kiosk.install.units import DATA

    _check(root, dry_run)
    steps = removal(running=_runs(root))
    if dry_run:
        click.echo("".join(map(str, steps)), nl=False)
        return 0
    take(steps, root)
    done(told("done.uninstalled", path=DATA))
    return 0


@command(cli)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def bundle(_settings: Settings, folder: Path) -> int:
    """Write all that an installation needs into FOLDER, such as a stick: for machines of this Debian without a network.

    There, as root: `sh FOLDER/install`, with the options of `kiosk install`.
    """
    from kiosk.install.bundle import write_bundle

    done(told("done.bundled", count=write_bundle(folder), path=folder))
    return 0


def _check(root: Path, dry_run: bool) -> None:
    """Refusal where no counter can be installed."""
    if not (root / "usr/bin/apt-get").exists():
        raise Refusal("install.no_debian", folder=root)
    if os.geteuid() != 0 and not dry_run:
        raise Refusal("install.no_root")


def _runs(root: Path) -> bool:
    """Whether the system there is the one that runs, and can start services."""
    return root == Path("/") and Path("/run/systemd/system").is_dir()


def _answers(path: Path | None) -> "Answers":
    """The answers of the file, or of who is asked; without the secrets that a file lacks."""
    from kiosk.install.answers import checked_answers, read_answers

    if path is not None:
        return read_answers(path)
    return checked_answers(
        {
            "kiosk": asked(told("ask.kiosk")),
            "office": asked(told("ask.office")),
            "portrait": asked(told("ask.screen")).strip().startswith("2"),
            "output": asked(told("ask.touch")) or "*",
            "headquarters": asked(told("ask.headquarters")),
            "backup": asked(told("ask.backup")),
        }
    )


def _with_secrets(given: "Answers", root: Path) -> "Answers":
    """The secrets that the answers lack are asked for, where the counter has none yet. Refusal if one will not do."""
    from msgspec.structs import replace

    from kiosk.install.units import DATA
    from kiosk.security.pin import checked

    data = root / DATA.lstrip("/")
    if not given.pin and not (data / "pin.toml").exists():
        given = replace(given, pin=checked(asked_twice(told("ask.pin"))))
    if given.headquarters and not given.code and not (data / "hq.toml").exists():
        given = replace(given, code=asked(told("ask.code")))
    if given.backup and not given.passphrase and not (data / "backup.toml").exists():
        given = replace(given, passphrase=asked_twice(told("ask.passphrase_or_none")))
    return given
