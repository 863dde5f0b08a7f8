"""Ways that lead out of the office: online services, hotlines, channels for complaints and opinions."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from kiosk.catalogue.address import Address
from kiosk.catalogue.facts import PhoneNumber, Statement
from kiosk.text.bilingual import Bilingual


class OnlineService(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A service that a visitor uses on their own phone; `is_own` where it is the office's own account,
    `narrow_title` its name where two keys share 49 columns, if its title is too long."""

    title: Bilingual
    narrow_title: Bilingual | None = None
    form: Bilingual | None = None
    note: Bilingual
    is_own: bool = False
    address: Annotated[Address, Meta(title="facts.address")]

    @property
    def brief(self) -> Bilingual:
        """The name for where there is little room."""
        return self.narrow_title or self.title


HotlinePage = Literal["transparency", "officer"]
"""Pages that show hotlines."""


class Hotline(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A number to call, and the pages that show it; `narrow_title` for where both names and it share a line."""

    title: Bilingual
    narrow_title: Bilingual | None = None
    pages: Annotated[list[HotlinePage], Meta(min_length=1)]
    number: Annotated[PhoneNumber, Meta(title="officer.phone")]


class ComplaintChannel(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a complaint or an opinion can go; the kiosk shows the way and takes none itself.

    `online` names the online service by which it goes too.
    """

    title: Bilingual
    how: Annotated[Statement, Meta(title="facts.how")]
    online: str | None = None


class Channels(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All of them, each group in the order of its keys.

    `manuals` is the online service for what has no way online of its own.
    """

    allowed_hosts: list[str]
    social_hosts: list[str] = []
    disclosure_hosts: list[str] = []
    manuals: str | None = None
    online: Annotated[dict[str, OnlineService], Meta(min_length=1)]
    hotline: dict[str, Hotline]
    complaint: dict[str, ComplaintChannel]

    def hotlines(self, page: HotlinePage) -> list[Hotline]:
        """The hotlines that a page shows: those whose number is known."""
        return [hotline for hotline in self.hotline.values() if page in hotline.pages and hotline.number.figure]

    @property
    def reachable(self) -> dict[str, OnlineService]:
        """The online services whose address is known: only they have something to scan."""
        return {name: service for name, service in self.online.items() if service.address.figure}

    def way_online(self, service: str | None) -> str | None:
        """A service's way online, else the manuals; None where neither is reachable."""
        return next((name for name in (service, self.manuals) if name in self.reachable), None)

    @property
    def complaints_online(self) -> list[str]:
        """The online services, by name, by which a complaint can go."""
        return [channel.online for channel in self.complaint.values() if channel.online in self.reachable]

    def is_own(self, address: Address) -> bool:
        """Whether it leads to where the office's own accounts are."""
        return address.leads_to(self.social_hosts)

    def discloses(self, address: Address) -> bool:
        """Whether an item may be disclosed there: no code leads to it, so that more hosts will do."""
        return self.allows(address) or address.leads_to([*self.social_hosts, *self.disclosure_hosts])

    def allows(self, address: Address) -> bool:
        """Allow-list: whether a QR code may lead there, to a host under .go.th or one that is listed."""
        return address.leads_to([".go.th", *self.allowed_hosts])
