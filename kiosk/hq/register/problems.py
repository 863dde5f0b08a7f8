"""Problems (RFC 9457): what headquarters answers when it does not do what it was asked."""

from typing import Any


class HTTPProblem(Exception):
    """A problem to be answered: its type, HTTP status and title, and what the kiosk needs to know to act on it."""

    def __init__(self, type: str, status: int, title: str, **more: Any) -> None:
        super().__init__(title)
        self.type, self.status, self.title, self.more = type, status, title, more


class CommittedProblem(Exception):
    """A problem that is answered after COMMIT: the kiosk's report and the alarm that was raised are kept."""

    def __init__(self, problem: HTTPProblem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def unknown_epoch() -> HTTPProblem:
    """What sends a kiosk back to the beginning of an epoch."""
    return HTTPProblem("unknown-epoch", 404, "this epoch is not known here")
