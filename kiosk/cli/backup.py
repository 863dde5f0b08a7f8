"""Keep everything of this kiosk in a second place, and get it back: from there, or from headquarters."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli.options import secret
from kiosk.cli.root import asked, asked_twice, cli, command, done, told
from kiosk.cli.settings import Settings
from kiosk.machine.kiosk import Kiosk, open_ledger, open_record
from kiosk.text.refusal import Refusal

if TYPE_CHECKING:
    from kiosk.backup.backup_folder import BackupFolder

_PASSPHRASE = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file with the passphrase (KIOSK_PASSPHRASE).",
)
_VARIABLE = "KIOSK_PASSPHRASE"


@command(cli, "backup")
@click.argument("folder", type=click.Path(path_type=Path), required=False, metavar="[DIR]")
@_PASSPHRASE
def backup(settings: Settings, folder: Path | None, passphrase_file: Path | None) -> int:
    """Back up everything of this kiosk, verified, and keep 14 days; into DIR now and every night from now on.

    DIR is on another disk: a stick, or a share. With a passphrase, which is asked for once, the key and the PIN are
    in it, sealed; without one they are left out, and a restored kiosk needs a code of `kiosk hq rekey`.
    """
    from kiosk.backup.backup import back_up
    from kiosk.backup.backup_folder import backup_folder

    kiosk = settings.kiosk(writes=True, goes_on=True)
    chosen = backup_folder(kiosk) if folder is None else _chosen(kiosk, folder, passphrase_file)
    if chosen is None:
        raise Refusal("backup.unset")
    path, contents = back_up(kiosk, chosen)
    done(told("done.backed_up", path=path, entries=contents.entries, lines=contents.lines))
    if not contents.salt:
        done(told("done.without_keys"))
    return 0


def _chosen(kiosk: Kiosk, folder: Path, passphrase_file: Path | None) -> "BackupFolder":
    """The folder from now on, with the seal that there is, or that of a passphrase which is given."""
    from kiosk.backup.backup_folder import backup_folder, choose_folder
    from kiosk.security.seal import seal_of

    before, word = backup_folder(kiosk), secret(_VARIABLE, passphrase_file)
    seal = before.seal if before else None
    if seal is None and word is None:
        word = asked_twice(told("ask.passphrase_or_none"))
    return choose_folder(kiosk, folder, seal_of(word) if word else seal)


@command(cli, "restore")
@click.argument("source", metavar="DIR|FILE|HQ_URL")
@_PASSPHRASE
@click.option("--code-file", type=click.Path(path_type=Path, dir_okay=False), help="A file with the code.")
def restore(settings: Settings, source: str, passphrase_file: Path | None, code_file: Path | None) -> int:
    """Put the newest backup of DIR, or that of FILE, in its place, then fetch what headquarters holds besides.

    What was there is kept. Without a backup, HQ_URL and a code of `kiosk hq rekey` give back all that headquarters
    holds.
    """
    from kiosk.backup.backup import OFFICE
    from kiosk.backup.restore import found_backup, is_read_here
    from kiosk.backup.restore import restore as put_back
    from kiosk.progress.note_words import RESTORED

    kiosk = settings.kiosk(writes=True, goes_on=True)
    if "://" in source:
        from kiosk.cli.machine import register

        register(kiosk, source, secret("KIOSK_CODE", code_file))
        return _fetched(kiosk)
    path = found_backup(Path(source), kiosk)
    contents, kept = put_back(path, kiosk, lambda: secret(_VARIABLE, passphrase_file) or asked(told("ask.passphrase")))
    with open_ledger(kiosk) as ledger:
        ledger.note_once(RESTORED, kiosk.today)
    done(told("done.put_back", path=path, entries=contents.entries, lines=contents.lines))
    for before in kept:
        done(told("done.kept", path=before))
    office = kiosk.path(OFFICE)
    if OFFICE in contents.files and office.exists() and not is_read_here(kiosk, office.read_bytes()):
        done(told("done.office_beside", path=office, office=kiosk.office_file or "KIOSK_OFFICE"))
    if not kiosk.path("key.pem").exists():
        done(told("done.no_key"))
        return 0
    return _fetched(kiosk)


def _fetched(kiosk: Kiosk) -> int:
    """One sync, which brings what headquarters holds besides; without a line it comes with the next."""
    from kiosk.machine.membership import membership
    from kiosk.sync.run import sync_now

    if membership(kiosk) is None:
        return 0
    with open_ledger(kiosk) as ledger, open_record(kiosk) as record:
        _, summary = sync_now(kiosk, ledger, record)
    done(summary)
    return 0
