"""What a terminal sends, made into Textual's events. Nothing it sends ends the program or makes it deaf."""

import logging
from codecs import getincrementaldecoder
from collections.abc import Generator, Iterable, Iterator

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.events import Key, Paste, Resize
from textual.message import Message
from textual.messages import InBandWindowResize

_WAIT = 0.1
"""Seconds without a byte after which an Escape is a key of its own; Textual waits as long."""

_PASTE_WAIT = 0.02
_PASTE_WAITS = 15
"""So often a paste may keep us waiting: it comes in one go, and keys that a person presses do not."""

_LONGEST_PASTE = 10_000
"""Of more characters than any remark has, the last are kept."""

_NO_CHARACTER = "\ufffd"
"""What Python reads where bytes are no UTF-8."""


class Listener:
    """Reads as Textual's own thread does, but drops what that thread would end at or wait for without end."""

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._parser = XTermParser()
        self._latest = ""
        self._pasted: str | None = None
        self._waits = 0
        self._noted = False

    @property
    def wait(self) -> float:
        """Seconds without a byte after which `silence` is to be told."""
        return _WAIT if self._pasted is None else _PASTE_WAIT

    def hear(self, data: bytes) -> Iterator[Message]:
        """The events that these bytes complete."""
        text = self._decode(data)
        while text:
            text = yield from (self._keys(text) if self._pasted is None else self._paste(text))

    def silence(self) -> Iterator[Message]:
        """The events that are complete because nothing more came; a paste that nobody closed is over, and dropped."""
        self._waits += 1
        if self._waits > _PASTE_WAITS:
            self._pasted = None
        return self._events(self._parser.tick())

    def _keys(self, text: str) -> Generator[Message, None, str]:
        """Keys and touches, one character at a time: what is wrong takes nothing with it. Gives what is pasted."""
        for place, character in enumerate(text, start=1):
            self._latest = (self._latest + character)[-len(BRACKETED_PASTE_START) :]
            if self._latest == BRACKETED_PASTE_START:
                self._start_afresh()  # Textual's parser must not see it: it would wait for the end of the paste
                self._pasted, self._waits = "", 0
                return text[place:]
            yield from self._events(self._parser.feed(character))
        return ""

    def _paste(self, text: str) -> Generator[Message, None, str]:
        """A paste as soon as its end is there. Gives what follows it."""
        assert self._pasted is not None
        pasted, end, rest = (self._pasted + text).partition(BRACKETED_PASTE_END)
        if not end:
            self._pasted = pasted[-_LONGEST_PASTE:]
            return ""
        self._pasted = None
        yield Paste(pasted.replace("\x00", ""))
        return rest

    def _events(self, parsed: Iterable[Message]) -> Iterator[Message]:
        """What the parser made of it, without what no person did."""
        try:
            events = list(parsed)
        except Exception:  # whatever it stumbles over, the terminal is to be read on
            self._start_afresh()
            self._note()
            return
        for event in events:
            if isinstance(event, (Resize, InBandWindowResize)):
                self._start_afresh()  # it would now take touches for pixels; the kernel says how large a terminal is
            elif not (isinstance(event, Key) and event.character == _NO_CHARACTER):
                yield event

    def _start_afresh(self) -> None:
        self._parser = XTermParser()

    def _note(self) -> None:
        """Say it once: a broken cable would fill the disk. Not what was sent: it may be what somebody typed."""
        if not self._noted:
            self._noted = True
            logging.getLogger("kiosk").warning("The terminal sent what is neither a key nor a touch: it was dropped")
