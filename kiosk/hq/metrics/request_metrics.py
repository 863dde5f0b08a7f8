"""Request metrics: how many calls of a kind were answered, how, and how fast."""

from typing import Any

from prometheus_client import CollectorRegistry, Histogram
from starlette.types import Scope

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper bounds of the buckets; a page is to be there within 0.1."""

_OWN_NAMES = ("/v2/", "/healthz", "/openapi.json", "/metrics")


class RequestMetrics:
    """The answers of one receiver, since it was started."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._seconds = Histogram(
            "kiosk_hq_request_seconds",
            "Seconds until an answer was given, by call and class of status.",
            ["call", "status"],
            registry=registry,
            buckets=_SECONDS,
        )

    def observe(self, scope: Scope, status: int, seconds: float) -> None:
        """Count an answer. What a stranger may choose, such as a path, is no label."""
        self._seconds.labels(_call_of(scope), f"{status // 100}xx").observe(seconds)


def _call_of(scope: Scope) -> str:
    """A call of the protocol by its name, a page as a page."""
    endpoint: Any = scope.get("endpoint")
    if endpoint is None:
        return "none"
    return str(endpoint.__name__) if scope["path"].startswith(_OWN_NAMES) else "page"
