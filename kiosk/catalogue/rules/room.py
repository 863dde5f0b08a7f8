"""Nothing is out of reach: pages that are not turned have a key, or a place, for all that they are to show."""

from collections.abc import Iterator
from typing import get_args

from kiosk.catalogue.channels import HotlinePage
from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.rule import Rule
from kiosk.catalogue.services import FAMILIES
from kiosk.storage.toml_file import Fault

HOTLINES = 4
"""Numbers to call that a page shows at once, on the smallest screen a line each."""

WORK_GROUPS = 5
"""Keys and rows of the staff's counts, on the smallest screen; beyond them a page behind the counts has no key."""

SIGNERS = 7
"""Roles that the page of facts offers."""


def families_have_keys(parts: Parts) -> Iterator[Fault]:
    """Every family that the office offers has a key on the first page."""
    if len(parts.office.families) > FAMILIES:
        what = f"offers {len(parts.office.families)} families, and the first page has keys for {FAMILIES}"
        yield Fault(*parts.where("office", "families"), what, "put services of two families into one")


def first_page_keys_lead_somewhere(parts: Parts) -> Iterator[Fault]:
    """Behind each key of the first page there is something to read."""
    if not parts.channels.online:
        yield Fault(*parts.where("channels", "online"), "holds no online service", "give the key on the first page one")
    if not parts.notices and not parts.channels.complaint:
        what = "nothing is disclosed: neither a notice nor a channel for complaints"
        yield Fault(*parts.where("channels", "complaint"), what, "give the key on the first page something to show")


def families_have_services(parts: Parts) -> Iterator[Fault]:
    """Behind the key of a family there is a service."""
    served = {service.family for service in parts.services.values()}
    for family in parts.office.families:
        if family not in served:
            what, do = f"{family} has no service", "give it one, or do not offer it"
            yield Fault(*parts.where("office", "families"), what, do)


def groups_have_keys(parts: Parts) -> Iterator[Fault]:
    """Every work group is counted by a key of its own, and no page behind the counts is left without one."""
    for year in parts.assessments:
        if len(year.work_groups) > WORK_GROUPS:
            what = f"{len(year.work_groups)} are given, and the counts have keys and rows for {WORK_GROUPS}"
            yield Fault(*parts.where(year.id, "work_group"), what, "put two of them into one")


def hotlines_have_places(parts: Parts) -> Iterator[Fault]:
    """No page is to show more hotlines than it has places, and every hotline is shown somewhere."""
    for page in get_args(HotlinePage):
        shown = [name for name, hotline in parts.channels.hotline.items() if page in hotline.pages]
        for name in shown[HOTLINES:]:
            what = f"is one more than the {HOTLINES} hotlines that the page {page} has places for"
            yield Fault(*parts.where("channels", "hotline", name, "pages"), what, "take one off that page")


def one_notice_leads(parts: Parts) -> Iterator[Fault]:
    """At most one notice stands on the page of transparency itself."""
    for notice in [notice for notice in parts.notices if notice.leads][1:]:
        yield Fault(*parts.where(notice.id, "leads"), "another notice leads already", "let one of them lead")


def facts_have_signers(parts: Parts) -> Iterator[Fault]:
    """Somebody can sign off facts at the counter's screen, and every role that can has a key there."""
    signers = [name for name, role in parts.roles.items() if role.signs]
    if not signers:
        yield Fault(*parts.where("roles"), "no role signs", "give those who confirm facts `signs = true`")
    for name in signers[SIGNERS:]:
        what = f"is one more than the {SIGNERS} roles that the page of facts has keys for"
        yield Fault(*parts.where("roles", name, "signs"), what, "take `signs` away from one")
    counters = [name for name, role in parts.roles.items() if role.signs or role.counts]
    for name in [name for name in counters[SIGNERS:] if name not in signers[SIGNERS:]]:
        what = f"is one more than the {SIGNERS} roles that several at once has keys for beside that of the work group"
        yield Fault(*parts.where("roles", name), what, "take `counts` or `signs` away from one")


ROOM: list[Rule] = [
    families_have_keys,
    first_page_keys_lead_somewhere,
    families_have_services,
    groups_have_keys,
    hotlines_have_places,
    one_notice_leads,
    facts_have_signers,
]
