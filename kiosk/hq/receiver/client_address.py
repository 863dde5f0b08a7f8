"""Client address behind trusted proxies: of X-Forwarded-For, only what a proxy of our own has written is believed."""

import ipaddress
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from kiosk.hq.receiver.request_log import note

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class ClientAddress:
    """ASGI middleware: the address of a request is its rightmost hop that is no trusted proxy."""

    def __init__(self, app: ASGIApp, trusted: Iterable[Network] = ()) -> None:
        self.app = app
        self._trusted = list(trusted)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let `app` answer to the address that was found."""
        if self._trusted and scope.get("client"):
            forwarded = ",".join(Headers(scope=scope).getlist("x-forwarded-for"))
            address = self._hop([part.strip() for part in forwarded.split(",")], scope["client"][0])
            scope["client"] = (address, 0)
            note(scope, address=address)
        await self.app(scope, receive, send)

    def _hop(self, forwarded: list[str], peer: str) -> str:
        """Walk from the right; what is no address was written by somebody who is not believed."""
        address = peer
        while self._is_trusted(address) and forwarded:
            hop = forwarded.pop()
            if not _is_address(hop):
                break
            address = hop
        return address

    def _is_trusted(self, address: str) -> bool:
        return _is_address(address) and any(ipaddress.ip_address(address) in network for network in self._trusted)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
