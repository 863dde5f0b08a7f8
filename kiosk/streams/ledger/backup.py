"""A ledger kept elsewhere, put back, and written out for others to check."""

from pathlib import Path

from kiosk.storage.sqlite_copy import copy_database
from kiosk.storage.sqlite_restore import restore_file
from kiosk.streams.chain.chain_check import problem_words
from kiosk.streams.chain.chain_export import chain_lines, write_lines
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.ledger.schema import SCHEMA
from kiosk.streams.ledger.verify import problems
from kiosk.text.refusal import Refusal


def backup(ledger: Ledger, target: Path) -> int:
    """Copy the ledger to the new file `target` and read the copy from end to end; gives its number of entries."""
    copy_database(ledger.path, target)
    return _checked(target, ledger.practice)


def restore(source: Path, path: Path, practice: bool) -> Path | None:
    """Put the ledger of `source` in the place of the one in `path`; gives where that one is kept now.

    Refusal if `source` is no whole ledger of this mode.
    """
    kept = restore_file(source, path, SCHEMA, lambda copy: _checked(copy, practice))
    with Ledger(path, practice) as restored:
        restored.mark.renew()
    return kept


def export(ledger: Ledger, target: Path) -> int:
    """Write every entry with its hash, and every receipt, as JSON lines; gives how many entries.

    Refusal if `target` is there already.
    """
    lines = [*chain_lines(ledger.chain), *({"receipt": receipt} for receipt in ledger.receipts.all())]
    write_lines(lines, target)
    return sum("entry" in line for line in lines)


def _checked(path: Path, practice: bool) -> int:
    """The number of entries of the ledger in `path`. Refusal unless it is whole."""
    with Ledger(path, practice) as copy:
        for problem in problems(copy):
            raise Refusal("ledger.not_whole", path=path, problem=problem_words(problem))
        return sum(copy.chain.length(genesis.epoch) for genesis in copy.chain.epochs())
