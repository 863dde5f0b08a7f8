"""Labels and QR codes fit where they are drawn."""

from collections.abc import Iterator

from kiosk.catalogue.address import Address
from kiosk.catalogue.named_facts import NamedFact
from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.rule import Rule
from kiosk.storage.toml_file import Fault, Location
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import OFFICIAL

WIDTHS = {
    "home tile": 20,  # two tiles beside each other on 63 columns
    "family list": 29,  # two columns on 80
    "online list": 22,  # two columns beside the code on 137
    "topic": 14,  # three columns beside the No Gift Policy on 137
    "group key": 29,  # two columns on 80
    "calendar row": 26,  # beside the bars on 80
    "calendar phase": 10,  # before the rows on 137
    "band": 41,  # beside the clock on 63
}
"""Cells that a label has on the smallest screen that draws it there, after margins, padding and the key's badge."""

CODE = (37, 19)
"""Columns and rows that a code has at most: 24 rows less band and keys, on the first page and on its own."""


Label = tuple[str, Location, Bilingual]
"""One of WIDTHS, the place where the label is written, and its words."""


def labels_fit(parts: Parts) -> Iterator[Fault]:
    """No label is cut."""
    from rich.cells import cell_len  # 7 ms that only a check takes

    for kind, at, words in parts.each([_of_lists, _of_notices, _of_years]):
        for language in (*OFFICIAL, *words.further):
            cells, room = cell_len(words.of(language)), WIDTHS[kind]
            if cells > room:
                what = f"takes {cells} cells, and a {kind} has {room}"
                yield Fault(at.file, f"{at.key}.{language}", what, "shorten it")


def codes_fit(parts: Parts) -> Iterator[Fault]:
    """No QR code is larger than its place."""
    for named in parts.facts:
        yield from code_fits(named, parts.where_fact(named))


def code_fits(named: NamedFact, at: Location) -> Iterator[Fault]:
    """The QR code of one fact, if it is an address, is not larger than its place."""
    if isinstance(named.fact, Address) and named.fact.figure is not None:
        from kiosk.text import qr  # 50 ms that only a check and a new address take

        size, room = qr.size(named.fact.figure), CODE
        if size[0] > room[0] or size[1] > room[1]:
            what = f"its QR code takes {size[0]} x {size[1]} cells, and {room[0]} x {room[1]} are there"
            yield Fault(*at, what, "give a shorter address")


def _of_lists(parts: Parts) -> Iterator[Label]:
    yield "band", parts.where("office", "name"), parts.office.name
    for family in parts.families:
        yield "home tile", parts.where("families", "family", family.id, "title"), family.title
    for service in parts.services.values():
        yield "family list", parts.where(service.id, "short_title"), service.short_title
    for name, online in parts.channels.online.items():
        yield "online list", parts.where("channels", "online", name, "title"), online.title


def _of_notices(parts: Parts) -> Iterator[Label]:
    for notice in parts.notices:
        yield "topic", parts.where(notice.id, "short_title"), notice.short_title


def _of_years(parts: Parts) -> Iterator[Label]:
    for year in parts.assessments:
        for group in year.work_groups:
            yield "group key", parts.where(year.id, "work_group", group.id, "short_title"), group.short_title
        for row in year.calendar:
            yield "calendar row", parts.where(year.id, "calendar", row.id, "short_title"), row.short_title
        for phase in year.phases:
            yield "calendar phase", parts.where(year.id, "phase", phase.id, "short_title"), phase.short_title


FIT: list[Rule] = [labels_fit, codes_fit]
