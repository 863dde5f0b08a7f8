"""The table of what can be printed: a placard is a name here and the function that makes it."""

from collections.abc import Callable
from functools import partial

from kiosk.export.paper import code_sheets, posters, staff_room
from kiosk.export.paper.frame import Frame
from kiosk.export.paper.placard import Placard
from kiosk.export.paper.service_sign import service_sign
from kiosk.export.paper.wallet_card import wallet_card
from kiosk.machine.kiosk import Kiosk

_POSTERS: list[Callable[[Frame], Placard]] = [
    posters.survey,
    posters.complaints,
    code_sheets.online,
    code_sheets.line,
    posters.duty,
    posters.hours,
    posters.closed,
    staff_room.counts,
]


def placards(kiosk: Kiosk) -> dict[str, Callable[[Frame], Placard]]:
    """Every placard of an office by its name: its services, what it posts about itself, and the posters."""
    services = {name: partial(_sign, name) for name in kiosk.catalogue.services}
    notices = {each.id: partial(posters.notice, posted=each) for each in kiosk.catalogue.notices}
    parts = {
        f"{each.id}-{part.id}": partial(posters.notice, posted=each, part=part)
        for each in kiosk.catalogue.notices
        if each.apart
        for part in each.part
    }
    cards = {
        f"card-{each.id}": partial(wallet_card, service=each)
        for each in kiosk.catalogue.services.values()
        if each.filing and each.filing.repeats
    }
    manuals = {f"manual-{each.id}": partial(code_sheets.manual_sheet, family=each) for each in kiosk.catalogue.families}
    return {**services, **cards, **notices, **parts, **manuals, **{make.__name__: make for make in _POSTERS}}


def sheets_of(pages: list[str], kiosk: Kiosk) -> list[str]:
    """The names of the sheets that hang for pages of the counter, as the plan's measures name those."""
    names = list(placards(kiosk))
    return [name for page in pages for name in names if _hangs_for(name, page, kiosk)]


def _hangs_for(name: str, page: str, kiosk: Kiosk) -> bool:
    match page:
        case "services":
            return name in kiosk.catalogue.services
        case "manuals":
            return name.startswith("manual-") or name == "online"
        case "officer":
            return name in ("duty", "hours", "closed")
    return name == page or name.startswith(f"{page}-")


def _sign(service: str, frame: Frame) -> Placard:
    return service_sign(frame, frame.catalogue.services[service])
