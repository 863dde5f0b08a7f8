"""`python -m tests.proof.failing FOLDER LAST`: counts on a disk whose k-th write, sync or truncation fails, for
k = 1…LAST, once or from then on, with EIO or ENOSPC. Prints a line for every promise that was broken, and a last line
with how many cases were tried and in how many of them something was not counted."""

import ctypes
import errno
import itertools
import shutil
import sys
from pathlib import Path

from kiosk.streams.ledger.ledger import Ledger, NotCounted
from kiosk.streams.ledger.verify import problems
from tests.proof.oracle import distinct, read_ledger
from tests.support.sample import DAY

CASES = [
    *itertools.product("wsdt", [errno.EIO], [False, True]),
    *itertools.product("w", [errno.ENOSPC], [False, True]),
]


def main(folder: str, last: str) -> None:
    """Try every case."""
    shim, fresh = ctypes.CDLL(None), Path(folder) / "fresh.db"
    Ledger(fresh, practice=True).close()
    tried = refused = 0
    for k, (kind, error, lasting) in itertools.product(range(1, int(last) + 1), CASES):
        path = Path(folder) / "ledger.db"
        shutil.copy(fresh, path)
        path.with_suffix(".toml").unlink(missing_ok=True)  # the mark of the case before
        broken, uncounted = _tried(shim, path, (ord(kind), k, error, lasting))
        tried, refused = tried + 1, refused + bool(uncounted)
        for promise in broken:
            if (kind, lasting, promise[-9:]) == ("d", True, "are there"):
                continue  # it is there for now: what a disk that syncs no folder keeps, nobody knows
            print(f"{kind} {k} {errno.errorcode[error]} {'lasting' if lasting else 'once'}: {promise}")
    print(tried, refused)


def _tried(shim: ctypes.CDLL, path: Path, failure: tuple[int, int, int, bool]) -> tuple[list[str], int]:
    """Count until the failure has come, and once when the disk is well again."""
    counted, uncounted = [], 0
    with Ledger(path, practice=True) as ledger:
        shim.shim_fail(*failure)
        while not uncounted and len(counted) < 300 and not shim.shim_failed():
            try:
                counted.append(ledger.count("inspection", DAY).id)
            except NotCounted:
                uncounted += 1
        for _ in range(2):
            try:
                counted.append(ledger.count("inspection", DAY).id)
            except NotCounted:
                uncounted += 1
        shim.shim_fail(0, 0, 0, 0)
        counted.append(ledger.count("inspection", DAY).id)
        broken = list(problems(ledger))
    ids = set(distinct(read_ledger(path)[0]))
    if lost := len(set(counted) - ids):
        broken.append(f"{lost} called counted are not there")
    if more := len(ids - set(counted)):
        broken.append(f"{more} called not counted are there")
    return broken, uncounted


if __name__ == "__main__":
    main(*sys.argv[1:])
