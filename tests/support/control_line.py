"""The session's end of a control line, as tests read it."""

import socket

from kiosk.session.control import next_word


def letters_asked(line: socket.socket) -> str | None:
    """The letters that the counter asks for next, between the beats of its heart."""
    return next(word for word in iter(lambda: next_word(line), "") if word != "alive")
