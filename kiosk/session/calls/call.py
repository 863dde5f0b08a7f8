"""A call, and how it goes over the line: one JSON object a line. It lives in memory alone and ends with the visit."""

import logging
from time import monotonic
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

from kiosk.text.languages import Language

LONGEST_LINE = 2_048
"""Bytes of a message at most; who sends a longer line is not listened to any more."""

SHOWN = 200
"""Characters of a bad line that the log shows."""

T = TypeVar("T")


class Call(Struct, frozen=True):
    """All that staff learn of a call.

    `service` is the id of the service that was read, if one was; `since` is a moment of the machine's monotonic clock,
    which its processes have in common.
    """

    id: str
    service: str | None
    language: Language
    since: float
    state: Literal["calling", "coming", "over"] = "calling"

    @property
    def seconds(self) -> int:
        """Whole seconds since it began; none for a moment that is still to come."""
        return max(int(monotonic() - self.since), 0)


class Answer(Struct, frozen=True):
    """Somebody at a staff terminal is coming to the call of that id."""

    call: str


def encoded(message: Call | Answer) -> bytes:
    """A message as a line."""
    return msgspec.json.encode(message) + b"\n"


def decoded(line: bytes, kind: type[T]) -> T | None:
    """The message that a line holds; None, and a line in the log, where it holds none of that kind."""
    try:
        return msgspec.json.decode(line, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        logging.getLogger("kiosk").warning("A line of the calls was ignored: %s: %r", error, line[:SHOWN])
        return None
