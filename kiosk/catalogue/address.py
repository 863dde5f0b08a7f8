"""Addresses: facts that are URLs, and what people read of them."""

from urllib.parse import urlsplit

from kiosk.catalogue.facts import Fact


class Address(Fact[str], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact that is a web address."""

    form = "address"

    @property
    def host(self) -> str:
        """The host alone, as people read it; empty while the address is not known."""
        return urlsplit(self.figure or "").netloc

    @property
    def is_front_page(self) -> bool:
        """Whether the address leads to a site and to no place within it."""
        return urlsplit(self.figure or "").path in ("", "/")
