"""The anomaly recorder: what is unusual about new entries becomes a note of the ledger, later than their echo."""

from contextlib import suppress

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.anomalies import note_unusual
from kiosk.streams.ledger.ledger import Ledger, NotCounted
from screens.staff.ledger_watch import Version


class AnomalyRecorder:
    """A subscriber of the ledger watch, so that notes are written after the keys had their echoes, off the screen's
    thread. A note that cannot be written never stops the counting."""

    def __init__(self, kiosk: Kiosk, ledger: Ledger) -> None:
        self.kiosk = kiosk
        self._ledger = ledger
        self._looked_at: Version | None = None

    def is_due(self) -> bool:
        """Always: whether anything is new is for the poll to see."""
        return True

    def poll(self, version: Version) -> None:
        """Look at what is new, whoever has written it."""
        if version != self._looked_at:
            self.finish()
            self._looked_at = version

    def finish(self) -> None:
        """The page is left: look at what came since the last poll."""
        with suppress(NotCounted):
            note_unusual(self.kiosk, self._ledger)
