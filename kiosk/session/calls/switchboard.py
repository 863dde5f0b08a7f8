"""The switchboard: the counter's end of the line. One call at a time, which rings at every connected terminal."""

import asyncio
import logging
from pathlib import Path
from time import monotonic
from uuid import uuid4

from msgspec.structs import replace

from kiosk.session.calls.call import LONGEST_LINE, Answer, Call, decoded, encoded
from kiosk.session.calls.unix_socket import listening_socket
from kiosk.text.languages import Language
from kiosk.text.refusal import Refusal


class Switchboard:
    """A server of asyncio streams."""

    def __init__(self, path: Path) -> None:
        self.call: Call | None = None
        self._path = path
        self._server: asyncio.Server | None = None
        self._terminals: set[asyncio.StreamWriter] = set()

    @property
    def is_attended(self) -> bool:
        """Whether a staff terminal is connected, at which a call would ring."""
        return bool(self._terminals)

    async def open(self) -> None:
        """Let terminals connect. Where that cannot be, the log says why and nobody can be called."""
        try:
            listening = listening_socket(self._path)
            self._server = await asyncio.start_unix_server(self._attend, sock=listening, limit=LONGEST_LINE)
        except (OSError, Refusal) as error:
            logging.getLogger("kiosk").warning("No officer can be called: %s", error)

    def close(self) -> None:
        """End the call, and the line with it."""
        if self._server is None:
            return
        self.hang_up()
        self._server.close()
        self._server = None
        for terminal in self._terminals:
            terminal.close()
        self._path.unlink(missing_ok=True)

    def ring(self, service: str | None, language: Language) -> None:
        """Call an officer, unless one is called already."""
        if self.call is None:
            self._become(Call(uuid4().hex, service, language, monotonic()))

    def hang_up(self) -> None:
        """The call is over: the visitor has cancelled it, or has gone."""
        if self.call is not None:
            self._become(replace(self.call, state="over"))

    def _become(self, call: Call) -> None:
        """Tell every terminal what the call has come to."""
        self.call = None if call.state == "over" else call
        for terminal in self._terminals:
            terminal.write(encoded(call))

    async def _attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Listen to one terminal for as long as it is there."""
        self._terminals.add(writer)
        if self.call is not None:
            writer.write(encoded(self.call))
        try:
            while line := await reader.readline():
                self._take(decoded(line, Answer))
        except (ValueError, OSError) as error:  # a line without an end; a terminal that is gone
            logging.getLogger("kiosk").warning("A staff terminal is not listened to any more: %s", error)
        finally:
            self._terminals.discard(writer)
            writer.close()

    def _take(self, answer: Answer | None) -> None:
        """The first answer counts; one to a call that is over is late, and no matter."""
        call = self.call
        if answer is not None and call is not None and call.id == answer.call and call.state == "calling":
            self._become(replace(call, state="coming"))
