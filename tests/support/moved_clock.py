"""A clock that is ahead by as many seconds as stand in a file, that runs, and that jumps whenever another number is put
there. `python moved_clock.py FILE command…` is a `kiosk` command on it."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine


@contextmanager
def moved_clock(file: Path) -> Iterator[None]:
    """Let this process go by that clock."""

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
        yield


if __name__ == "__main__":
    from kiosk.cli import main

    ahead = Path(sys.argv[1])
    sys.argv = ["kiosk", *sys.argv[2:]]
    with moved_clock(ahead):
        main()
