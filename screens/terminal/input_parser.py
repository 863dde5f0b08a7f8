"""The input parser: bytes of the terminal into Textual's events. Malformed input is dropped, and never blocks the next
key."""

import logging
from codecs import getincrementaldecoder
from collections.abc import Generator, Iterable, Iterator

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.events import Key, Paste, Resize
from textual.message import Message
from textual.messages import InBandWindowResize

from kiosk.text import characters

_WAIT = 0.1
"""Seconds without a byte after which an Escape is a key of its own; Textual waits as long."""

_PASTE_WAIT = 0.02
_PASTE_WAITS = 15
"""Timeouts of _PASTE_WAIT seconds after which a bracketed paste that nobody closes is over: it comes in one go."""

_LONGEST_PASTE = 10_000
"""Characters of a paste that are kept, from its end: more than any remark has."""

_NO_CHARACTER = "\ufffd"
"""What Python reads where bytes are no UTF-8."""


class InputParser:
    """A tolerant parser around Textual's: malformed sequences and endless pastes are dropped.

    Textual's own thread would panic at the ones and wait for the end of the others.
    """

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._parser = XTermParser()
        self._latest = ""
        self._pasted: str | None = None
        self._waits = 0
        self._logged = False

    @property
    def timeout(self) -> float:
        """Seconds without a byte after which `tick` is to be called."""
        return _WAIT if self._pasted is None else _PASTE_WAIT

    def feed(self, data: bytes) -> Iterator[Message]:
        """The events that these bytes complete."""
        text = self._decode(data)
        while text:
            text = yield from (self._keys(text) if self._pasted is None else self._paste(text))

    def tick(self) -> Iterator[Message]:
        """The events that a timeout completes: a lone Escape. A paste that nobody closed is over, and dropped."""
        self._waits += 1
        if self._waits > _PASTE_WAITS:
            self._pasted = None
        return self._events(self._parser.tick())

    def _keys(self, text: str) -> Generator[Message, None, str]:
        """Keys and touches, fed one character at a time, so that a malformed one takes nothing with it.

        Gives what follows the start of a bracketed paste.
        """
        for place, character in enumerate(text, start=1):
            self._latest = (self._latest + character)[-len(BRACKETED_PASTE_START) :]
            if self._latest == BRACKETED_PASTE_START:
                self._reset()  # Textual's parser must not see it: it would wait for the end of the paste
                self._pasted, self._waits = "", 0
                return text[place:]
            yield from self._events(self._parser.feed(character))
        return ""

    def _paste(self, text: str) -> Generator[Message, None, str]:
        """A bracketed paste as soon as its end is there. Gives what follows it."""
        assert self._pasted is not None
        pasted, end, rest = (self._pasted + text).partition(BRACKETED_PASTE_END)
        if not end:
            self._pasted = pasted[-_LONGEST_PASTE:]
            return ""
        self._pasted = None
        yield Paste(characters.pasted(pasted))
        return rest

    def _events(self, parsed: Iterable[Message]) -> Iterator[Message]:
        """What Textual's parser made of it, less the sizes and the broken characters that nobody pressed."""
        try:
            events = list(parsed)
        except Exception:  # whatever it stumbles over, the terminal is to be read on
            self._reset()
            self._log_once()
            return
        for event in events:
            if isinstance(event, (Resize, InBandWindowResize)):
                self._reset()  # it would now take touches for pixels; the kernel says how large a terminal is
            elif not (isinstance(event, Key) and event.character == _NO_CHARACTER):
                yield event

    def _reset(self) -> None:
        self._parser = XTermParser()

    def _log_once(self) -> None:
        """Once, because a broken cable would fill the disk; without the bytes, which somebody may have typed."""
        if not self._logged:
            self._logged = True
            logging.getLogger("kiosk").warning("The terminal sent what is neither a key nor a touch: it was dropped")
