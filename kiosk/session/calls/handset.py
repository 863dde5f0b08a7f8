"""The handset: a staff terminal's end of the line, which connects again by itself whenever the counter is back."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from kiosk.runtime.backoff import Backoff
from kiosk.session.calls.call import LONGEST_LINE, Answer, Call, decoded, encoded
from kiosk.session.calls.unix_socket import short_address

BACKOFF = Backoff(first=0.5, longest=2)
"""Seconds to the next try, after so many in a row at which no counter was there."""


class Handset:
    """A client of asyncio streams. `changed` is called when it begins to ring and when it stops."""

    def __init__(self, path: Path, changed: Callable[[], None]) -> None:
        self.ringing: Call | None = None
        self._path = path
        self._changed = changed
        self._writer: asyncio.StreamWriter | None = None

    async def listen(self) -> None:
        """Stay connected to the counter, until cancelled."""
        failures = 0
        while True:
            try:
                with short_address(self._path) as address:
                    reader, self._writer = await asyncio.open_unix_connection(address, limit=LONGEST_LINE)
            except OSError:
                failures += 1
            else:
                failures = 1
                await self._hear(reader, self._writer)
            await asyncio.sleep(BACKOFF.wait(failures))

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take what the counter says, until it is gone: then nothing rings."""
        try:
            while line := await reader.readline():
                if (call := decoded(line, Call)) is not None:
                    self._ring(call if call.state == "calling" else None)
        except (ValueError, OSError) as error:  # a line without an end; a counter that is gone
            logging.getLogger("kiosk").warning("The counter is not listened to any more: %s", error)
        finally:
            self._writer = None
            writer.close()
            self._ring(None)

    def answer(self) -> None:
        """Say that somebody is coming; it rings no longer, here and then everywhere."""
        if self.ringing is not None and self._writer is not None:
            self._writer.write(encoded(Answer(self.ringing.id)))
        self._ring(None)

    def _ring(self, call: Call | None) -> None:
        if call != self.ringing:
            self.ringing = call
            self._changed()
