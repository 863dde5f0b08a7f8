"""Sheets of codes: the manual of each family, the services online, the office's LINE account; and what they list."""

from kiosk.catalogue.channels import OnlineService
from kiosk.catalogue.services import Family
from kiosk.export.paper.frame import Frame
from kiosk.export.paper.placard import Placard, code_svg
from kiosk.text.bilingual import Bilingual, joined


def manual_sheet(frame: Frame, family: Family) -> Placard:
    """Where the manual of a family of services is downloaded, and which services it is about (measure M1.3)."""
    channels = frame.catalogue.channels
    manuals = channels.online[channels.manuals or ""]
    listed = [
        joined([service.title, service.form], " · ") if service.form else service.title
        for service in frame.catalogue.of_family(family.id)
    ]
    own = frame.kiosk.office.website.figure
    return _code_sheet(frame, f"manual-{family.id}", family.long_title, manuals, listed, own)


def line(frame: Frame) -> Placard:
    """The office's own account on LINE (measure M1.4)."""
    account = next(each for each in frame.catalogue.channels.online.values() if each.is_own)
    return _code_sheet(frame, "line", account.title, account, [], kind="online")


def online(frame: Frame) -> Placard:
    """Every service on a visitor's own phone, each with its code (measures M1.3 and M8.1)."""
    reachable = frame.catalogue.channels.reachable.values()
    ways = [
        {"title": frame.pairs(each.title), "host": each.address.host, "code": code_svg(each.address.figure or "")}
        for each in reachable
    ]
    facts = [each.address for each in reachable]
    title = frame.say("home.online")
    return Placard("online", title, "codes", {**frame.data("online", title, facts), "ways": ways})


def _code_sheet(
    frame: Frame,
    name: str,
    title: Bilingual,
    way: OnlineService,
    listed: list[Bilingual],
    other: str | None = None,
    kind: str = "manual",
) -> Placard:
    """A code that is read across a room; `other` is where it leads while the way has no address."""
    address = way.address.figure or other
    data = {
        **frame.data(kind, title, [way.address]),
        "lead": frame.pairs(way.note),
        "code": code_svg(address) if address else None,
        "host": address.split("/")[2] if address else "",
        "awaited": frame.pairs(frame.say("print.address_awaited")),
        "listed": [frame.pairs(each) for each in listed],
    }
    return Placard(name, title, "code", data)
