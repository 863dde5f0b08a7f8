"""Names that go over the wire, or stand for something else already, are ones that an entry can bear."""

from collections.abc import Iterator

import msgspec

from kiosk.catalogue.assessment import TOTAL
from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.rule import Rule
from kiosk.protocol.chain import Name
from kiosk.storage.toml_file import Fault, Location


def names_can_be_sent(parts: Parts) -> Iterator[Fault]:
    """Headquarters takes the names of the office, its kiosk and its class, and of every work group.

    Entries are never changed: what were counted under another name could never be sent. Files are named by them too,
    and such a name leads into no other folder.
    """
    office = parts.office
    for key, name in {"id": office.id, "kiosk": office.kiosk, "class": office.office_class}.items():
        yield from _not_to_be_sent(parts.where("office", key), name)
    for year in parts.assessments:
        for group in year.work_groups:
            yield from _not_to_be_sent(parts.where(year.id, "work_group", group.id, "id"), group.id)


def no_group_is_the_total(parts: Parts) -> Iterator[Fault]:
    """A work group's minimum and count are not those of the whole office."""
    for year in parts.assessments:
        for group in year.work_groups:
            if group.id == TOTAL:
                what = f"{TOTAL} is what the minimum of the whole office is called"
                yield Fault(*parts.where(year.id, "work_group", group.id, "id"), what, "give the group another name")


def _not_to_be_sent(at: Location, name: str) -> Iterator[Fault]:
    try:
        msgspec.convert(name, Name)
    except msgspec.ValidationError:
        do = "write at most 63 of a to z, 0 to 9 and hyphens, no hyphen first"
        yield Fault(*at, f"headquarters takes no name like {name}", do)


NAMES: list[Rule] = [names_can_be_sent, no_group_is_the_total]
