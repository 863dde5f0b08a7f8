"""`python receiver.py FILE command…`: as `moved_clock.py`, with a round of alerts every half second: on a clock that jumps
nobody waits five minutes for one."""

import functools
import runpy
from datetime import timedelta
from pathlib import Path

from kiosk.hq import http_server
from kiosk.hq.alerts.rounds import making_rounds

http_server.making_rounds = functools.partial(making_rounds, every=timedelta(seconds=0.5))  # type: ignore[attr-defined]
runpy.run_path(str(Path(__file__).parents[1] / "support" / "moved_clock.py"), run_name="__main__")
