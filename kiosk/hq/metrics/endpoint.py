"""The call that Prometheus makes: every metric of this receiver, for whoever has its key."""

import secrets

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kiosk.hq.receiver.request_log import note
from kiosk.text.refusal import Refusal

SHORTEST = 16
"""Characters of a key: it can be tried as often as somebody likes."""


def check_key(key: str | None) -> str | None:
    """A key that is long enough, or none. Refusal for a short one."""
    if key is not None and len(key) < SHORTEST:
        raise Refusal("hq.short_key", shortest=SHORTEST)
    return key


def metrics_route(registry: CollectorRegistry, key: str) -> Route:
    """`/metrics`, which answers a request that has the key as its bearer token."""
    right = f"Bearer {key}".encode()

    async def metrics(request: Request) -> Response:
        if not secrets.compare_digest(request.headers.get("authorization", "").encode(), right):
            note(request.scope, problem="wrong-key")
            return PlainTextResponse("the key is wrong", 401, headers={"WWW-Authenticate": "Bearer"})
        return Response(await run_in_threadpool(generate_latest, registry), media_type=CONTENT_TYPE_LATEST)

    return Route("/metrics", metrics)
