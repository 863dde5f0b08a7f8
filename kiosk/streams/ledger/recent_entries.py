"""Sliding window: which entries are new since anybody on this machine last looked, and how many came quickly.

Kept in the ledger file's own memory of the machine, so that every process that counts sees what the others have. A
moment is in seconds of the machine's monotonic clock: it tells no time of day, is forgotten after SPAN, and is no part
of an entry.
"""

from typing import NamedTuple

import msgspec
from msgspec import Struct

from kiosk.protocol.chain import Entry
from kiosk.storage.sqlite_file import SqliteFile
from kiosk.streams.chain.hash_chain import HashChain
from kiosk.streams.chain.machine_state import MachineState

SPAN = 120.0
"""Seconds of the window."""

_NAME = "recent"


class News(NamedTuple):
    """The entries that nobody had looked at, and how many respondents staff have counted within SPAN."""

    entries: list[Entry]
    within: int


class _Window(Struct, array_like=True):
    """Up to which entry was looked, and when respondents were seen that are not taken back."""

    epoch: str
    seq: int
    moments: list[float]


class RecentEntries:
    """The window over the newest entries of a ledger file, whoever has written them."""

    def __init__(self, file: SqliteFile, chain: HashChain[Entry], state: MachineState) -> None:
        self._file = file
        self._chain = chain
        self._state = state

    def look(self, moment: float) -> News:
        """What is new at this moment; each entry is new once. Raises sqlite3.Error if that cannot be remembered."""
        with self._file.transaction():
            epoch, end, _ = self._chain.head()
            window = self._window(epoch, end)
            moments = [at for at in window.moments if 0 <= moment - at <= SPAN]
            new = self._entries(epoch, window.seq)
            for entry in new:
                if entry.channel == "staff" and entry.kind == "respondent":
                    moments.append(moment)
                elif entry.channel == "staff" and entry.kind == "correction" and moments:
                    moments.pop()
            self._keep(_Window(epoch, end, moments))
        return News(new, len(moments))

    def skip(self, epoch: str, seq: int) -> None:
        """In the caller's transaction: what was put in up to `seq` is no news, as it was counted before."""
        self._keep(_Window(epoch, seq, self._window(epoch, seq).moments))

    def _window(self, epoch: str, end: int) -> _Window:
        """What is remembered; in a ledger that remembers nothing, all is new that headquarters has not signed for: who
        makes it forget hides nothing."""
        kept = self._state.get(_NAME)
        window = msgspec.json.decode(kept, type=_Window) if kept else None
        if window is None or window.epoch != epoch or window.seq > end:
            signed = self._file.value("SELECT coalesce(max(acked), 0) FROM receipt WHERE epoch = ?", epoch)
            return _Window(epoch, min(signed, max(end - 1, 0)), window.moments if window else [])
        return window

    def _entries(self, epoch: str, after: int) -> list[Entry]:
        new: list[Entry] = []
        while page := self._chain.entries(epoch, after):
            new += (entry for entry, _ in page)
            after = page[-1][0].seq
        return new

    def _keep(self, window: _Window) -> None:
        """Remember the window, unless it is remembered so: a commit makes every other screen read again."""
        words = msgspec.json.encode(window).decode()
        if words != self._state.get(_NAME):
            self._state.put(_NAME, words)
