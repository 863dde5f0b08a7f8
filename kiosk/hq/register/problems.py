"""What headquarters answers when it does not do what it was asked."""

from typing import Any


class Answer(Exception):
    """A problem answer: its word, HTTP status, and what the kiosk needs to know to act on it."""

    def __init__(self, word: str, status: int, title: str, **more: Any) -> None:
        super().__init__(title)
        self.word, self.status, self.title, self.more = word, status, title, more


class Kept(Exception):
    """An answer that is no reason to forget that the kiosk has reported, or the alarm that was raised."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(str(answer))
        self.answer = answer


def unknown_epoch() -> Answer:
    """What sends a kiosk back to the beginning of an epoch."""
    return Answer("unknown-epoch", 404, "this epoch is not known here")
