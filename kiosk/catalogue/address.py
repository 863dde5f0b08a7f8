"""Addresses: facts that are URLs, by a grammar so strict that every browser reads the same host in them."""

import re
from collections.abc import Iterable

from kiosk.catalogue.facts import Fact

_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST = rf"(?=[a-z0-9.-]{{1,253}}(?![a-z0-9.-])){_LABEL}(?:\.{_LABEL})*"
"""A host as a regular expression: labels of at most 63 letters, digits and hyphens, 253 in all (RFC 1123)."""

PATH = r"/(?:[a-z0-9._~:/@!$&'()*+,;=-]|%[0-9a-f]{2})*"
"""A path as a regular expression: the characters of RFC 3986, all others percent-encoded."""

_URL = re.compile(rf"https://({HOST})(?::443)?({PATH})?([?#](?:{PATH[1:]}|[?#\[\]])*)?", re.ASCII | re.IGNORECASE)


class Address(Fact[str], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact that is a web address."""

    form = "address"

    def __post_init__(self) -> None:
        if self.figure is not None and not is_address(self.figure):
            raise ValueError("an address is https:// and a host, without user, port, backslash or spaces")

    @property
    def host(self) -> str:
        """The host alone, as people read it; empty while the address is not known."""
        return _parts(self.figure)[0]

    @property
    def path(self) -> str:
        """The place within the site; empty where there is none, and while the address is not known."""
        return _parts(self.figure)[1]

    @property
    def is_front_page(self) -> bool:
        """Whether the address leads to a site and to no place within it."""
        return self.path in ("", "/")

    def leads_to(self, hosts: Iterable[str]) -> bool:
        """Whether its host is one of `hosts`; `.go.th` stands for all whose last labels are these."""
        host = self.host.lower()
        return any(host.endswith(known) if known.startswith(".") else host == known for known in hosts)


def is_address(text: str) -> bool:
    """Whether `text` is an address: https, a host whose last label is no number, port none or 443."""
    parsed = _URL.fullmatch(text)
    return parsed is not None and not parsed[1].rpartition(".")[2][0].isdigit()


def _parts(url: str | None) -> tuple[str, str]:
    """The host and the path."""
    parsed = _URL.fullmatch(url or "")
    return (parsed[1], parsed[2] or "") if parsed else ("", "")
