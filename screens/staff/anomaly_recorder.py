"""The anomaly recorder: what was unusual about presses becomes a note of the ledger, later than their echo."""

from collections import deque
from contextlib import suppress
from time import monotonic

from kiosk.ledger.ledger import Ledger, NotCounted
from kiosk.machine import Kiosk
from kiosk.progress.anomalies import AnomalyDetector
from screens.staff.ledger_watch import Version


class AnomalyRecorder:
    """A subscriber of the ledger watch, so that notes are written after the keys had their echoes, off the screen's
    thread. A note that cannot be written never stops the counting."""

    def __init__(self, kiosk: Kiosk, ledger: Ledger) -> None:
        self.kiosk = kiosk
        self._detector = AnomalyDetector(ledger)
        self._presses: deque[tuple[int, float]] = deque()

    def pressed(self, change: int) -> None:
        """A press has counted a respondent (1) or taken one back (−1)."""
        self._presses.append((change, monotonic()))

    def is_due(self) -> bool:
        """Always: a burst is over when nothing more comes."""
        return True

    def poll(self, version: Version) -> None:
        """Note the presses since the last poll, and a burst that has ended."""
        with suppress(NotCounted):
            self._drain()
            self._detector.look(self.kiosk, monotonic())

    def finish(self) -> None:
        """The page is left: note a burst that has not ended, too."""
        with suppress(NotCounted):
            self._drain()
            self._detector.look(self.kiosk)

    def _drain(self) -> None:
        while self._presses:
            change, moment = self._presses.popleft()
            if change > 0:
                self._detector.counted(self.kiosk, moment)
            else:
                self._detector.bursts.taken_back()
