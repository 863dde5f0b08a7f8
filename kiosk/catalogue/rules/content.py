"""Behind every key there is a page, and on every page something to read."""

from collections.abc import Iterator

from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.rule import Rule
from kiosk.storage.toml_file import Fault


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


def unpublished(parts: Parts) -> Iterator[str]:
    """What has no key or no line, because nothing is known of it: by the name of its fact, or of its file."""
    channels = parts.channels
    yield from (f"{name}.address" for name in channels.online if name not in channels.reachable)
    yield from (notice.id for notice in parts.notices if not notice.is_published)
    for year in parts.assessments:
        yield from (f"{year.id}-{item.id}" for item in year.disclosures if not item.is_published)


CONTENT: list[Rule] = [leading_notice_says_something, online_page_has_codes]
