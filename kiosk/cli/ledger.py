"""The files of the ledger and of the record: verified, kept elsewhere, put back, written out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli.ledger_here import ledger_here
from kiosk.cli.root import cli, command, done, told
from kiosk.cli.settings import Settings
from kiosk.machine.kiosk import open_ledger, open_record
from kiosk.text.languages import of_machine

if TYPE_CHECKING:
    from kiosk.streams.chain.coverage import Coverage


@cli.group()
def ledger() -> None:
    """Look after the ledger, and the office's record beside it."""


@command(ledger, "verify")
def verify(settings: Settings) -> int:
    """Read every entry and every line of the record, check every receipt, and say what rests on what.

    Exit 1 if anything was changed or is gone.
    """
    from kiosk.machine.membership import signers
    from kiosk.streams.chain.chain_check import problem_words
    from kiosk.streams.chain.coverage import coverage
    from kiosk.streams.ledger.verify import problems
    from kiosk.streams.record.verify import problems as record_problems

    kiosk = settings.kiosk(goes_on=True)
    believed = signers(kiosk)
    with open_ledger(kiosk) as opened:
        faults = list(problems(opened, believed))
        rests = coverage(opened, believed)
    for problem in faults:
        click.echo(problem_words(problem).of(of_machine()))
    _tell("ledger", rests, is_whole=not faults)
    with open_record(kiosk) as record:
        breaks = list(record_problems(record, believed))
        rests, elsewhere = coverage(record, believed), record.elsewhere.number()
    for problem in breaks:
        click.echo(told("chain.of_record", problem=problem_words(problem)))
    _tell("record", rests, is_whole=not breaks)
    if elsewhere:
        click.echo(told("chain.elsewhere", count=elsewhere))
    return 1 if faults or breaks else 0


def _tell(stream: str, rests: "Coverage", *, is_whole: bool) -> None:
    """Whether a stream is whole, and what it rests on."""
    click.echo(told(f"chain.whole_{stream}" if is_whole else "chain.rests", head=rests.head, rests=rests.words))


@command(ledger, "backup")
@click.argument("file", type=click.Path(path_type=Path))
def backup(settings: Settings, file: Path) -> int:
    """Copy the ledger to the new FILE, and the record beside it, while both are in use; verify the copies."""
    from kiosk.streams.chain.chain_export import check_is_new
    from kiosk.streams.ledger.backup import backup as backup_ledger
    from kiosk.streams.record.backup import backup as backup_record
    from kiosk.streams.record.backup import beside

    kiosk, of_record = settings.kiosk(goes_on=True), beside(file)
    check_is_new(of_record)
    with ledger_here(kiosk) as opened:
        entries = backup_ledger(opened, file)
    done(told("done.ledger_backed_up", path=file, count=entries))
    with open_record(kiosk) as record:
        lines = backup_record(record, of_record)
    done(told("done.record_backed_up", path=of_record, count=lines))
    return 0


@command(ledger, "restore")
@click.argument("file", type=click.Path(path_type=Path))
def restore(settings: Settings, file: Path) -> int:
    """Put the ledger of FILE, and the record beside it, in the place of these, which are kept.

    FILE may be a copy of the record alone.
    """
    from kiosk.progress.note_words import RESTORED
    from kiosk.streams.ledger.backup import restore as restore_ledger
    from kiosk.streams.record.backup import beside, is_record
    from kiosk.streams.record.backup import restore as restore_record
    from kiosk.streams.record.files import RECORD

    kiosk = settings.kiosk(writes=True, goes_on=True)
    of_record = file if is_record(file) else beside(file)
    if of_record != file:
        kept = restore_ledger(file, kiosk.path("ledger.db"), kiosk.practice)
        with open_ledger(kiosk) as opened:
            opened.note_once(RESTORED, kiosk.today)
        _restored(told("done.ledger_restored", path=file), kept)
    if of_record.exists():
        kept = restore_record(of_record, kiosk.path(RECORD), kiosk.practice)
        _restored(told("done.record_restored", path=of_record), kept)
    return 0


def _restored(words: str, kept: Path | None) -> None:
    done(words)
    if kept:
        done(told("done.kept", path=kept))


@command(ledger, "export")
@click.argument("file", type=click.Path(path_type=Path))
def export(settings: Settings, file: Path) -> int:
    """Write all entries with their hashes, and all receipts, to the new FILE as JSON lines; the record beside it."""
    from kiosk.streams.chain.chain_export import check_is_new
    from kiosk.streams.ledger.backup import export as export_ledger
    from kiosk.streams.record.backup import beside
    from kiosk.streams.record.backup import export as export_record

    kiosk, of_record = settings.kiosk(goes_on=True), beside(file)
    check_is_new(of_record)
    with ledger_here(kiosk) as opened:
        entries = export_ledger(opened, file)
    done(told("done.entries_written", path=file, count=entries))
    with open_record(kiosk) as record:
        lines = export_record(record, of_record)
    done(told("done.lines_written", path=of_record, count=lines))
    return 0
