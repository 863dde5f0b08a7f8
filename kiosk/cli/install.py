"""Make this machine a counter, or give it back."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli.root import asked, asked_twice, cli, command, done, told
from kiosk.cli.settings import Settings
from kiosk.text.refusal import Refusal

if TYPE_CHECKING:
    from kiosk.install.answers import Answers
    from kiosk.install.replacement import Replacement

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
@click.option("--restore", type=click.Path(path_type=Path), help="Take the place of the machine of this backup.")
@_ROOT
@_DRY_RUN
def install(
    _settings: Settings, answers: Path | None, bundle: str, restore: Path | None, root: Path, dry_run: bool
) -> int:
    """Make a bare Debian 12 or 13 a counter. It may be run again at any time, and asks nothing a second time.

    What the file with the answers lacks is asked for: kiosk, office (its TOML file), portrait, output, headquarters,
    backup, pin, code and passphrase. The three secrets are written nowhere.

    With a backup, or a folder with backups, the machine takes the place of a lost one: its name, office, ledger,
    record, exports, and with the passphrase its key and PIN.
    """
    from kiosk.install.installation import installation, take

    _check(root, dry_run)
    replaced = _replaced(restore, answers, root)
    given = _answers(answers, root, replaced)
    if not dry_run:
        if given.backup and not (root / given.backup.lstrip("/")).is_dir():
            raise Refusal("install.no_backup_folder", path=given.backup)
        given = _with_secrets(given, root, replaced)
    steps = installation(given, running=_runs(root), bundle=bundle, replaced=replaced)
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
    from kiosk.install.installation import removal, take
    from kiosk.install.units import DATA

    _check(root, dry_run)
    steps = removal(running=_runs(root))
    if dry_run:
        click.echo("".join(map(str, steps)), nl=False)
        return 0
    farewell = told("done.uninstalled", path=DATA)  # by then the files of all words are gone
    take(steps, root)
    done(farewell)
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


def _replaced(backup: Path | None, answers: Path | None, root: Path) -> "Replacement | None":
    """The machine whose place this one takes. Refusal where it has data of its own, or the backup will not do."""
    from kiosk.install.answers import read_answers
    from kiosk.install.replacement import replacement
    from kiosk.install.units import DATA

    if backup is None:
        return None
    if (root / DATA.lstrip("/") / "ledger.db").exists():
        raise Refusal("install.has_data", path=DATA)
    return replacement(backup, read_answers(answers).kiosk if answers else "")


def _answers(path: Path | None, root: Path, replaced: "Replacement | None") -> "Answers":
    """The answers of the file, of the machine itself, or of who is asked; without the secrets that a file lacks.

    Where none names an office's file, the one that is there stays.
    """
    from msgspec.structs import replace

    from kiosk.install.answers import checked_answers, read_answers
    from kiosk.install.units import ANSWERS, OFFICE

    kept, office = (root / path.lstrip("/") for path in (ANSWERS, OFFICE))
    if path is None and replaced is None and kept.exists():
        path = kept
    given = read_answers(path) if path is not None else checked_answers(_asked(replaced))
    return replace(given, office=str(office)) if not given.office and office.exists() else given


def _asked(replaced: "Replacement | None") -> dict[str, str | bool]:
    """What a person answers; the name, the office and headquarters of a machine that is replaced are known."""
    new = {"kiosk": "ask.kiosk", "office": "ask.office"} if replaced is None else {}
    given: dict[str, str | bool] = {key: asked(told(question)) for key, question in new.items()}
    given["portrait"] = asked(told("ask.screen")).strip().startswith("2")
    given["output"] = asked(told("ask.touch")) or "*"
    if replaced is None:
        given["headquarters"] = asked(told("ask.headquarters"))
    return given | {"backup": asked(told("ask.backup"))} | ({"kiosk": replaced.kiosk} if replaced else {})


def _with_secrets(given: "Answers", root: Path, replaced: "Replacement | None" = None) -> "Answers":
    """The secrets that the answers lack are asked for, where the counter has none yet. Refusal if one will not do.

    A backup brings the key and the PIN, if somebody knows the passphrase that they are sealed with.
    """
    from msgspec.structs import replace

    from kiosk.install.units import DATA
    from kiosk.security.pin import checked

    data = root / DATA.lstrip("/")
    if replaced is not None and replaced.is_sealed:
        given = replace(given, passphrase=given.passphrase or asked(told("ask.passphrase_of_backup")))
        if given.passphrase:
            replaced.check(given.passphrase)
            return given
    if not given.pin and not (data / "pin.toml").exists():
        given = replace(given, pin=checked(asked_twice(told("ask.pin"))))
    if (given.headquarters or replaced) and not given.code and not (data / "key.pem").exists():
        given = replace(given, code=asked(told("ask.code")))
    if given.backup and not given.passphrase and not (data / "backup.toml").exists():
        given = replace(given, passphrase=asked_twice(told("ask.passphrase_or_none")))
    return given
