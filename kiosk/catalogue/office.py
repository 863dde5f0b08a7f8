"""The office as content has it: names, families, opening, own days, and its own facts."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from kiosk.catalogue.address import Address
from kiosk.catalogue.facts import Statement
from kiosk.catalogue.opening import Opening
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import Digits
from kiosk.text.languages import Language

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Office(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"office_class": "class"}):
    """One provincial immigration office, the unit that the ITA assesses, and the kiosk's name in it.

    `most_asked` is the service that has a tile of its own on the first page, `counter_of` the work group whose counter
    the kiosk stands on. `opening` is when the office serves; where it is not given, nobody can say if it is open now.
    `closed` and `opened` are days on which it does not keep to the year's open days; `roster` names who is on duty on a
    weekday instead of `duty`. `languages` are offered beside the official two; all that have words if none is named.
    `site` is the address of the office's own page of a service, by the service's id.
    """

    id: str
    kiosk: str
    office_class: str
    name: Bilingual
    short_name: Bilingual
    families: Annotated[list[str], Meta(min_length=1)]
    most_asked: str | None = None
    counter_of: str | None = None
    counts_from: Literal["staff", "visitor"] = "staff"
    digits: Digits = "arabic"
    languages: list[Language] | None = None
    duty: Bilingual
    roster: dict[Weekday, Bilingual] = {}
    opening: Opening | None = None
    closed: list[date] = []
    opened: list[date] = []
    headquarters: str | None = None
    site: dict[str, str] = {}
    survey: Annotated[Address, Meta(title="key.survey")]
    hours: Annotated[Statement, Meta(title="officer.hours")]
    phone: Annotated[Statement, Meta(title="officer.phone")]
    place: Annotated[Statement, Meta(title="facts.place")]
    website: Annotated[Address, Meta(title="facts.website")]
    facebook: Annotated[Address, Meta(title="facts.facebook")]
