"""The HTTP server of headquarters: the protocol and the pages behind one port, with deadlines for whoever calls."""

import gc
import logging
import socket
from collections.abc import Callable
from datetime import datetime

import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from prometheus_client import CollectorRegistry
from starlette.middleware import Middleware
from starlette.types import ASGIApp

from kiosk.hq.alerts.rounds import AlertRounds, making_rounds
from kiosk.hq.bulletins.own_years import years_of
from kiosk.hq.metrics.endpoint import metrics_route
from kiosk.hq.metrics.register_metrics import RegisterMetrics
from kiosk.hq.metrics.request_metrics import RequestMetrics
from kiosk.hq.pages.login import Authentication
from kiosk.hq.pages.site import Site
from kiosk.hq.pages.views import Views
from kiosk.hq.receiver.app import Receiver
from kiosk.hq.receiver.client_address import ClientAddress
from kiosk.hq.receiver.connections import BACKLOG, Connections
from kiosk.hq.receiver.exposure import Exposure
from kiosk.hq.receiver.host_header import HostHeader
from kiosk.hq.receiver.json_log import JsonLog, JsonLogHandler
from kiosk.hq.receiver.request_log import AccessLog
from kiosk.hq.receiver.security_headers import SecurityHeaders
from kiosk.hq.register.register import Register
from kiosk.machine.kiosk import Kiosk
from kiosk.text.refusal import Refusal
from kiosk.text.sentences import REFUSALS, sentence

_GARBAGE = 100_000, 20, 50
"""Thresholds of the garbage collector: a page of 10,000 kiosks makes 100,000 objects that are freed without it, and
would else look through all that is kept of them at every second page, which takes as long as the page."""


def application(
    register: Register,
    key: Ed25519PrivateKey,
    now: Callable[[], datetime],
    machine: Kiosk,
    exposure: Exposure,
    log: JsonLog,
    metrics_key: str | None = None,
) -> ASGIApp:
    """Everything that is served; the metrics to whoever has their key, and to nobody where there is none."""
    registry = CollectorRegistry()
    registry.register(RegisterMetrics(register, now))
    requests = RequestMetrics(registry)
    metrics = [metrics_route(registry, metrics_key)] if metrics_key is not None else []
    authentication = Authentication(register.engine, key, now, exposure)
    views = Views(register.engine, machine, lambda new: register.know(*years_of(new, register.engine), now()))
    site = Site(authentication, views, key)
    rounds = AlertRounds(register.engine, lambda: views.machine, exposure.public_url)
    middleware = [
        Middleware(AccessLog, log, requests.observe),
        Middleware(ClientAddress, exposure.proxies),
        Middleware(HostHeader),
    ]
    app = Receiver(register, key, now).app(middleware, [*metrics, *site.routes()], [making_rounds(rounds, now)])
    return SecurityHeaders(app, is_secure=exposure.is_secure)


def serve(app: ASGIApp, host: str, port: int, log: JsonLog) -> None:
    """Receive until stopped by a signal. Refusal if the port is taken."""
    listening = _listening(host, port)
    logging.basicConfig(handlers=[JsonLogHandler(log)], force=True)
    gc.freeze()  # what is loaded by now stays, so that no page waits until it has been looked through again
    gc.set_threshold(*_GARBAGE)
    address = f"[{host}]" if ":" in host else host
    print(f"Headquarters receives at http://{address}:{listening.getsockname()[1]}", flush=True)
    config = uvicorn.Config(
        app,
        http=Connections().protocol,  # type: ignore[arg-type]  # what makes a protocol will do
        loop="uvloop",
        ws="none",
        backlog=BACKLOG,
        proxy_headers=False,  # who is believed is said by --trusted-proxy alone
        server_header=False,
        access_log=False,
        log_config=None,
    )
    uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        # Nagle's algorithm would hold an answer's body for 40 ms, until the other side has acknowledged its headers:
        # asyncio switches it off only for sockets that were made by naming TCP.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
    except (OSError, UnicodeError) as error:
        reason = error if isinstance(error, OSError) else sentence(REFUSALS, "hq.no_host")
        raise Refusal("hq.not_listening", host=host, port=str(port), reason=reason) from None
