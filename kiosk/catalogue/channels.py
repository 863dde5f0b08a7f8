"""Ways that lead out of the office: online services, hotlines, channels for complaints and opinions."""

from urllib.parse import urlsplit

from msgspec import Struct

from kiosk.catalogue.address import Address
from kiosk.catalogue.facts import Fact, Statement
from kiosk.text.bilingual import Bilingual


class OnlineService(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A service that a visitor uses on their own phone."""

    title: Bilingual
    form: Bilingual | None = None
    note: Bilingual
    address: Address


class Hotline(Struct, frozen=True, forbid_unknown_fields=True):
    """A number to call."""

    title: Bilingual
    number: Fact[str]


class ComplaintChannel(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a complaint or an opinion can go; the kiosk shows the way and takes none itself."""

    title: Bilingual
    how: Statement
    address: Address | None = None


class Channels(Struct, frozen=True, forbid_unknown_fields=True):
    """All of them, each group in the order of its keys."""

    allowed_hosts: list[str]
    online: dict[str, OnlineService]
    hotline: dict[str, Hotline]
    complaint: dict[str, ComplaintChannel]

    def allows(self, url: str) -> bool:
        """Whether a QR code may lead there: https, and a host under .go.th or one that is listed."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        return parts.scheme == "https" and (host.endswith(".go.th") or host in self.allowed_hosts)
