"""Behind every key there is a page, and on every page something to read."""

from collections.abc import Iterator

from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.rule import Rule
from kiosk.storage.toml_file import Fault
from kiosk.text.languages import LOGS


def leading_notice_says_something(parts: Parts) -> Iterator[Fault]:
    """The notice that stands on the page of transparency itself is not a heading alone."""
    for notice in parts.notices:
        if notice.leads and notice.part[0].text.value is None:
            what = "leads the page of transparency, and says nothing there"
            yield Fault(*parts.where(notice.id, "leads"), what, "give the words of its first part, or let another lead")


def online_page_has_codes(parts: Parts) -> Iterator[Fault]:
    """The key of the online services leads to at least one code."""
    if not parts.channels.reachable:
        what = "no online service has an address, so that no key leads to their page"
        yield Fault(*parts.where("channels", "online"), what, "give the address of one")


def complaints_have_a_way(parts: Parts) -> Iterator[Fault]:
    """The page of complaints says of one channel at least how a complaint goes by it."""
    if not any(channel.how.value for channel in parts.channels.complaint.values()):
        what = "no channel for complaints says how, so that their page is empty"
        yield Fault(*parts.where("channels", "complaint"), what, "write how of one")


def services_say_who_they_are_for(parts: Parts) -> Iterator[Fault]:
    """A service answers the first question, and a sentence that announces a list is followed by one."""
    for service in parts.services.values():
        who = service.who.figure
        if service.who.value is None:
            yield Fault(*parts.where(service.id, "who"), "says nobody that it is for", "write who it is for")
        elif who is not None and who.lead.of(LOGS).endswith(":") and not who.any_of:
            do = "write the list in any_of, or end the sentence with a full stop"
            yield Fault(*parts.where(service.id, "who.value.lead"), "announces a list, and none follows", do)


def the_most_asked_is_offered(parts: Parts) -> Iterator[Fault]:
    """The service with a tile of its own on the first page is one of a family that the office offers."""
    service = parts.services.get(parts.office.most_asked or "")
    if service is not None and service.family not in parts.office.families:
        what = f"is of the family {service.family}, which is not offered"
        yield Fault(*parts.where("office", "most_asked"), what, "name a service that the office offers")


def unpublished(parts: Parts) -> Iterator[str]:
    """What has no key or no line, because nothing is known of it: by the name of its fact, or of its file."""
    channels = parts.channels
    yield from (f"{name}.address" for name in channels.online if name not in channels.reachable)
    yield from (notice.id for notice in parts.notices if not notice.is_published)
    for year in parts.assessments:
        yield from (f"{year.id}-{item.id}" for item in year.disclosures if not item.is_published)


CONTENT: list[Rule] = [
    leading_notice_says_something,
    online_page_has_codes,
    complaints_have_a_way,
    services_say_who_they_are_for,
    the_most_asked_is_offered,
]
