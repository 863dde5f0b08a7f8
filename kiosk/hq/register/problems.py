"""Problems (RFC 9457): what headquarters answers when it does not do what it was asked."""

from typing import Any


class HTTPProblem(Exception):
    """A problem to be answered: its type, HTTP status and title, and what the kiosk needs to know to act on it.

    `why` is headquarters' own word for it, where that is not for strangers.
    """

    def __init__(self, type: str, status: int, title: str, why: str = "", **more: Any) -> None:
        super().__init__(title)
        self.type, self.status, self.title, self.why, self.more = type, status, title, why or type, more


class CommittedProblem(Exception):
    """A problem that is answered after COMMIT: the kiosk's report and the alarm that was raised are kept."""

    def __init__(self, problem: HTTPProblem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def unknown_kiosk() -> HTTPProblem:
    """What is answered in the name of a kiosk that is not enrolled."""
    return HTTPProblem("unknown-kiosk", 401, "no kiosk of this name and key is enrolled here")


def not_signed() -> HTTPProblem:
    """User enumeration: who has not a kiosk's key is not told whether there is a kiosk of that name."""
    unknown = unknown_kiosk()
    return HTTPProblem(unknown.type, unknown.status, unknown.title, why="bad-signature")


def unknown_epoch() -> HTTPProblem:
    """What sends a kiosk back to the beginning of an epoch."""
    return HTTPProblem("unknown-epoch", 404, "this epoch is not known here")
