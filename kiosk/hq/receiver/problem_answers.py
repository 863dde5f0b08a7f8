"""Problem answers (RFC 9457): what is said instead of what was asked for, and of which kiosk that is kept."""

import datetime
from collections.abc import Callable

import msgspec
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kiosk.hq.receiver.request_log import note, noted
from kiosk.hq.register.problems import HTTPProblem
from kiosk.hq.register.refused_calls import RefusedCalls
from kiosk.protocol.payloads import PROBLEM, Problem

RETRY_AFTER = 5
"""Seconds after which a kiosk may try again when the database did not answer."""


class Refusing:
    """Answers a problem, and keeps it of the kiosk that it is answered to: that one knocks, and is not silent.

    It is kept once the answer is sent: a write would tell a stranger that there is a kiosk of the name he tried.
    """

    def __init__(self, calls: RefusedCalls, clock: Callable[[], datetime.datetime]) -> None:
        self._calls = calls
        self._clock = clock

    async def __call__(self, request: Request, problem: Exception) -> Response:
        """The answer, for Starlette."""
        assert isinstance(problem, HTTPProblem)
        kiosk, stream = noted(request.scope, "kiosk"), request.path_params.get("stream", "ledger")
        answer = _answer(request, problem)
        if isinstance(kiosk, str):
            answer.background = BackgroundTask(self._calls.note, kiosk, problem.why, stream, self._clock())
        return answer


async def no_such_call(request: Request, error: Exception) -> Response:
    """Answer a request for an address that there is not."""
    assert isinstance(error, HTTPException)
    return _answer(request, HTTPProblem("no-such-call", error.status_code, "there is no such call here"))


async def busy(request: Request, _error: Exception) -> Response:
    """The database did not answer, or two transactions stood in each other's way: nothing was stored."""
    answer = _answer(request, HTTPProblem("busy", 503, "the register cannot be reached now"))
    answer.headers["Retry-After"] = str(RETRY_AFTER)
    return answer


def _answer(request: Request, problem: HTTPProblem) -> Response:
    note(request.scope, problem=problem.why)
    body = Problem(type=PROBLEM + problem.type, title=problem.title, status=problem.status, **problem.more)
    return Response(msgspec.json.encode(body), problem.status, media_type="application/problem+json")
