"""Labels and QR codes fit where they are drawn."""

from collections.abc import Iterator

from rich.cells import cell_len

from kiosk.catalogue.address import Address
from kiosk.catalogue.assessment import Assessment
from kiosk.catalogue.channels import Channels
from kiosk.catalogue.notices import Notice
from kiosk.catalogue.office import Office
from kiosk.catalogue.rules.rule import NamedFact, Rule, Where
from kiosk.catalogue.services import Family, Service
from kiosk.storage.toml_file import Fault
from kiosk.text import qr
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


def labels_fit(
    office: Office,
    families: list[Family],
    services: dict[str, Service],
    channels: Channels,
    notices: list[Notice],
    assessments: list[Assessment],
    where: Where,
) -> Iterator[Fault]:
    """No label is cut."""
    labels = [("home tile", "families", f"family.{one.id}.title", one.title) for one in families]
    labels += [("family list", one.id, "short_title", one.short_title) for one in services.values()]
    labels += [("online list", key, "title", one.title) for key, one in channels.online.items()]
    labels += [("topic", one.id, "short_title", one.short_title) for one in notices]
    labels += [
        ("group key", year.id, f"work_group.{one.id}.short_title", one.short_title)
        for year in assessments
        for one in year.work_groups
    ]
    for year in assessments:
        labels += [
            ("calendar row", year.id, f"calendar.{one.id}.short_title", one.short_title) for one in year.calendar
        ]
        labels += [("calendar phase", year.id, f"phase.{one.id}.short_title", one.short_title) for one in year.phases]
    for place, owner, key, words in [*labels, ("band", "office", "name", office.name)]:
        yield from _too_long(place, owner, key, words, where)


def codes_fit(facts: list[NamedFact], where: Where) -> Iterator[Fault]:
    """No QR code is larger than its place."""
    for owner, field, fact in facts:
        if isinstance(fact, Address) and fact.figure is not None:
            size, room = qr.size(fact.figure), CODE
            if size[0] > room[0] or size[1] > room[1]:
                what = f"its QR code takes {size[0]} x {size[1]} cells, and {room[0]} x {room[1]} are there"
                yield Fault(*where(owner, field), what, "give a shorter address")


def _too_long(place: str, owner: str, key: str, words: Bilingual, where: Where) -> Iterator[Fault]:
    for language in (*OFFICIAL, *words.further):
        cells, room = cell_len(words.of(language)), WIDTHS[place]
        if cells > room:
            file, at = where(owner, key)
            yield Fault(file, f"{at}.{language}", f"takes {cells} cells, and a {place} has {room}", "shorten it")


LABELS: list[Rule] = [labels_fit, codes_fit]
