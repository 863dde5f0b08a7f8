"""Exposure: at which address the receiver is reached from outside, and to whom its pages may be shown at all."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request

from kiosk.hq.receiver.client_address import Network
from kiosk.hq.receiver.host_header import host_of
from kiosk.text.refusal import Misuse

LOOPBACK = {"localhost", "127.0.0.1", "::1"}

_PROXY_HEADERS = ("forwarded", "via", "x-real-ip")


@dataclass(frozen=True)
class Exposure:
    """`public_host` is the host of the outside address; None: the pages are for this machine alone.

    `is_secure` is whether the outside address is one of TLS, `is_open` whether the pages need no log-in, `public_url`
    that address without a slash at its end.
    """

    public_host: str | None = None
    is_secure: bool = False
    is_open: bool = False
    proxies: tuple[Network, ...] = ()
    public_url: str | None = None

    @classmethod
    def asked_for(cls, host: str, *, is_open: bool, public_url: str | None, proxies: tuple[str, ...]) -> "Exposure":
        """What the options of `kiosk hq serve` ask for. Misuse if they do not go together."""
        if is_open and public_url is not None:
            raise Misuse("hq.open_with_url")
        if is_open and host not in LOOPBACK:
            raise Misuse("hq.open_with_host", host=host)
        public_host, is_secure = _parsed(public_url) if public_url is not None else (None, False)
        networks = tuple(_network(proxy) for proxy in proxies)
        return cls(public_host, is_secure, is_open, networks, public_url.rstrip("/") if public_url else None)

    def admits(self, request: Request) -> bool:
        """Whether the pages are shown at the address that was asked for.

        Through a proxy that is not known of, everybody in the world would seem to be this machine.
        """
        host = host_of(request.headers.get("host", ""))
        if self.public_host is not None:
            return host == self.public_host or host in LOOPBACK
        return host in LOOPBACK and not _is_proxied(request)


def _is_proxied(request: Request) -> bool:
    return any(name in _PROXY_HEADERS or name.startswith("x-forwarded-") for name in request.headers)


def _parsed(url: str) -> tuple[str, bool]:
    """Host of an outside address, and whether it is one of TLS."""
    try:
        parts = urlsplit(url)
        host = host_of(parts.netloc)
    except ValueError:
        host = None
    if host is None or parts.scheme not in ("http", "https") or parts.path not in ("", "/") or parts.query:
        raise Misuse("hq.no_site", url=url)
    if parts.scheme == "http" and host not in LOOPBACK:
        raise Misuse("hq.without_tls", url=url)
    return host, parts.scheme == "https"


def _network(text: str) -> Network:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise Misuse("hq.no_proxy", text=text) from None
