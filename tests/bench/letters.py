"""Larger letters: from the key to the whole picture, in foot under sway."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from time import monotonic

from tests.bench.figure import Bound, Figure, Scale
from tests.support.foot import LANDSCAPE, Sway, is_drawn

_SECOND = Bound(1.0, "s")
_KEYMAP = 0.3
"""Seconds that wtype waits until the compositor knows its keyboard."""

_STILL = 1.0
"""Seconds without a change after which a picture was the last."""


def larger_letters(scale: Scale) -> Iterator[Figure]:
    """A session's counter, which is asked for larger letters again and again."""
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        options = ["--data", folder, "--practice", "--today", "2024-03-01"]
        with Sway([sys.executable, "-m", "kiosk", *options, "session"], *LANDSCAPE[:2]) as sway:
            sway.seen(is_drawn)
            taken = [_taken(sway) for _ in range(scale.rounds)]
    yield Figure("larger letters, from the key to the whole picture", "s", taken, bound=_SECOND)


def _taken(sway: Sway) -> float:
    """Seconds from the key to the last change of the picture; the letters are the usual ones again."""
    before = sway.picture().tobytes()
    began = last = monotonic() + _KEYMAP
    typing = subprocess.Popen(["wtype", "-s", f"{_KEYMAP * 1000:.0f}", "-k", "7", "-s", "250"], env=sway.env)
    while monotonic() - last < _STILL:
        if (now := sway.picture().tobytes()) != before:
            before, last = now, monotonic()
    typing.wait()
    sway.press("7", "7", "7")
    sway.seen(lambda picture: picture.tobytes() != before)
    return last - began


MEASURES = (larger_letters,)
