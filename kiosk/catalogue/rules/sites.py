"""The office's own pages of its services: each belongs to a service, may be led to, and fits as a code."""

from collections.abc import Iterator

from kiosk.catalogue.address import Address, is_address
from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.fit import code_fits
from kiosk.catalogue.rules.rule import Rule
from kiosk.storage.toml_file import Fault, closest


def sites_are_of_services(parts: Parts) -> Iterator[Fault]:
    """Every page that the office names is that of a service."""
    for name in parts.office.site:
        if name not in parts.services:
            do = closest(name, parts.services, "name a service by its id, or take it away")
            yield Fault(*parts.where("office", "site", name), f"there is no service {name}", do)


def sites_are_allowed(parts: Parts) -> Iterator[Fault]:
    """A code leads to https, and to a host under .go.th or one that is listed."""
    for name, address in parts.office.site.items():
        if not is_address(address) or not parts.channels.allows(Address(value=address)):
            do = "write https:// and a host under .go.th, or list the host in content/channels.toml, allowed_hosts"
            yield Fault(*parts.where("office", "site", name), f"{address} may not be led to", do)


def sites_fit(parts: Parts) -> Iterator[Fault]:
    """The code of each is no larger than its place."""
    for name, address in parts.office.site.items():
        yield from code_fits(address, parts.where("office", "site", name))


SITES: list[Rule] = [sites_are_of_services, sites_are_allowed]
"""What a page could not show."""
