"""`python moved_clock.py FILE command…`: a `kiosk` command on a clock that is ahead by as many seconds as stand in FILE,
that runs, and that jumps whenever another number is put there."""

import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine

from kiosk.cli import main

file = Path(sys.argv[1])
sys.argv = ["kiosk", *sys.argv[2:]]


def ahead() -> timedelta:
    return timedelta(seconds=float(file.read_text()))


def follow() -> None:
    """Look ten times a second whether the clock is to jump."""
    known = start
    while True:
        time.sleep(0.1)
        if (wanted := ahead()) != known:
            clock.shift(wanted - known)
            known = wanted


start = ahead()
with time_machine.travel(datetime.now(UTC) + start, tick=True) as clock:
    threading.Thread(target=follow, daemon=True).start()
    main()
