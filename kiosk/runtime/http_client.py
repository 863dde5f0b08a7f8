"""The HTTP client, made for all who ask something over the network; what the environment says of proxies is checked."""

from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx

from kiosk.text.refusal import Refusal, reason

LOOPBACK = ("127.0.0.1", "::1", "localhost")
"""This very machine; no proxy stands before it."""

_DIRECT = {f"all://{host}": None for host in ("127.0.0.1", "[::1]", "localhost")}

C = TypeVar("C", httpx.Client, httpx.AsyncClient)


def httpx_client(kind: type[C], url: str | None = None, **options: Any) -> C:
    """A client of that kind, for one `url` or for any. Refusal for proxies and certificates that cannot be used.

    httpx reads HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY, SSL_CERT_FILE and SSL_CERT_DIR, and fails at those in
    many ways; a call to this machine needs no proxy, and no certificate unless it is https.
    """
    parts = urlsplit(url or "")
    local = parts.hostname in LOOPBACK
    try:
        verify = False if local and parts.scheme == "http" else httpx.create_ssl_context()
        return kind(verify=verify, trust_env=not local, mounts=_DIRECT, **options)
    except (ImportError, OSError, ValueError, httpx.InvalidURL) as error:
        raise Refusal("network.settings", reason=reason(error)) from error
